import { deterministicId } from '../../../shared/kernel/ids.ts';
import { addDuration, type Instant, isBefore } from '../../../shared/kernel/instant.ts';
import { noCargo } from './cargo/cargo.ts';
import { cfsCutOffOf, cutOffsOf, documentsCutOffOf } from './cut-offs.ts';
import { amendmentOf, movePool, type Pool, poolRollsMax } from './pool.ts';
import type { Sailing } from './sailing.ts';
import type { InvoiceLine } from './sharing/allocate-cost.ts';

/** Status queries without an answer after which an operator takes over. */
const statusQueriesMax = 3;

/** One pool a sailing. */
export const poolIdOf = (sailingId: string): string => deterministicId('pol', sailingId);

/** When the yard closes for the pool's departure: nobody comes out of the load after it. */
export const yardCutOffOf = ({ sailing }: Pool): Instant => cutOffsOf(sailing).yardAt;

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
      return pool.chargesAskedAt === undefined && isBefore(now, yardCutOffOf(pool))
        ? yardCutOffOf(pool)
        : addDuration(pool.sailing.etd, { days: 2 });
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
  readonly masterBillNumbers?: readonly string[] | undefined;
  readonly containerNumbers?: readonly string[] | undefined;
  readonly reason?: string | undefined;
  /** Of which amendment of the booking it speaks; the carrier may leave it out. */
  readonly amendment?: number | undefined;
  readonly invoice: readonly InvoiceLine[];
}

/** Applies an answer to a booking; one that comes late, twice or about nothing open changes nothing. */
export const decideBookingAnswer = (pool: Pool, answer: BookingAnswer): Pool => {
  if (pool.state !== 'booked' || !pool.booking) return pool;
  // Said of the booking as it was before a member was taken out.
  if (answer.amendment !== undefined && answer.amendment < amendmentOf(pool)) return pool;
  if (answer.status === 'REJECTED')
    return movePool(pool, 'refused', {
      booking: { ...pool.booking, refusal: answer.reason ?? 'The carrier refused the booking.' },
    });
  if (answer.status !== 'CONFIRMED' || answer.invoice.length === 0) return pool;
  return movePool(pool, 'confirmed', {
    booking: {
      ...pool.booking,
      carrierBookingReference: answer.carrierBookingReference,
      masterBillNumbers: answer.masterBillNumbers,
      containerNumbers: answer.containerNumbers,
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

/** Why a pool is on hold whose booked goods customs holds one and all. */
export const allHeldByCustoms = 'Customs holds all that is booked: cancel the booking or wait.';

/** An operator sends a held pool on: the leg runs again from where it stood, with its rolls and queries counted anew. */
export const resumePool = (pool: Pool, now: Instant): Pool | undefined =>
  pool.hold === undefined
    ? undefined
    : withClock({ ...pool, hold: undefined, rolls: 0, statusQueries: 0, legNumber: pool.legNumber + 1 }, now);

/** Customs lets go of goods of a pool that waits for nothing else: it goes on as if an operator had sent it, until the yard closes. */
export const resumeReleased = (pool: Pool, now: Instant): Pool | undefined =>
  pool.hold?.reason === allHeldByCustoms && isBefore(now, yardCutOffOf(pool))
    ? resumePool(pool, now)
    : undefined;

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

/** States in which a member can still be taken out of a load that is planned. */
const reopenable: readonly Pool['state'][] = [
  'planned',
  'booked',
  'refused',
  'confirmed',
  'allocated',
  'documented',
];

/**
 * Customs holds goods of a pool: what is planned is planned anew without them, until the yard closes. Undefined when the pool is past
 * that, or when there is nothing planned yet and the goods merely wait.
 */
export const decideDropOut = (pool: Pool, now: Instant): Pool | undefined => {
  if (!reopenable.includes(pool.state) || pool.chargesAskedAt !== undefined) return undefined;
  if (!isBefore(now, yardCutOffOf(pool))) return undefined;
  return movePool(pool, 'cleared', {
    revision: (pool.revision ?? 0) + 1,
    invoice: undefined,
    allocation: undefined,
    weighings: undefined,
    dispute: undefined,
    // Only dead freight has been asked for so far.
    shares: pool.shares.filter(({ of }) => of.startsWith('dead_freight:')),
    statusQueries: 0,
  });
};
