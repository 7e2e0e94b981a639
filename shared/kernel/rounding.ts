import { invariant } from './invariant.ts';

/**
 * How a quotient becomes a whole number. `halfUp`: ties away from zero (invoices, taxes); `halfEven`: ties to the even
 * neighbour (internal interest); `down`: towards zero (Korean taxes); `up`: away from zero; `floor`, `ceiling`: by sign.
 */
export type RoundingMode = 'halfUp' | 'halfEven' | 'down' | 'up' | 'floor' | 'ceiling';

/** Divides exactly and rounds once, for any signs. Throws InvariantViolation `rounding.zero_denominator`. */
export function divideRounded(numerator: bigint, denominator: bigint, mode: RoundingMode): bigint {
  invariant(denominator !== 0n, 'rounding.zero_denominator', { numerator });
  const isNegative = numerator < 0n !== denominator < 0n;
  const dividend = numerator < 0n ? -numerator : numerator;
  const divisor = denominator < 0n ? -denominator : denominator;
  const floor = dividend / divisor;
  const remainder = dividend % divisor;
  const magnitude = shouldRoundAway(floor, remainder, divisor, isNegative, mode) ? floor + 1n : floor;
  return isNegative ? -magnitude : magnitude;
}

function shouldRoundAway(
  floor: bigint,
  remainder: bigint,
  divisor: bigint,
  isNegative: boolean,
  mode: RoundingMode,
): boolean {
  if (remainder === 0n) return false;
  switch (mode) {
    case 'down':
      return false;
    case 'up':
      return true;
    case 'floor':
      return isNegative;
    case 'ceiling':
      return !isNegative;
    case 'halfUp':
      return remainder * 2n >= divisor;
    case 'halfEven':
      return remainder * 2n > divisor || (remainder * 2n === divisor && floor % 2n === 1n);
  }
}
