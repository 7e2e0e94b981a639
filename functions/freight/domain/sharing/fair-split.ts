import { invariant } from '../../../../shared/kernel/invariant.ts';
import { type SplitShare, splitLargestRemainder } from '../../../../shared/kernel/split.ts';
import { approachCore } from './approach-core.ts';
import { type CostGame, remembered } from './cost-game.ts';
import { createExactProgram, type ExactProgram, type Fraction } from './exact-program.ts';
import { auditStability, type Grievance, type StabilityAudit } from './stability.ts';

/** Who shares a common cost, in minor units: what it would pay alone, and the most it was quoted. */
export interface Member {
  readonly id: string;
  readonly standAloneMinor: bigint;
  readonly capMinor: bigint;
}

/**
 * How the shares were found. `equal_percentage_saving`: all save the same percentage of what they would pay alone.
 * `equal_percentage_within_core`: that would have charged a group more than it would pay without the others; the group's bill is
 * lowered to that, and the percentages of all are kept as close to each other as that allows.
 */
export type SplitMethod = 'equal_percentage_saving' | 'equal_percentage_within_core';

/** A common cost split, with the proof of its stability. */
export interface FairSplit {
  readonly method: SplitMethod;
  /** Minor units by member; they and `restMinor` sum to the total. */
  readonly parts: ReadonlyMap<string, bigint>;
  /** What the caps of all leave over. */
  readonly restMinor: bigint;
  /** Audit of these parts: which group pays most above what it would pay on its own. */
  readonly audit: StabilityAudit;
  /**
   * Least amount by which some group must pay too much, whatever the split (the least-core excess), rounded up to the minor
   * unit; 0 when a split exists that suits every group. Above ten members over the groups that were found, above thirty that of the
   * best split that was found.
   */
  readonly leastCoreExcessMinor: bigint;
  /** No group pays more than on its own, but for rounding of less than a minor unit for each of its members. */
  readonly isStable: boolean;
}

const sumOf = (amounts: Iterable<bigint>): bigint => [...amounts].reduce((sum, amount) => sum + amount, 0n);

/** Weights in proportion to stand-alone cost; equal ones where nobody would pay anything alone. */
export const weightsOf = (members: readonly Member[]): readonly SplitShare[] => {
  const isFree = members.every(({ standAloneMinor }) => standAloneMinor === 0n);
  return members.map(({ id, standAloneMinor }) => ({ id, weight: isFree ? 1n : standAloneMinor }));
};

/** In proportion to stand-alone cost, nobody above its cap; what a cap leaves over is split again among the others. */
export const equalPercentage = (
  totalMinor: bigint,
  members: readonly Member[],
): {
  readonly parts: ReadonlyMap<string, bigint>;
  readonly restMinor: bigint;
  readonly cappedIds: ReadonlySet<string>;
} => {
  const capped = new Map<string, bigint>();
  for (;;) {
    const open = members.filter(({ id }) => !capped.has(id));
    const left = totalMinor - sumOf(capped.values());
    const cappedIds = new Set(capped.keys());
    if (open.length === 0) return { parts: capped, restMinor: left, cappedIds };
    const parts = splitLargestRemainder(left, weightsOf(open));
    const over = open.filter(({ id, capMinor }) => (parts.get(id) ?? 0n) > capMinor);
    if (over.length === 0) return { parts: new Map([...capped, ...parts]), restMinor: 0n, cappedIds };
    for (const { id, capMinor } of over) capped.set(id, capMinor);
  }
};

/** Groups whose bill is limited in the programs below; each search for a worse group adds one. */
const cutsMax = 150;
/** Largest pool whose shares are moved by linear programs; those of larger ones are moved step by step. */
const programSizeMax = 30;
/** Rounds of a pool that is too large to examine every group. */
const roundsMax = 4;

interface Search {
  readonly game: CostGame;
  readonly members: readonly Member[];
  readonly targetMinor: bigint;
  readonly groups: (readonly number[])[];
}

const scaled = ({ size, costOf }: CostGame, factor: bigint, raisedBy: bigint): CostGame => ({
  size,
  costOf: (group) => costOf(group) * factor + raisedBy,
});

