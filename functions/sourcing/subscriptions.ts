import { goldenSampleSealed } from '../samples/contract.ts';
import { sourcingDeadlineReached } from './contract.ts';

/** Event types that sourcing reacts to. */
export const subscriptions = [goldenSampleSealed.type, sourcingDeadlineReached.type] as const;
