import { invariant } from '../../../../shared/kernel/invariant.ts';
import type { SplitShare } from '../../../../shared/kernel/split.ts';
import { equalPercentage, type Member, weightsOf } from './fair-split.ts';

/** A member with what it pays of the common cost. */
export interface PayingMember extends Member {
  readonly commonMinor: bigint;
}

/**
 * The numbers behind one share, in minor units, told without saying anything of any other single member: by them alone the
 * share can be recomputed. `equal` = cap where `isCapped`, else ⌊left × standAlone ÷ openStandAlone⌋ and one more minor unit
 * where `place` ≤ `unitsLeft`; `common` = `equal` + `moved`.
 */
export interface ExplainedShare {
  readonly standAloneMinor: bigint;
  readonly capMinor: bigint;
  readonly isCapped: boolean;
  /** What those pay that their caps have stopped, and how many they are. */
  readonly cappedCount: number;
  readonly cappedMinor: bigint;
  /** To be split among the others, and their stand-alone costs together. */
  readonly leftMinor: bigint;
  readonly openStandAloneMinor: bigint;
  /** Minor units that rounding down leaves over, and where this member stands by its remainder, the largest first; from 1. */
  readonly unitsLeft: bigint;
  readonly place: number;
  readonly equalMinor: bigint;
  /** By how much the share was moved so that no group pays more than on its own; zero where that was not needed. */
  readonly movedMinor: bigint;
  readonly commonMinor: bigint;
}

const byRemainder =
  (leftMinor: bigint, total: bigint) =>
  (a: SplitShare, b: SplitShare): number => {
    const [left, right] = [a, b].map(({ weight }) => (leftMinor * weight) % total);
    if (left === undefined || right === undefined || left === right) return a.id < b.id ? -1 : 1;
    return left > right ? -1 : 1;
  };

/** How one member's share of a common cost came about. InvariantViolation `freight.no_such_share`. */
export const explainShare = (
  sharedMinor: bigint,
  members: readonly PayingMember[],
  id: string,
): ExplainedShare => {
  const own = members.find((one) => one.id === id);
  invariant(own !== undefined, 'freight.no_such_share', { id });
  const { parts, restMinor, cappedIds } = equalPercentage(sharedMinor, members);
  const capped = members.filter((one) => cappedIds.has(one.id));
  const open = weightsOf(members.filter((one) => !cappedIds.has(one.id)));
  const cappedMinor = capped.reduce((sum, { capMinor }) => sum + capMinor, 0n);
  const leftMinor = open.length === 0 ? 0n : sharedMinor - cappedMinor - restMinor;
  const total = open.reduce((sum, { weight }) => sum + weight, 0n);
  const floors = open.reduce((sum, { weight }) => sum + (leftMinor * weight) / total, 0n);
  const order = [...open].sort(byRemainder(leftMinor, total));
  const equalMinor = parts.get(id) ?? 0n;
  return {
    standAloneMinor: own.standAloneMinor,
    capMinor: own.capMinor,
    isCapped: cappedIds.has(id),
    cappedCount: capped.length,
    cappedMinor,
    leftMinor,
    openStandAloneMinor: total,
    unitsLeft: leftMinor - floors,
    place: order.findIndex((one) => one.id === id) + 1,
    equalMinor,
    movedMinor: own.commonMinor - equalMinor,
    commonMinor: own.commonMinor,
  };
};
