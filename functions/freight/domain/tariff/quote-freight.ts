import {
  addMoney,
  applyRate,
  type Money,
  minMoney,
  money,
  sumMoney,
} from '../../../../shared/kernel/money.ts';
import { basisPoints } from '../../../../shared/kernel/rate.ts';
import { splitLargestRemainder } from '../../../../shared/kernel/split.ts';
import { type Load, planLoad, standAloneOf } from '../planning/plan-load.ts';
import type { Sailing } from '../sailing.ts';

/** What is added to the estimate for those who may still leave the pool: 10 %. */
const riskMargin = basisPoints(1_000);

/** A quote for joining a pool; `cap` is the most that will ever be charged for carriage, whoever joins or leaves. */
export interface FreightQuote {
  readonly standAlone: Money;
  readonly pooledEstimate: Money;
  readonly cap: Money;
}

/** The estimate for a newcomer among those already in the pool: its equal-percentage share of the cheapest plan. */
export const quoteFreight = (newcomer: Load, others: readonly Load[], sailing: Sailing): FreightQuote => {
  const loads = [...others.filter((one) => one.consignmentId !== newcomer.consignmentId), newcomer];
  const plan = planLoad(loads, sailing);
  const shares = splitLargestRemainder(
    plan.cost.amountMinor,
    loads.map((load) => ({
      id: load.consignmentId,
      weight: standAloneOf(load.cargo, sailing).amountMinor,
    })),
  );
  const standAlone = standAloneOf(newcomer.cargo, sailing);
  const pooledEstimate = money(plan.cost.currency, shares.get(newcomer.consignmentId) ?? 0n);
  const withMargin = addMoney(pooledEstimate, applyRate(pooledEstimate, riskMargin, 'halfUp'));
  return { standAlone, pooledEstimate, cap: minMoney(standAlone, withMargin) };
};

/** Stand-alone costs of all lots together, for the saving that is shown. */
export const standAloneTotal = (loads: readonly Load[], sailing: Sailing): Money =>
  sumMoney(
    sailing.tariff.currency,
    loads.map((load) => standAloneOf(load.cargo, sailing)),
  );
