import { declarationMoved } from '../customs/contract.ts';
import { orderMoved } from '../orders/contract.ts';
import { payablePaid } from '../payments/contract.ts';
import { settlementCompleted } from '../settlement/contract.ts';
import {
  consignmentMoved,
  deliveryOrderMoved,
  freightDeadlineReached,
  freightEstimateRequested,
  goodsArrived,
  goodsDelivered,
  laneChanged,
  membersDue,
  poolMoved,
} from './contract.ts';

/** Event types that freight reacts to. */
export const subscriptions = [
  orderMoved.type,
  declarationMoved.type,
  payablePaid.type,
  settlementCompleted.type,
  poolMoved.type,
  consignmentMoved.type,
  freightEstimateRequested.type,
  goodsArrived.type,
  deliveryOrderMoved.type,
  goodsDelivered.type,
  laneChanged.type,
  membersDue.type,
  freightDeadlineReached.type,
] as const;
