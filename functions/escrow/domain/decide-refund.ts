import {
  addMoney,
  compareMoney,
  isPositiveMoney,
  isZeroMoney,
  type Money,
  minMoney,
  subtractMoney,
} from '../../../shared/kernel/money.ts';
import {
  assertEscrow,
  availableOf,
  closedIfEmpty,
  type Escrow,
  grown,
  heldOf,
  liveInstalmentsOf,
  moved,
} from './escrow.ts';
import { isOver } from './transitions.ts';

export type RefundDecision =
  /** Money goes back; `cancelledPayableIds` are instalments that are no longer wanted. */
  | {
      readonly kind: 'refunded';
      readonly escrow: Escrow;
      readonly amount: Money;
      readonly cancelledPayableIds: readonly string[];
    }
  /** There is nothing to give back: the escrow is cancelled, or closed where money had left it before. */
  | {
      readonly kind: 'cancelled';
      readonly escrow: Escrow;
      readonly cancelledPayableIds: readonly string[];
    }
  | {
      readonly kind: 'refused';
      readonly code: 'over' | 'wrong_currency' | 'nothing_held' | 'insufficient_held';
    };

const unpaidOf = (escrow: Escrow): readonly string[] =>
  liveInstalmentsOf(escrow)
    .filter(({ fundedAt }) => fundedAt === undefined)
    .map(({ payableId }) => payableId);

const givenUp = (escrow: Escrow): Escrow => ({ ...escrow, isEnding: true, isGivenUp: true });

/** Nothing is held: without any money ever kept or passed on it is cancelled, else the deal is simply over. */
const ended = (escrow: Escrow): Escrow =>
  moved(
    givenUp(escrow),
    isZeroMoney(subtractMoney(escrow.funded, escrow.chargedBack)) ? 'given_up' : 'emptied',
  );

/**
 * Decides a refund to the payer. Without an amount everything that is not on its way out goes back and no further instalment
 * is wanted; with an amount only that part, frozen or not: a freeze protects the payer. Refusals in order of precedence: over,
 * wrong_currency, nothing_held, insufficient_held.
 */
export const decideRefund = (escrow: Escrow, asked: Money | undefined): RefundDecision => {
  if (isOver(escrow.state)) return { kind: 'refused', code: 'over' };
  if (asked && asked.currency !== escrow.total.currency) return { kind: 'refused', code: 'wrong_currency' };
  const available = availableOf(escrow);
  if (!asked && isZeroMoney(heldOf(escrow))) {
    return { kind: 'cancelled', escrow: ended(escrow), cancelledPayableIds: unpaidOf(escrow) };
  }
  if (!isPositiveMoney(available)) return { kind: 'refused', code: 'nothing_held' };
  const amount = asked ?? available;
  if (compareMoney(amount, available) > 0) return { kind: 'refused', code: 'insufficient_held' };
  const ending = asked ? escrow : givenUp(escrow);
  const after = closedIfEmpty(grown(ending, 'refunded', amount));
  return {
    kind: 'refunded',
    escrow: assertEscrow(after),
    amount,
    cancelledPayableIds: asked ? [] : unpaidOf(escrow),
  };
};

/** Sends back an instalment that came after the escrow was given up; the state stays. */
export const refundLatePayment = (escrow: Escrow, amount: Money): Escrow =>
  assertEscrow(grown(escrow, 'refunded', amount));

/** The same, of one that had to wait: refused where the money is no longer there. */
export const refundAfterTheEnd = (escrow: Escrow, amount: Money): RefundDecision =>
  compareMoney(amount, availableOf(escrow)) > 0
    ? { kind: 'refused', code: 'insufficient_held' }
    : { kind: 'refunded', escrow: refundLatePayment(escrow, amount), amount, cancelledPayableIds: [] };

/** What of a refund goes to a lender: it repays the loan by as much. */
export interface LenderRefund {
  readonly loanId: string;
  readonly lenderId: string;
  readonly amount: Money;
}

/**
 * Shares a refund out: lenders that paid instalments in the payer's place and are owed for it get their money back first, in the order
 * in which they paid; the payer gets the rest.
 */
export const shareRefund = (
  escrow: Escrow,
  amount: Money,
): { readonly escrow: Escrow; readonly toLenders: readonly LenderRefund[]; readonly toPayer: Money } => {
  let left = amount;
  const toLenders: LenderRefund[] = [];
  const lenders = escrow.lenders.map((lender) => {
    if (lender.state !== 'lent') return lender;
    const share = minMoney(left, subtractMoney(lender.paid, lender.returned));
    if (!isPositiveMoney(share)) return lender;
    left = subtractMoney(left, share);
    toLenders.push({ loanId: lender.loanId, lenderId: lender.lenderId, amount: share });
    return { ...lender, returned: addMoney(lender.returned, share) };
  });
  return { escrow: { ...escrow, lenders }, toLenders, toPayer: left };
};
