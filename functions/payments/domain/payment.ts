import type { Instant } from '../../../shared/kernel/instant.ts';
import { invariant } from '../../../shared/kernel/invariant.ts';
import {
  addMoney,
  compareMoney,
  type Money,
  subtractMoney,
  sumMoney,
  zeroMoney,
} from '../../../shared/kernel/money.ts';
import { isOpen, outstandingOf, type Payable } from './payable.ts';
import { nextState, type PaymentState, paymentTransitions } from './transitions.ts';

/** Most payables that are paid at once: their postings and events must fit one transaction. */
export const payablesPerPaymentMax = 10;

export interface PaymentLine {
  readonly payableId: string;
  readonly amount: Money;
}

/** Why a payment is held: the PSP says another amount, pays another amount out, or gives no answer however often it is asked. */
export const paymentHolds = ['amount_mismatch', 'settlement_mismatch', 'no_answer'] as const;
export type PaymentHold = (typeof paymentHolds)[number];

/** What the PSP says that it paid out for a charge. */
export interface Settlement {
  readonly gross: Money;
  readonly net: Money;
  readonly fee: Money;
}

/** What an operator decided on a hold. */
export interface HoldResolution {
  readonly decision: 'accept' | 'refund' | 'ask_again' | 'fail';
  readonly reason: string;
  readonly by: string;
  readonly at: Instant;
}

/** One intent to pay several payables of one currency at once. */
export interface Payment {
  readonly paymentId: string;
  readonly payerId: string;
  readonly method: 'card' | 'bank_transfer';
  readonly state: PaymentState | 'awaiting_transfer';
  readonly lines: readonly PaymentLine[];
  /** Sum of the lines. */
  readonly base: Money;
  /** On top, for a card. */
  readonly fee: Money;
  readonly total: Money;
  /** Gone as soon as the PSP has the charge. */
  readonly cardToken?: string | undefined;
  readonly failureReason?: string | undefined;
  /** Why nothing moves although an answer came: an operator looks into it. */
  readonly heldBecause?: PaymentHold | undefined;
  /** What the PSP says that it charged, where that is not our total. */
  readonly told?: Money | undefined;
  /** What the PSP says that it paid out, while the payment is held. */
  readonly toldSettlement?: Settlement | undefined;
  /** How an operator ended a hold. */
  readonly resolution?: HoldResolution | undefined;
  /** How often the PSP was asked what became of the charge. */
  readonly asked?: number | undefined;
  readonly chargebackIds?: readonly string[] | undefined;
  readonly journalId?: string | undefined;
  readonly settled?: { readonly net: Money; readonly fee: Money; readonly at: Instant } | undefined;
  readonly createdAt: Instant;
}

/** What the PSP says of a charge, by webhook or when asked. */
export type ChargeOutcome =
  | { readonly kind: 'succeeded'; readonly amount: Money }
  | { readonly kind: 'failed'; readonly reason: string };

/** What a succeeded charge does to one of its payables. */
export interface LineOutcome {
  readonly payable: Payable;
  /** Part of the line that pays the payable; nothing when it was paid or closed in the meantime. */
  readonly applied: Money;
  /** Part of the line that belongs to the payer's wallet. */
  readonly excess: Money;
}

export type ChargeDecision =
  | { readonly kind: 'ignored' }
  | { readonly kind: 'held'; readonly because: 'amount_mismatch' }
  | { readonly kind: 'failed'; readonly reason: string; readonly freed: readonly Payable[] }
  | { readonly kind: 'succeeded'; readonly lines: readonly LineOutcome[] };

const lineOutcome = (line: PaymentLine, payable: Payable): LineOutcome => {
  const none = zeroMoney(line.amount.currency);
  if (!isOpen(payable)) return { payable, applied: none, excess: line.amount };
  const outstanding = outstandingOf(payable);
  invariant(compareMoney(outstanding, line.amount) <= 0, 'payments.outstanding_grew', {
    payableId: payable.payableId,
  });
  return { payable, applied: outstanding, excess: subtractMoney(line.amount, outstanding) };
};

/**
 * Decides on an answer about a charge, in whatever order and however often answers come. `payables` are those of the lines, in
 * their order. A success wins over an earlier failure; another amount than ours moves nothing.
 */
export const decideCharge = (
  payment: Payment,
  payables: readonly Payable[],
  outcome: ChargeOutcome,
): ChargeDecision => {
  if (payment.state === 'awaiting_transfer') return { kind: 'ignored' };
  const event = outcome.kind === 'succeeded' ? 'told_succeeded' : 'told_failed';
  if (nextState(paymentTransitions, payment.state, event) === undefined) return { kind: 'ignored' };
  if (outcome.kind === 'failed') {
    const freed = payables.filter((payable) => payable.cardPaymentId === payment.paymentId);
    return { kind: 'failed', reason: outcome.reason, freed };
  }
  const isOurs =
    outcome.amount.currency === payment.total.currency &&
    outcome.amount.amountMinor === payment.total.amountMinor;
  if (!isOurs) return { kind: 'held', because: 'amount_mismatch' };
  const lines = payment.lines.map((line) => {
    const payable = payables.find((one) => one.payableId === line.payableId);
    invariant(payable, 'payments.payable_lost', { payableId: line.payableId });
    return lineOutcome(line, payable);
  });
  return { kind: 'succeeded', lines };
};

/** A card payment over what is outstanding of each payable: one charge, the fee on top. */
export const createPayment = (
  parts: Pick<Payment, 'paymentId' | 'payerId' | 'method' | 'createdAt' | 'cardToken'>,
  payables: readonly Payable[],
  feeOn: (base: Money) => Money,
): Payment => {
  const lines = payables.map((payable) => ({ payableId: payable.payableId, amount: outstandingOf(payable) }));
  const currency = payables[0]?.amount.currency;
  invariant(currency, 'payments.no_payables', { paymentId: parts.paymentId });
  const base = sumMoney(
    currency,
    lines.map((line) => line.amount),
  );
  const fee = feeOn(base);
  const state = parts.method === 'card' ? 'created' : 'awaiting_transfer';
  return { ...parts, state, lines, base, fee, total: addMoney(base, fee) };
};
