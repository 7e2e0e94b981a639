import type { Placement } from './loading-task.ts';

const overlaps = (a0: number, a1: number, b0: number, b1: number): boolean =>
  Math.min(a1, b1) - Math.max(a0, b0) > 1e-6;

/** True when `first` must be in before `then`: it carries it, or lies behind it on the way from the door (at the far end of x). */
const goesBefore = (first: Placement, then: Placement): boolean => {
  if (!overlaps(first.y, first.y + first.w, then.y, then.y + then.w)) return false;
  const isBelow = first.z + first.h <= then.z + 1e-6;
  if (isBelow && overlaps(first.x, first.x + first.l, then.x, then.x + then.l)) return true;
  const isBehind = first.x + first.l <= then.x + 1e-6;
  return isBehind && overlaps(first.z, first.z + first.h, then.z, then.z + then.h);
};

const byPlace = (a: Placement, b: Placement): number =>
  a.container - b.container || a.x - b.x || a.z - b.z || a.y - b.y;

/**
 * The placements in an order in which they can be carried in: container by container, from the back wall to the door, bottom up,
 * nothing before what carries it or lies behind it.
 */
export const orderForLoading = (placements: readonly Placement[]): readonly Placement[] => {
  const order: Placement[] = [];
  const containers = [...new Set(placements.map(({ container }) => container))].sort((a, b) => a - b);
  for (const container of containers)
    order.push(...orderOne(placements.filter((one) => one.container === container).sort(byPlace)));
  return order;
};

const orderOne = (sorted: readonly Placement[]): readonly Placement[] => {
  const waitsFor = sorted.map(
    (then) => sorted.filter((first) => first !== then && goesBefore(first, then)).length,
  );
  const isDone = sorted.map(() => false);
  const order: Placement[] = [];
  while (order.length < sorted.length) {
    const ready = sorted.findIndex((_, i) => !isDone[i] && waitsFor[i] === 0);
    // Long pieces can wait for each other in a ring: then the one furthest back goes first.
    const chosen = ready >= 0 ? ready : isDone.indexOf(false);
    const first = sorted[chosen];
    if (first === undefined) break;
    isDone[chosen] = true;
    order.push(first);
    for (const [i, then] of sorted.entries())
      if (!isDone[i] && goesBefore(first, then)) waitsFor[i] = (waitsFor[i] ?? 0) - 1;
  }
  return order;
};
