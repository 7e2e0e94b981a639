import type {
  LoadingPlan,
  LoadingTask,
  PieceType,
  Placement,
} from '../../../../functions/freight/domain/loading/loading-task.ts';

/** A cube of 10 that may stand every way, with what differs. */
export const cube = (differs: Partial<PieceType> = {}): PieceType => ({
  label: 'cube',
  l: 10,
  w: 10,
  h: 10,
  uprights: [true, true, true],
  isFixed: false,
  quantity: 1,
  weight: 0,
  isStackable: true,
  ...differs,
});

/** Pieces for one container of 40 × 20 × 20, door at x = 40, with full support. */
export const taskOf = (
  pieces: readonly PieceType[],
  rules: Partial<LoadingTask['rules']> = {},
  container: Partial<LoadingTask['containers'][number]> = {},
): LoadingTask => ({
  pieces,
  containers: [{ name: 'small', l: 40, w: 20, h: 20, available: 1, ...container }],
  rules: { supportMin: 1, isInDropOrder: false, apart: [], separated: [], ...rules },
});

/** A plan of cubes of 10 at these corners, all in container 0, nothing left. */
export const planOf = (
  task: LoadingTask,
  corners: readonly (readonly [type: number, x: number, y: number, z: number])[],
): LoadingPlan => ({
  containers: task.containers.slice(0, 1),
  placements: corners.map(
    ([type, x, y, z]): Placement => ({ type, container: 0, x, y, z, l: 10, w: 10, h: 10 }),
  ),
  left: [],
  trials: 0,
});
