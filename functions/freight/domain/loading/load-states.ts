import type { BlockTable, Kind, Room } from './block-table.ts';
import type { DropLots } from './drop-lots.ts';
import { FreeSpaces, spaceInts, spacesMax } from './free-spaces.ts';

/** Ints of a placed block: block, x, y, z, first and last turn of its pieces, phase. */
export const placedInts = 7;
/** When loading from the back, how much the way to the nearer side counts against that from the back wall. */
const sideShare = 0.5;

/** How a load grows. */
export interface Layout {
  /** Every piece stands on the floor or on other pieces. */
  readonly isSupported: boolean;
  /** Pieces may reach over the edge of what carries them. */
  readonly isOverhanging: boolean;
  /** From the back wall to the door only, not from both ends. */
  readonly isFromBack: boolean;
}

/**
 * Partial loads in one flat memory: the free spaces, what is left of each kind, the blocks placed so far.
 */
export class LoadStates {
  readonly room: Room;
  readonly blocks: BlockTable;
  readonly isSupported: boolean;
  readonly isFromBack: boolean;
  readonly isOverhanging: boolean;
  /** Corner found by `cornerOf`. */
  cornerX = 0;
  cornerY = 0;
  cornerZ = 0;
  readonly kinds: number;
  readonly memory: Int32Array;
  /** Value, weight and segregation groups of what is in each state. */
  readonly value: Float64Array;
  readonly weight: Float64Array;
  readonly groups: Int32Array;
  readonly spaceCount: Int32Array;
  readonly placedCount: Int32Array;
  readonly stride: number;
  readonly leftAt: number;
  readonly placedAt: number;
  readonly spaces: FreeSpaces;
  /** Undefined where nothing has a drop. */
  readonly lots: DropLots | undefined;
  /** Phase of each state, and the volume of what may be loaded in it. */
  readonly phase: Int32Array;
  readonly openVolume: Float64Array;

  constructor(
    room: Room,
    kinds: readonly Kind[],
    blocks: BlockTable,
    states: number,
    layout: Layout,
    lots?: DropLots,
  ) {
    const { isSupported } = layout;
    this.isFromBack = layout.isFromBack;
    this.isOverhanging = layout.isOverhanging;
    this.room = room;
    this.blocks = blocks;
    this.isSupported = isSupported;
    this.kinds = kinds.length;
    const pieces = kinds.reduce((sum, kind) => sum + kind.quantity, 0);
    const volumeMin = Math.min(...blocks.volume.subarray(0, blocks.count));
    const placedMax = Math.min(pieces, Math.floor((room.l * room.w * room.h) / volumeMin));
    this.leftAt = spacesMax * spaceInts;
    this.placedAt = this.leftAt + kinds.length;
    this.stride = this.placedAt + placedMax * placedInts;
    this.memory = new Int32Array(states * this.stride);
    this.value = new Float64Array(states);
    this.weight = new Float64Array(states);
    this.groups = new Int32Array(states);
    this.placedCount = new Int32Array(states);
    this.spaces = new FreeSpaces(this.memory, states, this.stride, room, kinds);
    this.spaceCount = this.spaces.count;
    this.lots = lots;
    this.phase = new Int32Array(states);
    this.openVolume = new Float64Array(states);
  }

  /** Makes the state an empty room. */
  clear(state: number, kinds: readonly Kind[]): void {
    const at = state * this.stride;
    this.memory.fill(0, at, at + spaceInts);
    this.memory[at + 3] = this.room.l;
    this.memory[at + 4] = this.room.w;
    this.memory[at + 5] = this.room.h;
    for (const [k, { quantity }] of kinds.entries()) this.memory[at + this.leftAt + k] = quantity;
    this.spaceCount[state] = 1;
    this.placedCount[state] = 0;
    this.value[state] = 0;
    this.weight[state] = 0;
    this.groups[state] = 0;
    this.phase[state] = 0;
    if (this.lots !== undefined) this.beginPhase(state, this.lots, 0);
  }

