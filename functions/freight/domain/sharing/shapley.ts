import { seededNumbers } from '../../../../shared/kernel/seeded-numbers.ts';
import { splitLargestRemainder } from '../../../../shared/kernel/split.ts';
import { type CostGame, exhaustiveSizeMax } from './cost-game.ts';
import { auditSeed } from './stability.ts';

/**
 * Orders of arrival that are drawn for a game that is too large for all of them; each is used forwards and backwards. Fewer where
 * there are so many members that pricing the groups would take more than all the rest.
 */
const sampledOrdersMax = 200;
const arrivalsMax = 20_000;

const everyOrder = (size: number): readonly (readonly number[])[] => {
  const numbers = seededNumbers(auditSeed);
  return Array.from({ length: Math.min(sampledOrdersMax, Math.ceil(arrivalsMax / size)) }, () => {
    const order = Array.from({ length: size }, (_, member) => member);
    for (let at = size - 1; at > 0; at -= 1) {
      const other = numbers.next(at + 1);
      [order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
    }
    return order;
  }).flatMap((order) => [order, [...order].reverse()]);
};

/** Sum over the drawn orders of what each member adds when it arrives. */
const sampledWeights = ({ size, costOf }: CostGame): bigint[] => {
  const added = Array.from({ length: size }, () => 0n);
  for (const order of everyOrder(size)) {
    let before = 0n;
    const present: number[] = [];
    for (const member of order) {
      present.push(member);
      const cost = costOf([...present].sort((a, b) => a - b));
      added[member] = (added[member] ?? 0n) + cost - before;
      before = cost;
    }
  }
  return added;
};

const factorials = (size: number): bigint[] => {
  const all = [1n];
  for (let each = 1; each <= size; each += 1) all.push((all[each - 1] ?? 1n) * BigInt(each));
  return all;
};

/** Sum over all groups of what each member adds to it, weighted by the number of orders in which that happens. */
const exactWeights = ({ size, costOf }: CostGame): bigint[] => {
  const factorial = factorials(size);
  const groups = 2 ** size;
  const costs = Array.from({ length: groups }, (_, mask) =>
    mask === 0 ? 0n : costOf(membersOf(mask, size)),
  );
  return Array.from({ length: size }, (_, member) => {
    let sum = 0n;
    for (let mask = 0; mask < groups; mask += 1) {
      if ((mask & (1 << member)) !== 0) continue;
      const before = membersOf(mask, size).length;
      const weight = (factorial[before] ?? 1n) * (factorial[size - before - 1] ?? 1n);
      sum += weight * ((costs[mask | (1 << member)] ?? 0n) - (costs[mask] ?? 0n));
    }
    return sum;
  });
};

const membersOf = (mask: number, size: number): readonly number[] =>
  Array.from({ length: size }, (_, member) => member).filter((member) => (mask & (1 << member)) !== 0);

/** The Shapley split of a total: for audits beside the split that is charged. */
export interface ShapleyAudit {
  readonly parts: ReadonlyMap<string, bigint>;
  /** True when every order of arrival was counted (ten members or fewer), false when orders were drawn with the fixed seed. */
  readonly isExact: boolean;
}

/**
 * What each member adds to the cost on average over the orders of arrival, scaled to `totalMinor` and rounded by largest
 * remainder; `ids` name the members by number. Nobody's part is below zero: a member that makes all others cheaper gets 0.
 * Where nobody adds anything, all get the same.
 */
export const shapleySplit = (totalMinor: bigint, ids: readonly string[], game: CostGame): ShapleyAudit => {
  const isExact = game.size <= exhaustiveSizeMax;
  const weights = isExact ? exactWeights(game) : sampledWeights(game);
  const shares = ids.map((id, member) => {
    const weight = weights[member] ?? 0n;
    return { id, weight: weight > 0n ? weight : 0n };
  });
  const isFree = shares.every(({ weight }) => weight === 0n);
  const weighed = isFree ? shares.map(({ id }) => ({ id, weight: 1n })) : shares;
  return { parts: splitLargestRemainder(totalMinor, weighed), isExact };
};
