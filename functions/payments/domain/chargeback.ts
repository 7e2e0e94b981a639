import type { Instant } from '../../../shared/kernel/instant.ts';
import { invariant } from '../../../shared/kernel/invariant.ts';
import { type Money, money, subtractMoney, sumMoney, zeroMoney } from '../../../shared/kernel/money.ts';
import { splitLargestRemainder } from '../../../shared/kernel/split.ts';
import type { AccountCode } from '../../ledger/contract.ts';
import type { Payable } from './payable.ts';
import type { Payment } from './payment.ts';
import type { ChargebackState } from './transitions.ts';

/** What a chargeback takes from one account that the charge was credited to. */
export interface ChargebackShare {
  readonly payableId: string;
  readonly account: { readonly code: AccountCode; readonly owner: string };
  /** The order, or what the payable was for. */
  readonly reference: string;
  readonly amount: Money;
  /** Its part of the card fee. */
  readonly fee: Money;
}

/** A charge that its cardholder took back. Σ (amount + fee) of the shares = gross, always. */
export interface Chargeback {
  readonly chargebackId: string;
  readonly paymentId: string;
  readonly payerId: string;
  readonly reason: string;
  readonly openedAt: Instant;
  readonly gross: Money;
  readonly shares: readonly ChargebackShare[];
  readonly state: ChargebackState;
  /** When the PSP took the money from our bank account, and when it put it back. */
  readonly debitedAt?: Instant | undefined;
  readonly creditedAt?: Instant | undefined;
  readonly correlationId: string;
}

interface Target extends Omit<ChargebackShare, 'amount' | 'fee'> {
  /** What of the charge still stands there, neither refunded to the card nor charged back. */
  readonly restMinor: bigint;
}

const isSame = (share: ChargebackShare, target: Pick<Target, 'payableId' | 'account'>): boolean =>
  share.payableId === target.payableId &&
  share.account.code === target.account.code &&
  share.account.owner === target.account.owner;

/** Where the base of a charge went: into the payables' accounts, and into the payer's wallet what was too much. */
const targetsOf = (
  payment: Payment,
  payables: readonly Payable[],
  earlier: readonly ChargebackShare[],
): readonly Target[] =>
  payment.lines.flatMap((line) => {
    const payable = payables.find(({ payableId }) => payableId === line.payableId);
    invariant(payable, 'payments.payable_lost', { payableId: line.payableId });
    const { payableId, paid } = payable;
    const reference = payable.orderId ?? payable.subject;
    const isOurs = paid?.paymentId === payment.paymentId;
    const byCard = isOurs ? paid.byCard.amountMinor : 0n;
    const wallet = { payableId, reference, account: { code: '2030' as const, owner: payment.payerId } };
    const taken = earlier
      .filter((share) => isSame(share, wallet))
      .reduce((sum, share) => sum + share.amount.amountMinor, 0n);
    return [
      {
        payableId,
        reference,
        account: { code: payable.creditCode, owner: payable.creditOwner },
        // What went back to the card, by refund or chargeback, is counted on the payable.
        restMinor: isOurs ? byCard - paid.refundedToCard.amountMinor : 0n,
      },
      { ...wallet, restMinor: line.amount.amountMinor - byCard - taken },
    ].filter(({ restMinor }) => restMinor > 0n);
  });

/**
 * Shares out a chargeback over what the charge was credited to: base and fee in the ratio that is left of them, each by largest
 * remainder. What the PSP takes beyond the rest of the charge (a refund it has forgotten) has no such account and is a claim,
 * 1120 of the payment. InvariantViolation `payments.chargeback_shares_differ`.
 */
export const shareOut = (
  payment: Payment,
  payables: readonly Payable[],
  gross: Money,
  earlier: readonly ChargebackShare[],
): readonly ChargebackShare[] => {
  const { currency } = payment.total;
  const targets = targetsOf(payment, payables, earlier);
  const baseRest = targets.reduce((sum, { restMinor }) => sum + restMinor, 0n);
  const feeTaken = earlier.reduce((sum, { fee }) => sum + fee.amountMinor, 0n);
  const feeRest = baseRest > 0n ? payment.fee.amountMinor - feeTaken : 0n;
  const rest = baseRest + feeRest;
  const within = gross.amountMinor < rest ? gross.amountMinor : rest;
  const parts =
    within > 0n
      ? splitLargestRemainder(within, [
          { id: 'base', weight: baseRest },
          { id: 'fee', weight: feeRest },
        ])
      : new Map<string, bigint>();
  const weights = targets.map((target, index) => ({
    id: `${String(index).padStart(3, '0')} ${target.payableId}`,
    weight: target.restMinor,
  }));
  const splitOver = (minor: bigint) => (minor > 0n ? splitLargestRemainder(minor, weights) : undefined);
  const amounts = splitOver(parts.get('base') ?? 0n);
  const fees = splitOver(parts.get('fee') ?? 0n);
  const shares = targets.map(({ restMinor, ...target }, index) => ({
    ...target,
    amount: money(currency, amounts?.get(weights[index]?.id ?? '') ?? 0n),
    fee: money(currency, fees?.get(weights[index]?.id ?? '') ?? 0n),
  }));
  const beyond = gross.amountMinor - within;
  const [first] = payment.lines;
  const claim: readonly ChargebackShare[] =
    beyond > 0n && first
      ? [
          {
            payableId: first.payableId,
            account: { code: '1120', owner: payment.paymentId },
            reference: payment.paymentId,
            amount: money(currency, beyond),
            fee: zeroMoney(currency),
          },
        ]
      : [];
  const all = [...shares.filter(({ amount, fee }) => amount.amountMinor + fee.amountMinor > 0n), ...claim];
  const sum = sumMoney(
    currency,
    all.flatMap(({ amount, fee }) => [amount, fee]),
  );
  invariant(sum.amountMinor === gross.amountMinor, 'payments.chargeback_shares_differ', {
    paymentId: payment.paymentId,
  });
  return all;
};

/** Whether escrow books a share, with its own state change. */
export const isForEscrow = ({ account }: ChargebackShare): boolean => account.code === '2010';

/** What payments books itself: a claim on the payer, principal and fee. */
export const claimOnPayer = (shares: readonly ChargebackShare[], currency: string): Money =>
  sumMoney(
    currency,
    shares.filter((share) => !isForEscrow(share)).flatMap(({ amount, fee }) => [amount, fee]),
  );

/** The payable after (part of) the card's money went back to the card: refunds go there no more. `back` undoes it. */
export const afterChargeback = (
  payable: Payable,
  shares: readonly ChargebackShare[],
  direction: 'taken' | 'back',
): Payable => {
  const { paid } = payable;
  const own = shares.find(
    ({ payableId, account }) =>
      payableId === payable.payableId &&
      account.code === payable.creditCode &&
      account.owner === payable.creditOwner,
  );
  if (!paid || !own) return payable;
  const change = direction === 'taken' ? own.amount.amountMinor : -own.amount.amountMinor;
  const refundedToCard = money(own.amount.currency, paid.refundedToCard.amountMinor + change);
  const left = subtractMoney(paid.byCard, refundedToCard);
  invariant(left.amountMinor >= 0n && refundedToCard.amountMinor >= 0n, 'payments.card_overdrawn', {
    payableId: payable.payableId,
  });
  return { ...payable, paid: { ...paid, refundedToCard } };
};
