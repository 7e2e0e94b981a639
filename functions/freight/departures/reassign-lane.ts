import { type Instant, isBefore } from '../../../shared/kernel/instant.ts';
import type { Entity, Store } from '../../../shared/persistence/store.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import { type Lane, laneKey } from '../carrier/schedules.ts';
import { type Consignment, cargoOfConsignment, loadOf } from '../domain/consignment.ts';
import { misfitOf } from '../domain/decide-consignment.ts';
import { assignLane } from '../domain/planning/assign-lane.ts';
import { frozenAtOf, mayMove, reaches, requoteOf, togetherOf } from '../domain/planning/assignment.ts';
import { withMember, withoutMember } from '../domain/pool.ts';
import { quoteFreight } from '../domain/tariff/quote-freight.ts';
import { changeConsignment, joinEffects } from '../freight-effects.ts';
import { membersPerPage } from '../pools/member-pages.ts';
import type { FreightRepository } from '../repository.ts';
import { laneChangedEvent, type OpenDeparture, openDepartures, writeDepartures } from './open-departures.ts';

interface Parts {
  readonly store: Store;
  readonly freight: FreightRepository;
}

/** Departures that one may be moved to: it reaches them, fits, and its cap is in their currency. */
const optionsOf = (consignment: Consignment, departures: readonly OpenDeparture[]): readonly string[] => {
  const timing = { shipBy: consignment.shipBy, readyOn: consignment.assignment?.readyOn };
  return departures
    .filter(
      ({ sailing }) =>
        reaches(timing, sailing) &&
        sailing.tariff.currency === consignment.quote.cap.currency &&
        misfitOf(loadOf(consignment).pieces, sailing) === undefined,
    )
    .map(({ sailing }) => sailing.sailingId);
};

interface Move {
  readonly entity: Entity<Consignment>;
  readonly from: OpenDeparture;
  readonly to: OpenDeparture;
}

/** Moves that make the lane cheaper; nobody on a departure that is frozen is touched. */
const movesOn = (departures: readonly OpenDeparture[], now: Instant): readonly Move[] => {
  const all = departures.flatMap((from) => from.members.map((entity) => ({ entity, from })));
  const movable = all.filter(({ entity, from }) => mayMove(entity.data, from.pool, now));
  if (movable.length === 0) return [];
  const free = new Set(movable.map(({ entity }) => entity));
  const lots = all.map(({ entity, from }) => ({
    load: loadOf(entity.data),
    on: from.sailing.sailingId,
    sailingIds: free.has(entity) ? optionsOf(entity.data, departures) : [],
    takes: 'cheapest' as const,
    together: togetherOf(entity.data),
  }));
  const places = assignLane(
    departures.map(({ sailing }) => sailing),
    lots,
  );
  return movable.flatMap(({ entity, from }) => {
    const to = departures.find(({ sailing }) => sailing.sailingId === places.get(entity.data.consignmentId));
    return to && to !== from ? [{ entity, from, to }] : [];
  });
};

const moveMember = ({ entity: { data }, from, to }: Move): void => {
  const cargo = cargoOfConsignment(data);
  from.pool = withoutMember(from.pool, data.consignmentId, cargo);
  to.pool = withMember(to.pool, data.consignmentId, cargo);
};

/**
 * Assigns the goods of a lane that named no departure anew, when somebody has joined or left: one transaction takes a page of them off
 * their pools and puts them on others, so that each is in exactly one at any time. Does nothing where nothing gets cheaper.
 */
export const reassignLane = async (parts: Parts, lane: Lane, now: Instant): Promise<Effect> => {
  const { freight } = parts;
  const sailings = (await freight.findSchedule(laneKey(lane)))?.data.sailings ?? [];
  const unfrozen = sailings.filter((sailing) => isBefore(now, frozenAtOf(sailing)));
  const departures = await openDepartures(freight, unfrozen, `${lane.from}-${lane.to}`, now);
  const moves = movesOn(departures, now);
  const page = moves.slice(0, membersPerPage);
  for (const move of page) moveMember(move);
  const arrived = (to: OpenDeparture) =>
    page.filter((move) => move.to === to).map(({ entity }) => entity.data);
  const moved = page.map(({ entity, to }) => {
    const left = new Set(page.filter((move) => move.from === to).map((move) => move.entity));
    const others = [...to.members.filter((one) => !left.has(one)).map((one) => one.data), ...arrived(to)];
    const there = quoteFreight(loadOf(entity.data), others.map(loadOf), to.sailing);
    const after: Consignment = {
      ...entity.data,
      poolId: to.pool.poolId,
      sailingId: to.sailing.sailingId,
      quote: requoteOf(entity.data.quote, there),
      reason: 'reassigned',
    };
    return changeConsignment(freight, entity, after, now, 'reassigned');
  });
  const [first] = page;
  const isMore = moves.length > page.length && first !== undefined;
  return joinEffects([
    writeDepartures(parts, departures, now),
    ...moved,
    { events: isMore ? [laneChangedEvent(first.to.sailing, first.to.pool)] : [] },
  ]);
};
