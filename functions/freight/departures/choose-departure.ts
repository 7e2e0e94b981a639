import { type Instant, isBefore } from '../../../shared/kernel/instant.ts';
import type { Write } from '../../../shared/persistence/write.ts';
import type { Lane, Schedules } from '../carrier/schedules.ts';
import { cfsCutOffOf } from '../domain/cut-offs.ts';
import { misfitOf, type Refused } from '../domain/decide-consignment.ts';
import { assignLane } from '../domain/planning/assign-lane.ts';
import { reaches, type Timing } from '../domain/planning/assignment.ts';
import type { Load } from '../domain/planning/plan-load.ts';
import type { Sailing } from '../domain/sailing.ts';
import { freightErrors } from '../errors.ts';
import type { FreightRepository } from '../repository.ts';
import { openDepartures, stayingOn } from './open-departures.ts';

/** What is to go, where and when. */
interface Wish {
  readonly lane: Lane;
  readonly load: Load;
  readonly timing: Timing;
  /** Its consolidated order: goods of one go on one departure where they can. */
  readonly together: string;
}

/** The departure that a booking which names none goes on, or why there is none. */
export type Choice =
  | { readonly kind: 'chosen'; readonly sailing: Sailing; readonly writes: readonly Write[] }
  | Refused;

/** The cheapest departure for goods beside all that is on the lane already; between equals the soonest. */
export const chooseDeparture = async (
  freight: FreightRepository,
  schedules: Schedules,
  { lane, load, timing, together }: Wish,
  now: Instant,
  correlationId: string,
): Promise<Choice> => {
  const { schedule, writes } = await schedules.read(lane, now, correlationId);
  const none: Refused = {
    kind: 'refused',
    code: 'no_departure',
    detail: `Nothing leaves ${lane.from} for ${lane.to} by ${timing.shipBy} that the goods still reach and that has room.`,
  };
  const inTime = schedule.sailings.filter(
    (sailing) => isBefore(now, cfsCutOffOf(sailing)) && reaches(timing, sailing),
  );
  const [first] = inTime;
  if (!first) return none;
  const misfit = misfitOf(load.pieces, first);
  if (misfit) return misfit;
  // Prices are compared within one currency.
  const comparable = inTime.filter(({ tariff }) => tariff.currency === first.tariff.currency);
  const departures = await openDepartures(freight, comparable, correlationId, now);
  const places = assignLane(
    departures.map(({ sailing }) => sailing),
    [
      ...departures.flatMap(stayingOn),
      { load, sailingIds: departures.map(({ sailing }) => sailing.sailingId), takes: 'cheapest', together },
    ],
  );
  const chosen = departures.find(({ sailing }) => sailing.sailingId === places.get(load.consignmentId));
  return chosen ? { kind: 'chosen', sailing: chosen.sailing, writes } : none;
};

/** A departure by its id. Errors: freight.unknown_sailing. */
export const sailingOf = async (
  schedules: Schedules,
  sailingId: string,
  correlationId: string,
): Promise<Sailing> => {
  const found = await schedules.sailing(sailingId, correlationId);
  if (!found) throw freightErrors.unknown_sailing('There is no such departure.', { pointer: '/sailingId' });
  return found;
};