  /** Opens the pieces of a phase: those of the next turn, while those of the turns before the last few stay behind. */
  private beginPhase(state: number, lots: DropLots, phase: number): void {
    const { memory } = this;
    const left = state * this.stride + this.leftAt;
    const at = phase * lots.shapes;
    let volume = 0;
    for (let s = 0; s < lots.shapes; s++) {
      const most = lots.openMost[at + s] ?? 0;
      const own =
        phase === 0
          ? most
          : (memory[left + s] ?? 0) + (lots.openEnd[at + s] ?? 0) - (lots.openEnd[at - lots.shapes + s] ?? 0);
      const open = own < most ? own : most;
      memory[left + s] = open;
      volume += open * (lots.volume[s] ?? 0);
    }
    this.phase[state] = phase;
    this.openVolume[state] = volume;
  }

  /** Goes on to the next phase; false when the state is in the last. */
  openNext(state: number): boolean {
    const { lots } = this;
    const phase = (this.phase[state] ?? 0) + 1;
    if (lots === undefined || phase >= lots.phases) return false;
    this.beginPhase(state, lots, phase);
    return true;
  }

  /** Copies what may be loaded, not where. */
  copyOpen(from: number, to: number): void {
    const { memory, stride, leftAt, placedAt } = this;
    memory.copyWithin(to * stride + leftAt, from * stride + leftAt, from * stride + placedAt);
    this.phase[to] = this.phase[from] ?? 0;
    this.openVolume[to] = this.openVolume[from] ?? 0;
  }

  copy(from: number, to: number): void {
    const { memory, stride, leftAt, placedAt } = this;
    const a = from * stride;
    const b = to * stride;
    memory.copyWithin(b, a, a + (this.spaceCount[from] ?? 0) * spaceInts);
    memory.copyWithin(b + leftAt, a + leftAt, a + placedAt + (this.placedCount[from] ?? 0) * placedInts);
    this.spaceCount[to] = this.spaceCount[from] ?? 0;
    this.placedCount[to] = this.placedCount[from] ?? 0;
    this.value[to] = this.value[from] ?? 0;
    this.weight[to] = this.weight[from] ?? 0;
    this.groups[to] = this.groups[from] ?? 0;
    this.phase[to] = this.phase[from] ?? 0;
    this.openVolume[to] = this.openVolume[from] ?? 0;
  }

  /** Position in memory of the space nearest to a corner of the room that does not bear the mark, or -1 when none is left. */
  nearestSpace(state: number, mark: number): number {
    const { memory } = this;
    const { l, w, h } = this.room;
    const start = state * this.stride;
    const end = start + (this.spaceCount[state] ?? 0) * spaceInts;
    let best = -1;
    let bestDistance = 0x7fffffff;
    let bestArea = 0;
    for (let at = start; at < end; at += spaceInts) {
      if ((memory[at + 6] ?? 0) === mark) continue;
      const x0 = memory[at] ?? 0;
      const y0 = memory[at + 1] ?? 0;
      const z0 = memory[at + 2] ?? 0;
      const x1 = memory[at + 3] ?? 0;
      const y1 = memory[at + 4] ?? 0;
      const fromX = l - x1;
      const fromY = w - y1;
      const alongX = this.isFromBack || x0 < fromX ? x0 : fromX;
      const alongY = y0 < fromY ? y0 : fromY;
      let distance = alongX + (this.isFromBack ? sideShare * alongY : alongY);
      if (this.isSupported) distance += z0;
      else {
        const fromZ = h - (memory[at + 5] ?? 0);
        distance += z0 < fromZ ? z0 : fromZ;
      }
      if (distance > bestDistance) continue;
      const area = (x1 - x0) * (y1 - y0) * ((memory[at + 5] ?? 0) - z0);
      if (distance < bestDistance || area > bestArea) {
        best = at;
        bestDistance = distance;
        bestArea = area;
      }
    }
    return best;
  }

  markSpace(at: number, mark: number): void {
    this.memory[at + 6] = mark;
  }

  dropSpace(state: number, at: number): void {
    this.spaceCount[state] = (this.spaceCount[state] ?? 0) - 1;
    const last = state * this.stride + (this.spaceCount[state] ?? 0) * spaceInts;
    if (last !== at) this.memory.copyWithin(at, last, last + spaceInts);
  }

