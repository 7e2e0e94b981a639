import { suppliersMatched } from '../catalog/contract.ts';
import { dutyEstimated } from '../customs/contract.ts';
import { freightEstimated } from '../freight/contract.ts';
import { ratesPublished } from '../fx/contract.ts';
import { orderMoved } from '../orders/contract.ts';
import { companyRegistered, companyVerified } from '../parties/contract.ts';
import { goldenSampleSealed } from '../samples/contract.ts';
import { sourcingDeadlineReached } from './contract.ts';

/** Event types that sourcing reacts to. */
export const subscriptions = [
  suppliersMatched.type,
  goldenSampleSealed.type,
  freightEstimated.type,
  dutyEstimated.type,
  ratesPublished.type,
  orderMoved.type,
  companyRegistered.type,
  companyVerified.type,
  sourcingDeadlineReached.type,
] as const;
