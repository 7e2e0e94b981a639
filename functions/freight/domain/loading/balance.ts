import type { LoadedPiece } from './block-pieces.ts';
import type { Kind, Room } from './block-table.ts';

/** Where the weight may lie, as shares of the room. */
export interface BalanceLimits {
  readonly lengthShareMax: number;
  readonly widthShareMax: number;
  readonly halfShareMax: number;
  /** Share of the load's value that may be given up for it; 1 for whatever it takes. */
  readonly costMax: number;
}

/** Stretch of the load that no piece crosses, so that it can be moved and mirrored on its own. */
interface Section {
  readonly pieces: readonly LoadedPiece[];
  readonly start: number;
  readonly length: number;
  readonly weight: number;
  /** Centre of gravity from the section's start, and from the middle of the room across. */
  readonly centreX: number;
  readonly offsetY: number;
}

interface Turned {
  readonly section: Section;
  readonly isTurned: boolean;
}

/** Sections beyond this are joined with their neighbour: all orders of the rest are tried. */
const sectionsMax = 5;
// A hair inside the limit, since a checker may add up in another order.
const tolerance = 1e-9;

const weightOf = (piece: LoadedPiece, kinds: readonly Kind[]): number => kinds[piece.kind]?.weight ?? 0;

/** True when the weight lies within the limits. */
export const isBalanced = (
  pieces: readonly LoadedPiece[],
  kinds: readonly Kind[],
  room: Room,
  limits: BalanceLimits,
): boolean => {
  const { weight, start, centreX, offsetY } = sectionOf(pieces, kinds, room);
  if (weight === 0) return true;
  if (Math.abs((start + centreX) / room.l - 0.5) > limits.lengthShareMax - tolerance) return false;
  if (Math.abs(offsetY / room.w) > limits.widthShareMax - tolerance) return false;
  if (limits.halfShareMax >= 1) return true;
  const inBack = (piece: LoadedPiece): number => Math.min(1, Math.max(0, (room.l / 2 - piece.x) / piece.l));
  const back = pieces.reduce((sum, piece) => sum + weightOf(piece, kinds) * inBack(piece), 0) / weight;
  return Math.max(back, 1 - back) <= limits.halfShareMax - tolerance;
};

const sectionOf = (pieces: readonly LoadedPiece[], kinds: readonly Kind[], room: Room): Section => {
  let start = room.l;
  let end = 0;
  let weight = 0;
  let momentX = 0;
  let momentY = 0;
  for (const piece of pieces) {
    const own = weightOf(piece, kinds);
    start = Math.min(start, piece.x);
    end = Math.max(end, piece.x + piece.l);
    weight += own;
    momentX += own * (piece.x + piece.l / 2);
    momentY += own * (piece.y + piece.w / 2 - room.w / 2);
  }
  const centreX = weight === 0 ? 0 : momentX / weight - start;
  return {
    pieces,
    start,
    length: end - start,
    weight,
    centreX,
    offsetY: weight === 0 ? 0 : momentY / weight,
  };
};

const sectionsOf = (
  pieces: readonly LoadedPiece[],
  kinds: readonly Kind[],
  room: Room,
): readonly Section[] => {
  const groups: LoadedPiece[][] = [];
  let end = -1;
  for (const piece of [...pieces].sort((a, b) => a.x - b.x)) {
    const last = groups.at(-1);
    // The last section takes all that is left.
    if (last !== undefined && (piece.x < end || groups.length === sectionsMax)) last.push(piece);
    else groups.push([piece]);
    end = Math.max(end, piece.x + piece.l);
  }
  return groups.map((group) => sectionOf(group, kinds, room));
};

const permutations = <T>(items: readonly T[]): readonly (readonly T[])[] =>
  items.length <= 1
    ? [items]
    : items.flatMap((item, i) =>
        permutations(items.filter((_, j) => j !== i)).map((rest) => [item, ...rest]),
      );

const momentOf = (order: readonly Turned[]): number => {
  let x = 0;
  let moment = 0;
  for (const { section, isTurned } of order) {
    moment += section.weight * (x + (isTurned ? section.length - section.centreX : section.centreX));
    x += section.length;
  }
  return moment;
};

