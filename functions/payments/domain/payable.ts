import type { BusinessDate } from '../../../shared/kernel/business-date.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { invariant } from '../../../shared/kernel/invariant.ts';
import {
  addMoney,
  compareMoney,
  type Money,
  subtractMoney,
  zeroMoney,
} from '../../../shared/kernel/money.ts';
import type { AccountCode } from '../../ledger/contract.ts';
import type { payableKinds } from '../contract.ts';
import { toleranceFor } from './transfer-tolerance.ts';
import type { PayableState } from './transitions.ts';

export type PayableKind = (typeof payableKinds)[number];
export type PaymentMethod = 'card' | 'bank_transfer';

/** One amount that one debtor owes into one ledger account. */
export interface Payable {
  readonly payableId: string;
  readonly kind: PayableKind;
  readonly subject: string;
  readonly name: string;
  readonly orderId?: string | undefined;
  /** The orders that it is for, where they are several. */
  readonly orderIds?: readonly string[] | undefined;
  readonly debtorId: string;
  readonly description: string;
  readonly amount: Money;
  readonly creditCode: AccountCode;
  readonly creditOwner: string;
  readonly dueAt?: Instant | undefined;
  /** Creditor reference that a bank transfer carries. */
  readonly reference: string;
  readonly state: PayableState;
  /** What came by bank transfer and was not enough yet; it stands in 2020 under the payable's id. */
  readonly received: Money;
  /** Card payment under way; while it is, no second one begins. */
  readonly cardPaymentId?: string | undefined;
  /** Set when the asker no longer wants it; decides what happens when the card payment under way fails. */
  readonly cancelReason?: string | undefined;
  readonly paid?:
    | {
        readonly method: PaymentMethod;
        readonly at: Instant;
        readonly journalId: string;
        readonly paymentId?: string | undefined;
        /** What the card brought; refunds go back to the card up to it. */
        readonly byCard: Money;
        readonly refundedToCard: Money;
      }
    | undefined;
  readonly correlationId: string;
}

export const isOpen = ({ state }: Payable): boolean => state === 'open' || state === 'partly_paid';

/** The orders that it is for; undefined where it is for none. */
export const ordersOf = ({ orderId, orderIds }: Payable): string[] | undefined => {
  if (orderIds) return [...orderIds];
  return orderId === undefined ? undefined : [orderId];
};

/** What is still owed. */
export const outstandingOf = (payable: Payable): Money => subtractMoney(payable.amount, payable.received);

/**
 * A payable of which less is owed, or undefined when that is not less. It is paid when what came by transfer is enough; then it was for all that
 * came, so that nothing of it is left over. InvariantViolation `money.currency_mismatch`.
 */
export const reducePayable = (
  payable: Payable,
  amount: Money,
): { readonly payable: Payable; readonly isPaid: boolean } | undefined => {
  if (compareMoney(amount, payable.amount) >= 0) return undefined;
  const isPaid = compareMoney(payable.received, amount) >= 0;
  return { payable: { ...payable, amount: isPaid ? payable.received : amount }, isPaid };
};

/** What a credit on our bank account means for the payable that it names. */
export type ReceiptDecision =
  | { readonly kind: 'unapplied'; readonly reason: 'wrong_currency' | 'payable_closed' }
  /** Not enough yet: it is kept for this payable. */
  | { readonly kind: 'kept'; readonly received: Money; readonly missing: Money }
  /** Enough. We bear `tolerated`; `excess` belongs to the debtor. At most one of the two is above zero. */
  | { readonly kind: 'paid'; readonly tolerated: Money; readonly excess: Money };

/** Decides on money that came for a payable. Total: every amount above zero has one answer. */
export const decideReceipt = (payable: Payable, came: Money, on: BusinessDate): ReceiptDecision => {
  if (came.currency !== payable.amount.currency) return { kind: 'unapplied', reason: 'wrong_currency' };
  if (!isOpen(payable)) return { kind: 'unapplied', reason: 'payable_closed' };
  const received = addMoney(payable.received, came);
  const missing = subtractMoney(payable.amount, received);
  const none = zeroMoney(came.currency);
  if (missing.amountMinor <= 0n)
    return { kind: 'paid', tolerated: none, excess: subtractMoney(none, missing) };
  if (compareMoney(missing, toleranceFor(payable.amount, on)) <= 0)
    return { kind: 'paid', tolerated: missing, excess: none };
  return { kind: 'kept', received, missing };
};

/** The payable after it was paid in full. InvariantViolation `payments.paid_twice`. */
export const settledPayable = (
  payable: Payable,
  how: {
    readonly method: PaymentMethod;
    readonly at: Instant;
    readonly journalId: string;
    readonly paymentId?: string;
    readonly byCard?: Money;
  },
): Payable => {
  invariant(isOpen(payable), 'payments.paid_twice', { payableId: payable.payableId });
  const none = zeroMoney(payable.amount.currency);
  const { method, at, journalId, paymentId, byCard = none } = how;
  return {
    ...payable,
    state: 'paid',
    received: none,
    // A card payment that is still under way keeps its lock: its money, when it comes, goes to the payer's wallet.
    paid: { method, at, journalId, paymentId, byCard, refundedToCard: none },
  };
};
