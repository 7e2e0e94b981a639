import { bankAccountSet, companyScreened } from '../parties/contract.ts';
import {
  payableCancellationRequested,
  payableRequested,
  paymentsDeadlineReached,
  payoutRequested,
} from './contract.ts';

/** Event types that payments react to. */
export const subscriptions = [
  payableRequested.type,
  payableCancellationRequested.type,
  payoutRequested.type,
  bankAccountSet.type,
  companyScreened.type,
  paymentsDeadlineReached.type,
] as const;
