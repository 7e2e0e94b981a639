import type { BusinessDate } from '../../../shared/kernel/business-date.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { invariant } from '../../../shared/kernel/invariant.ts';
import {
  addMoney,
  isPositiveMoney,
  type Money,
  minMoney,
  onRail,
  subtractMoney,
  sumMoney,
} from '../../../shared/kernel/money.ts';
import type { AccountCode } from '../../ledger/contract.ts';
import { type Approval, type Hold, releasedPayout } from './hold.ts';
import type { Payable } from './payable.ts';
import { type LegEvent, type LegState, legTransitions, nextState } from './transitions.ts';

/** Where a bank payout goes. */
export interface BeneficiaryAccount {
  readonly holderName: string;
  /** IBAN, or the local number. */
  readonly accountNumber: string;
  readonly bic: string;
  readonly bankCountry: string;
}

export type PayoutPurpose =
  | 'seller_payout'
  | 'refund'
  | 'lender_repayment'
  | 'freight'
  | 'duty'
  | 'fund_subscription';

/** One amount of a payout on one rail. */
export interface PayoutLeg {
  /** End-to-end id at the bank, refund id at the PSP. */
  readonly legId: string;
  readonly rail: 'bank' | 'card';
  readonly amount: Money;
  readonly state: LegState;
  /** The charge that a card refund takes back. */
  readonly paymentId?: string | undefined;
  /** Leg that took over after a card refused its refund. */
  readonly replacedBy?: string | undefined;
  /** Day on which the bank was told to execute it. */
  readonly executeOn?: BusinessDate | undefined;
  readonly reason?: string | undefined;
}

export type PayoutState = 'held' | 'sending' | 'sent' | 'confirmed' | 'returned' | 'refused';

/** Money that leaves: from a liability account into 2090 at once, and from there by its legs. */
export interface Payout {
  readonly payoutId: string;
  readonly purpose: PayoutPurpose;
  readonly beneficiaryId: string;
  readonly amount: Money;
  readonly debitCode: AccountCode;
  readonly debitOwner: string;
  readonly description: string;
  readonly references: Readonly<Record<string, string>>;
  readonly legs: readonly PayoutLeg[];
  readonly state: PayoutState;
  readonly reason?: string | undefined;
  /** Taken when the legs are sent: a later change of the company's account does not touch a payout under way. */
  readonly account?: BeneficiaryAccount | undefined;
  /** The new payout of what came back; there is one at most. */
  readonly repeatedBy?: string | undefined;
  /** The payout that this one repeats. */
  readonly repeats?: string | undefined;
  /** Set on a repetition: nothing that came back goes out again on one person's word. */
  readonly approval?: Approval | undefined;
  /** Every time that it was held, oldest first. */
  readonly holds: readonly Hold[];
  /** What of the amount asked for the rail does not carry: it went to the beneficiary's available balance (2040). */
  readonly carried?: Money | undefined;
  /** The company's own reference; unique among its payouts for ever. */
  readonly reference?: string | undefined;
  readonly createdAt: Instant;
  readonly correlationId: string;
}

/** The part of an amount that bank rails can carry; what they cannot stays where it is. */
export const railAmountOf = (amount: Money): Money => onRail(amount, 'down');

/** `POT-<26>-<leg>`: the characters and the length that every bank lets through (ISO 20022 Max35Text, SEPA characters). */
export const legIdOf = (payoutId: string, index: number): string =>
  `POT-${payoutId.slice(payoutId.indexOf('_') + 1)}-${index + 1}`;

/** The payout that a leg's id belongs to, or undefined for an id that is none of ours. */
export const payoutIdOfLeg = (legId: string): string | undefined => {
  const found = /^POT-([0-9A-HJKMNP-TV-Z]{26})-\d{1,2}$/.exec(legId);
  return found ? `pot_${found[1]}` : undefined;
};

/** How a refund goes back: to the cards that paid, in the order named and up to what each paid, the rest to the bank. */
export const planRefund = (
  amount: Money,
  originals: readonly Payable[],
): {
  readonly toCards: readonly { readonly payable: Payable; readonly amount: Money }[];
  readonly toBank: Money;
} => {
  let rest = amount;
  const toCards: { payable: Payable; amount: Money }[] = [];
  for (const payable of originals) {
    const { paid } = payable;
    if (!paid?.paymentId || paid.byCard.currency !== amount.currency) continue;
    const part = minMoney(rest, subtractMoney(paid.byCard, paid.refundedToCard));
    if (!isPositiveMoney(part)) continue;
    toCards.push({ payable, amount: part });
    rest = subtractMoney(rest, part);
  }
  return { toCards, toBank: rest };
};