/** The variables of the programs: one share a member, and one number that is made small. */
const programOf = ({ members, targetMinor }: Search): ExactProgram => {
  const { length } = members;
  const program = createExactProgram([...members.map(() => 0n), 1n]);
  const only = (member: number, coefficient: bigint): bigint[] =>
    Array.from({ length: length + 1 }, (_, at) => (at === member ? coefficient : 0n));
  members.forEach(({ capMinor }, member) => {
    program.addConstraint(only(member, -1n), -capMinor);
  });
  program.addConstraint([...members.map(() => 1n), 0n], targetMinor);
  program.addConstraint([...members.map(() => -1n), 0n], -targetMinor);
  return program;
};

const sharesOf = (program: ExactProgram, { members }: Search): readonly Fraction[] =>
  members.map((_, member) => program.valueOf(member));

/**
 * Solves under the limits of the groups known so far, looks for a group that still pays too much, limits it too, and so on:
 * the cutting planes of a program with a constraint for each group. `slackOf` is what a group may pay above its own cost. False
 * when nothing keeps the limits of all groups that were found.
 */
const solveWithCuts = (
  search: Search,
  program: ExactProgram,
  limit: (group: readonly number[]) => void,
  slackOf: () => Fraction,
): boolean => {
  for (let cut = 0; cut < cutsMax; cut += 1) {
    if (!program.solve()) return false;
    const shares = sharesOf(program, search);
    const slack = slackOf();
    const common = (shares[0]?.denominator ?? 1n) * slack.denominator;
    const amounts = shares.map(({ numerator, denominator }) => (numerator * common) / denominator);
    const raised = (slack.numerator * common) / slack.denominator;
    const { worst } = auditStability(scaled(search.game, common, raised), amounts);
    if (worst.excessMinor <= 0n) return true;
    search.groups.push(worst.group);
    limit(worst.group);
  }
  return true;
};

const memberOf = (group: readonly number[], coefficient: bigint, last: bigint, size: number): bigint[] => [
  ...Array.from({ length: size }, (_, member) => (group.includes(member) ? coefficient : 0n)),
  last,
];

/** The least excess: minimise e where every group pays at most its own cost + e. With e free, some shares always keep it. */
const leastExcess = (
  search: Search,
): { readonly excessMinor: bigint; readonly shares: readonly Fraction[] } => {
  const { length } = search.members;
  const program = programOf(search);
  const limit = (group: readonly number[]): void =>
    program.addConstraint(memberOf(group, -1n, 1n, length), -search.game.costOf(group));
  for (const group of search.groups) limit(group);
  const excess = (): Fraction => program.valueOf(length);
  const isSolved = solveWithCuts(search, program, limit, excess);
  invariant(isSolved, 'freight.no_fair_split', { members: length });
  return { excessMinor: ceiling(excess()), shares: sharesOf(program, search) };
};

/**
 * Limits of all groups at their own cost + excess, in a program whose last variable measures how unequal percentages are; undefined
 * when it meets groups that this excess is too small for.
 */
const withinCore = (
  search: Search,
  excessMinor: bigint,
  unequal: (program: ExactProgram) => void,
): ExactProgram | undefined => {
  const { length } = search.members;
  const program = programOf(search);
  unequal(program);
  const limit = (group: readonly number[]): void =>
    program.addConstraint(memberOf(group, -1n, 0n, length), -search.game.costOf(group) - excessMinor);
  for (const group of search.groups) limit(group);
  const isSolved = solveWithCuts(search, program, limit, () => ({ numerator: excessMinor, denominator: 1n }));
  return isSolved ? program : undefined;
};

/**
 * Percentages of stand-alone cost as equal as the limits of the groups allow: first the highest is made as low as can be, then
 * the lowest as high as can be. Amounts between the two are whole minor units, which keeps the numbers of the programs short.
 * Undefined as for {@link withinCore}.
 */
const closestToEqual = (search: Search, excessMinor: bigint): readonly Fraction[] | undefined => {
  const { members } = search;
  const { length } = members;
  const highest = withinCore(search, excessMinor, (program) => {
    members.forEach(({ standAloneMinor }, member) => {
      program.addConstraint(memberOf([member], -1n, standAloneMinor, length), 0n);
    });
  })?.valueOf(length);
  if (!highest) return undefined;
  const most = members.map(({ standAloneMinor }) =>
    ceiling({ numerator: standAloneMinor * highest.numerator, denominator: highest.denominator }),
  );
  const lowest = withinCore(search, excessMinor, (program) => {
    members.forEach(({ standAloneMinor }, member) => {
      program.addConstraint(memberOf([member], -1n, 0n, length), -(most[member] ?? 0n));
      program.addConstraint(memberOf([member], 1n, standAloneMinor, length), most[member] ?? 0n);
    });
  });
  return lowest && sharesOf(lowest, search);
};

