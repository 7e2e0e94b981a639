import { invariant } from './invariant.ts';

/** One party to a split; only the ratio of weights counts. */
export interface SplitShare {
  readonly id: string;
  /** Zero or more; for example minor units, grams or mm³. */
  readonly weight: bigint;
}

/**
 * Splits minor units by weight so that the parts sum exactly (largest remainder, Hamilton's method). A unit over which
 * remainders tie goes to the lowest id by code unit order; a negative total is the mirror image of the positive one.
 * InvariantViolation `split.zero_weight`, `split.negative_weight`, `split.duplicate_id`.
 */
export function splitLargestRemainder(
  totalMinor: bigint,
  shares: readonly SplitShare[],
): Map<string, bigint> {
  const weightSum = checkedWeightSum(shares);
  const sign = totalMinor < 0n ? -1n : 1n;
  const magnitude = totalMinor * sign;
  const parts = shares.map(({ id, weight }) => ({
    id,
    floor: (magnitude * weight) / weightSum,
    remainder: (magnitude * weight) % weightSum,
  }));
  const leftover = magnitude - parts.reduce((sum, part) => sum + part.floor, 0n);
  const lucky = new Set(
    [...parts]
      .sort(byRemainderThenId)
      .slice(0, Number(leftover))
      .map((part) => part.id),
  );
  const result = new Map(parts.map(({ id, floor }) => [id, sign * (lucky.has(id) ? floor + 1n : floor)]));
  const sum = [...result.values()].reduce((total, part) => total + part, 0n);
  invariant(sum === totalMinor, 'split.sum_differs', { totalMinor, sum });
  return result;
}

function checkedWeightSum(shares: readonly SplitShare[]): bigint {
  invariant(new Set(shares.map((share) => share.id)).size === shares.length, 'split.duplicate_id');
  for (const { id, weight } of shares) invariant(weight >= 0n, 'split.negative_weight', { id, weight });
  const weightSum = shares.reduce((sum, share) => sum + share.weight, 0n);
  invariant(weightSum > 0n, 'split.zero_weight', { shares: shares.length });
  return weightSum;
}

interface Part {
  readonly id: string;
  readonly remainder: bigint;
}

function byRemainderThenId(a: Part, b: Part): number {
  if (a.remainder !== b.remainder) return a.remainder > b.remainder ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}
