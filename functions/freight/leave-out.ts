import type { Instant } from '../../shared/kernel/instant.ts';
import { isBefore } from '../../shared/kernel/instant.ts';
import type { Entity, Store } from '../../shared/persistence/store.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import type { Carrier } from './carrier.ts';
import { type Consignment, cargoOfConsignment, moveConsignment, shipsInTime } from './domain/consignment.ts';
import { openPool, poolIdOf } from './domain/decide-pool.ts';
import { hasRoomFor, type Pool, poolMembersMax, withMember, withoutMember } from './domain/pool.ts';
import { cfsCutOffOf, type Sailing } from './domain/sailing.ts';
import { changeConsignment, changePool, insertPool, joinEffects } from './freight-effects.ts';
import type { FreightRepository } from './repository.ts';

interface Candidate {
  readonly sailing: Sailing;
  readonly entity: Entity<Pool> | undefined;
  pool: Pool;
}

/** Later departures on the lane of a pool, soonest first, whose CFS is still open. */
export const laterSailings = async (
  carrier: Carrier,
  pool: Pool,
  now: Instant,
): Promise<readonly Sailing[]> => {
  const { portOfLoading: from, portOfDischarge: to, mode, etd } = pool.sailing;
  const found = await carrier.schedule({ from, to, mode }, etd, pool.correlationId);
  return found
    .filter((one) => one.etd > etd && isBefore(now, cfsCutOffOf(one)))
    .sort((a, b) => (a.etd < b.etd ? -1 : 1));
};

const candidatesFor = async (
  freight: FreightRepository,
  sailings: readonly Sailing[],
  correlationId: string,
  now: Instant,
): Promise<readonly Candidate[]> =>
  Promise.all(
    sailings.map(async (sailing) => {
      const entity = await freight.findPool(poolIdOf(sailing.sailingId));
      return { sailing, entity, pool: entity?.data ?? openPool(sailing, correlationId, now) };
    }),
  );

const takes = (candidate: Candidate, consignment: Consignment): boolean =>
  candidate.pool.state === 'open' &&
  candidate.pool.memberIds.length < poolMembersMax &&
  hasRoomFor(candidate.pool, cargoOfConsignment(consignment)) &&
  shipsInTime(consignment.shipBy, candidate.sailing.etd);

/** What a pool has written on a consignment and takes with it. */
const uncharged: Partial<Consignment> = {
  charge: undefined,
  chargedRevision: undefined,
  houseBillNumber: undefined,
  issuedUnder: undefined,
  billedAmendment: undefined,
  isAsked: undefined,
  issuedAt: undefined,
};

const stateOnLeaving = ({ state }: Consignment): Consignment['state'] =>
  state === 'planned' ? 'received' : state;

/**
 * Takes consignments off a pool and puts each on the next departure that has room and still ships it in time, under the quote
 * it has; without one it is left out until its shipper decides. Returns the pool that is left, not yet written.
 */
export const leaveOut = async (
  parts: { readonly store: Store; readonly freight: FreightRepository; readonly carrier: Carrier },
  pool: Pool,
  leaving: readonly Entity<Consignment>[],
  reasonOf: (consignment: Consignment) => string,
  now: Instant,
): Promise<{ readonly pool: Pool; readonly effect: Effect }> => {
  if (leaving.length === 0) return { pool, effect: {} };
  const { store, freight, carrier } = parts;
  const sailings = await laterSailings(carrier, pool, now);
  const candidates = await candidatesFor(freight, sailings, pool.correlationId, now);
  const effects: Effect[] = [];
  let rest = pool;
  for (const entity of leaving) {
    const consignment = entity.data;
    const cargo = cargoOfConsignment(consignment);
    const reason = reasonOf(consignment);
    rest = withoutMember(rest, consignment.consignmentId, cargo);
    const next = candidates.find((one) => takes(one, consignment));
    if (!next) {
      effects.push(
        changeConsignment(
          freight,
          entity,
          moveConsignment(consignment, 'left_out', { ...uncharged, reason }),
          now,
        ),
      );
      continue;
    }
    next.pool = withMember(next.pool, consignment.consignmentId, cargo);
    const rolled = moveConsignment(consignment, stateOnLeaving(consignment), {
      ...uncharged,
      poolId: next.pool.poolId,
      sailingId: next.sailing.sailingId,
      reason,
    });
    effects.push(changeConsignment(freight, entity, rolled, now, 'rolled'));
  }
  for (const one of candidates.filter((candidate) => candidate.pool !== candidate.entity?.data)) {
    if (one.entity) effects.push(changePool(store, freight, one.entity, one.pool, now));
    else if (one.pool.memberIds.length > 0) effects.push(insertPool(store, freight, one.pool, now));
  }
  return { pool: rest, effect: joinEffects(effects) };
};
