import { deterministicId } from '../../../shared/kernel/ids.ts';
import { addDuration, type Instant } from '../../../shared/kernel/instant.ts';
import type { InvoiceLine } from './allocate-cost.ts';
import { noCargo } from './cargo.ts';
import { movePool, type Pool, poolRollsMax } from './pool.ts';
import { cfsCutOffOf, documentsCutOffOf, type Sailing } from './sailing.ts';

/** Status queries without an answer after which an operator takes over. */
const statusQueriesMax = 3;

/** One pool a sailing. */
export const poolIdOf = (sailingId: string): string => deterministicId('pol', sailingId);

/** When the state that the pool is in has lasted too long; undefined when nothing is waited for. */
export const dueAtOf = (pool: Pool, now: Instant): Instant | undefined => {
  switch (pool.state) {
    case 'open':
      return cfsCutOffOf(pool.sailing);
    case 'cut_off':
      return documentsCutOffOf(pool.sailing);
    case 'booked':
      return addDuration(now, { hours: 24 });
    case 'documented':
      return addDuration(pool.sailing.etd, { days: 2 });
    case 'sailed':
      return addDuration(pool.sailing.eta, { days: 14 });
    case 'arrived':
      return addDuration(now, { days: 30 });
    default:
      return undefined;
  }
};

/** The pool with the clock of its state set; called whenever it has moved. */
export const withClock = (pool: Pool, now: Instant): Pool => ({
  ...pool,
  isOverdue: false,
  nextDueAt: dueAtOf(pool, now),
});

/** An empty pool for a sailing. */
export const openPool = (sailing: Sailing, correlationId: string, now: Instant): Pool =>
  withClock(
    {
      poolId: poolIdOf(sailing.sailingId),
      sailing,
      state: 'open',
      memberIds: [],
      booked: noCargo,
      shares: [],
      deadFreight: [],
      isOverdue: false,
      statusQueries: 0,
      rolls: 0,
      legNumber: 1,
      eventCount: 0,
      correlationId,
      createdAt: now,
    },
    now,
  );

/** What the carrier said to a booking, in our words. */
export interface BookingAnswer {
  readonly status: 'RECEIVED' | 'CONFIRMED' | 'REJECTED';
  readonly carrierBookingReference?: string | undefined;
  readonly masterBillNumber?: string | undefined;
  readonly reason?: string | undefined;
  readonly invoice: readonly InvoiceLine[];
}

/** Applies an answer to a booking; one that comes late, twice or about nothing open changes nothing. */
export const decideBookingAnswer = (pool: Pool, answer: BookingAnswer): Pool => {
  if (pool.state !== 'booked' || !pool.booking) return pool;
  if (answer.status === 'REJECTED')
    return movePool(pool, 'refused', {
      booking: { ...pool.booking, refusal: answer.reason ?? 'The carrier refused the booking.' },
    });
  if (answer.status !== 'CONFIRMED' || answer.invoice.length === 0) return pool;
  return movePool(pool, 'confirmed', {
    booking: {
      ...pool.booking,
      carrierBookingReference: answer.carrierBookingReference,
      masterBillNumber: answer.masterBillNumber,
    },
    invoice: answer.invoice,
    statusQueries: 0,
  });
};

/** Hands the pool to an operator; the next carrier event takes it on. */
export const holdPool = (pool: Pool, reason: string, now: Instant): Pool => ({
  ...pool,
  hold: { reason, since: now },
  isOverdue: false,
});

/** An operator sends a held pool on: the leg runs again from where it stood, with its rolls and queries counted anew. */
export const resumePool = (pool: Pool, now: Instant): Pool | undefined =>
  pool.hold === undefined
    ? undefined
    : withClock({ ...pool, hold: undefined, rolls: 0, statusQueries: 0, legNumber: pool.legNumber + 1 }, now);

/** The booking was asked for and nothing new came of it. */
export const decideAsked = (pool: Pool, now: Instant): Pool => {
  const statusQueries = pool.statusQueries + 1;
  const asked = { ...pool, statusQueries };
  return statusQueries >= statusQueriesMax
    ? holdPool(asked, `The carrier has not answered ${statusQueries} queries on the booking.`, now)
    : withClock(asked, now);
};

/**
 * Moves the pool to a later departure: a refused booking is booked anew, a load that never came on board is rolled over.
 * Without a departure, or after two rolls, an operator takes over.
 */
export const decideRoll = (pool: Pool, next: Sailing | undefined, now: Instant): Pool => {
  if (pool.state !== 'refused' && pool.state !== 'documented') return pool;
  if (!next) return holdPool(pool, 'There is no later departure on the lane.', now);
  if (pool.rolls >= poolRollsMax) return holdPool(pool, `It was rolled ${pool.rolls} times.`, now);
  const change = { sailing: next, rolls: pool.rolls + 1, isOverdue: false };
  return pool.state === 'refused'
    ? movePool(pool, 'planned', { ...change, booking: undefined })
    : movePool(pool, 'rolled', change);
};
