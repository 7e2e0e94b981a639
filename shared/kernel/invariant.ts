import { InvariantViolation } from './errors.ts';

/**
 * Stops the program when something that must always hold does not; stays on in production.
 * `code` is `<area>.<what_broke>`; `evidence` holds ids and amounts, never personal data.
 */
export function invariant(
  condition: unknown,
  code: string,
  evidence?: Record<string, unknown>,
): asserts condition {
  if (!condition) throw new InvariantViolation(code, evidence);
}
