import {
  escrowChargebackReversed,
  escrowChargedBack,
  escrowInstalmentFunded,
  escrowOpened,
  escrowRefunded,
  escrowReleaseApproved,
  escrowReleased,
} from '../escrow/contract.ts';
import { orderMoved } from '../orders/contract.ts';
import {
  payableCancelled,
  payablePaid,
  payablePartlyPaid,
  paymentMoved,
  payoutMoved,
  receiptPlaced,
  receiptUnapplied,
} from '../payments/contract.ts';

/** Event types by which reconciliation knows what trades say of their money. */
export const subscriptions = [
  escrowOpened.type,
  escrowInstalmentFunded.type,
  escrowReleaseApproved.type,
  escrowReleased.type,
  escrowRefunded.type,
  escrowChargedBack.type,
  escrowChargebackReversed.type,
  orderMoved.type,
  payableCancelled.type,
  payablePaid.type,
  payablePartlyPaid.type,
  paymentMoved.type,
  payoutMoved.type,
  receiptPlaced.type,
  receiptUnapplied.type,
] as const;
