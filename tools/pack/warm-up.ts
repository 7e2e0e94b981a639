import { trialBudget } from '../../functions/freight/domain/loading/budget.ts';
import { loadContainers } from '../../functions/freight/domain/loading/load-containers.ts';
import { orderForLoading } from '../../functions/freight/domain/loading/loading-order.ts';
import type { PackInstance } from './pack-spec.ts';
import { type PackOptions, taskOf } from './pack-task.ts';

/** Kinds of piece in each load, of as many pieces in all, and trial loads. */
const loads = [20, 5, 12, 20];
const piecesEach = 120;
const trials = 60;

/**
 * Loads made-up pieces under the rules of the instance, so that the code is compiled when the time of an instance begins to run: a
 * service that answers within a tenth of a second has been running for a while.
 */
export const warmUp = (one: PackInstance, options: PackOptions): void => {
  const { rules } = taskOf(one, options);
  const containers = [{ name: '', l: 587, w: 233, h: 220, available: 1 }];
  for (const kinds of loads) {
    const pieces = Array.from({ length: kinds }, (_, kind) => ({
      label: '',
      l: 60 + ((kind * 17 + kinds) % 61),
      w: 45 + ((kind * 29 + kinds) % 56),
      h: 30 + ((kind * 37 + kinds) % 51),
      uprights: [kind % 3 > 0, kind % 2 > 0, true] as const,
      isFixed: false,
      quantity: Math.ceil(piecesEach / kinds),
      weight: 1,
      isStackable: true,
      drop: 1 + (kind % 3),
    }));
    orderForLoading(loadContainers({ pieces, containers, rules }, trialBudget(trials)).placements);
  }
};
