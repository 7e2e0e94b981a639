import { suppliersMatched } from '../catalog/contract.ts';
import { goldenSampleSealed } from '../samples/contract.ts';
import { sourcingDeadlineReached } from './contract.ts';

/** Event types that sourcing reacts to. */
export const subscriptions = [
  suppliersMatched.type,
  goldenSampleSealed.type,
  sourcingDeadlineReached.type,
] as const;