const ceiling = ({ numerator, denominator }: Fraction): bigint =>
  (numerator + denominator - 1n) / denominator;

const amountsOf = (members: readonly Member[], parts: ReadonlyMap<string, bigint>): readonly bigint[] =>
  members.map(({ id }) => parts.get(id) ?? 0n);

/** The least excess and the shares nearest to equal percentages with it; without such shares those that gave the excess. */
const leastUnequal = (search: Search): ReturnType<typeof leastExcess> => {
  let least = leastExcess(search);
  for (let round = 0; round < roundsMax; round += 1) {
    const shares = closestToEqual(search, least.excessMinor);
    if (shares) return { ...least, shares };
    // It has met groups that were not known before, so that the least excess is more.
    least = leastExcess(search);
  }
  return least;
};

/** One round: the groups known so far are limited, others looked for, and the worst one found afterwards joins them. */
const splitWithinCore = (search: Search, restMinor: bigint): FairSplit => {
  const { game, members, targetMinor, groups } = search;
  const { excessMinor: leastCoreExcessMinor, shares } = leastUnequal(search);
  const parts = splitLargestRemainder(
    targetMinor,
    members.map(({ id }, member) => ({ id, weight: shares[member]?.numerator ?? 0n })),
  );
  const audit = auditStability(game, amountsOf(members, parts), groups);
  groups.push(audit.worst.group);
  const isStable = isRoundingOnly(audit.worst, leastCoreExcessMinor);
  return { method: 'equal_percentage_within_core', parts, restMinor, audit, leastCoreExcessMinor, isStable };
};

/** No group found is further from what it would pay alone than the least excess, but for rounding. */
const isSettled = ({ audit, leastCoreExcessMinor }: FairSplit): boolean =>
  audit.worst.excessMinor < leastCoreExcessMinor + BigInt(audit.worst.group.length);

const isRoundingOnly = ({ group, excessMinor }: Grievance, leastMinor: bigint): boolean =>
  leastMinor === 0n && excessMinor < BigInt(group.length) && (excessMinor <= 0n || group.length > 1);

/**
 * Splits a common cost by equal percentage saving: in proportion to stand-alone cost, largest remainder, nobody above its cap.
 * When that would charge a group more than it would pay without the others, the split nearest to equal percentages that suits
 * every group is taken (computed exactly, by linear programs over the groups that bind; above thirty members approached by steps). Where no split suits every group (the
 * core is empty), the one that asks the least of the worst-off group is taken, and the least-core excess says how much that is.
 * InvariantViolation `freight.no_fair_split`.
 */
export const splitFairly = (totalMinor: bigint, members: readonly Member[], rawGame: CostGame): FairSplit => {
  const game = remembered(rawGame);
  const { parts, restMinor } = equalPercentage(totalMinor, members);
  const audit = auditStability(game, amountsOf(members, parts));
  const isEqualStable = audit.worst.excessMinor <= 0n;
  if (isEqualStable || members.length < 2) {
    const leastCoreExcessMinor = 0n;
    return {
      method: 'equal_percentage_saving',
      parts,
      restMinor,
      audit,
      leastCoreExcessMinor,
      isStable: isEqualStable,
    };
  }
  const targetMinor = totalMinor - restMinor;
  if (members.length > programSizeMax) {
    const approached = approachCore(game, members, amountsOf(members, parts), audit);
    const { worst } = approached.audit;
    const isStable = isRoundingOnly(worst, 0n);
    return {
      method: 'equal_percentage_within_core',
      parts: new Map(members.map(({ id }, at) => [id, approached.shares[at] ?? 0n])),
      restMinor,
      audit: approached.audit,
      leastCoreExcessMinor: isStable ? 0n : worst.excessMinor,
      isStable,
    };
  }
  const groups = [...members.map((_, member) => [member]), audit.worst.group];
  const search: Search = { game, members, targetMinor, groups };
  const first = splitWithinCore(search, restMinor);
  return Array.from({ length: roundsMax - 1 }).reduce<FairSplit>(
    (found) => (isSettled(found) ? found : splitWithinCore(search, restMinor)),
    first,
  );
};
