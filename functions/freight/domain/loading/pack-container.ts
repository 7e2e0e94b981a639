import { BeamSearch } from './beam-search.ts';
import { BlockChoice, type Weights } from './block-choice.ts';
import { BlockPieces } from './block-pieces.ts';
import type { BlockTable, Kind, Room } from './block-table.ts';
import type { Budget } from './budget.ts';
import { buildBlocks } from './build-blocks.ts';
import { DropLots, type Shaping, shapeKinds } from './drop-lots.ts';
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

/** Numbers of the blocks that are available in each phase. */
const phasesOf = (
  blocks: BlockTable,
  shapes: readonly Kind[],
  lots: DropLots | undefined,
): readonly Int32Array[] => {
  const all = Int32Array.from({ length: blocks.count }, (_, b) => b);
  const openIn = (phase: number): readonly Kind[] =>
    shapes.map((shape, s) => ({
      ...shape,
      quantity: lots === undefined ? shape.quantity : (lots.openMost[phase * shapes.length + s] ?? 0),
    }));
  return Array.from({ length: lots?.phases ?? 1 }, (_, phase) => {
    const open = openIn(phase);
    return all.filter((block) => isAvailable(blocks, block, open));
  });
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
  private readonly shaping: Shaping;
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
    this.shaping = shapeKinds(kinds);
    const lots = this.lotsOf(kinds);
    const shapes = lots === undefined ? kinds : lots.shapesOpen();
    const loadable = kinds.filter(({ quantity, ways }) => quantity > 0 && ways.length > 0);
    const forms = new Set(loadable.map(({ ways }) => JSON.stringify(ways))).size;
    const isSupported =
      task.supportMin > 0 ||
      task.isInDropOrder ||
      kinds.some(({ isTop, loadMax }) => isTop || loadMax < Number.POSITIVE_INFINITY);
    this.layout = { isSupported, isOverhanging: false, isFromBack: task.isInDropOrder };
    this.mayOverhang = isSupported && task.supportMin < 1;
    const fillMin = forms >= mixedShapesMin ? 0.98 : 1;
    this.blocks = buildBlocks(room, shapes, {
      countMax: task.blocksMax,
      fillMin,
      isSupported,
      turns: shapes.map((_, s) => lots?.turnsOf(s) ?? [0, 0]),
    });
    this.pieces = new BlockPieces(this.blocks, shapes, isSupported);
    this.rules = this.isRuled()
      ? new StowageRules(this.shaping.shapes, this.blocks, room.h, task)
      : undefined;
  }

  private lotsOf(kinds: readonly Kind[]): DropLots | undefined {
    const { l, w, h } = this.task.room;
    return this.shaping.turns > 1 ? new DropLots(this.shaping, kinds, l * w * h) : undefined;
  }

  private isRuled(): boolean {
    const { kinds, task, shaping } = this;
    return (
      shaping.turns > 1 ||
      this.mayOverhang ||
      task.weightMax < Number.POSITIVE_INFINITY ||
      kinds.some(
        ({ loadMax, apartFrom, touchesNot }) =>
          loadMax < Number.POSITIVE_INFINITY || apartFrom !== 0 || touchesNot !== 0,
      )
    );
  }

  /** Shapes with as many pieces as there are now, each worth as much as on average. */
  private shapesWith(
    kinds: readonly Kind[],
    worthOf: (kind: Kind, index: number) => number,
  ): readonly Kind[] {
    const { shapes, shapeOf } = this.shaping;
    return shapes.map((shape, s) => {
      const own = kinds.flatMap((kind, k) =>
        shapeOf[k] === s ? [{ quantity: kind.quantity, worth: worthOf(kind, k) }] : [],
      );
      const quantity = sumOf(own.map((one) => one.quantity));
      const worth = sumOf(own.map((one) => one.quantity * one.worth));
      return {
        ...shape,
        quantity,
        value: own.length === 1 || quantity === 0 ? (own[0]?.worth ?? 0) : worth / quantity,
      };
    });
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
    const lots = this.lotsOf(kinds);
    const shapes = this.shapesWith(kinds, ({ value }) => value);
    const shapeMerits = this.shapesWith(kinds, (_, k) => (merits ?? values)[k] ?? 0);
    blocks.setValues(
      shapes.map(({ value }) => value),
      shapeMerits.map(({ value }) => value),
    );
    const phases = phasesOf(blocks, shapes, lots);
    if (phases.every((phase) => phase.length === 0)) return emptyLoad;
    const reach = reachOf(room, kinds);
    const keeper = new LoadKeeper({ ...this.task, kinds }, this.pieces, collector);
    const valueOfAll = sumOf(kinds.map(({ value, quantity }) => value * quantity));
    const choices = phases.map((chosen) => new BlockChoice(room, blocks, reach, weights, chosen));
    const stop: Budget = { isOver: () => budget.isOver() || keeper.value >= valueOfAll };
    const offer = (states: LoadStates, state: number): number => keeper.offer(states, state);
    const searchFor = (own: Layout): BeamSearch =>
      new BeamSearch(
        { room, kinds: shapes, blocks, layout: own, lots, rules, budget: stop, isDiverse, offer },
        choices,
      );
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
