import type { CurrencyCode } from '../../../shared/kernel/currency.ts';
import { addDuration, epochMs, type Instant } from '../../../shared/kernel/instant.ts';
import { type Money, money, sumMoney } from '../../../shared/kernel/money.ts';
import { formatRate, type Rate, rate } from '../../../shared/kernel/rate.ts';
import { type Fact, knownAt } from './facts.ts';

/** Days of a month of the model; six of them make its window for sales. */
export const monthDays = 30;
const monthsInWindow = 6;
const yearDays = 365;
const dayMs = 86_400_000;

/** What the model looks at. A share without anything to divide by is absent and scores neutral, never zero. */
export interface Features {
  readonly currency: CurrencyCode;
  readonly medianMonthlyNet: Money;
  readonly closedOrders: number;
  /** Refunded value / settled and refunded value, one year. */
  readonly refundRate: Rate | undefined;
  /** Disputed value / settled and refunded value, one year. */
  readonly disputeRate: Rate | undefined;
  /** Largest counterparty's part of the settled value, one year. */
  readonly topCounterpartyShare: Rate | undefined;
  readonly onTimeRate: Rate | undefined;
  /** Net sales of the last three months / of the three before. */
  readonly trend: Rate | undefined;
  readonly tenureDays: number;
  readonly repaidLoans: number;
  readonly repaidOnTime: number;
  /** Worst lateness of a repaid loan. */
  readonly daysLateMax: number;
  /** Days that the oldest unpaid loan is past due now. */
  readonly daysPastDue: number;
}

const daysBetween = (from: Instant, to: Instant): number => Math.floor((epochMs(to) - epochMs(from)) / dayMs);

/** Middle of the sorted amounts, rounded down between two. */
export const medianOf = (amounts: readonly bigint[]): bigint => {
  const sorted = [...amounts].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0n;
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0n;
  const sum = upper + lower;
  return sum >= 0n ? sum / 2n : -((1n - sum) / 2n);
};

const ratio = (part: bigint, whole: bigint): Rate | undefined => (whole > 0n ? rate(part, whole) : undefined);

type Valued = Extract<Fact, { amount: Money }>;

/** Features of a company in one currency as of an instant: the same facts give the same features, whenever they are asked for. */
export const featuresAsOf = (facts: readonly Fact[], currency: CurrencyCode, asOf: Instant): Features => {
  const known = knownAt(facts, asOf);
  const since = (days: number): Instant => addDuration(asOf, { days: -days });
  const inYear = known.filter(({ at }) => at > since(yearDays));
  const valued = inYear.filter(
    (fact): fact is Valued => 'amount' in fact && fact.amount.currency === currency,
  );
  const sumOf = (kind: Valued['kind'], list: readonly Valued[] = valued): bigint =>
    sumMoney(
      currency,
      list.filter((fact) => fact.kind === kind).map(({ amount }) => amount),
    ).amountMinor;
  const netBetween = (daysFrom: number, daysTo: number): bigint => {
    const list = valued.filter(({ at }) => at > since(daysFrom) && at <= since(daysTo));
    return sumOf('settled', list) - sumOf('refunded', list);
  };
  const months = Array.from({ length: monthsInWindow }, (_, month) =>
    netBetween((month + 1) * monthDays, month * monthDays),
  );
  const settled = sumOf('settled');
  const turnover = settled + sumOf('refunded');
  const byCounterparty = new Map<string, bigint>();
  for (const fact of valued) {
    if (fact.kind !== 'settled') continue;
    const before = byCounterparty.get(fact.counterpartyId) ?? 0n;
    byCounterparty.set(fact.counterpartyId, before + fact.amount.amountMinor);
  }
  const top = [...byCounterparty.values()].reduce((most, one) => (one > most ? one : most), 0n);
  const shipped = inYear.filter((fact) => fact.kind === 'shipped');
  const repaid = known.filter((fact) => fact.kind === 'loan_repaid');
  const closedLoans = new Set(repaid.map(({ loanId }) => loanId));
  const unpaid = known.filter((fact) => fact.kind === 'loan_overdue' && !closedLoans.has(fact.loanId));
  const registered = known.find((fact) => fact.kind === 'registered');
  const prior = netBetween(6 * monthDays, 3 * monthDays);
  const median = medianOf(months);
  return {
    currency,
    medianMonthlyNet: money(currency, median > 0n ? median : 0n),
    closedOrders: inYear.filter((fact) => fact.kind === 'order_closed').length,
    refundRate: ratio(sumOf('refunded'), turnover),
    disputeRate: ratio(sumOf('disputed'), turnover),
    topCounterpartyShare: ratio(top, settled),
    onTimeRate: ratio(BigInt(shipped.filter(({ isOnTime }) => isOnTime).length), BigInt(shipped.length)),
    trend: prior > 0n ? rate(netBetween(3 * monthDays, 0), prior) : undefined,
    tenureDays: registered ? daysBetween(registered.at, asOf) : 0,
    repaidLoans: repaid.length,
    repaidOnTime: repaid.filter(({ daysLate }) => daysLate <= 0).length,
    daysLateMax: Math.max(0, ...repaid.map(({ daysLate }) => daysLate)),
    daysPastDue: Math.max(0, ...unpaid.map(({ at }) => daysBetween(at, asOf))),
  };
};

const share = (value: Rate | undefined): string => (value ? formatRate(value, { decimals: 4 }) : 'none');

/** Features as text, for the profile, partners and lenders: no names, no ids. */
export const featuresToWire = (features: Features): Readonly<Record<string, string>> => ({
  currency: features.currency,
  median_monthly_net_minor: features.medianMonthlyNet.amountMinor.toString(),
  closed_orders_365: String(features.closedOrders),
  refund_rate_365: share(features.refundRate),
  dispute_rate_365: share(features.disputeRate),
  top_counterparty_share_365: share(features.topCounterpartyShare),
  on_time_rate_365: share(features.onTimeRate),
  sales_trend: share(features.trend),
  tenure_days: String(features.tenureDays),
  repaid_loans: String(features.repaidLoans),
  days_late_max: String(features.daysLateMax),
  days_past_due: String(features.daysPastDue),
});
