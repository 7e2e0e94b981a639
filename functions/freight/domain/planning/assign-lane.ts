import { sumCargo } from '../cargo/cargo.ts';
import { containerCapacity, isWithin, poolCapacity, poolContainersMax } from '../cargo/equipment.ts';
import { poolMembersMax } from '../pool.ts';
import type { Sailing } from '../sailing.ts';
import { assignSailings, type Departure } from './assign-sailings.ts';
import { lotsOf, onDeparture } from './lots.ts';
import { billsOf, estimatorOn, type Load } from './plan-load.ts';

/** Goods on a lane, or on their way to it. */
export interface LaneLot {
  readonly load: Load;
  /** Departure that it is on; undefined for one that is to be placed. */
  readonly on?: string | undefined;
  /** Departures that it may take. Without any it stays on its own. */
  readonly sailingIds: readonly string[];
  /** One that has chosen its departure goes on the soonest that has room, and is not moved for the cost's sake. */
  readonly takes: 'soonest' | 'cheapest';
  /** Lots of one buyer's order over several suppliers: they go on one departure where they can. */
  readonly together?: string | undefined;
}

/** Rounds of the search for few and for many lots: a lane is looked at again whenever somebody joins or leaves. */
const searchRounds = { most: 40, least: 2, lotRounds: 2_000 } as const;

/** Lots on a lane up to which all departures are searched at once; beyond it newcomers are placed and nobody is moved. */
const searchedLotsMax = 400;

const roundsFor = (lots: number): number =>
  Math.max(searchRounds.least, Math.min(searchRounds.most, Math.floor(searchRounds.lotRounds / lots)));

type Places = ReadonlyMap<string, string>;

const departureOf = (sailing: Sailing): Departure => ({
  sailingId: sailing.sailingId,
  perBillMinor: billsOf(sailing, 1).amountMinor,
  containers: sailing.tariff.containers.map(({ type, allIn }) => ({
    type,
    costMinor: allIn.amountMinor,
    room: containerCapacity(type, sailing.portOfDischarge),
    available: poolContainersMax,
  })),
});

/** Prices of what is on the departures of a lane, by the totals that quotes reckon with; undefined where there is no room. */
const pricer = (sailings: readonly Sailing[], lots: readonly LaneLot[]) => {
  const estimators = new Map(sailings.map((sailing) => [sailing.sailingId, estimatorOn(sailing)]));
  const loadsOn = (places: Places, sailingId: string): readonly Load[] =>
    lots.flatMap(({ load }) => (places.get(load.consignmentId) === sailingId ? [load] : []));

  const costOn = (sailing: Sailing, loads: readonly Load[]): bigint | undefined => {
    if (loads.length === 0) return 0n;
    const cargo = sumCargo(loads.map((one) => one.cargo));
    const isRoom =
      loads.length <= poolMembersMax && isWithin(cargo, poolCapacity(sailing.mode, sailing.portOfDischarge));
    return isRoom ? estimators.get(sailing.sailingId)?.(loads).cost.amountMinor : undefined;
  };

  const costOf = (places: Places): bigint | undefined => {
    let sum = 0n;
    for (const sailing of sailings) {
      const cost = costOn(sailing, loadsOn(places, sailing.sailingId));
      if (cost === undefined) return undefined;
      sum += cost;
    }
    return sum;
  };

  /** What a lot adds to the cost of a departure. */
  const addedBy = (places: Places, { load }: LaneLot, sailing: Sailing): bigint | undefined => {
    const others = loadsOn(places, sailing.sailingId);
    const [before, after] = [costOn(sailing, others), costOn(sailing, [...others, load])];
    return before === undefined || after === undefined ? undefined : after - before;
  };

  return { costOf, addedBy };
};

type Pricer = ReturnType<typeof pricer>;

/** Puts each lot that has no place where it adds least, or on the soonest; between equals on the soonest. One that finds no room gets none. */
const placed = (sailings: readonly Sailing[], lots: readonly LaneLot[], { addedBy }: Pricer): Places => {
  const places = new Map(
    lots.flatMap(({ load, on }) => (on === undefined ? [] : [[load.consignmentId, on] as const])),
  );
  for (const lot of lots.filter(({ on }) => on === undefined)) {
    const mates = new Set(
      lots.flatMap((one) => {
        const isMate = lot.together !== undefined && one.together === lot.together;
        return isMate ? (places.get(one.load.consignmentId) ?? []) : [];
      }),
    );
    let best: { readonly sailingId: string; readonly added: bigint } | undefined;
    for (const sailing of sailings.filter(({ sailingId }) => lot.sailingIds.includes(sailingId))) {
      const added = addedBy(places, lot, sailing);
      if (added !== undefined && (best === undefined || added < best.added))
        best = { sailingId: sailing.sailingId, added };
      if (best && lot.takes === 'soonest') break;
      if (added !== undefined && mates.has(sailing.sailingId)) {
        best = { sailingId: sailing.sailingId, added };
        break;
      }
    }
    if (best) places.set(lot.load.consignmentId, best.sailingId);
  }
  return places;
};

