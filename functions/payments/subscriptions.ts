import { bankAccountSet, companyScreened } from '../parties/contract.ts';
import {
  bankEntryReceived,
  payableCancellationRequested,
  payableRequested,
  paymentMoved,
  paymentsDeadlineReached,
  payoutDue,
  payoutRequested,
  pspEventReceived,
  receiptBooked,
  transferStatusReceived,
} from './contract.ts';

/** Event types that payments react to; what PSP and bank tell comes in as events of its own. */
export const subscriptions = [
  payableRequested.type,
  payableCancellationRequested.type,
  payoutRequested.type,
  bankAccountSet.type,
  companyScreened.type,
  paymentMoved.type,
  pspEventReceived.type,
  bankEntryReceived.type,
  transferStatusReceived.type,
  receiptBooked.type,
  payoutDue.type,
  paymentsDeadlineReached.type,
] as const;
