import { type BalanceLimits, balanceLoad, isBalanced, unloadUntilBalanced } from './balance.ts';
import type { BlockPieces, LoadedPiece } from './block-pieces.ts';
import type { Kind, Room } from './block-table.ts';
import { type LoadStates, placedInts } from './load-states.ts';

/** One container to fill, in whole units. */
export interface ContainerTask {
  readonly room: Room;
  readonly kinds: readonly Kind[];
  /** Least share of a piece's base that rests on something; 0 when pieces may hang in the air. */
  readonly supportMin: number;
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
  /** Kinds of the pieces that there was room for but that brought the load out of balance, one entry a piece. */
  readonly unbalancing: readonly number[];
}

/** Who wants to hear of loads besides the best: one for each value from `from` on. */
export interface LoadCollector {
  readonly from: number;
  readonly take: (load: ContainerLoad) => void;
}

const keepIfBalanced: typeof balanceLoad = (pieces, kinds, room, limits) =>
  isBalanced(pieces, kinds, room, limits) ? pieces : undefined;

/** Kinds of the pieces that are in one load and not in the other. */
const missing = (from: readonly LoadedPiece[], others: readonly LoadedPiece[]): readonly number[] => {
  const there = new Map<number, number>();
  for (const { kind } of others) there.set(kind, (there.get(kind) ?? 0) + 1);
  return from.flatMap(({ kind }) => {
    const count = there.get(kind) ?? 0;
    there.set(kind, count - 1);
    return count > 0 ? [] : [kind];
  });
};

/** Keeps the best load that is balanced, or can be. */
export class LoadKeeper {
  value = 0;
  private pieces: readonly LoadedPiece[] = [];
  /**
   * The best load that cannot be balanced, and the first, second, fourth and so on that was the best: which ones does not depend on the
   * budget, so that what is left after unloading them is never less with more trial loads.
   */
  private unbalanced: readonly LoadedPiece[] = [];
  private unbalancedValue = 0;
  private unbalancedSome: (readonly LoadedPiece[])[] = [];
  private unbalancedCount = 0;
  private readonly task: ContainerTask;
  private readonly flat: BlockPieces;
  private readonly collector: LoadCollector | undefined;
  /** Values of loads looked at before: another of the same value is most likely the same load in another order. */
  private readonly known = new Set<number>();
  private readonly settle: typeof balanceLoad;

  constructor(task: ContainerTask, flat: BlockPieces, collector: LoadCollector | undefined) {
    this.task = task;
    this.flat = flat;
    this.collector = collector;
    const canMove = !task.isInDropOrder && task.kinds.every(({ touchesNot }) => touchesNot === 0);
    this.settle = canMove ? balanceLoad : keepIfBalanced;
  }

  /** Takes a load into account; answers the value that others must beat to be of interest. */
  offer(states: LoadStates, state: number): number {
    const { balance, kinds, room } = this.task;
    const value = states.value[state] ?? 0;
    if (this.collector !== undefined && this.known.has(value)) return this.valueToBeat();
    this.known.add(value);
    const pieces = this.unfold(states, state);
    const balanced = balance === undefined ? pieces : this.settle(pieces, kinds, room, balance);
    const kept = balanced ?? (balance === undefined || balance.costMax === 1 ? undefined : pieces);
    if (kept !== undefined && this.collector !== undefined && value >= this.collector.from)
      this.collector.take({ pieces: kept, value, trials: 0, unbalancing: [] });
    if (balanced === undefined) {
      if (value <= this.unbalancedValue) return this.valueToBeat();
      this.unbalancedCount++;
      if (Number.isInteger(Math.log2(this.unbalancedCount))) this.unbalancedSome.push(pieces);
      this.unbalanced = pieces;
      this.unbalancedValue = value;
      return this.valueToBeat();
    }
    if (value <= this.value) return this.valueToBeat();
    this.pieces = balanced;
    this.value = value;
    return this.valueToBeat();
  }

  /** The best load; if none could be balanced at the cost allowed, one out of balance, or what is left of it after unloading its heavy end. */
  finish(trials: number): ContainerLoad {
    const { balance } = this.task;
    const { value } = this;
    if (balance === undefined || this.unbalancedValue <= value)
      return { pieces: this.pieces, value, trials, unbalancing: [] };
    if (value < this.unbalancedValue * (1 - balance.costMax))
      return { pieces: this.unbalanced, value: this.unbalancedValue, trials, unbalancing: [] };
    const pieces = balance.costMax === 1 ? this.bestUnloaded(balance) : this.pieces;
    return {
      pieces,
      value: Math.max(value, this.worthOf(pieces)),
      trials,
      unbalancing: missing(this.unbalanced, pieces),
    };
  }

  /** The best of the balanced load and of what is left of the others when they are unloaded until they are balanced. */
  private bestUnloaded(balance: BalanceLimits): readonly LoadedPiece[] {
    const { kinds, room } = this.task;
    let best = this.pieces;
    let most = this.value;
    for (const load of this.unbalancedSome.toReversed()) {
      const isWorthMore = (left: readonly LoadedPiece[]): boolean => this.worthOf(left) > most;
      const unloaded = unloadUntilBalanced(load, kinds, room, balance, this.settle, isWorthMore);
      if (!isWorthMore(unloaded)) continue;
      best = unloaded;
      most = this.worthOf(unloaded);
    }
    return best;
  }

  private worthOf(pieces: readonly LoadedPiece[]): number {
    const { kinds } = this.task;
    return pieces.reduce((sum, { kind }) => sum + (kinds[kind]?.value ?? 0), 0);
  }

  private valueToBeat(): number {
    return Math.min(this.value, this.collector?.from ?? Number.POSITIVE_INFINITY);
  }

  private unfold(states: LoadStates, state: number): readonly LoadedPiece[] {
    const start = state * states.stride + states.placedAt;
    const pieces = Array.from({ length: states.placedCount[state] ?? 0 }).flatMap((_, i) => {
      const at = start + placedInts * i;
      const [block = 0, x = 0, y = 0, z = 0] = states.memory.subarray(at, at + placedInts);
      const phase = states.memory[at + 6] ?? 0;
      return this.flat.placed(block, x, y, z).map((piece) => [piece, phase] as const);
    });
    return states.lots?.kindsOf(pieces) ?? pieces.map(([piece]) => piece);
  }
}
