import { fxDeadlineReached } from './contract.ts';

/** Event types that fx reacts to. */
export const subscriptions = [fxDeadlineReached.type] as const;
