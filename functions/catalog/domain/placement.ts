import { type BusinessDate, parseBusinessDate } from '../../../shared/kernel/business-date.ts';

/** Placements of a supplier that are not over, at most, and of those that are, how many are kept. */
const openMax = 10;
const overKept = 40;

/** A supplier pays for being shown, in that time. It is a label of what people see; no rank knows of it. */
export interface Placement {
  readonly placementId: string;
  /** First day, and the first day no longer (UTC). */
  readonly validFrom: string;
  readonly validTo: string;
  readonly markedAt: string;
  /** Set when it was ended before its time. */
  readonly endedAt?: string | undefined;
}

const isOver = ({ validTo, endedAt }: Placement, today: BusinessDate): boolean =>
  endedAt !== undefined || validTo <= today;

/** Whether a supplier pays for placement on that day. */
export const isPlacedOn = (placements: readonly Placement[], today: BusinessDate): boolean =>
  placements.some((one) => !isOver(one, today) && one.validFrom <= today);

/** Refusals of moves on placements; each is a code of the catalogue. */
export interface PlacementRefusal {
  readonly kind: 'refused';
  readonly code: 'placement_period' | 'placement_overlaps' | 'too_many_placements' | 'placement_over';
  readonly detail: string;
}
/** The placements of a supplier after a move, oldest first, or why it does not move. */
export type PlacementDecision =
  | { readonly kind: 'moved'; readonly placements: readonly Placement[]; readonly placement: Placement }
  | PlacementRefusal;

const refused = (code: PlacementRefusal['code'], detail: string): PlacementRefusal => ({
  kind: 'refused',
  code,
  detail,
});

/** Marks one more time in which a supplier pays. DomainError `date.malformed`. */
export function decidePlacement(
  placements: readonly Placement[],
  fresh: Placement,
  today: BusinessDate,
): PlacementDecision {
  const validFrom = parseBusinessDate(fresh.validFrom, { pointer: '/validFrom' });
  const validTo = parseBusinessDate(fresh.validTo, { pointer: '/validTo' });
  if (validFrom < today || validTo <= validFrom) {
    return refused('placement_period', `Today is ${today}; asked is ${validFrom} to before ${validTo}.`);
  }
  const over = placements.filter((one) => isOver(one, today));
  const open = placements.filter((one) => !isOver(one, today));
  const other = open.find((one) => one.validFrom < validTo && validFrom < one.validTo);
  if (other) {
    const { placementId, validFrom: from, validTo: to } = other;
    return refused('placement_overlaps', `${placementId} lasts from ${from} to before ${to}.`);
  }
  if (open.length >= openMax) return refused('too_many_placements', `${open.length} are not over yet.`);
  return { kind: 'moved', placements: [...over.slice(-overKept), ...open, fresh], placement: fresh };
}

/** Ends a placement before its time; undefined when the supplier has none of that id. */
export function decideEndPlacement(
  placements: readonly Placement[],
  placementId: string,
  at: { readonly now: string; readonly today: BusinessDate },
): PlacementDecision | undefined {
  const found = placements.find((one) => one.placementId === placementId);
  if (!found) return undefined;
  if (isOver(found, at.today)) {
    return refused('placement_over', `It was over on ${found.endedAt ?? found.validTo}.`);
  }
  const ended: Placement = { ...found, endedAt: at.now };
  return {
    kind: 'moved',
    placements: placements.map((one) => (one === found ? ended : one)),
    placement: ended,
  };
}
