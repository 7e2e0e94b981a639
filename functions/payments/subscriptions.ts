import { bankAccountSet, companyRegistered, companyScreened, companyVerified } from '../parties/contract.ts';
import {
  bankEntryReceived,
  heldPayoutsDue,
  ownTransferRequested,
  payableCancellationRequested,
  payableRequested,
  paymentMoved,
  paymentsDeadlineReached,
  payoutDue,
  payoutMoved,
  payoutRequested,
  pspEventReceived,
  receiptBooked,
  statementEntryRequested,
  transferStatusReceived,
} from './contract.ts';

/** Event types that payments react to; what PSP and bank tell comes in as events of its own. */
export const subscriptions = [
  payableRequested.type,
  payableCancellationRequested.type,
  payoutRequested.type,
  bankAccountSet.type,
  companyRegistered.type,
  companyScreened.type,
  companyVerified.type,
  paymentMoved.type,
  pspEventReceived.type,
  bankEntryReceived.type,
  transferStatusReceived.type,
  receiptBooked.type,
  statementEntryRequested.type,
  payoutDue.type,
  payoutMoved.type,
  heldPayoutsDue.type,
  ownTransferRequested.type,
  paymentsDeadlineReached.type,
] as const;
