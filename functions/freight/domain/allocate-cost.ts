import { invariant } from '../../../shared/kernel/invariant.ts';
import {
  addMoney,
  type Money,
  money,
  subtractMoney,
  sumMoney,
  zeroMoney,
} from '../../../shared/kernel/money.ts';
import { splitLargestRemainder } from '../../../shared/kernel/split.ts';

/** How the shares are found; shown to each shipper with the numbers to recompute its own. */
export const allocationMethod = 'equal_percentage_saving';

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
}

/** The invoice split: shares, dead freight taken from those who left, and what the caps leave to the house. */
export interface Allocation {
  readonly invoiceTotal: Money;
  readonly commonTotal: Money;
  readonly shares: readonly AllocatedShare[];
  readonly deadFreight: Money;
  readonly absorbed: Money;
}

const splitUnderCaps = (
  total: bigint,
  sharers: readonly Sharer[],
): { readonly parts: ReadonlyMap<string, bigint>; readonly rest: bigint } => {
  const fixed = new Map<string, bigint>();
  for (;;) {
    const open = sharers.filter((one) => !fixed.has(one.consignmentId));
    const left = total - [...fixed.values()].reduce((sum, part) => sum + part, 0n);
    if (open.length === 0) return { parts: fixed, rest: left };
    const parts = splitLargestRemainder(
      left,
      open.map((one) => ({ id: one.consignmentId, weight: one.standAlone.amountMinor })),
    );
    const over = open.filter((one) => (parts.get(one.consignmentId) ?? 0n) > one.cap.amountMinor);
    if (over.length === 0) return { parts: new Map([...fixed, ...parts]), rest: 0n };
    for (const one of over) fixed.set(one.consignmentId, one.cap.amountMinor);
  }
};

/**
 * Splits the carrier's invoice so that the parts sum to it to the minor unit. Direct charges go to their causer first, dead
 * freight of those who left lowers the rest, and the rest is split in proportion to stand-alone cost (the same percentage
 * saved by all), largest remainder, nobody above its cap. What all caps together do not cover, the house absorbs.
 * InvariantViolation `freight.allocation_differs`.
 */
export const allocateCost = (
  lines: readonly InvoiceLine[],
  sharers: readonly Sharer[],
  deadFreightPaid: Money,
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
  const { parts, rest } = splitUnderCaps(subtractMoney(commonTotal, dead).amountMinor, sharers);
  const shares = sharers.map(({ consignmentId }) => {
    const common = money(currency, parts.get(consignmentId) ?? 0n);
    const direct = total(lines.filter((line) => line.consignmentId === consignmentId));
    return { consignmentId, common, direct, total: addMoney(common, direct) };
  });
  const absorbed = money(currency, rest);
  const covered = [...shares.map((share) => share.total), dead, absorbed].reduce(
    addMoney,
    zeroMoney(currency),
  );
  invariant(covered.amountMinor === invoiceTotal.amountMinor, 'freight.allocation_differs', {
    invoice: invoiceTotal.amountMinor,
    covered: covered.amountMinor,
  });
  return { invoiceTotal, commonTotal, shares, deadFreight: dead, absorbed };
};
