import { estimatorOn, type Load } from '../planning/plan-load.ts';
import type { Sailing } from '../sailing.ts';
import type { CostGame } from './cost-game.ts';

/** What each group of the lots would pay for the cheapest way to travel on this departure without the others. */
export const poolGame = (
  loads: readonly Load[],
  sailing: Sailing,
  estimate = estimatorOn(sailing, { goods: loads }),
): CostGame => {
  return {
    size: loads.length,
    costOf: (group) => estimate(group.flatMap((member) => loads[member] ?? [])).cost.amountMinor,
  };
};
