import type { CheapestLoadTask } from '../../../functions/freight/domain/loading/cheapest-load.ts';
import type { PieceType } from '../../../functions/freight/domain/loading/loading-task.ts';
import { randomIntegers } from './mixed-cargo.ts';

/** Consignments of a large pool, types of piece in each, and pieces of each type. */
const consignments = 200;
const typesEach = 3;
const piecesEach = 5;

/** A pool of 200 consignments and 3,000 pieces in mm and kg, with 20GP, 40GP and 40HC at prices as on a long lane. */
export const largePool = (seed: number): CheapestLoadTask => {
  const next = randomIntegers(seed);
  for (let i = 0; i < 10; i++) next();
  const between = (least: number, most: number): number => least + (next() % (most - least + 1));
  const pieces = Array.from({ length: consignments * typesEach }, (_, index): PieceType => {
    const [l, w, h] = [10 * between(30, 120), 10 * between(25, 80), 10 * between(20, 80)];
    return {
      label: `carton ${index}`,
      l,
      w,
      h,
      uprights: [false, next() % 2 === 0, true],
      isFixed: false,
      quantity: piecesEach,
      weight: Math.round((l * w * h * between(60, 250)) / 1e9),
      isStackable: next() % 10 > 0,
      consignment: `consignment ${Math.floor(index / typesEach)}`,
      group: ['food', 'chemicals'][next() % 12],
    };
  });
  const low = { l: 12_032, w: 2_350, weightMax: 19_000, available: 20 };
  return {
    pieces,
    containers: [
      {
        ...low,
        name: '20GP',
        l: 5_896,
        h: 2_393,
        weightMax: 17_000,
        door: { w: 2_340, h: 2_274 },
        costMinor: 200_000n,
      },
      { ...low, name: '40GP', h: 2_392, door: { w: 2_340, h: 2_274 }, costMinor: 330_000n },
      { ...low, name: '40HC', h: 2_697, door: { w: 2_340, h: 2_577 }, costMinor: 345_000n },
    ],
    containersMax: 20,
    rules: {
      supportMin: 1,
      isInDropOrder: false,
      apart: [['food', 'chemicals']],
      separated: [],
      halfWeightShareMax: 0.6,
    },
  };
};