  hasPieces(state: number, block: number): boolean {
    const { needs, needStart } = this.blocks;
    const left = state * this.stride + this.leftAt;
    const end = 2 * (needStart[block + 1] ?? 0);
    for (let i = 2 * (needStart[block] ?? 0); i < end; i += 2)
      if ((this.memory[left + (needs[i] ?? 0)] ?? 0) < (needs[i + 1] ?? 0)) return false;
    return true;
  }

  /** Where a block of these edges goes in a space: into the corner nearest to a corner of the room. */
  cornerOf(space: number, l: number, w: number, h: number): void {
    const { memory, room } = this;
    const isBack = this.isFromBack || (memory[space] ?? 0) <= room.l - (memory[space + 3] ?? 0);
    const isLeft = (memory[space + 1] ?? 0) <= room.w - (memory[space + 4] ?? 0);
    const isLow = this.isSupported || (memory[space + 2] ?? 0) <= room.h - (memory[space + 5] ?? 0);
    this.cornerX = isBack ? (memory[space] ?? 0) : (memory[space + 3] ?? 0) - l;
    this.cornerY = isLeft ? (memory[space + 1] ?? 0) : (memory[space + 4] ?? 0) - w;
    this.cornerZ = isLow ? (memory[space + 2] ?? 0) : (memory[space + 5] ?? 0) - h;
  }

  /** Notes the turns of the block to be placed; answers what its pieces are worth. */
  private takeTurns(state: number, block: number, at: number, left: number): number {
    const { lots, blocks, memory } = this;
    if (lots === undefined) return blocks.value[block] ?? 0;
    const phase = this.phase[state] ?? 0;
    lots.findTurns(blocks, block, phase, memory, left);
    memory[at + 4] = lots.first;
    memory[at + 5] = lots.last;
    memory[at + 6] = phase;
    this.openVolume[state] = (this.openVolume[state] ?? 0) - (blocks.volume[block] ?? 0);
    return lots.worthOf(blocks, block, phase, memory, left);
  }

  /** Places a block in the corner of the space, and cuts all spaces. */
  place(state: number, space: number, block: number): void {
    const { memory, blocks } = this;
    const l = blocks.l[block] ?? 0;
    const w = blocks.w[block] ?? 0;
    const h = blocks.h[block] ?? 0;
    this.cornerOf(space, l, w, h);
    const x = this.cornerX;
    const y = this.cornerY;
    const z = this.cornerZ;
    const base = state * this.stride;
    const left = base + this.leftAt;
    const at = base + this.placedAt + (this.placedCount[state] ?? 0) * placedInts;
    this.value[state] = (this.value[state] ?? 0) + this.takeTurns(state, block, at, left);
    const { needs, needStart } = blocks;
    const end = 2 * (needStart[block + 1] ?? 0);
    for (let i = 2 * (needStart[block] ?? 0); i < end; i += 2)
      memory[left + (needs[i] ?? 0)] = (memory[left + (needs[i] ?? 0)] ?? 0) - (needs[i + 1] ?? 0);
    this.placedCount[state] = (this.placedCount[state] ?? 0) + 1;
    memory[at] = block;
    memory[at + 1] = x;
    memory[at + 2] = y;
    memory[at + 3] = z;
    this.weight[state] = (this.weight[state] ?? 0) + (blocks.weight[block] ?? 0);
    this.groups[state] = (this.groups[state] ?? 0) | (blocks.groups[block] ?? 0);
    if (this.isSupported && !this.isOverhanging) {
      this.spaces.cut(state, x, y, z, x + l, y + w, z + h, true);
      const x0 = x + (blocks.topX[block] ?? 0);
      const y0 = y + (blocks.topY[block] ?? 0);
      this.spaces.addTop(
        state,
        x0,
        y0,
        z + h,
        x0 + (blocks.topL[block] ?? 0),
        y0 + (blocks.topW[block] ?? 0),
      );
    } else this.spaces.cut(state, x, y, z, x + l, y + w, z + h, false);
  }
}
