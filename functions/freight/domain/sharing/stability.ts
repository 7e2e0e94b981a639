import { type SeededNumbers, seededNumbers } from '../../../../shared/kernel/seeded-numbers.ts';
import { allGroups, type CostGame, exhaustiveSizeMax } from './cost-game.ts';

/** The group with the strongest reason to leave: it pays `excessMinor` more in the split than it would on its own. */
export interface Grievance {
  readonly group: readonly number[];
  /** Negative when even this group saves. */
  readonly excessMinor: bigint;
}

/** What was found about the groups of a split. */
export interface StabilityAudit {
  readonly worst: Grievance;
  readonly groupsExamined: number;
  /** True when every group was examined; otherwise groups were searched and sampled with the fixed seed. */
  readonly isExhaustive: boolean;
}

/** The fixed seed of all sampled audits. */
export const auditSeed = 20_260_101;
/** Random groups that a sampled audit starts from, and how many of its best starts it improves. */
const randomStarts = 100;
const climbsMax = 12;

const excessOf = (game: CostGame, shares: readonly bigint[], group: readonly number[]): bigint =>
  group.reduce((sum, member) => sum + (shares[member] ?? 0n), 0n) - game.costOf(group);

/** Adds or takes away one member at a time for as long as the group's excess rises. */
const climb = (
  game: CostGame,
  shares: readonly bigint[],
  start: readonly number[],
): { readonly found: Grievance; readonly examined: number } => {
  let best: Grievance = { group: start, excessMinor: excessOf(game, shares, start) };
  let examined = 1;
  for (let isRising = true; isRising; ) {
    isRising = false;
    for (let member = 0; member < game.size; member += 1) {
      const group = best.group.includes(member)
        ? best.group.filter((other) => other !== member)
        : [...best.group, member].sort((a, b) => a - b);
      // The group of all is what is being split; it has nowhere to go.
      if (group.length === 0 || group.length === game.size) continue;
      const excessMinor = excessOf(game, shares, group);
      examined += 1;
      if (excessMinor <= best.excessMinor) continue;
      best = { group, excessMinor };
      isRising = true;
    }
  }
  return { found: best, examined };
};

const randomGroup = (size: number, numbers: SeededNumbers): readonly number[] => {
  const wanted = 1 + numbers.next(size - 1);
  const order = Array.from({ length: size }, (_, member) => member);
  for (let at = size - 1; at > 0; at -= 1) {
    const other = numbers.next(at + 1);
    [order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
  }
  return order.slice(0, wanted).sort((a, b) => a - b);
};

const auditAll = (game: CostGame, shares: readonly bigint[]): StabilityAudit => {
  let worst: Grievance = { group: [0], excessMinor: excessOf(game, shares, [0]) };
  let groupsExamined = 0;
  for (const group of allGroups(game.size)) {
    if (group.length === game.size && game.size > 1) continue;
    groupsExamined += 1;
    const excessMinor = excessOf(game, shares, group);
    if (excessMinor > worst.excessMinor) worst = { group, excessMinor };
  }
  return { worst, groupsExamined, isExhaustive: true };
};

const worseOf = (a: Grievance, b: Grievance): Grievance => (b.excessMinor > a.excessMinor ? b : a);

/** Members with the highest bill for what they would pay alone first: the groups most likely to leave are heads of this list. */
const byGrievance = (game: CostGame, shares: readonly bigint[]): readonly number[] => {
  const alone = shares.map((_, member) => game.costOf([member]));
  return shares
    .map((_, member) => member)
    .sort((a, b) => {
      const left = (shares[a] ?? 0n) * (alone[b] ?? 1n);
      const right = (shares[b] ?? 0n) * (alone[a] ?? 1n);
      return left === right ? a - b : left > right ? -1 : 1;
    });
};

const startsOf = (
  game: CostGame,
  shares: readonly bigint[],
  suspects: readonly (readonly number[])[],
): readonly (readonly number[])[] => {
  const numbers = seededNumbers(auditSeed);
  const order = byGrievance(game, shares);
  const heads = order.slice(0, -1).map((_, last) => order.slice(0, last + 1).sort((a, b) => a - b));
  const random = Array.from({ length: randomStarts }, () => randomGroup(game.size, numbers));
  return [...order.map((member) => [member]), ...heads, ...random, ...suspects];
};

const auditSample = (
  game: CostGame,
  shares: readonly bigint[],
  suspects: readonly (readonly number[])[],
): StabilityAudit => {
  const starts = startsOf(game, shares, suspects)
    .map((group) => ({ group, excessMinor: excessOf(game, shares, group) }))
    .sort((a, b) => (a.excessMinor === b.excessMinor ? 0 : a.excessMinor > b.excessMinor ? -1 : 1));
  const climbs = starts.slice(0, climbsMax).map(({ group }) => climb(game, shares, group));
  return {
    worst: climbs.map(({ found }) => found).reduce(worseOf),
    groupsExamined: starts.length + climbs.reduce((sum, { examined }) => sum + examined, 0),
    isExhaustive: false,
  };
};

/**
 * Looks for the group that is worst off: among all groups up to ten members; above that each member alone, the heads of the list
 * by percentage paid, and random groups of the fixed seed are examined, and the best of them improved member by member. The group
 * of all members is not asked. `suspects` are groups to examine in any case.
 */
export const auditStability = (
  game: CostGame,
  shares: readonly bigint[],
  suspects: readonly (readonly number[])[] = [],
): StabilityAudit =>
  game.size <= exhaustiveSizeMax ? auditAll(game, shares) : auditSample(game, shares, suspects);
