import { defineErrors } from './errors.ts';
import { invariant } from './invariant.ts';
import { unitTable } from './unit-table.ts';

/** Mass in whole grams, a safe integer of zero or more. */
export type Grams = number;

/** Length in whole millimetres, a safe integer of zero or more. */
export type Millimetres = number;

/** Volume in whole mm³; bigint, because a vessel's worth of boxes in mm³ passes the safe integers. */
export type CubicMillimetres = bigint;

/** A box or package; all edges at least 1 mm. */
export interface DimensionsMm {
  readonly lengthMm: Millimetres;
  readonly widthMm: Millimetres;
  readonly heightMm: Millimetres;
}

/** A counted or measured amount of goods: decimal string and UN/ECE Recommendation 20 unit code. */
export interface Quantity {
  readonly value: string;
  readonly unit: string;
}

/** A unit of measure. `decimals` is how many a value in it may have: none for things that are counted. */
export interface Unit {
  /** UN/ECE Recommendation 20 common code. */
  readonly code: string;
  readonly name: string;
  readonly kind: 'count' | 'mass' | 'length' | 'area' | 'volume' | 'energy';
  readonly decimals: number;
}

/** Refusals of this file. */
export const quantityErrors = defineErrors('quantity', {
  malformed: {
    status: 422,
    title: 'Quantity is not a plain decimal above zero',
    remedy: 'Send digits with at most one decimal point, for example "12.5".',
  },
  too_many_decimals: {
    status: 422,
    title: 'Quantity is finer than its unit allows',
    remedy: 'Use whole numbers for counted units and at most three decimals for kilograms.',
  },
  too_large: {
    status: 422,
    title: 'Quantity is too large',
    remedy: 'Send at most 12 digits before the decimal point.',
  },
  unknown_unit: {
    status: 422,
    title: 'Unit is not a supported UN/ECE Recommendation 20 code',
    remedy: 'Send a code such as C62 (one), KGM (kilogram), MTR (metre) or MTQ (cubic metre).',
  },
});

type At = { readonly pointer?: string | undefined };

const integerDigitsMax = 12;

/** Checks a mass. InvariantViolation `quantity.not_grams`. */
export function grams(value: number): Grams {
  invariant(Number.isSafeInteger(value) && value >= 0, 'quantity.not_grams', { value });
  return value;
}

/** Checks a length. InvariantViolation `quantity.not_millimetres`. */
export function millimetres(value: number): Millimetres {
  invariant(Number.isSafeInteger(value) && value >= 0, 'quantity.not_millimetres', { value });
  return value;
}

/** Checks a volume. InvariantViolation `quantity.not_cubic_millimetres`. */
export function cubicMillimetres(value: bigint): CubicMillimetres {
  invariant(value >= 0n, 'quantity.not_cubic_millimetres', { value });
  return value;
}

/**
 * Reads kilograms with up to three decimals as grams; zero is refused.
 * DomainError `quantity.malformed`, `quantity.too_many_decimals`, `quantity.too_large`.
 */
export function parseWeightKg(text: string, at: At = {}): Grams {
  const { whole, fraction } = parseDecimal(text, 3, at);
  return grams(Number(whole + fraction.padEnd(3, '0')));
}

/** Kilograms as a decimal string without trailing zeros: 12500 g is `12.5`. */
export function formatKg(weightGrams: Grams): string {
  return formatScaled(BigInt(grams(weightGrams)), 3);
}

/** Volume of a box, exactly. InvariantViolation `quantity.not_millimetres`. */
export function volumeMm3(dimensions: DimensionsMm): CubicMillimetres {
  const edges = [dimensions.lengthMm, dimensions.widthMm, dimensions.heightMm];
  return edges.reduce((product, edge) => product * BigInt(millimetres(edge)), 1n);
}

/** Cubic metres as an exact decimal string without trailing zeros: 2,400,000,000 mm³ is `2.4`. */
export function cubicMetres(volume: CubicMillimetres): string {
  return formatScaled(cubicMillimetres(volume), 9);
}

/** The unit for a Recommendation 20 code, or for `PCE`, which trade uses for H87. DomainError `quantity.unknown_unit`. */
export function unitOf(code: string, at: At = {}): Unit {
  const found = units.get(code === 'PCE' ? 'H87' : code);
  if (found === undefined) throw quantityErrors.unknown_unit('The unit code is not supported.', at);
  return found;
}

/** Every supported unit. */
export function listUnits(): readonly Unit[] {
  return [...units.values()];
}

/**
 * Reads a quantity above zero and returns it in canonical form: no trailing zeros, `PCE` as `H87`.
 * DomainError `quantity.malformed`, `quantity.too_many_decimals`, `quantity.too_large`, `quantity.unknown_unit`.
 */
export function parseQuantity(wire: Quantity, at: At = {}): Quantity {
  const base = at.pointer;
  const unit = unitOf(wire.unit, { pointer: base === undefined ? undefined : `${base}/unit` });
  const valueAt = { pointer: base === undefined ? undefined : `${base}/value` };
  const { whole, fraction } = parseDecimal(wire.value, unit.decimals, valueAt);
  return { value: formatScaled(BigInt(whole + fraction), fraction.length), unit: unit.code };
}

const units: ReadonlyMap<string, Unit> = new Map(
  unitTable.map(([code, kind, decimals, name]) => [code, { code, name, kind, decimals }]),
);

function parseDecimal(text: string, decimalsMax: number, at: At): { whole: string; fraction: string } {
  const [matched, whole = '', fraction = ''] = /^(0|[1-9]\d*)(?:\.(\d+))?$/.exec(text) ?? [];
  if (matched === undefined || /^0*$/.test(whole + fraction)) {
    throw quantityErrors.malformed('The quantity is not a plain decimal above zero.', at);
  }
  if (whole.length > integerDigitsMax) {
    throw quantityErrors.too_large(`The quantity has more than ${integerDigitsMax} integer digits.`, at);
  }
  if (fraction.length > decimalsMax) {
    throw quantityErrors.too_many_decimals(`The unit allows ${decimalsMax} decimals.`, at);
  }
  return { whole, fraction };
}

function formatScaled(scaled: bigint, decimals: number): string {
  const digits = scaled.toString().padStart(decimals + 1, '0');
  if (decimals === 0) return digits;
  const fraction = digits.slice(-decimals).replace(/0+$/, '');
  const whole = digits.slice(0, -decimals);
  return fraction === '' ? whole : `${whole}.${fraction}`;
}
