import { chargesAllocated, consignmentMoved } from '../freight/contract.ts';
import { orderMoved } from '../orders/contract.ts';
import { payablePaid } from '../payments/contract.ts';
import { customsDeadlineReached, declarationMoved, dutyEstimateRequested } from './contract.ts';

/** Event types that customs reacts to. */
export const subscriptions = [
  orderMoved.type,
  chargesAllocated.type,
  consignmentMoved.type,
  payablePaid.type,
  declarationMoved.type,
  dutyEstimateRequested.type,
  customsDeadlineReached.type,
] as const;