const optionsOf = ({ load, sailingIds, takes }: LaneLot, start: Places): readonly string[] => {
  const own = start.get(load.consignmentId);
  const others = takes === 'cheapest' ? sailingIds : [];
  return own === undefined ? others : [...new Set([own, ...others])];
};

/** The same lots where the search over all departures at once would have them. */
const searched = (sailings: readonly Sailing[], lots: readonly LaneLot[], start: Places): Places => {
  const optionsById = new Map(lots.map((lot) => [lot.load.consignmentId, optionsOf(lot, start)]));
  const known = lots.filter(({ load }) => start.has(load.consignmentId)).map(({ load }) => load);
  const found = assignSailings(
    sailings.map(departureOf),
    lotsOf(known, (load) =>
      sailings
        .filter(({ sailingId }) => optionsById.get(load.consignmentId)?.includes(sailingId))
        .map((sailing) => onDeparture(load, sailing)),
    ),
    { rounds: roundsFor(known.length) },
  );
  return new Map([
    ...start,
    ...found.coLoaded.map(({ lotId, sailingId }) => [lotId, sailingId] as const),
    ...found.containers.flatMap(({ sailingId, lotIds }) =>
      lotIds.map((lotId) => [lotId, sailingId] as const),
    ),
  ]);
};

/** Lots that go together, and each of the others for itself. */
const groupsOf = (lots: readonly LaneLot[]): readonly (readonly LaneLot[])[] => [
  ...Map.groupBy(lots, ({ load, together }) => together ?? load.consignmentId).values(),
];

const placesOf = (lots: readonly LaneLot[], places: Places): readonly (readonly [string, string])[] =>
  lots.flatMap(({ load: { consignmentId } }) => {
    const place = places.get(consignmentId);
    return place === undefined ? [] : [[consignmentId, place] as const];
  });

/** Lots that go together on one of the departures that were found for them, or all of them where they were. */
const reunited = (lots: readonly LaneLot[], found: Places, start: Places): Places => {
  const places = new Map(found);
  for (const group of groupsOf(lots)) {
    const wanted = [...new Set(placesOf(group, found).map(([, place]) => place))];
    if (wanted.length < 2) continue;
    const common = wanted.find((place) => group.every((lot) => optionsOf(lot, start).includes(place)));
    for (const [id, place] of placesOf(group, start)) places.set(id, common ?? place);
  }
  return places;
};

/** Takes back each move that saves nothing: nobody is moved about for its own sake. */
const withoutIdleMoves = (lots: readonly LaneLot[], moved: Places, { costOf }: Pricer): Places => {
  let [best, least] = [moved, costOf(moved)];
  for (const group of groupsOf(lots)) {
    const back = group.flatMap(({ load, on }) =>
      on === undefined || best.get(load.consignmentId) === on ? [] : [[load.consignmentId, on] as const],
    );
    if (back.length === 0) continue;
    const stayed = new Map([...best, ...back]);
    const cost = costOf(stayed);
    if (cost === undefined || (least !== undefined && cost > least)) continue;
    [best, least] = [stayed, cost];
  }
  return best;
};

/**
 * Which departure of a lane each lot goes on, for the least cost of all of them together: those that have no place get one, those
 * that may move do so when it saves something, those that go together on one departure, everybody else stays. `sailings` come soonest first, of one currency and mode. A lot
 * that finds no room on any of its departures is not in the answer. Deterministic; never dearer than if nobody had moved; on a lane of
 * more than 400 lots nobody is moved.
 */
export const assignLane = (sailings: readonly Sailing[], lots: readonly LaneLot[]): Places => {
  const prices = pricer(sailings, lots);
  const start = placed(sailings, lots, prices);
  const isSearched = lots.length <= searchedLotsMax && lots.some((lot) => optionsOf(lot, start).length > 1);
  if (!isSearched) return start;
  const found = reunited(lots, searched(sailings, lots, start), start);
  const [before, after] = [prices.costOf(start), prices.costOf(found)];
  if (before === undefined || after === undefined || after >= before) return start;
  return withoutIdleMoves(lots, found, prices);
};
