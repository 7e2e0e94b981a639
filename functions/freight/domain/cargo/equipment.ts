import type { CargoTotals, PieceGroup } from './cargo.ts';
import { edges } from './handling.ts';

/** Containers that a pool may be packed into. */
export const containerTypes = ['20GP', '40GP', '40HC'] as const;
export type ContainerType = (typeof containerTypes)[number];

interface Container {
  readonly insideMm: readonly [length: number, width: number, height: number];
  readonly doorMm: readonly [width: number, height: number];
  readonly volumeMm3: bigint;
  readonly payloadGrams: bigint;
  /** What roads of the US and Canada carry. */
  readonly northAmericaRoadGrams: bigint;
}

/** Inside and door sizes and volume by the World Shipping Council's dry cargo table; payload and road limits as practised. */
export const containers: Readonly<Record<ContainerType, Container>> = {
  '20GP': {
    insideMm: [5_896, 2_350, 2_393],
    doorMm: [2_340, 2_274],
    volumeMm3: 33_000_000_000n,
    payloadGrams: 28_030_000n,
    northAmericaRoadGrams: 17_000_000n,
  },
  '40GP': {
    insideMm: [12_032, 2_350, 2_392],
    doorMm: [2_340, 2_274],
    volumeMm3: 67_000_000_000n,
    payloadGrams: 26_700_000n,
    northAmericaRoadGrams: 19_000_000n,
  },
  '40HC': {
    insideMm: [12_032, 2_350, 2_697],
    doorMm: [2_340, 2_577],
    volumeMm3: 76_000_000_000n,
    payloadGrams: 26_500_000n,
    northAmericaRoadGrams: 19_000_000n,
  },
};

/** Share of the volume that can be counted on without placing every carton: 85 %. */
const fillPercent = 85n;

/** Lower-deck pallet PMC: base and height in mm; what a wide-body takes in one piece. */
const airPieceMm = [3_180, 2_440, 1_600] as const;
/** Room and weight that a consolidator buys on one flight. */
const airSpaceMm3 = 60_000_000_000n;
const airWeightGrams = 10_000_000n;

/** Heaviest single piece that every CFS can lift, in grams; some ports allow no more than 3 t. */
export const pieceWeightGramsMax = 3_000_000;

/** Room and weight that may be filled. */
export interface Capacity {
  readonly spaceMm3: bigint;
  readonly weightGrams: bigint;
}

const countryOf = (locode: string): string => locode.slice(0, 2);

/** What a container may be filled with on its way to that port, at the conservative fill factor. */
export const containerCapacity = (type: ContainerType, portOfDischarge: string): Capacity => {
  const container = containers[type];
  const isNorthAmerica = ['US', 'CA'].includes(countryOf(portOfDischarge));
  return {
    spaceMm3: (container.volumeMm3 * fillPercent) / 100n,
    weightGrams: isNorthAmerica ? container.northAmericaRoadGrams : container.payloadGrams,
  };
};

/** Containers that the house may fill on one departure: its allotment with the carrier. */
export const poolContainersMax = 10;

const timesContainers = ({ spaceMm3, weightGrams }: Capacity): Capacity => ({
  spaceMm3: spaceMm3 * BigInt(poolContainersMax),
  weightGrams: weightGrams * BigInt(poolContainersMax),
});

/** What one consignment may be at most: it travels whole in one container, or on the space of one flight. */
export const consignmentCapacity = (mode: 'sea' | 'air', portOfDischarge: string): Capacity =>
  mode === 'air' ? poolCapacity(mode, portOfDischarge) : containerCapacity('40HC', portOfDischarge);

/** What one pool may take at most: the allotment of containers on a vessel, or the space bought on a flight. */
export const poolCapacity = (mode: 'sea' | 'air', portOfDischarge: string): Capacity =>
  mode === 'air'
    ? { spaceMm3: (airSpaceMm3 * fillPercent) / 100n, weightGrams: airWeightGrams }
    : timesContainers(containerCapacity('40HC', portOfDischarge));

/** True when the cargo is within the capacity. */
export const isWithin = (cargo: CargoTotals, capacity: Capacity): boolean =>
  cargo.spaceMm3 <= capacity.spaceMm3 && cargo.weightGrams <= capacity.weightGrams;

/** The ways in which a piece may stand: its base, longer edge first, and its height, in mm. */
const standing = (piece: PieceGroup): readonly (readonly [longer: number, shorter: number, up: number])[] =>
  edges
    .filter((edge) => (piece.handling?.uprights ?? ['height']).includes(edge))
    .map((edge) => {
      const { lengthMm: l, widthMm: w, heightMm: h } = piece;
      const [a, b, up] = edge === 'length' ? [w, h, l] : edge === 'width' ? [l, h, w] : [l, w, h];
      return [Math.max(a, b), Math.min(a, b), up];
    });

/** True when a piece goes through the door in a way in which it may stand, either end first, and fits inside. */
export const fitsContainer = (piece: PieceGroup, type: ContainerType): boolean => {
  const { insideMm, doorMm } = containers[type];
  return standing(piece).some(
    ([longer, shorter, up]) =>
      shorter <= Math.min(doorMm[0], insideMm[1]) &&
      up <= Math.min(doorMm[1], insideMm[2]) &&
      longer <= insideMm[0],
  );
};

/** True when a piece goes on a lower-deck pallet in a way in which it may stand. */
export const fitsAircraft = (piece: PieceGroup): boolean =>
  standing(piece).some(
    ([longer, shorter, up]) => longer <= airPieceMm[0] && shorter <= airPieceMm[1] && up <= airPieceMm[2],
  );

/** Inside of air unit load devices in mm and what they may carry in grams: LD3 container, 96 × 125 in pallet on a lower deck. */
export const airUnits = {
  AKE: { insideMm: [1_560, 1_530, 1_600], payloadGrams: 1_500_000 },
  PMC: { insideMm: [3_180, 2_440, 1_600], payloadGrams: 4_500_000 },
} as const;

/** Units that carriers put goods into by air. */
export const airUnitTypes = ['AKE', 'PMC'] as const;

export type AirUnitType = (typeof airUnitTypes)[number];

/** Anything that pieces are loaded into. */
export type UnitType = ContainerType | AirUnitType;
