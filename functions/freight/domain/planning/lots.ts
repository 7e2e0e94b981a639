import { groupOf, mustBeApart } from '../cargo/segregation.ts';
import type { Sailing } from '../sailing.ts';
import type { Lot } from './assign-sailings.ts';
import { type Load, standAloneOf } from './plan-load.ts';

/** A load on a departure, with its price outside of any container of ours: with a co-loader by sea, on its own waybill by air. */
export const onDeparture = (load: Load, sailing: Sailing): Lot['departures'][number] => {
  const isPossible = sailing.mode === 'air' || sailing.tariff.lcl !== undefined;
  return {
    sailingId: sailing.sailingId,
    coLoadMinor: isPossible ? standAloneOf(load.cargo, sailing).amountMinor : undefined,
  };
};

/** Loads as lots of the assignment: which departures each may take, and which must not share a container. */
export const lotsOf = (
  loads: readonly Load[],
  departuresOf: (load: Load) => Lot['departures'],
): readonly Lot[] => {
  const groups = loads.map(
    (load) => new Set(load.pieces.map(({ handling }) => groupOf(handling, load.hsCode))),
  );
  const areApart = (a: number, b: number): boolean =>
    [...(groups[a] ?? [])].some((one) => [...(groups[b] ?? [])].some((other) => mustBeApart(one, other)));
  const isMarked = groups.map((own) => [...own].some((group) => group !== undefined));
  return loads.map((load, index) => ({
    lotId: load.consignmentId,
    spaceMm3: load.cargo.spaceMm3,
    weightGrams: load.cargo.weightGrams,
    departures: departuresOf(load),
    segregation: isMarked[index]
      ? {
          group: load.consignmentId,
          apartFrom: loads.flatMap((other, at) =>
            isMarked[at] && areApart(index, at) ? [other.consignmentId] : [],
          ),
        }
      : undefined,
  }));
};
