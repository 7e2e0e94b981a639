import type { CostGame } from './cost-game.ts';
import type { Member } from './fair-split.ts';
import { auditStability, type StabilityAudit } from './stability.ts';

/** Times that the split is audited, and the group that is worst off then gets a limit. */
const roundsMax = 8;
/** Times that all limits are gone through to keep them with one excess, and excesses that are tried in a round. */
const sweepsMax = 100;
const triesMax = 12;

/** Shares of a large pool, in minor units, with what the audit says of them. */
interface Approach {
  readonly shares: readonly bigint[];
  readonly audit: StabilityAudit;
}

interface Limit {
  readonly isIn: readonly boolean[];
  readonly costMinor: number;
}

const limitOf = (game: CostGame, group: readonly number[]): Limit => {
  const members = new Set(group);
  const isIn = Array.from({ length: game.size }, (_, member) => members.has(member));
  return { isIn, costMinor: Number(game.costOf(group)) };
};

/** What all others would save without one of them is the least that this one has to pay. */
const withoutEach = (game: CostGame): readonly Limit[] => {
  const all = Array.from({ length: game.size }, (_, member) => member);
  return all.map((left) =>
    limitOf(
      game,
      all.filter((member) => member !== left),
    ),
  );
};

/** Lowers the group's shares in proportion to its limit, and raises the others by as much; how far it was above, in minor units. */
const keep = (
  shares: number[],
  caps: readonly number[],
  { isIn, costMinor }: Limit,
  excess: number,
): number => {
  let paid = 0;
  let room = 0;
  shares.forEach((share, at) => {
    if (isIn[at]) paid += share;
    else room += (caps[at] ?? 0) - share;
  });
  const over = paid - costMinor - excess;
  const moved = Math.min(over, room);
  if (moved > 0)
    shares.forEach((share, at) => {
      const open = (caps[at] ?? 0) - share;
      shares[at] = isIn[at] ? share * (1 - moved / paid) : share + (open * moved) / room;
    });
  return over;
};

/** Shares that keep every limit with this excess, to half a minor unit; nothing when they are not found. */
const keepAll = (
  start: readonly number[],
  caps: readonly number[],
  limits: readonly Limit[],
  excess: number,
): readonly number[] | undefined => {
  const shares = [...start];
  for (let sweep = 0; sweep < sweepsMax; sweep += 1) {
    const over = limits.map((limit) => keep(shares, caps, limit, excess));
    if (over.every((one) => one < 0.5)) return shares;
  }
  return undefined;
};

/** Shares with the least excess that is found between none and `most`, by halving. */
const leastKept = (
  start: readonly number[],
  caps: readonly number[],
  limits: readonly Limit[],
  most: number,
): readonly number[] | undefined => {
  let found = keepAll(start, caps, limits, 0);
  if (found) return found;
  let [low, high] = [0, most];
  for (let tried = 0; tried < triesMax; tried += 1) {
    const middle = (low + high) / 2;
    const kept = keepAll(start, caps, limits, middle);
    if (kept) [found, high] = [kept, middle];
    else low = middle;
  }
  return found;
};

/** Whole minor units with the same sum; what rounding down leaves over goes where most was cut off, nobody above its cap. */
const rounded = (shares: readonly number[], members: readonly Member[], targetMinor: bigint): bigint[] => {
  const whole = shares.map((share, at) => {
    const floor = BigInt(Math.max(0, Math.floor(share)));
    const cap = members[at]?.capMinor ?? 0n;
    return floor < cap ? floor : cap;
  });
  let left = targetMinor - whole.reduce((sum, one) => sum + one, 0n);
  const order = shares
    .map((share, at) => ({ at, remainder: share - Math.floor(share) }))
    .sort((a, b) => b.remainder - a.remainder || a.at - b.at);
  const step = left < 0n ? -1n : 1n;
  while (left !== 0n) {
    const before = left;
    for (const { at } of order) {
      const next = (whole[at] ?? 0n) + step;
      if (left === 0n || next < 0n || next > (members[at]?.capMinor ?? 0n)) continue;
      whole[at] = next;
      left -= step;
    }
    if (left === before) break;
  }
  return whole;
};

/**
 * Moves the shares of a pool that is too large for linear programs towards a split that suits every group: the group that is worst
 * off pays no more than it would on its own, the others make up for it in proportion to what their caps leave open, and again; where
 * not all can be suited, all are allowed the same excess. The split whose worst-off group is the least badly off is taken; it is
 * never worse than the shares that it started from. The sum stays.
 */
export const approachCore = (
  game: CostGame,
  members: readonly Member[],
  start: readonly bigint[],
  audit: StabilityAudit,
): Approach => {
  const targetMinor = start.reduce((sum, one) => sum + one, 0n);
  const caps = members.map(({ capMinor }) => Number(capMinor));
  const limits = [...withoutEach(game)];
  const suspects: (readonly number[])[] = [];
  let best: Approach = { shares: start, audit };
  let { worst } = audit;
  for (let round = 0; round < roundsMax && worst.excessMinor >= BigInt(worst.group.length); round += 1) {
    limits.push(limitOf(game, worst.group));
    suspects.push(worst.group);
    const most = Number(best.audit.worst.excessMinor);
    const shares = leastKept(start.map(Number), caps, limits, most);
    if (!shares) break;
    const whole = rounded(shares, members, targetMinor);
    const found = auditStability(game, whole, suspects);
    worst = found.worst;
    if (worst.excessMinor < best.audit.worst.excessMinor) best = { shares: whole, audit: found };
  }
  return best;
};
