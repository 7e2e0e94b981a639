import { invariant } from '../../../../shared/kernel/invariant.ts';
import { checkPlan } from './check-plan.ts';
import { countsLeft, type FilledContainer } from './filled-containers.ts';
import { leftReasonOf } from './left-reasons.ts';
import type { LeftPieces, LoadingPlan, LoadingTask, Placement } from './loading-task.ts';

const placementsOf = (filled: readonly FilledContainer[], scale: number): readonly Placement[] =>
  filled.flatMap(({ load }, container) =>
    load.pieces.map(({ kind, x, y, z, l, w, h }) => ({
      type: kind,
      container,
      x: x / scale,
      y: y / scale,
      z: z / scale,
      l: l / scale,
      w: w / scale,
      h: h / scale,
    })),
  );

const leftOf = (
  task: LoadingTask,
  type: number,
  count: number,
  used: readonly FilledContainer[],
  scale: number,
): readonly LeftPieces[] => {
  const unbalancing = used.flatMap(({ load }) => load.unbalancing).filter((kind) => kind === type).length;
  const unbalanced = Math.min(count, unbalancing);
  const others = count - unbalanced;
  return [
    ...(unbalanced > 0 ? [{ type, count: unbalanced, reason: 'would_unbalance_the_load' as const }] : []),
    ...(others > 0 ? [{ type, count: others, reason: leftReasonOf(task, type, used, scale) }] : []),
  ];
};

/** The plan of these containers. No plan leaves without being checked: InvariantViolation `freight.invalid_plan`. */
export const planOf = (
  task: LoadingTask,
  filled: readonly FilledContainer[],
  scale: number,
  trials: number,
): LoadingPlan => {
  const used = filled.filter(({ load }) => load.pieces.length > 0);
  const left = countsLeft(task, used).flatMap((count, type) => leftOf(task, type, count, used, scale));
  const plan = {
    containers: used.map(({ size }) => size),
    placements: placementsOf(used, scale),
    left,
    trials,
  };
  const [fault] = checkPlan(task, plan);
  invariant(fault === undefined, 'freight.invalid_plan', { ...fault });
  return plan;
};
