import { conversionExecuted, fxDeadlineReached } from './contract.ts';

/** Event types that fx reacts to: its own conversions, to cover them at the bank, and its deadlines. */
export const subscriptions = [conversionExecuted.type, fxDeadlineReached.type] as const;
