import { invariant } from '../../../../shared/kernel/invariant.ts';
import {
  addMoney,
  type Money,
  money,
  subtractMoney,
  sumMoney,
  zeroMoney,
} from '../../../../shared/kernel/money.ts';
import type { CostGame } from './cost-game.ts';
import { type FairSplit, type Member, splitFairly } from './fair-split.ts';
import { shapleySplit } from './shapley.ts';

/** Who shares: what the lot would cost alone, and the most it was quoted. */
export interface Sharer {
  readonly consignmentId: string;
  readonly standAlone: Money;
  readonly cap: Money;
}

/** One line of the carrier's invoice; with a consignment it is charged to that one alone. */
export interface InvoiceLine {
  readonly code: string;
  readonly amount: Money;
  readonly consignmentId?: string | undefined;
}

/** One share: its part of the common cost, and what it caused itself. */
export interface AllocatedShare {
  readonly consignmentId: string;
  readonly common: Money;
  readonly direct: Money;
  readonly total: Money;
  /** Its part of the common cost by Shapley's rule: an audit beside what is charged. */
  readonly shapley?: Money | undefined;
}

/** Why nobody has a reason to leave the pool, or how strong the strongest reason is. */
export interface AllocationProof {
  readonly method: FairSplit['method'];
  /** No group pays more than it would without the others, but for rounding. */
  readonly isStable: boolean;
  readonly groupsExamined: number;
  /** Every group was examined; else they were searched with a fixed seed. */
  readonly isExhaustive: boolean;
  /** What the group that is worst off pays above what it would pay on its own; below zero when even that one saves. */
  readonly worstExcess: Money;
  /** Least such excess of any split: above zero the tariff itself leaves no split that suits every group. */
  readonly leastCoreExcess?: Money | undefined;
}

/** The invoice split: shares, dead freight taken from those who left, and what the caps leave to the house. */
export interface Allocation {
  readonly invoiceTotal: Money;
  readonly commonTotal: Money;
  readonly shares: readonly AllocatedShare[];
  readonly deadFreight: Money;
  readonly absorbed: Money;
  readonly proof: AllocationProof;
}

/** The game in which every group pays what its members pay alone: nobody gains by going together. */
const separately = (sharers: readonly Sharer[]): CostGame => ({
  size: sharers.length,
  costOf: (group) => group.reduce((sum, at) => sum + (sharers[at]?.standAlone.amountMinor ?? 0n), 0n),
});

const memberOf = ({ consignmentId, standAlone, cap }: Sharer): Member => ({
  id: consignmentId,
  standAloneMinor: standAlone.amountMinor,
  capMinor: cap.amountMinor,
});

const proofOf = (split: FairSplit, currency: string): AllocationProof => ({
  method: split.method,
  isStable: split.isStable,
  groupsExamined: split.audit.groupsExamined,
  isExhaustive: split.audit.isExhaustive,
  worstExcess: money(currency, split.audit.worst.excessMinor),
  leastCoreExcess:
    split.leastCoreExcessMinor === undefined ? undefined : money(currency, split.leastCoreExcessMinor),
});

/**
 * Splits the carrier's invoice so that the parts sum to it to the minor unit. Direct charges go to their causer first, dead
 * freight of those who left lowers the rest, and the rest is split in proportion to stand-alone cost (the same percentage
 * saved by all), largest remainder, nobody above its cap, and so that no group of sharers pays more than it would without the
 * others (`game`, numbered like the sharers) where that is possible. What all caps together do not cover, the house absorbs.
 * InvariantViolation `freight.allocation_differs`.
 */
export const allocateCost = (
  lines: readonly InvoiceLine[],
  sharers: readonly Sharer[],
  deadFreightPaid: Money,
  game: CostGame = separately(sharers),
): Allocation => {
  const { currency } = deadFreightPaid;
  const ids = new Set(sharers.map((one) => one.consignmentId));
  const isDirect = (line: InvoiceLine): boolean =>
    line.consignmentId !== undefined && ids.has(line.consignmentId);
  const total = (list: readonly InvoiceLine[]): Money =>
    sumMoney(
      currency,
      list.map((line) => line.amount),
    );
  const invoiceTotal = total(lines);
  const commonTotal = total(lines.filter((line) => !isDirect(line)));
  const dead = deadFreightPaid.amountMinor < commonTotal.amountMinor ? deadFreightPaid : commonTotal;
  const commonMinor = subtractMoney(commonTotal, dead).amountMinor;
  const split = splitFairly(commonMinor, sharers.map(memberOf), game);
  const { parts: shapley } = shapleySplit(
    commonMinor,
    sharers.map((one) => one.consignmentId),
    game,
  );
  const shares = sharers.map(({ consignmentId }) => {
    const common = money(currency, split.parts.get(consignmentId) ?? 0n);
    const direct = total(lines.filter((line) => line.consignmentId === consignmentId));
    const audited = money(currency, shapley.get(consignmentId) ?? 0n);
    return { consignmentId, common, direct, total: addMoney(common, direct), shapley: audited };
  });
  const absorbed = money(currency, split.restMinor);
  const covered = [...shares.map((share) => share.total), dead, absorbed].reduce(
    addMoney,
    zeroMoney(currency),
  );
  invariant(covered.amountMinor === invoiceTotal.amountMinor, 'freight.allocation_differs', {
    invoice: invoiceTotal.amountMinor,
    covered: covered.amountMinor,
  });
  const proof = proofOf(split, currency);
  return { invoiceTotal, commonTotal, shares, deadFreight: dead, absorbed, proof };
};
