import { BeamSearch } from './beam-search.ts';
import { BlockChoice, type Weights } from './block-choice.ts';
import { BlockPieces } from './block-pieces.ts';
import type { BlockTable, Kind, Room } from './block-table.ts';
import type { Budget } from './budget.ts';
import { buildBlocks } from './build-blocks.ts';
import { type ContainerLoad, type ContainerTask, type LoadCollector, LoadKeeper } from './load-keeper.ts';
import type { Layout, LoadStates } from './load-states.ts';
import { reachableLengths } from './reachable-lengths.ts';
import { StowageRules } from './stowage-rules.ts';

const emptyLoad: ContainerLoad = { pieces: [], value: 0, trials: 0, unbalancing: [] };

/** What to load. */
export interface WantedLoad {
  /** How many there are of each kind. */
  readonly counts: readonly number[];
  /** What a piece of each kind is worth: the sum is to be the highest. */
  readonly values: readonly number[];
  /** What each kind counts for in the choice of the next block; its value if not given. */
  readonly merits?: readonly number[];
  /** How blocks are judged; as for mixed cargo if not given. */
  readonly weights?: Weights | undefined;
  /** True to go on with different loads of equal worth, of which few kinds make many. */
  readonly isDiverse?: boolean;
  readonly collector?: LoadCollector;
}

/** Widest beam. */
const widthMax = 512;
/** From this many shapes of piece on, blocks may have gaps of 2 %: exact joins become rare. */
const mixedShapesMin = 26;

/** Weights for many kinds of piece, small against the room. */
const mixedCargo: Weights = { contact: 2, loss: 1, pieces: 0.2, closeness: 0.02 };
/** Of each drop there are few pieces: what they leave unusable weighs more. */
const cargoInDrops: Weights = { ...mixedCargo, loss: 2 };

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

/** True when there are pieces enough for the block. */
const isAvailable = ({ needs, needStart }: BlockTable, block: number, kinds: readonly Kind[]): boolean => {
  const end = 2 * (needStart[block + 1] ?? 0);
  for (let i = 2 * (needStart[block] ?? 0); i < end; i += 2)
    if ((kinds[needs[i] ?? 0]?.quantity ?? 0) < (needs[i + 1] ?? 0)) return false;
  return true;
};

/** Numbers of the blocks that are available, for each phase: one per drop, last out first, then all. */
const phasesOf = (blocks: BlockTable, isThere: (block: number) => boolean): readonly Int32Array[] => {
  const all = Int32Array.from({ length: blocks.count }, (_, b) => b).filter(isThere);
  const drops = [...new Set(Array.from(all, (b) => blocks.drop[b] ?? 0))].sort((a, b) => b - a);
  if (drops.length <= 1) return [all];
  return [...drops.map((drop) => all.filter((b) => blocks.drop[b] === drop)), all];
};

/** More of a kind than its volume lets into the room cannot matter. */
const fitsMax = ({ ways }: Kind, roomVolume: number): number =>
  Math.max(0, ...ways.map(({ l, w, h }) => Math.floor(roomVolume / (l * w * h))));

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

/**
 * Fills containers of one size with the most value. The blocks are built once; how many pieces there still are and what each is worth
 * may differ from load to load.
 */
export class ContainerPacker {
  private readonly task: ContainerTask;
  /** Kinds with no more pieces than one container can hold. */
  private readonly kinds: readonly Kind[];
  readonly layout: Layout;
  readonly mayOverhang: boolean;
  private readonly blocks: BlockTable;
  private readonly pieces: BlockPieces;
  readonly rules: StowageRules | undefined;

  constructor(task: ContainerTask) {
    const { room } = task;
    const roomVolume = room.l * room.w * room.h;
    this.task = task;
    this.kinds = task.kinds.map((kind) => ({
      ...kind,
      quantity: Math.min(kind.quantity, fitsMax(kind, roomVolume)),
    }));
    const { kinds } = this;
    const loadable = kinds.filter(({ quantity, ways }) => quantity > 0 && ways.length > 0);
    const shapes = new Set(loadable.map(({ ways }) => JSON.stringify(ways))).size;
    const isSupported =
      task.supportMin > 0 ||
      task.isInDropOrder ||
      kinds.some(({ isTop, loadMax }) => isTop || loadMax < Number.POSITIVE_INFINITY);
    this.layout = { isSupported, isOverhanging: false, isFromBack: task.isInDropOrder };
    this.mayOverhang = isSupported && task.supportMin < 1;
    const fillMin = shapes >= mixedShapesMin ? 0.98 : 1;
    this.blocks = buildBlocks(room, kinds, { countMax: task.blocksMax, fillMin, isSupported });
    this.pieces = new BlockPieces(this.blocks, kinds, isSupported);
    this.rules = this.isRuled() ? new StowageRules(kinds, this.blocks, room.h, task) : undefined;
  }

  private isRuled(): boolean {
    const { blocks, kinds, task } = this;
    return (
      new Set(blocks.drop.subarray(0, blocks.count)).size > 1 ||
      this.mayOverhang ||
      task.weightMax < Number.POSITIVE_INFINITY ||
      kinds.some(
        ({ loadMax, apartFrom, touchesNot }) =>
          loadMax < Number.POSITIVE_INFINITY || apartFrom !== 0 || touchesNot !== 0,
      )
    );
  }

  /**
   * The best load of so many pieces of each kind, each worth so much. Widens the beam until the budget is over, so that more budget is
   * never worse; the sequence does not depend on the budget. The collector hears of other loads.
   */
  pack(wanted: WantedLoad, budget: Budget): ContainerLoad {
    const { blocks, layout, rules } = this;
    const { room, isInDropOrder } = this.task;
    const usual = isInDropOrder ? cargoInDrops : mixedCargo;
    const { counts, values, merits, weights = usual, isDiverse = false, collector } = wanted;
    const kinds = this.kinds.map((kind, k) => ({
      ...kind,
      quantity: Math.min(kind.quantity, counts[k] ?? 0),
      value: values[k] ?? 0,
    }));
    blocks.setValues(values, merits ?? values);
    const phases = phasesOf(blocks, (block) => isAvailable(blocks, block, kinds));
    if (phases.every((phase) => phase.length === 0)) return emptyLoad;
    const reach = reachOf(room, kinds);
    const keeper = new LoadKeeper({ ...this.task, kinds }, this.pieces, collector);
    const valueOfAll = sumOf(kinds.map(({ value, quantity }) => value * quantity));
    const choices = phases.map((chosen) => new BlockChoice(room, blocks, reach, weights, chosen));
    const stop: Budget = { isOver: () => budget.isOver() || keeper.value >= valueOfAll };
    const offer = (states: LoadStates, state: number): number => keeper.offer(states, state);
    const searchFor = (own: Layout): BeamSearch =>
      new BeamSearch({ room, kinds, blocks, layout: own, rules, budget: stop, isDiverse, offer }, choices);
    const searches = [searchFor(layout)];
    if (this.mayOverhang) searches.push(searchFor({ ...layout, isOverhanging: true }));
    let goesOn = true;
    for (let width = 1; goesOn && width <= widthMax; width = width < 2 ? 2 : width * Math.SQRT2) {
      const whole = Math.floor(width);
      for (const search of searches) goesOn &&= search.run(whole, Math.max(2, whole));
    }
    return keeper.finish(sumOf(searches.map(({ trials }) => trials)));
  }
}
