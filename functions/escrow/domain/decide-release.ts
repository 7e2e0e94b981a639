import { compareInstants, type Instant } from '../../../shared/kernel/instant.ts';
import { compareMoney, isPositiveMoney, type Money, subtractMoney } from '../../../shared/kernel/money.ts';
import { assertEscrow, availableOf, closedIfEmpty, type Escrow, grown, releasableOf } from './escrow.ts';
import { isOver } from './transitions.ts';

export type ReleaseDecision =
  | { readonly kind: 'approved'; readonly escrow: Escrow; readonly amount: Money }
  | {
      readonly kind: 'refused';
      readonly code:
        | 'over'
        | 'wrong_currency'
        | 'condition_missing'
        | 'condition_not_earlier'
        | 'nothing_held'
        | 'frozen'
        | 'insufficient_held';
    };

/** What a release rests on. */
export interface ReleaseGrounds {
  readonly conditionEventIds: readonly string[];
  readonly conditions?:
    | readonly { readonly eventId: string; readonly sequence: number; readonly satisfiedAt: Instant }[]
    | undefined;
  readonly sequence?: number | undefined;
}

const isNotEarlier = ({ conditions = [], sequence }: ReleaseGrounds, now: Instant): boolean =>
  conditions.some(
    (condition) =>
      compareInstants(condition.satisfiedAt, now) > 0 ||
      (sequence !== undefined && condition.sequence >= sequence),
  );

/**
 * Decides a release to the payee; without an amount it takes all that is neither frozen nor on its way. It must name the
 * events that made it due, each true before it was asked for. Refusals in order of precedence: over, wrong_currency,
 * condition_missing, condition_not_earlier, nothing_held, frozen, insufficient_held.
 */
export const decideRelease = (
  escrow: Escrow,
  asked: Money | undefined,
  grounds: ReleaseGrounds,
  now: Instant,
): ReleaseDecision => {
  if (isOver(escrow.state)) return { kind: 'refused', code: 'over' };
  if (asked && asked.currency !== escrow.total.currency) return { kind: 'refused', code: 'wrong_currency' };
  if (grounds.conditionEventIds.length === 0) return { kind: 'refused', code: 'condition_missing' };
  if (isNotEarlier(grounds, now)) return { kind: 'refused', code: 'condition_not_earlier' };
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
