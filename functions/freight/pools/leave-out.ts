import { type Instant, isBefore } from '../../../shared/kernel/instant.ts';
import type { Entity, Store } from '../../../shared/persistence/store.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import type { Carrier } from '../carrier/carrier.ts';
import {
  laneChangedEvent,
  type OpenDeparture,
  openDepartures,
  stayingOn,
  writeDepartures,
} from '../departures/open-departures.ts';
import {
  type Consignment,
  cargoOfConsignment,
  loadOf,
  moveConsignment,
  shipsInTime,
} from '../domain/consignment.ts';
import { cfsCutOffOf } from '../domain/cut-offs.ts';
import { assignLane, type LaneLot } from '../domain/planning/assign-lane.ts';
import { togetherOf } from '../domain/planning/assignment.ts';
import { type Pool, withMember, withoutMember } from '../domain/pool.ts';
import type { Sailing } from '../domain/sailing.ts';
import { changeConsignment, joinEffects } from '../freight-effects.ts';
import type { FreightRepository } from '../repository.ts';

/** Later departures on the lane of a pool, soonest first, whose CFS is still open; in the currency of its quotes. */
export const laterSailings = async (
  carrier: Carrier,
  pool: Pool,
  now: Instant,
): Promise<readonly Sailing[]> => {
  const { portOfLoading: from, portOfDischarge: to, mode, etd } = pool.sailing;
  const found = await carrier.schedule({ from, to, mode }, etd, pool.correlationId);
  return found
    .filter(({ tariff }) => tariff.currency === pool.sailing.tariff.currency)
    .filter((one) => one.etd > etd && isBefore(now, cfsCutOffOf(one)))
    .sort((a, b) => (a.etd < b.etd ? -1 : 1));
};

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

/** Departures that still ship it in time; one that named its departure takes the soonest with room, another the cheapest. */
const lotOf = ({ data }: Entity<Consignment>, departures: readonly OpenDeparture[]): LaneLot => ({
  load: loadOf(data),
  sailingIds: departures
    .filter(({ sailing }) => shipsInTime(data.shipBy, sailing.etd))
    .map(({ sailing }) => sailing.sailingId),
  takes: data.assignment ? 'cheapest' : 'soonest',
  together: togetherOf(data),
});

/**
 * Takes consignments off a pool and puts each on a later departure that has room and still ships it in time, under the quote it has;
 * without one it is left out until its shipper decides. Returns the pool that is left, not yet written.
 */
export const leaveOut = async (
  parts: { readonly store: Store; readonly freight: FreightRepository; readonly carrier: Carrier },
  pool: Pool,
  leaving: readonly Entity<Consignment>[],
  reasonOf: (consignment: Consignment) => string,
  now: Instant,
): Promise<{ readonly pool: Pool; readonly effect: Effect }> => {
  if (leaving.length === 0) return { pool, effect: {} };
  const { freight, carrier } = parts;
  const sailings = await laterSailings(carrier, pool, now);
  const departures = await openDepartures(freight, sailings, pool.correlationId, now);
  const places = assignLane(
    departures.map(({ sailing }) => sailing),
    [...departures.flatMap(stayingOn), ...leaving.map((one) => lotOf(one, departures))],
  );
  let rest = pool;
  const moved = leaving.map((entity) => {
    const consignment = entity.data;
    const { consignmentId } = consignment;
    const cargo = cargoOfConsignment(consignment);
    const reason = reasonOf(consignment);
    rest = withoutMember(rest, consignmentId, cargo);
    const next = departures.find(({ sailing }) => sailing.sailingId === places.get(consignmentId));
    if (!next) {
      const left = moveConsignment(consignment, 'left_out', { ...uncharged, reason });
      return changeConsignment(freight, entity, left, now);
    }
    next.pool = withMember(next.pool, consignmentId, cargo);
    const rolled = moveConsignment(consignment, stateOnLeaving(consignment), {
      ...uncharged,
      poolId: next.pool.poolId,
      sailingId: next.sailing.sailingId,
      reason,
    });
    return changeConsignment(freight, entity, rolled, now, 'rolled');
  });
  const isPlaced = leaving.some(({ data }) => places.has(data.consignmentId));
  const told = isPlaced ? [laneChangedEvent(pool.sailing, pool)] : [];
  return {
    pool: rest,
    effect: joinEffects([...moved, writeDepartures(parts, departures, now), { events: told }]),
  };
};
