import { type Capacity, type ContainerType, containerCapacity } from '../cargo/equipment.ts';
import type { Sailing } from '../sailing.ts';

/** A container size offered on a departure, with the room that quotes reckon with. */
export interface OfferedType {
  readonly type: ContainerType;
  readonly minor: bigint;
  readonly room: Capacity;
}

/** Containers taken together: their name (`2 × 40HC, 20GP`), price in minor units, room in mm³ and payload in grams. */
export interface Mix {
  readonly name: string;
  readonly minor: bigint;
  readonly space: number;
  readonly weight: number;
  readonly count: number;
  /** Sizes in it. */
  readonly types: readonly OfferedType[];
}

/** Room in mm³ and payload in grams. */
export type Room = Pick<Mix, 'space' | 'weight'>;

/** The sizes offered on a departure, and every mix of them that is worth looking at, cheapest first. */
export interface Mixes {
  readonly types: readonly OfferedType[];
  readonly mixes: readonly Mix[];
}

const countsUpTo = (kinds: number, most: number): readonly (readonly number[])[] =>
  kinds === 0
    ? [[]]
    : Array.from({ length: most + 1 }, (_, count) =>
        countsUpTo(kinds - 1, most - count).map((rest) => [count, ...rest]),
      ).flat();

const mixOf = (types: readonly OfferedType[], counts: readonly number[]): Mix => {
  const used = types.flatMap((offer, at) => {
    const count = counts[at] ?? 0;
    return count === 0 ? [] : [{ offer, count }];
  });
  return {
    name: used.map(({ offer, count }) => (count === 1 ? offer.type : `${count} × ${offer.type}`)).join(', '),
    minor: used.reduce((sum, { offer, count }) => sum + offer.minor * BigInt(count), 0n),
    space: used.reduce((sum, { offer, count }) => sum + Number(offer.room.spaceMm3) * count, 0),
    weight: used.reduce((sum, { offer, count }) => sum + Number(offer.room.weightGrams) * count, 0),
    count: used.reduce((sum, { count }) => sum + count, 0),
    types: used.map(({ offer }) => offer),
  };
};

/** At least as roomy and strong, as far as there are goods for it, and takes every single lot that the other takes. */
const outdoes = (one: Mix, other: Mix, goods: Room): boolean =>
  one.space >= Math.min(other.space, goods.space) &&
  one.weight >= Math.min(other.weight, goods.weight) &&
  other.types.every((needed) => one.types.includes(needed));

/** Every mix of at most so many containers for at most these goods, cheapest first, without those that a cheaper one outdoes. */
export const mixesOn = (
  { tariff, portOfDischarge }: Sailing,
  containersMax: number,
  goods: Room = { space: Infinity, weight: Infinity },
): Mixes => {
  const types = tariff.containers.map(({ type, allIn }) => ({
    type,
    minor: allIn.amountMinor,
    room: containerCapacity(type, portOfDischarge),
  }));
  const sorted = countsUpTo(types.length, containersMax)
    .map((counts) => mixOf(types, counts))
    .filter(({ count }) => count > 0)
    .sort((x, y) => Number(x.minor - y.minor) || x.count - y.count);
  const kept: Mix[] = [];
  for (const mix of sorted) if (!kept.some((other) => outdoes(other, mix, goods))) kept.push(mix);
  return { types, mixes: kept };
};
