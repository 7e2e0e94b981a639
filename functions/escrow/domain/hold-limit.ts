import { businessDateIn, parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { assertNoOverlap, type EffectiveDated, effectiveOn } from '../../../shared/kernel/effective-dated.ts';
import { addDuration, compareInstants, type Instant } from '../../../shared/kernel/instant.ts';
import type { Money } from '../../../shared/kernel/money.ts';

/** What becomes of money that a rail may hold no longer: back to the payer, or on to our own safeguarded account. */
export const holdOutcomes = ['refund', 'settles_to_house'] as const;
export type HoldOutcome = (typeof holdOutcomes)[number];

/** What somebody may choose while the limit is near. */
export const holdChoices = ['release', 'refund', 'safeguarded'] as const;
export type HoldChoice = (typeof holdChoices)[number];

/**
 * `running`: at the payment house, limit far; `expiring`: the limit is near, everybody was told; `chosen`: somebody chose;
 * `safeguarded`: the money has reached our safeguarded account, where nothing limits it; `lapsed`: the limit passed without a
 * choice; `ended`: nothing of it was held any more when the limit came near.
 */
export const holdStates = ['running', 'expiring', 'chosen', 'safeguarded', 'lapsed', 'ended'] as const;
export type HoldState = (typeof holdStates)[number];

/** What may follow what. */
export const holdTransitions: Readonly<Record<HoldState, readonly HoldState[]>> = {
  running: ['expiring', 'safeguarded', 'ended'],
  expiring: ['chosen', 'safeguarded', 'lapsed', 'ended'],
  // What a choice could not move (a dispute came first) goes on being watched.
  chosen: ['chosen', 'safeguarded', 'lapsed', 'ended'],
  safeguarded: [],
  lapsed: ['safeguarded'],
  ended: [],
};

/** How long the rail of one payment may hold it. */
export interface Hold {
  readonly escrowId: string;
  readonly payableId: string;
  readonly rail: string;
  readonly amount: Money;
  readonly fundedAt: Instant;
  readonly holdDeadlineAt: Instant;
  readonly atLimit: HoldOutcome;
  readonly state: HoldState;
  readonly choice?:
    | { readonly by: 'payer' | 'payee' | 'operator'; readonly what: HoldChoice; readonly at: Instant }
    | undefined;
  /** Where the limit comes from. */
  readonly source: string;
}

/** The limit of one rail. */
export interface RailLimit {
  readonly rail: string;
  /** Payment methods, as payments names them, that come by this rail. */
  readonly method: string;
  /** Only money in these currencies; left out = every other one. */
  readonly currencies?: readonly string[];
  readonly holdDays: number;
  readonly atLimit: HoldOutcome;
}

/** Days before a limit at which everybody is told. */
export const alarmDays = 14;

/**
 * Longest time that a payment house holds money before it is paid out. Transfers come straight to the safeguarded account and
 * have no limit. Card money normally settles to that account within days; the limit matters when it does not.
 * A charge without a row here has no limit.
 */
export const railLimits: readonly EffectiveDated<readonly RailLimit[]>[] = [
  {
    value: [
      {
        rail: 'card_thailand',
        method: 'card',
        currencies: ['THB'],
        holdDays: 10,
        atLimit: 'settles_to_house',
      },
      { rail: 'card', method: 'card', holdDays: 90, atLimit: 'settles_to_house' },
      { rail: 'wallet_delayed', method: 'wallet', holdDays: 28, atLimit: 'refund' },
    ],
    validFrom: parseBusinessDate('2025-01-01'),
    source:
      'Manual payouts of card processors: 90 days, Thailand 10 (docs.stripe.com/connect/manual-payouts); delayed disbursement of wallets: 28 days (developer.paypal.com delay-disbursement); read 2026-11',
    dateBasis: 'funded_on',
  },
];
assertNoOverlap(railLimits);

/** The hold of a payment, or undefined where its rail has no limit. DomainError `rates.none_in_force`. */
export const holdOf = (payment: {
  readonly escrowId: string;
  readonly payableId: string;
  readonly amount: Money;
  readonly method: string;
  readonly fundedAt: Instant;
}): Hold | undefined => {
  const { method, amount, fundedAt } = payment;
  const table = effectiveOn(railLimits, businessDateIn(fundedAt, 'UTC'));
  const rows = table.value.filter((row) => row.method === method);
  const limit =
    rows.find((row) => row.currencies?.includes(amount.currency)) ??
    rows.find((row) => row.currencies === undefined);
  if (!limit) return undefined;
  return {
    escrowId: payment.escrowId,
    payableId: payment.payableId,
    rail: limit.rail,
    amount,
    fundedAt,
    holdDeadlineAt: addDuration(fundedAt, { days: limit.holdDays }),
    atLimit: limit.atLimit,
    state: 'running',
    source: table.source,
  };
};

/** When everybody is told: some days before the limit, at once where the limit itself is nearer than that. */
export const alarmAtOf = ({ holdDeadlineAt, fundedAt }: Hold): Instant => {
  const early = addDuration(holdDeadlineAt, { days: -alarmDays });
  return compareInstants(early, fundedAt) < 0 ? fundedAt : early;
};

/** The hold in another state, or undefined where the table has no such move. */
export const holdMoved = (hold: Hold, to: HoldState, more: Partial<Hold> = {}): Hold | undefined =>
  holdTransitions[hold.state].includes(to) ? { ...hold, ...more, state: to } : undefined;