/** The order and turning of sections along the room whose centre of gravity is nearest to the middle. */
const bestOrder = (sections: readonly Section[], room: Room): readonly Turned[] => {
  const weight = sections.reduce((sum, section) => sum + section.weight, 0);
  const slack = room.l - sections.reduce((sum, section) => sum + section.length, 0);
  let best: readonly Turned[] = [];
  let bestOff = Number.POSITIVE_INFINITY;
  for (const order of permutations(sections)) {
    for (let turns = 0; turns < 2 ** order.length; turns++) {
      const turned = order.map((section, i) => ({ section, isTurned: ((turns >> i) & 1) === 1 }));
      const ahead = room.l / 2 - momentOf(turned) / weight;
      // The whole load may be pushed towards the door by the slack.
      const off = ahead < 0 ? -ahead : Math.max(0, ahead - slack);
      if (off >= bestOff) continue;
      bestOff = off;
      best = turned;
    }
  }
  return best;
};

/** Which sections to mirror across, so that their weights cancel out best; a bit for each. */
const bestMirrors = (order: readonly Turned[]): number => {
  let best = 0;
  let bestOff = Number.POSITIVE_INFINITY;
  for (let mirrors = 0; mirrors < 2 ** order.length; mirrors++) {
    const moment = order.reduce(
      (sum, { section }, i) => sum + section.weight * section.offsetY * ((mirrors >> i) & 1 ? -1 : 1),
      0,
    );
    if (Math.abs(moment) >= bestOff) continue;
    bestOff = Math.abs(moment);
    best = mirrors;
  }
  return best;
};

/** The load with its sections re-ordered, turned and mirrored for balance; undefined when that is not enough. */
export const balanceLoad = (
  pieces: readonly LoadedPiece[],
  kinds: readonly Kind[],
  room: Room,
  limits: BalanceLimits,
): readonly LoadedPiece[] | undefined => {
  if (isBalanced(pieces, kinds, room, limits)) return pieces;
  const order = bestOrder(sectionsOf(pieces, kinds, room), room);
  const mirrors = bestMirrors(order);
  const moved: LoadedPiece[] = [];
  let start = 0;
  for (const [i, { section, isTurned }] of order.entries()) {
    for (const piece of section.pieces) {
      const within = piece.x - section.start;
      const x = start + (isTurned ? section.length - within - piece.l : within);
      const y = (mirrors >> i) & 1 ? room.w - piece.y - piece.w : piece.y;
      moved.push({ ...piece, x, y });
    }
    start += section.length;
  }
  const whole = sectionOf(moved, kinds, room);
  const wanted = Math.round(room.l / 2 - whole.centreX - whole.start);
  const shift = Math.max(0, Math.min(room.l - start, wanted));
  const shifted = moved.map((piece) => ({ ...piece, x: piece.x + shift }));
  return isBalanced(shifted, kinds, room, limits) ? shifted : undefined;
};

const restsOn = (upper: LoadedPiece, lower: LoadedPiece): boolean =>
  upper.z === lower.z + lower.h &&
  upper.x < lower.x + lower.l &&
  lower.x < upper.x + upper.l &&
  upper.y < lower.y + lower.w &&
  lower.y < upper.y + upper.w;

/**
 * The load without as many pieces (those with nothing on top) as it takes to balance it, heavy end first; `settle` moves what is left.
 * Nothing, when that is not worth it any more.
 */
export const unloadUntilBalanced = (
  pieces: readonly LoadedPiece[],
  kinds: readonly Kind[],
  room: Room,
  limits: BalanceLimits,
  settle: typeof balanceLoad,
  isWorthIt: (left: readonly LoadedPiece[]) => boolean,
): readonly LoadedPiece[] => {
  let kept = pieces;
  while (kept.length > 0 && isWorthIt(kept)) {
    const settled = settle(kept, kinds, room, limits);
    if (settled !== undefined) return settled;
    const { centreX, start, offsetY } = sectionOf(kept, kinds, room);
    const offX = (centreX + start) / room.l - 0.5;
    const offY = offsetY / room.w;
    const pull = (piece: LoadedPiece): number =>
      weightOf(piece, kinds) *
      (((piece.x + piece.l / 2) / room.l - 0.5) * offX + ((piece.y + piece.w / 2) / room.w - 0.5) * offY);
    const current = kept;
    const free = current.filter((piece) => !current.some((other) => restsOn(other, piece)));
    const [first] = free;
    const out = free.reduce((most, piece) => (most && pull(piece) > pull(most) ? piece : most), first);
    kept = kept.filter((piece) => piece !== out);
  }
  return [];
};
