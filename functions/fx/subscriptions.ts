import { orderMoved } from '../orders/contract.ts';
import { boundLocksDue, conversionExecuted, conversionMoved, fxDeadlineReached } from './contract.ts';

/** Event types that fx reacts to: its own conversions, to deal them at the bank, its deadlines, and orders that locks are bound to. */
export const subscriptions = [
  conversionExecuted.type,
  conversionMoved.type,
  boundLocksDue.type,
  fxDeadlineReached.type,
  orderMoved.type,
] as const;
