import { defineErrors } from './errors.ts';
import { invariant } from './invariant.ts';
import { divideRounded } from './rounding.ts';

/** An exact rational in lowest terms, denominator > 0: a price ratio, a tax rate, an FX rate. Only money is rounded. */
export interface Rate {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** Refusals of this file. */
export const rateErrors = defineErrors('rate', {
  malformed: {
    status: 422,
    title: 'Rate is not a plain decimal number',
    remedy: 'Send digits with at most one decimal point and at most 30 digits, for example "0.0295".',
  },
});

/** Upper bound of digits in a rate that is read from text, so that hostile input stays cheap. */
export const RATE_DIGITS_MAX = 30;

/** The ratio n/d in lowest terms. Throws InvariantViolation `rate.zero_denominator`. */
export function rate(numerator: bigint, denominator = 1n): Rate {
  invariant(denominator !== 0n, 'rate.zero_denominator', { numerator });
  const sign = denominator < 0n ? -1n : 1n;
  const divisor = greatestCommonDivisor(numerator, denominator) * sign;
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

/** Reads a plain decimal such as `0.0295` or `-1.5` exactly. DomainError `rate.malformed`. */
export function parseRate(text: string, options: { readonly pointer?: string | undefined } = {}): Rate {
  const match = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?$/.exec(text);
  const [, sign = '', whole = '', fraction = ''] = match ?? [];
  if (match === null || whole.length + fraction.length > RATE_DIGITS_MAX) {
    throw rateErrors.malformed('The rate is not a plain decimal number.', { pointer: options.pointer });
  }
  const magnitude = rate(BigInt(whole + fraction), 10n ** BigInt(fraction.length));
  return sign === '-' ? negateRate(magnitude) : magnitude;
}

/** `percent('2.95')` is 0.0295. DomainError `rate.malformed`. */
export function percent(text: string): Rate {
  return divideRates(parseRate(text), rate(100n));
}

/** `basisPoints(50)` is 0.005. Takes whole basis points; throws InvariantViolation `rate.fractional_basis_points`. */
export function basisPoints(count: number | bigint): Rate {
  invariant(typeof count === 'bigint' || Number.isSafeInteger(count), 'rate.fractional_basis_points', {
    count,
  });
  return rate(BigInt(count), 10_000n);
}

/** Exact product. */
export function multiplyRates(a: Rate, b: Rate): Rate {
  return rate(a.numerator * b.numerator, a.denominator * b.denominator);
}

/** Exact quotient; throws InvariantViolation `rate.zero_denominator` when `b` is zero. */
export function divideRates(a: Rate, b: Rate): Rate {
  return rate(a.numerator * b.denominator, a.denominator * b.numerator);
}

/** Exact sum. */
export function addRates(a: Rate, b: Rate): Rate {
  return rate(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

/** Exact difference a − b. */
export function subtractRates(a: Rate, b: Rate): Rate {
  return addRates(a, negateRate(b));
}

/** The same size with the other sign. */
export function negateRate(a: Rate): Rate {
  return { numerator: -a.numerator, denominator: a.denominator };
}

/** 1/a: turns USD→CNY into CNY→USD. Throws InvariantViolation `rate.zero_denominator` for zero. */
export function invertRate(a: Rate): Rate {
  return rate(a.denominator, a.numerator);
}

/** −1, 0 or 1, exactly. */
export function compareRates(a: Rate, b: Rate): -1 | 0 | 1 {
  const left = a.numerator * b.denominator;
  const right = b.numerator * a.denominator;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** How many digits `formatRate` keeps: significant digits, or a fixed count of decimals. */
export type RatePrecision = number | { readonly decimals: number };

/**
 * Decimal text, half-up. A number means significant digits, trailing zeros dropped; `{ decimals }` keeps that many always.
 * The default of 12 exceeds the 10 significant digits that cross rates need (ECB cross = rate(EUR,B)/rate(EUR,A)).
 */
export function formatRate(value: Rate, precision: RatePrecision = 12): string {
  if (typeof precision === 'object') return fixedDecimals(value, precision.decimals);
  invariant(Number.isInteger(precision) && precision > 0, 'rate.bad_precision', { precision });
  if (value.numerator === 0n) return '0';
  const decimals = precision - 1 - decimalMagnitude(value);
  if (decimals > 0) return withoutTrailingZeros(fixedDecimals(value, decimals));
  const step = 10n ** BigInt(-decimals);
  return (divideRounded(value.numerator, value.denominator * step, 'halfUp') * step).toString();
}

function fixedDecimals(value: Rate, decimals: number): string {
  invariant(Number.isInteger(decimals) && decimals >= 0, 'rate.bad_precision', { decimals });
  const scaled = divideRounded(value.numerator * 10n ** BigInt(decimals), value.denominator, 'halfUp');
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(decimals + 1, '0');
  const sign = scaled < 0n ? '-' : '';
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

// Position of the first significant digit: 0 for 1..9.99, 3 for 1000..9999.99, −2 for 0.01..0.099.
function decimalMagnitude(value: Rate): number {
  const numerator = value.numerator < 0n ? -value.numerator : value.numerator;
  const guess = numerator.toString().length - value.denominator.toString().length;
  const isBelow =
    guess >= 0
      ? numerator < value.denominator * 10n ** BigInt(guess)
      : numerator * 10n ** BigInt(-guess) < value.denominator;
  return isBelow ? guess - 1 : guess;
}

function withoutTrailingZeros(text: string): string {
  return text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x === 0n ? 1n : x;
}
