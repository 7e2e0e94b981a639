import { formatMoney, money, subtractMoney } from '../../../shared/kernel/money.ts';
import { formatRate, rate } from '../../../shared/kernel/rate.ts';
import type { Consignment } from '../domain/consignment.ts';
import type { Pool } from '../domain/pool.ts';
import { explainShare } from '../domain/sharing/explain-share.ts';
import { splitRules, viewProof } from '../freight-view.ts';

const savedPercent = (standAloneMinor: bigint, paidMinor: bigint): string =>
  formatRate(rate((standAloneMinor - paidMinor) * 100n, standAloneMinor), { decimals: 2 });

/**
 * The share of one consignment with the rule, every number to recompute it and the proofs; of the others only sums. Undefined
 * before the cost of the pool is split.
 */
export const viewShare = (pool: Pool, members: readonly Consignment[], consignmentId: string) => {
  const { allocation } = pool;
  const own = allocation?.shares.find((one) => one.consignmentId === consignmentId);
  if (!allocation || !own) return undefined;
  const { currency } = allocation.invoiceTotal;
  const wire = (amountMinor: bigint) => formatMoney(money(currency, amountMinor));
  const shared = subtractMoney(allocation.commonTotal, allocation.deadFreight);
  const paying = members.map((one) => ({
    id: one.consignmentId,
    standAloneMinor: one.quote.standAlone.amountMinor,
    capMinor: one.quote.cap.amountMinor,
    commonMinor:
      allocation.shares.find((share) => share.consignmentId === one.consignmentId)?.common.amountMinor ?? 0n,
  }));
  const found = explainShare(shared.amountMinor, paying, consignmentId);
  const paidByAll = allocation.shares.reduce((sum, { common }) => sum + common.amountMinor, 0n);
  const absorbedOfShared = shared.amountMinor - paidByAll;
  return {
    consignmentId,
    poolId: pool.poolId,
    method: allocation.proof.method,
    rule: splitRules[allocation.proof.method],
    invoice: {
      total: formatMoney(allocation.invoiceTotal),
      ownLinesOfAll: formatMoney(subtractMoney(allocation.invoiceTotal, allocation.commonTotal)),
      common: formatMoney(allocation.commonTotal),
      deadFreight: formatMoney(allocation.deadFreight),
      shared: formatMoney(shared),
    },
    numbers: {
      standAlone: wire(found.standAloneMinor),
      cap: wire(found.capMinor),
      isCapped: found.isCapped,
      cappedMembers: found.cappedCount,
      cappedTotal: wire(found.cappedMinor),
      left: wire(found.leftMinor),
      openStandAloneTotal: wire(found.openStandAloneMinor),
      unitsLeft: Number(found.unitsLeft),
      yourPlace: found.place,
      equalPercentage: wire(found.equalMinor),
      moved: wire(found.movedMinor),
    },
    share: {
      common: formatMoney(own.common),
      ownLines: formatMoney(own.direct),
      total: formatMoney(own.total),
      savedPercent: savedPercent(found.standAloneMinor, own.common.amountMinor),
      shapley: own.shapley && formatMoney(own.shapley),
    },
    others: {
      members: members.length - 1,
      standAloneTotal: wire(
        paying.reduce((sum, one) => sum + one.standAloneMinor, 0n) - found.standAloneMinor,
      ),
      commonTotal: wire(paidByAll - own.common.amountMinor),
      absorbedByHouse: wire(absorbedOfShared),
    },
    proof: {
      sums: paidByAll + absorbedOfShared === shared.amountMinor,
      isWithinCap: own.common.amountMinor <= found.capMinor,
      isNoWorseThanAlone: own.common.amountMinor <= found.standAloneMinor,
      ...viewProof(allocation.proof),
    },
  };
};
