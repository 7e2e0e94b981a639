import type { Instant } from '../../../shared/kernel/instant.ts';
import { invariant } from '../../../shared/kernel/invariant.ts';
import type { Money } from '../../../shared/kernel/money.ts';
import { addCargo, type CargoTotals } from './cargo/cargo.ts';
import { consignmentCapacity, isWithin, poolCapacity } from './cargo/equipment.ts';
import type { DeadFreight, ShareDue } from './dues.ts';
import type { LoadPlan } from './planning/plan-load.ts';
import type { Sailing } from './sailing.ts';
import type { Allocation, InvoiceLine } from './sharing/allocate-cost.ts';
import type { InvoiceDispute } from './tariff/invoice-dispute.ts';
import { canPoolMove, type PoolState } from './transitions.ts';

/** Most consignments in one pool; its leg moves them in pages. */
export const poolMembersMax = 200;
/** How often a pool rolls to a later sailing before an operator takes over. */
export const poolRollsMax = 2;

/** What the carrier said to the booking. */
export interface Booking {
  readonly requestedAt: Instant;
  readonly carrierBookingReference?: string | undefined;
  /** One a unit, in the order of the load plan. */
  readonly masterBillNumbers?: readonly string[] | undefined;
  /** Containers that the carrier provides, in the same order. */
  readonly containerNumbers?: readonly string[] | undefined;
  readonly refusal?: string | undefined;
}

/** A stop for an operator; the next carrier event takes the pool on. */
export interface PoolHold {
  readonly reason: string;
  readonly since: Instant;
}

/** A packed box on the scales. */
export interface Weighing {
  readonly unit: number;
  readonly grossMassKg: number;
  /** Number of the weighing certificate. */
  readonly certificate: string;
  /** Numbers of the seals on its doors; the station puts them on when the box is packed. */
  readonly seals?: readonly string[] | undefined;
  /** When it was recorded. */
  readonly weighedAt?: Instant | undefined;
}

/** One shared load on one sailing. */
export interface Pool {
  readonly poolId: string;
  readonly sailing: Sailing;
  readonly state: PoolState;
  readonly memberIds: readonly string[];
  /** Room taken; joining is refused beyond the capacity. */
  readonly booked: CargoTotals;
  readonly plan?: LoadPlan | undefined;
  /** How often it was planned anew because a member was taken out; 0 at first. */
  readonly revision?: number | undefined;
  readonly standAloneTotal?: Money | undefined;
  readonly booking?: Booking | undefined;
  readonly invoice?: readonly InvoiceLine[] | undefined;
  readonly allocation?: Allocation | undefined;
  readonly shares: readonly ShareDue[];
  readonly deadFreight: readonly DeadFreight[];
  /** Boxes that were weighed when packed. */
  readonly weighings?: readonly Weighing[] | undefined;
  /** When the shares were asked for: after it nobody is taken out any more. */
  readonly chargesAskedAt?: Instant | undefined;
  readonly carrierPayoutId?: string | undefined;
  /** Lines of the invoice that were held back. */
  readonly dispute?: InvoiceDispute | undefined;
  readonly hold?: PoolHold | undefined;
  /** When the state it is in is over its time. */
  readonly nextDueAt?: Instant | undefined;
  /** That time has come without what the state waits for. */
  readonly isOverdue: boolean;
  readonly statusQueries: number;
  readonly rolls: number;
  readonly legNumber: number;
  /** Counts carrier events, so that two at once are decided one after the other. */
  readonly eventCount: number;
  readonly lastEventAt?: Instant | undefined;
  readonly correlationId: string;
  readonly createdAt: Instant;
}

/** The next state, checked against the table. InvariantViolation `freight.forbidden_transition`. */
export const movePool = (pool: Pool, to: PoolState, change: Partial<Pool> = {}): Pool => {
  invariant(canPoolMove(pool.state, to), 'freight.forbidden_transition', {
    poolId: pool.poolId,
    from: pool.state,
    to,
  });
  return { ...pool, ...change, state: to };
};

/** True when the cargo goes into one container and still fits beside what is booked. */
export const hasRoomFor = (pool: Pool, cargo: CargoTotals): boolean =>
  isWithin(cargo, consignmentCapacity(pool.sailing.mode, pool.sailing.portOfDischarge)) &&
  isWithin(addCargo(pool.booked, cargo), poolCapacity(pool.sailing.mode, pool.sailing.portOfDischarge));

/** Number of the booking as the carrier knows it: each roll and each new plan amends it. */
export const amendmentOf = ({ rolls, revision = 0 }: Pool): number => rolls + revision;

/** Takes cargo off the counters. InvariantViolation `freight.negative_booking`. */
export const withoutCargo = (booked: CargoTotals, cargo: CargoTotals): CargoTotals => {
  const rest = {
    packages: booked.packages - cargo.packages,
    weightGrams: booked.weightGrams - cargo.weightGrams,
    volumeMm3: booked.volumeMm3 - cargo.volumeMm3,
    spaceMm3: booked.spaceMm3 - cargo.spaceMm3,
    airVolumeCm3: booked.airVolumeCm3 - cargo.airVolumeCm3,
  };
  invariant(rest.packages >= 0 && rest.weightGrams >= 0n && rest.spaceMm3 >= 0n, 'freight.negative_booking', {
    packages: rest.packages,
  });
  return rest;
};

/** The pool with one member more. */
export const withMember = (pool: Pool, consignmentId: string, cargo: CargoTotals): Pool => ({
  ...pool,
  memberIds: [...pool.memberIds, consignmentId],
  booked: addCargo(pool.booked, cargo),
});

/** The pool with one member less. */
export const withoutMember = (pool: Pool, consignmentId: string, cargo: CargoTotals): Pool => ({
  ...pool,
  memberIds: pool.memberIds.filter((id) => id !== consignmentId),
  booked: withoutCargo(pool.booked, cargo),
});
