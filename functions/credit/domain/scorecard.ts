import { compareRates, parseRate, type Rate } from '../../../shared/kernel/rate.ts';
import type { Features } from './features.ts';

/** Scaling: 600 points at 50 good to 1 bad, 20 points double the odds. */
export const scaling = { basePoints: 600, baseOdds: 50, pointsToDouble: 20 } as const;

/** Points for each unit of ln(odds): 28.8539. */
export const factor = scaling.pointsToDouble / Math.log(2);
/** Points at odds of one: 487.1229. */
export const offset = scaling.basePoints - factor * Math.log(scaling.baseOdds);

/** Score of the odds good : bad. */
export const scoreOfOdds = (odds: number): number => offset + factor * Math.log(odds);

/** Probability of default that a score stands for, from 0 to 1. */
export const defaultProbability = (score: number): number => 1 / (1 + Math.exp((score - offset) / factor));

/** Population stability index of two distributions: < 0.10 stable, to 0.25 watch, above act. Shares must be above zero. */
export const stabilityIndex = (expected: readonly number[], actual: readonly number[]): number =>
  actual.reduce((sum, share, bin) => {
    const before = expected[bin] ?? share;
    return sum + (share - before) * Math.log(share / before);
  }, 0);

/** Reasons that lower a score; the codes are shared with lenders. */
export const reasonTexts = {
  R01: 'Short platform history',
  R02: 'Low or declining sales',
  R03: 'High share of refunds',
  R04: 'Late shipments',
  R05: 'High share of disputes',
  R06: 'Trade concentrated on one counterparty',
  R07: 'Limit used up',
  R08: 'Repayments past due',
  R11: 'Currency or corridor not supported',
} as const;
export type ReasonCode = keyof typeof reasonTexts;

export interface Reason {
  readonly code: ReasonCode;
  readonly text: string;
}

/** Most reasons that are given; more are not likely to help (CFPB, comment 9(b)(2) to Regulation B). */
export const reasonsMax = 4;

interface Bin<Value> {
  /** The first bin whose bound the value is below counts; the last has none. */
  readonly below?: Value;
  readonly points: number;
}

interface Characteristic<Value> {
  readonly reason: ReasonCode;
  readonly read: (features: Features) => Value | undefined;
  readonly isBelow: (value: Value, bound: Value) => boolean;
  readonly bins: readonly Bin<Value>[];
  /** Points without a value: neutral, so that a thin file is never punished for what nobody could know. */
  readonly missing: number;
}

const counted = (
  reason: ReasonCode,
  read: (features: Features) => number | undefined,
  bins: readonly Bin<number>[],
): Characteristic<number> => ({ reason, read, bins, missing: 0, isBelow: (value, bound) => value < bound });

const shared = (
  reason: ReasonCode,
  read: (features: Features) => Rate | undefined,
  bins: readonly { readonly below?: string; readonly points: number }[],
): Characteristic<Rate> => ({
  reason,
  read,
  missing: 0,
  bins: bins.map(({ below, points }) => ({
    points,
    ...(below === undefined ? {} : { below: parseRate(below) }),
  })),
  isBelow: (value, bound) => compareRates(value, bound) < 0,
});

/** Version of the points below; it stands on every decision. Expert weights until enough loans have matured to fit them. */
export const modelVersion = 'trade-score-1';

const counts: readonly Characteristic<number>[] = [
  counted('R01', ({ tenureDays }) => tenureDays, [
    { below: 90, points: -8 },
    { below: 365, points: 0 },
    { below: 1095, points: 6 },
    { points: 10 },
  ]),
  counted('R01', ({ closedOrders }) => closedOrders, [
    { below: 1, points: -12 },
    { below: 3, points: -6 },
    { below: 10, points: 2 },
    { below: 30, points: 10 },
    { points: 16 },
  ]),
  counted('R08', ({ repaidLoans, daysLateMax }) => (repaidLoans > 0 ? daysLateMax : undefined), [
    { below: 1, points: 14 },
    { below: 8, points: -8 },
    { below: 31, points: -30 },
    { points: -60 },
  ]),
  counted('R08', ({ daysPastDue }) => daysPastDue, [
    { below: 1, points: 0 },
    { below: 8, points: -15 },
    { below: 31, points: -50 },
    { points: -100 },
  ]),
];

const shares: readonly Characteristic<Rate>[] = [
  shared('R02', ({ trend }) => trend, [
    { below: '0.7', points: -14 },
    { below: '1', points: -4 },
    { points: 6 },
  ]),
  shared('R03', ({ refundRate }) => refundRate, [
    { below: '0.01', points: 12 },
    { below: '0.05', points: 4 },
    { below: '0.1', points: -12 },
    { points: -35 },
  ]),
  shared('R04', ({ onTimeRate }) => onTimeRate, [
    { below: '0.85', points: -18 },
    { below: '0.95', points: 0 },
    { points: 8 },
  ]),
  shared('R05', ({ disputeRate }) => disputeRate, [
    { below: '0.005', points: 10 },
    { below: '0.03', points: 0 },
    { below: '0.1', points: -14 },
    { points: -32 },
  ]),
  shared('R06', ({ topCounterpartyShare }) => topCounterpartyShare, [
    { below: '0.3', points: 8 },
    { below: '0.6', points: 2 },
    { below: '0.8', points: -8 },
    { points: -14 },
  ]),
];

interface Contribution {
  readonly reason: ReasonCode;
  readonly points: number;
  /** Points lost against the best bin. */
  readonly lost: number;
}

const contributionOf = <Value>(features: Features, one: Characteristic<Value>): Contribution => {
  const value = one.read(features);
  const best = Math.max(...one.bins.map(({ points }) => points));
  const bin =
    value === undefined
      ? undefined
      : one.bins.find(({ below }) => below === undefined || one.isBelow(value, below));
  const points = bin?.points ?? one.missing;
  // What nobody could know is not a reason against anyone.
  return { reason: one.reason, points, lost: value === undefined ? 0 : best - points };
};

/** A score with the reasons that cost most of it, in their order. Reasons sum points lost, of the same rounded points. */
export interface Scored {
  readonly score: number;
  readonly reasons: readonly Reason[];
}

/** Scores features: whole points, so that the parts sum to the score and reasons rest on what was really counted. */
export const scoreFeatures = (features: Features): Scored => {
  const parts = [
    ...counts.map((one) => contributionOf(features, one)),
    ...shares.map((one) => contributionOf(features, one)),
  ];
  const lost = new Map<ReasonCode, number>();
  for (const part of parts) lost.set(part.reason, (lost.get(part.reason) ?? 0) + part.lost);
  const reasons = [...lost]
    .filter(([, points]) => points > 0)
    .sort(([codeA, a], [codeB, b]) => b - a || (codeA < codeB ? -1 : 1))
    .slice(0, reasonsMax)
    .map(([code]) => ({ code, text: reasonTexts[code] }));
  return { score: scaling.basePoints + parts.reduce((sum, { points }) => sum + points, 0), reasons };
};
