import type { ContainerSize, PieceType } from './loading-task.ts';

/**
 * A container size with the price of one. Its `weightMax` is the least of payload and what roads at the destination carry, its
 * `available` how many can be had.
 */
export interface PricedContainer extends ContainerSize {
  readonly costMinor: bigint;
}

/** How many containers of each size. */
export interface ContainerMix {
  readonly counts: readonly number[];
  readonly containers: number;
  readonly costMinor: bigint;
  readonly volume: number;
  readonly weightMax: number;
}

const emptyMix: ContainerMix = { counts: [], containers: 0, costMinor: 0n, volume: 0, weightMax: 0 };

const withMore = (mix: ContainerMix, size: PricedContainer, count: number): ContainerMix => ({
  counts: [...mix.counts, count],
  containers: mix.containers + count,
  costMinor: mix.costMinor + size.costMinor * BigInt(count),
  volume: mix.volume + size.l * size.w * size.h * count,
  weightMax: mix.weightMax + (count === 0 ? 0 : (size.weightMax ?? Number.POSITIVE_INFINITY) * count),
});

/** Every mix of at most so many containers. */
export const allMixes = (sizes: readonly PricedContainer[], containersMax: number): readonly ContainerMix[] =>
  sizes.reduce<readonly ContainerMix[]>(
    (mixes, size) =>
      mixes.flatMap((mix) => {
        const most = Math.min(size.available, containersMax - mix.containers);
        return Array.from({ length: most + 1 }, (_, count) => withMore(mix, size, count));
      }),
    [emptyMix],
  );

/** Volume of all pieces there are. */
export const volumeOfAll = (pieces: readonly PieceType[]): number =>
  pieces.reduce((sum, { l, w, h, quantity }) => sum + l * w * h * quantity, 0);

const byCost = (a: ContainerMix, b: ContainerMix): number => {
  if (a.costMinor !== b.costMinor) return a.costMinor < b.costMinor ? -1 : 1;
  return a.containers - b.containers || b.volume - a.volume;
};

/** The mixes with room and carrying capacity for all pieces, cheapest first; between equals the fewest containers. */
export const mixesByCost = (
  mixes: readonly ContainerMix[],
  pieces: readonly PieceType[],
): readonly ContainerMix[] => {
  const volume = volumeOfAll(pieces) * (1 - 1e-9);
  const weight = pieces.reduce((sum, piece) => sum + piece.weight * piece.quantity, 0) * (1 - 1e-9);
  return mixes
    .filter((mix) => mix.containers > 0 && mix.volume >= volume && mix.weightMax >= weight)
    .sort(byCost);
};

/** The mix with most room. */
export const largestMix = (mixes: readonly ContainerMix[]): ContainerMix =>
  mixes.reduce((most, mix) => (mix.volume > most.volume ? mix : most), emptyMix);
