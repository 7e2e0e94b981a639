import type { FilledContainer } from './filled-containers.ts';
import type { LeftReason, LoadingTask } from './loading-task.ts';
import { prepareLoad } from './prepare-load.ts';

/** Why pieces of the type stay behind when the containers are filled so. */
export const leftReasonOf = (
  task: LoadingTask,
  type: number,
  filled: readonly FilledContainer[],
  scale: number,
): LeftReason => {
  const refusals = task.containers.map((size) => prepareLoad(task, size, scale).refused[type]);
  const [refusal] = refusals;
  if (refusal !== undefined && refusals.every((each) => each !== undefined)) return refusal;
  if (filled.length === 0) return 'no_room_left';
  const piece = task.pieces[type];
  const isFull = filled.every(({ size, load }) => {
    const loaded = load.pieces.reduce((sum, { kind }) => sum + (task.pieces[kind]?.weight ?? 0), 0);
    return size.weightMax !== undefined && loaded + (piece?.weight ?? 0) > size.weightMax;
  });
  if (isFull) return 'weight_limit_reached';
  const isApart = filled.every(({ load }) =>
    task.rules.apart.some(([a, b]) => {
      const foe = a === piece?.group ? b : b === piece?.group ? a : undefined;
      return foe !== undefined && load.pieces.some(({ kind }) => task.pieces[kind]?.group === foe);
    }),
  );
  return isApart ? 'apart_from_what_is_loaded' : 'no_room_left';
};
