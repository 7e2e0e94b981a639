import { businessDateIn } from '../../../shared/kernel/business-date.ts';
import { DomainError } from '../../../shared/kernel/errors.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { addDuration, type Instant } from '../../../shared/kernel/instant.ts';
import {
  compareMoney,
  formatMoney,
  isPositiveMoney,
  isZeroMoney,
  type Money,
  parseMoney,
  subtractMoney,
  zeroMoney,
} from '../../../shared/kernel/money.ts';
import { unitOf } from '../../../shared/kernel/quantity.ts';
import { compareRates, parseRate, rate } from '../../../shared/kernel/rate.ts';
import type { ContractTerms } from '../../sourcing/contract.ts';
import type { OrderErrorName } from '../errors.ts';
import { notAsked } from './escrow-asks.ts';
import { type Instalments, isPayable, milestonesOf, splitInstalments } from './instalments.ts';
import type { Order, OrderInstalment } from './order.ts';
import { contractShipBy, deadlineOf } from './progress.ts';
import { timeLimitsAt } from './time-limits.ts';

/** Most contracts in one consolidated order. */
export const contractsMax = 20;
/** Actions of one transaction that placing may use; the rest is for the answer's row and the consolidated order. */
export const placingActionsMax = 98;
/** Rows and events that one order adds: the order, the supplier's listing row, its deadline, its event. */
const actionsPerOrder = 4;

/** The credit of a sealed golden sample. */
export interface SampleCredit {
  readonly sampleId: string;
  readonly buyerId: string;
  readonly supplierId: string;
  readonly amount?: Money | undefined;
  readonly bulkQuantityMin?: string | undefined;
  /** Smallest goods total of an order that is credited. */
  readonly bulkAmountMin?: Money | undefined;
  readonly expiresOn?: string | undefined;
  /** Order that took it off; absent = free. */
  readonly usedBy?: string | undefined;
}

/** One contract to be ordered, with the credit that the buyer wants taken off. */
export interface PlacingLine {
  readonly terms: ContractTerms;
  readonly credit?: SampleCredit | undefined;
}

/** What is placed at once, and by what request. */
export interface Placing {
  readonly consolidatedOrderId: string;
  readonly correlationId: string;
  readonly causeId: string;
  readonly lines: readonly PlacingLine[];
}

/** The orders, or why there are none. */
export type PlacingDecision =
  | { readonly kind: 'placed'; readonly orders: readonly Order[] }
  | { readonly kind: 'refused'; readonly code: OrderErrorName; readonly detail: string };

type Refusal = Extract<PlacingDecision, { kind: 'refused' }>;
const refused = (code: OrderErrorName, detail: string): Refusal => ({ kind: 'refused', code, detail });

/** The order that a contract becomes: always the same one, so that a contract cannot be ordered twice. */
export const orderIdOf = (contractId: string): string => deterministicId('ord', contractId);
/** The escrow of an order; its payables' ids follow from it. */
export const escrowIdOf = (orderId: string): string => deterministicId('esc', orderId);