/** The legs of a payout, card refunds of one charge in one leg. InvariantViolation `payments.legs_differ`. */
export const planLegs = (
  payoutId: string,
  amount: Money,
  refund: ReturnType<typeof planRefund>,
): readonly PayoutLeg[] => {
  const byCharge = new Map<string, Money[]>();
  for (const { payable, amount: part } of refund.toCards) {
    const paymentId = payable.paid?.paymentId ?? '';
    byCharge.set(paymentId, [...(byCharge.get(paymentId) ?? []), part]);
  }
  const cards = [...byCharge].map(([paymentId, parts], index) => ({
    legId: legIdOf(payoutId, index),
    rail: 'card' as const,
    amount: sumMoney(amount.currency, parts),
    state: 'waiting' as const,
    paymentId,
  }));
  const bank = isPositiveMoney(refund.toBank)
    ? [
        {
          legId: legIdOf(payoutId, cards.length),
          rail: 'bank' as const,
          amount: refund.toBank,
          state: 'waiting' as const,
        },
      ]
    : [];
  const legs = [...cards, ...bank];
  const sum = sumMoney(
    amount.currency,
    legs.map((leg) => leg.amount),
  );
  invariant(sum.amountMinor === amount.amountMinor, 'payments.legs_differ', { payoutId });
  return legs;
};

/** Everything on one bank leg. */
export const bankOnly = (amount: Money): ReturnType<typeof planRefund> => ({ toCards: [], toBank: amount });

/** Where a payout stands by its legs, those that were replaced aside. */
export const stateOfLegs = (legs: readonly PayoutLeg[]): PayoutState => {
  const has = (state: LegState): boolean =>
    legs.some((leg) => leg.state === state && leg.replacedBy === undefined);
  if (has('waiting')) return 'held';
  if (has('sending')) return 'sending';
  if (has('sent')) return 'sent';
  if (has('returned')) return 'returned';
  return has('refused') ? 'refused' : 'confirmed';
};

/** The payout after something happened to one leg, or undefined when that means nothing (repeated, late, unknown leg). */
export const moveLeg = (
  payout: Payout,
  legId: string,
  event: LegEvent,
  reason?: string,
  executeOn?: BusinessDate,
): { readonly payout: Payout; readonly before: PayoutLeg; readonly after: PayoutLeg } | undefined => {
  const before = payout.legs.find((leg) => leg.legId === legId);
  const state = before && nextState(legTransitions, before.state, event);
  if (!before || state === undefined) return undefined;
  const after: PayoutLeg = {
    ...before,
    state,
    ...(reason === undefined ? {} : { reason }),
    ...(executeOn === undefined ? {} : { executeOn }),
  };
  const legs = payout.legs.map((leg) => (leg.legId === legId ? after : leg));
  const moved = { ...payout, legs, state: stateOfLegs(legs), ...(reason === undefined ? {} : { reason }) };
  return { payout: moved, before, after };
};

/**
 * The payout after a card refused its refund: the amount stays in transit and waits for the bank instead, less what the bank's rail
 * does not carry (`dust`). Undefined when the leg is no card refund under way, or is too small for the rail altogether.
 */
export const fallBackToBank = (
  payout: Payout,
  legId: string,
  reason: string,
): { readonly payout: Payout; readonly dust: Money } | undefined => {
  const card = payout.legs.find((leg) => leg.legId === legId && leg.rail === 'card');
  const refused = card && nextState<LegState, LegEvent>(legTransitions, card.state, 'rejected');
  if (!card || refused === undefined) return undefined;
  const amount = railAmountOf(card.amount);
  if (!isPositiveMoney(amount)) return undefined;
  const dust = subtractMoney(card.amount, amount);
  const bank: PayoutLeg = {
    legId: legIdOf(payout.payoutId, payout.legs.length),
    rail: 'bank',
    amount,
    state: 'waiting',
  };
  const replaced: PayoutLeg = { ...card, state: refused, reason, replacedBy: bank.legId };
  const legs = [...payout.legs.map((leg) => (leg.legId === legId ? replaced : leg)), bank];
  const next = { ...payout, legs, state: stateOfLegs(legs), reason: undefined };
  return { payout: isPositiveMoney(dust) ? withDust(next, dust) : next, dust };
};

const withDust = (payout: Payout, dust: Money): Payout => ({
  ...payout,
  amount: subtractMoney(payout.amount, dust),
  carried: payout.carried ? addMoney(payout.carried, dust) : dust,
});

/**
 * What of a refund plan the rails carry, and the rest: cards take every minor unit, the bank only what its rail has decimals for.
 */
export const carryDust = (
  plan: ReturnType<typeof planRefund>,
): { readonly plan: ReturnType<typeof planRefund>; readonly dust: Money } => {
  const toBank = railAmountOf(plan.toBank);
  return { plan: { ...plan, toBank }, dust: subtractMoney(plan.toBank, toBank) };
};

/** What of a finished payout never arrived, or undefined while it is under way and when it all did. */
export const amountToRepeat = (payout: Payout): Money | undefined => {
  if (payout.state !== 'returned' && payout.state !== 'refused') return undefined;
  const failed = payout.legs.filter(
    ({ state, replacedBy }) => replacedBy === undefined && (state === 'returned' || state === 'refused'),
  );
  const amount = sumMoney(
    payout.amount.currency,
    failed.map((leg) => leg.amount),
  );
  return payout.repeatedBy === undefined && isPositiveMoney(amount) ? amount : undefined;
};

/** The payout with every waiting leg on its way, to the account of this moment. */
export const clearedPayout = (
  payout: Payout,
  account: BeneficiaryAccount | undefined,
  now: Instant,
): Payout => {
  const legs = payout.legs.map((leg) => ({
    ...leg,
    state: leg.state === 'waiting' ? legTransitions.waiting.cleared : leg.state,
  }));
  return { ...releasedPayout(payout, now), legs, state: stateOfLegs(legs), account };
};
