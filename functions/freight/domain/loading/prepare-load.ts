import { invariant } from '../../../../shared/kernel/invariant.ts';
import type { Kind, Room } from './block-table.ts';
import type { ContainerSize, LeftReason, LoadingRules, LoadingTask, PieceType } from './loading-task.ts';

/** Decimals of a length that count. */
const decimalsMax = 6;

/** A task in whole units. */
export interface WholeTask {
  readonly scale: number;
  readonly kinds: readonly Kind[];
  /** Why pieces of a type can never be loaded; undefined for those that can. */
  readonly refused: readonly (LeftReason | undefined)[];
}

const isWhole = (value: number, scale: number): boolean =>
  Math.abs(value * scale - Math.round(value * scale)) < 1e-9 * Math.max(1, Math.abs(value * scale));

/** Smallest power of ten that makes all lengths whole. InvariantViolation `freight.length_too_fine`. */
export const scaleOf = ({ pieces, containers }: LoadingTask): number => {
  const lengths = pieces.flatMap(({ l, w, h }) => [l, w, h]);
  const rooms = containers.flatMap(({ l, w, h }) => [l, w, h]);
  for (let scale = 1, decimals = 0; decimals <= decimalsMax; decimals++, scale *= 10)
    if (
      lengths.every((length) => isWhole(length, scale)) &&
      rooms.every((length) => length * scale < 2 ** 31)
    )
      return scale;
  invariant(false, 'freight.length_too_fine', { decimalsMax });
  return 1;
};

/** Inside of a container in whole units; what is finer than a unit is of no use to any piece. */
export const roomOf = (size: ContainerSize, scale: number): Room => ({
  l: Math.floor(size.l * scale + 1e-9),
  w: Math.floor(size.w * scale + 1e-9),
  h: Math.floor(size.h * scale + 1e-9),
});

/** The ways a piece may stand: extents along the container, across it and up. */
export const waysOf = ({ l, w, h, uprights, isFixed }: PieceType): readonly Room[] => {
  if (isFixed) return [{ l, w, h }];
  const ways: Room[] = [];
  const add = (way: Room): void => {
    if (!ways.some((known) => known.l === way.l && known.w === way.w && known.h === way.h)) ways.push(way);
  };
  const turns: readonly (readonly [boolean, Room])[] = [
    [uprights[0], { l: w, w: h, h: l }],
    [uprights[1], { l, w: h, h: w }],
    [uprights[2], { l, w, h }],
  ];
  for (const [isAllowed, way] of turns) {
    if (!isAllowed) continue;
    add(way);
    add({ l: way.w, w: way.l, h: way.h });
  }
  return ways;
};

/** True when a piece goes through the door standing in one of its ways, either end first. */
export const passesDoor = (piece: PieceType, { door }: ContainerSize): boolean =>
  door === undefined || waysOf(piece).some((way) => Math.min(way.l, way.w) <= door.w && way.h <= door.h);

const fitsIn = (way: Room, room: Room): boolean => way.l <= room.l && way.w <= room.w && way.h <= room.h;

const refusalOf = (piece: PieceType, size: ContainerSize): LeftReason | undefined => {
  if (!waysOf(piece).some((way) => fitsIn(way, size))) return 'does_not_fit_inside';
  if (!passesDoor(piece, size)) return 'does_not_pass_the_door';
  if (size.weightMax !== undefined && piece.weight > size.weightMax)
    return 'heavier_than_the_container_may_carry';
  return undefined;
};

const groupBits = (task: LoadingTask): ReadonlyMap<string, number> => {
  const { apart, separated } = task.rules;
  const named = new Set([...apart, ...separated].flat());
  const groups = [
    ...new Set(task.pieces.flatMap(({ group }) => (group !== undefined && named.has(group) ? [group] : []))),
  ];
  invariant(groups.length <= 31, 'freight.too_many_segregation_groups', { groups: groups.length });
  return new Map(groups.map((group, i) => [group, 2 ** i]));
};

const foesOf = (
  group: string | undefined,
  pairs: LoadingRules['apart'],
  bits: ReadonlyMap<string, number>,
): number => {
  let foes = 0;
  for (const [a, b] of pairs) {
    if (a === group) foes |= bits.get(b) ?? 0;
    if (b === group) foes |= bits.get(a) ?? 0;
  }
  return foes;
};

/** The task for one size of container. Types that it cannot take have no ways and no quantity. */
export const prepareLoad = (task: LoadingTask, size: ContainerSize, scale: number): WholeTask => {
  const { rules } = task;
  const room = roomOf(size, scale);
  const bits = groupBits(task);
  const refused = task.pieces.map((piece) => refusalOf(piece, size));
  const kinds = task.pieces.map((piece, type): Kind => {
    const whole = (length: number): number => Math.round(length * scale);
    const ways = waysOf({ ...piece, l: whole(piece.l), w: whole(piece.w), h: whole(piece.h) });
    const isLoadable = refused[type] === undefined;
    return {
      ways: isLoadable ? ways.filter((way) => fitsIn(way, room)) : [],
      quantity: isLoadable ? piece.quantity : 0,
      value: whole(piece.l) * whole(piece.w) * whole(piece.h),
      weight: piece.weight,
      isTop: !piece.isStackable,
      loadMax: piece.loadMax ?? Number.POSITIVE_INFINITY,
      drop: rules.isInDropOrder ? (piece.drop ?? 0) : 0,
      group: bits.get(piece.group ?? '') ?? 0,
      apartFrom: foesOf(piece.group, rules.apart, bits),
      touchesNot: foesOf(piece.group, rules.separated, bits),
    };
  });
  return { scale, kinds, refused };
};