const isDefined = (check: () => void): boolean => {
  try {
    check();
    return true;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
};

const refuseTerms = (terms: ContractTerms, now: Instant): Refusal | undefined => {
  const share = parseRate(terms.depositShare);
  if (compareRates(share, rate(1n)) > 0) {
    return refused('terms_unworkable', `The deposit share of ${terms.contractId} is more than 1.`);
  }
  if (!isDefined(() => unitOf(terms.quantity.unit))) {
    return refused(
      'terms_unworkable',
      `The unit ${terms.quantity.unit} of ${terms.contractId} is not known.`,
    );
  }
  const shipBy = contractShipBy(terms);
  if (shipBy <= now) return refused('ship_date_past', `${terms.contractId} was to be shipped by ${shipBy}.`);
  const earliest = addDuration(shipBy, { days: -timeLimitsAt(now).shipmentHorizonDays });
  if (now < earliest) {
    return refused('ship_date_too_far', `${terms.contractId} can be ordered from ${earliest}.`);
  }
  return undefined;
};

const refuseCredit = (terms: ContractTerms, credit: SampleCredit, now: Instant): Refusal | undefined => {
  const { amount } = credit;
  const isOfParties = credit.buyerId === terms.buyerId && credit.supplierId === terms.supplierId;
  if (!isOfParties || !amount || amount.currency !== terms.goodsTotal.currency) {
    return refused('sample_credit_unknown', `${credit.sampleId} has no credit for ${terms.contractId}.`);
  }
  if (credit.usedBy) return refused('sample_credit_used', `${credit.sampleId} was used by ${credit.usedBy}.`);
  if (credit.expiresOn && businessDateIn(now, 'UTC') > credit.expiresOn) {
    return refused(
      'sample_credit_unusable',
      `The credit of ${credit.sampleId} ended on ${credit.expiresOn}.`,
    );
  }
  const least = credit.bulkQuantityMin ?? '0';
  if (compareRates(parseRate(terms.quantity.value), parseRate(least)) < 0) {
    return refused('sample_credit_unusable', `The credit of ${credit.sampleId} needs at least ${least}.`);
  }
  const { bulkAmountMin } = credit;
  const goodsTotal = parseMoney(terms.goodsTotal);
  const isEnough =
    !bulkAmountMin ||
    (bulkAmountMin.currency === goodsTotal.currency && compareMoney(goodsTotal, bulkAmountMin) >= 0);
  if (bulkAmountMin && !isEnough) {
    const { currency, amount: least } = formatMoney(bulkAmountMin);
    return refused(
      'sample_credit_unusable',
      `The credit of ${credit.sampleId} needs goods for ${currency} ${least}.`,
    );
  }
  const shares = terms.interimInstalments?.map(({ share }) => share);
  const instalments = splitInstalments(goodsTotal, terms.depositShare, amount, shares);
  if (isZeroMoney(instalments.sampleCredit) || !isPayable(instalments)) {
    return refused('sample_credit_unusable', `${terms.contractId} has no balance to take the credit off.`);
  }
  return undefined;
};

const refuseLines = (lines: readonly PlacingLine[], now: Instant): Refusal | undefined => {
  const credits = lines.filter((line) => line.credit).length;
  const actions = lines.length * actionsPerOrder + credits;
  if (lines.length > contractsMax || actions > placingActionsMax) {
    return refused(
      'too_many_writes',
      `${lines.length} contracts with ${credits} credits need ${actions} writes; ${placingActionsMax} fit.`,
    );
  }
  for (const { terms, credit } of lines) {
    const refusal = refuseTerms(terms, now) ?? (credit && refuseCredit(terms, credit, now));
    if (refusal) return refusal;
  }
  return undefined;
};

/** The payments of an order, each with a payable of its own; a payment of nothing is none. */
const instalmentsOf = (
  escrowId: string,
  terms: ContractTerms,
  { deposit, interim, balance }: Instalments,
): readonly OrderInstalment[] => {
  const isOnlyOne = isZeroMoney(balance) && interim.length === 0;
  const payableId = (name: string): string => deterministicId('pay', escrowId, name);
  const names = ['interim_1', 'interim_2', 'interim_3'] as const;
  return [
    {
      name: isOnlyOne ? ('full' as const) : ('deposit' as const),
      payableId: payableId('deposit'),
      amount: deposit,
    },
    ...names.flatMap((name, index) => {
      const amount = interim[index];
      const daysAfterDeposit = terms.interimInstalments?.[index]?.daysAfterDeposit;
      return amount ? [{ name, payableId: payableId(name), amount, daysAfterDeposit }] : [];
    }),
    { name: 'balance' as const, payableId: payableId('balance'), amount: balance },
  ].filter(({ amount }) => isPositiveMoney(amount));
};

const placeLine = (placing: Placing, { terms, credit }: PlacingLine, now: Instant): Order => {
  const orderId = orderIdOf(terms.contractId);
  const escrowId = escrowIdOf(orderId);
  const goodsTotal = parseMoney(terms.goodsTotal);
  const nothing = zeroMoney(goodsTotal.currency);
  const split = splitInstalments(
    goodsTotal,
    terms.depositShare,
    credit?.amount ?? nothing,
    terms.interimInstalments?.map(({ share }) => share),
  );
  const { deposit, balance, sampleCredit } = split;
  const order: Order = {
    orderId,
    consolidatedOrderId: placing.consolidatedOrderId,
    escrowId,
    depositPayableId: deterministicId('pay', escrowId, 'deposit'),
    balancePayableId: deterministicId('pay', escrowId, 'balance'),
    terms,
    correlationId: placing.correlationId,
    placedAt: now,
    state: 'awaiting_supplier_confirm',
    enteredAt: now,
    deposit,
    balance,
    sampleCredit,
    instalments: instalmentsOf(escrowId, terms, split),
    payments: [],
    lostPayments: [],
    creditSampleId: credit?.sampleId,
    retractedEventIds: [],
    isEscrowOpen: false,
    funded: nothing,
    released: nothing,
    refunded: nothing,
    chargedBack: nothing,
    release: notAsked,
    refund: notAsked,
    disputes: [],
    disputeIds: [],
    pendingRefunds: [],
    acceptanceExtensions: 0,
    milestones: milestonesOf(subtractMoney(goodsTotal, sampleCredit), terms.milestones),
    milestoneReleases: 0,
    holds: [],
    conditions: [],
    entries: 0,
    timeline: [
      { at: now, from: null, to: 'awaiting_supplier_confirm', what: 'place', causeId: placing.causeId },
    ],
  };
  return { ...order, deadline: deadlineOf(order) };
};

/**
 * Turns contracts of one buyer into orders, or says why not. That each contract and credit is used once is guarded by the
 * conditions of the transaction that writes them.
 */
export const decidePlacing = (placing: Placing, now: Instant): PlacingDecision =>
  refuseLines(placing.lines, now) ?? {
    kind: 'placed',
    orders: placing.lines.map((line) => placeLine(placing, line, now)),
  };
