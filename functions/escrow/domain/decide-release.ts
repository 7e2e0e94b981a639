import { compareMoney, isPositiveMoney, type Money, subtractMoney } from '../../../shared/kernel/money.ts';
import { assertEscrow, availableOf, closedIfEmpty, type Escrow, grown, releasableOf } from './escrow.ts';
import { isOver } from './transitions.ts';

export type ReleaseDecision =
  | { readonly kind: 'approved'; readonly escrow: Escrow; readonly amount: Money }
  | {
      readonly kind: 'refused';
      readonly code: 'over' | 'wrong_currency' | 'nothing_held' | 'frozen' | 'insufficient_held';
    };

/**
 * Decides a release to the payee; without an amount it takes all that is neither frozen nor on its way. Refusals in order of
 * precedence: over, wrong_currency, nothing_held, frozen, insufficient_held.
 */
export const decideRelease = (escrow: Escrow, asked: Money | undefined): ReleaseDecision => {
  if (isOver(escrow.state)) return { kind: 'refused', code: 'over' };
  if (asked && asked.currency !== escrow.total.currency) return { kind: 'refused', code: 'wrong_currency' };
  const available = availableOf(escrow);
  const releasable = releasableOf(escrow);
  if (!isPositiveMoney(available)) return { kind: 'refused', code: 'nothing_held' };
  if (!isPositiveMoney(releasable)) return { kind: 'refused', code: 'frozen' };
  const amount = asked ?? releasable;
  if (compareMoney(amount, available) > 0) return { kind: 'refused', code: 'insufficient_held' };
  if (compareMoney(amount, releasable) > 0) return { kind: 'refused', code: 'frozen' };
  return { kind: 'approved', escrow: assertEscrow(grown(escrow, 'reserved', amount)), amount };
};

const unreserved = (escrow: Escrow, amount: Money): Escrow => ({
  ...escrow,
  reserved: subtractMoney(escrow.reserved, amount),
});

/** The ledger has paid a release out: it counts as released, and the last one closes the escrow. */
export const settleRelease = (escrow: Escrow, amount: Money): Escrow =>
  assertEscrow(closedIfEmpty(grown(unreserved(escrow, amount), 'released', amount)));

/** The ledger has given the reservation back: the money is held as before. */
export const expireRelease = (escrow: Escrow, amount: Money): Escrow =>
  assertEscrow(unreserved(escrow, amount));
