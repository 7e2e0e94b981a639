/**
 * Single sampling by attributes, normal inspection, general inspection level II.
 * Source: ISO 2859-1:1999, table 1 (code letters) and table 2-A (master table); the same plans are in MIL-STD-105E (1989),
 * tables I and II-A, which is in the public domain. Checked in the tests against published examples.
 */
export const samplingPlanSource = 'ISO 2859-1:1999 tables 1 and 2-A, general level II, single, normal';

/** A row of the code letter table: lots of up to this many units have this letter at level II. */
export const codeLetterRows: readonly { readonly lotMax: number; readonly letter: string }[] = [
  { lotMax: 8, letter: 'A' },
  { lotMax: 15, letter: 'B' },
  { lotMax: 25, letter: 'C' },
  { lotMax: 50, letter: 'D' },
  { lotMax: 90, letter: 'E' },
  { lotMax: 150, letter: 'F' },
  { lotMax: 280, letter: 'G' },
  { lotMax: 500, letter: 'H' },
  { lotMax: 1_200, letter: 'J' },
  { lotMax: 3_200, letter: 'K' },
  { lotMax: 10_000, letter: 'L' },
  { lotMax: 35_000, letter: 'M' },
  { lotMax: 150_000, letter: 'N' },
  { lotMax: 500_000, letter: 'P' },
  { lotMax: Number.POSITIVE_INFINITY, letter: 'Q' },
];

/** Sample sizes by code letter, in the order of the table. */
export const sampleSizes: readonly { readonly letter: string; readonly sampleSize: number }[] = [
  { letter: 'A', sampleSize: 2 },
  { letter: 'B', sampleSize: 3 },
  { letter: 'C', sampleSize: 5 },
  { letter: 'D', sampleSize: 8 },
  { letter: 'E', sampleSize: 13 },
  { letter: 'F', sampleSize: 20 },
  { letter: 'G', sampleSize: 32 },
  { letter: 'H', sampleSize: 50 },
  { letter: 'J', sampleSize: 80 },
  { letter: 'K', sampleSize: 125 },
  { letter: 'L', sampleSize: 200 },
  { letter: 'M', sampleSize: 315 },
  { letter: 'N', sampleSize: 500 },
  { letter: 'P', sampleSize: 800 },
  { letter: 'Q', sampleSize: 1_250 },
  { letter: 'R', sampleSize: 2_000 },
];

/** A cell of the master table: an acceptance number, or an arrow to the first plan below or above it. */
export type PlanCell = number | 'down' | 'up';

/**
 * Every column of the master table runs through the same cells from the plan that accepts on zero: before it arrows down,
 * after the last cell arrows up.
 */
export const cellsFromZeroPlan: readonly PlanCell[] = [0, 'up', 'down', 1, 2, 3, 5, 7, 10, 14, 21];

/** The preferred AQLs up to 10 % nonconforming, with the position in `sampleSizes` of the plan that accepts on zero. */
export const aqlColumns: readonly { readonly aql: string; readonly zeroPlanAt: number }[] = [
  { aql: '0.010', zeroPlanAt: 14 },
  { aql: '0.015', zeroPlanAt: 13 },
  { aql: '0.025', zeroPlanAt: 12 },
  { aql: '0.040', zeroPlanAt: 11 },
  { aql: '0.065', zeroPlanAt: 10 },
  { aql: '0.10', zeroPlanAt: 9 },
  { aql: '0.15', zeroPlanAt: 8 },
  { aql: '0.25', zeroPlanAt: 7 },
  { aql: '0.40', zeroPlanAt: 6 },
  { aql: '0.65', zeroPlanAt: 5 },
  { aql: '1.0', zeroPlanAt: 4 },
  { aql: '1.5', zeroPlanAt: 3 },
  { aql: '2.5', zeroPlanAt: 2 },
  { aql: '4.0', zeroPlanAt: 1 },
  { aql: '6.5', zeroPlanAt: 0 },
  { aql: '10', zeroPlanAt: -1 },
];
