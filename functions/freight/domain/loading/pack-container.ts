import { type BalanceLimits, balanceLoad, isBalanced, unloadUntilBalanced } from './balance.ts';
import { BeamSearch } from './beam-search.ts';
import { BlockChoice, type Weights } from './block-choice.ts';
import { BlockPieces, type LoadedPiece } from './block-pieces.ts';
import type { BlockTable, Kind, Room } from './block-table.ts';
import type { Budget } from './budget.ts';
import { buildBlocks } from './build-blocks.ts';
import type { Layout, LoadStates } from './load-states.ts';
import { reachableLengths } from './reachable-lengths.ts';
import { StowageRules } from './stowage-rules.ts';

/** One container to fill, in whole units. */
export interface ContainerTask {
  readonly room: Room;
  readonly kinds: readonly Kind[];
  /** True for full support; false when pieces may hang in the air. */
  readonly isSupported: boolean;
  readonly isInDropOrder: boolean;
  readonly weightMax: number;
  readonly balance: BalanceLimits | undefined;
  /** Most blocks to choose from; fewer where many containers have to be filled fast. */
  readonly blocksMax: number;
}

/** Best load found. */
export interface ContainerLoad {
  readonly pieces: readonly LoadedPiece[];
  readonly value: number;
  readonly trials: number;
}

/** Widest beam. */
const widthMax = 512;
/** From this many kinds on, blocks may have gaps of 2 %: exact joins become rare. */
const mixedKindsMin = 26;

const weightsOf: readonly Weights[] = [{ contact: 2, loss: 1, pieces: 0.2, closeness: 0.02 }];

const reachOf = (room: Room, kinds: readonly Kind[]): { x: Int32Array; y: Int32Array; z: Int32Array } => {
  const edges = kinds.flatMap(({ ways, quantity }) => ways.map((way) => ({ ...way, count: quantity })));
  return {
    x: reachableLengths(
      room.l,
      edges.map(({ l, count }) => ({ length: l, count })),
    ),
    y: reachableLengths(
      room.w,
      edges.map(({ w, count }) => ({ length: w, count })),
    ),
    z: reachableLengths(
      room.h,
      edges.map(({ h, count }) => ({ length: h, count })),
    ),
  };
};

/** Block numbers for each phase: one per drop, last out first, then all. */
const phasesOf = (blocks: BlockTable): readonly Int32Array[] => {
  const all = Int32Array.from({ length: blocks.count }, (_, b) => b);
  const drops = [...new Set(blocks.drop.subarray(0, blocks.count))].sort((a, b) => b - a);
  if (drops.length <= 1) return [all];
  return [...drops.map((drop) => all.filter((b) => blocks.drop[b] === drop)), all];
};

const keepIfBalanced: typeof balanceLoad = (pieces, kinds, room, limits) =>
  isBalanced(pieces, kinds, room, limits) ? pieces : undefined;

/** Keeps the best load that is balanced, or can be. */
class LoadKeeper {
  pieces: readonly LoadedPiece[] = [];
  value = 0;
  private bestUnbalanced: readonly LoadedPiece[] = [];
  private readonly task: ContainerTask;
  private readonly flat: BlockPieces;

  constructor(task: ContainerTask, flat: BlockPieces) {
    this.task = task;
    this.flat = flat;
  }

  offer(states: LoadStates, state: number): number {
    const { balance, kinds, room, isInDropOrder } = this.task;
    const pieces = this.unfold(states, state);
    const canMove = !isInDropOrder && kinds.every(({ touchesNot }) => touchesNot === 0);
    const settle = canMove ? balanceLoad : keepIfBalanced;
    const balanced = balance === undefined ? pieces : settle(pieces, kinds, room, balance);
    if (balanced === undefined) {
      if (this.bestUnbalanced.length === 0) this.bestUnbalanced = pieces;
      return this.value;
    }
    this.pieces = balanced;
    this.value = states.value[state] ?? 0;
    return this.value;
  }

  /** The best load; if none could be balanced, what is left of one after unloading its heavy end. */
  finish(): readonly LoadedPiece[] {
    const { balance, kinds, room } = this.task;
    if (this.pieces.length > 0 || balance === undefined) return this.pieces;
    return unloadUntilBalanced(this.bestUnbalanced, kinds, room, balance);
  }

  private unfold(states: LoadStates, state: number): readonly LoadedPiece[] {
    const start = state * states.stride + states.placedAt;
    return Array.from({ length: states.placedCount[state] ?? 0 }).flatMap((_, i) => {
      const [block = 0, x = 0, y = 0, z = 0] = states.memory.subarray(start + 4 * i, start + 4 * i + 4);
      return this.flat.placed(block, x, y, z);
    });
  }
}

/** More of a kind than its volume lets into the room cannot matter. */
const fitsMax = ({ ways }: Kind, roomVolume: number): number =>
  Math.max(0, ...ways.map(({ l, w, h }) => Math.floor(roomVolume / (l * w * h))));

/**
 * Fills one container with the most value. Widens the beam until the budget is over, so that more budget is never worse; the
 * sequence does not depend on the budget.
 */
export const packContainer = (task: ContainerTask, budget: Budget): ContainerLoad => {
  const { room } = task;
  const roomVolume = room.l * room.w * room.h;
  const kinds = task.kinds.map((kind) => ({
    ...kind,
    quantity: Math.min(kind.quantity, fitsMax(kind, roomVolume)),
  }));
  const loadable = kinds.filter(({ quantity, ways }) => quantity > 0 && ways.length > 0);
  if (loadable.length === 0) return { pieces: [], value: 0, trials: 0 };
  const isSupported =
    task.isSupported ||
    task.isInDropOrder ||
    kinds.some(({ isTop, loadMax }) => isTop || loadMax < Number.POSITIVE_INFINITY);
  const layout: Layout = { isSupported, isFromBack: task.isInDropOrder };
  const fillMin = loadable.length >= mixedKindsMin ? 0.98 : 1;
  const blocks = buildBlocks(room, kinds, { countMax: task.blocksMax, fillMin, isSupported });
  const reach = reachOf(room, kinds);
  const phases = phasesOf(blocks);
  const isRuled =
    phases.length > 1 ||
    task.weightMax < Number.POSITIVE_INFINITY ||
    kinds.some(
      ({ loadMax, apartFrom, touchesNot }) =>
        loadMax < Number.POSITIVE_INFINITY || apartFrom !== 0 || touchesNot !== 0,
    );
  const rules = isRuled ? new StowageRules(kinds, blocks, room.h, task) : undefined;
  const keeper = new LoadKeeper(task, new BlockPieces(blocks, kinds, isSupported));
  const valueOfAll = kinds.reduce((sum, { value, quantity }) => sum + value * quantity, 0);
  const choices = weightsOf.map((weights) =>
    phases.map((chosen) => new BlockChoice(room, blocks, reach, weights, chosen)),
  );
  const stop: Budget = { isOver: () => budget.isOver() || keeper.value >= valueOfAll };
  const search = new BeamSearch(
    {
      room,
      kinds,
      blocks,
      layout,
      rules,
      budget: stop,
      offer: (states, state) => keeper.offer(states, state),
    },
    choices[0] ?? [],
  );
  for (let width = 1; width <= widthMax; width = width < 2 ? 2 : width * Math.SQRT2) {
    const whole = Math.floor(width);
    if (!search.run(whole, Math.max(2, whole))) break;
  }
  return { pieces: keeper.finish(), value: keeper.value, trials: search.trials };
};
