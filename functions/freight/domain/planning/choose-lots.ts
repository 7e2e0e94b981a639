import type { Mix, OfferedType, Room } from './container-mixes.ts';

/** A lot among which some are chosen: its room in mm³, grams, what is saved when it is taken, and the sizes that it fits in whole. */
export interface LotOfChoice {
  readonly space: number;
  readonly weight: number;
  readonly saved: number;
  readonly types: readonly OfferedType[];
}

/** Up to so many lots the choice is the best there is; above it the better of those that take what saves most for its size. */
const exactLotsMax = 12;

/** What floating point may have lost of a bound. */
const slack = 1 + 1e-9;

type Size = 'space' | 'weight';

const sumOf = (list: readonly number[]): number => list.reduce((sum, one) => sum + one, 0);

const indices = (lots: readonly LotOfChoice[]): number[] => lots.map((_, at) => at);

/** Safe for two infinite ones. */
const descending = (a: number, b: number): number => (a === b ? 0 : a > b ? -1 : 1);

/** Lots that save something, those first that save most for this size. */
const rankedBy = (lots: readonly LotOfChoice[], size: Size): readonly number[] => {
  // What needs none of it comes first: x / 0 is infinite.
  const rank = lots.map((lot) => lot.saved / lot[size]);
  return indices(lots)
    .filter((at) => (lots[at]?.saved ?? 0) > 0)
    .sort((a, b) => descending(rank[a] ?? 0, rank[b] ?? 0));
};

/** Savings by one of the two limits alone, the last lot cut where it is reached: no choice saves more. */
const boundBy = (
  lots: readonly LotOfChoice[],
  ranked: readonly number[],
  size: Size,
): ((room: Room) => number) => {
  const sizes = [0];
  const savings = [0];
  for (const at of ranked) {
    sizes.push((sizes.at(-1) ?? 0) + (lots[at]?.[size] ?? 0));
    savings.push((savings.at(-1) ?? 0) + (lots[at]?.saved ?? 0));
  }
  return (room) => {
    let [low, high] = [0, ranked.length];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((sizes[middle] ?? 0) <= room[size]) low = middle;
      else high = middle - 1;
    }
    const next = lots[ranked[low] ?? -1];
    const left = room[size] - (sizes[low] ?? 0);
    return (savings[low] ?? 0) + (next ? (next.saved * left) / next[size] : 0);
  };
};

/** All but the one whose leaving makes room for the others and costs the least; nothing where one is not enough. */
const allButOne = (
  lots: readonly LotOfChoice[],
  fitting: readonly number[],
  room: Room,
): readonly number[] => {
  const over = (size: Size): number => sumOf(fitting.map((at) => lots[at]?.[size] ?? 0)) - room[size];
  const [space, weight] = [over('space'), over('weight')];
  let best: number | undefined;
  for (const at of fitting) {
    const lot = lots[at];
    if (!lot || lot.space < space || lot.weight < weight) continue;
    if (best === undefined || lot.saved < (lots[best]?.saved ?? 0)) best = at;
  }
  return best === undefined ? [] : fitting.filter((at) => at !== best);
};

/** Takes one after the other, whatever still finds room. */
const inTurn = (lots: readonly LotOfChoice[], order: readonly number[], room: Room): readonly number[] => {
  let { space, weight } = room;
  return order.filter((at) => {
    const lot = lots[at];
    if (!lot || lot.space > space || lot.weight > weight) return false;
    space -= lot.space;
    weight -= lot.weight;
    return true;
  });
};

/** The best choice there is: every lot in or out, given up where the rest cannot save enough any more. */
const best = (lots: readonly LotOfChoice[], fitting: readonly number[], room: Room): readonly number[] => {
  const need = (at: number): number =>
    (lots[at]?.space ?? 0) / room.space + (lots[at]?.weight ?? 0) / room.weight;
  const rank = (at: number): number => (lots[at]?.saved ?? 0) / need(at);
  const order = fitting
    .filter((at) => (lots[at]?.saved ?? 0) > 0)
    .sort((a, b) => descending(rank(a), rank(b)));
  const rest = order.map((_, from) => sumOf(order.slice(from).map((at) => lots[at]?.saved ?? 0)));
  const taken: number[] = [];
  let most = 0;
  let found: readonly number[] = [];
  const look = (from: number, space: number, weight: number, saved: number): void => {
    if (saved > most) {
      most = saved;
      found = [...taken];
    }
    const at = order[from];
    const lot = at === undefined ? undefined : lots[at];
    if (at === undefined || !lot) return;
    const left = space / room.space + weight / room.weight;
    const cut = need(at) === 0 ? Number.POSITIVE_INFINITY : rank(at) * left * slack;
    if (saved + Math.min(rest[from] ?? 0, cut) <= most) return;
    if (lot.space <= space && lot.weight <= weight) {
      taken.push(at);
      look(from + 1, space - lot.space, weight - lot.weight, saved + lot.saved);
      taken.pop();
    }
    look(from + 1, space, weight, saved);
  };
  look(0, room.space, room.weight, 0);
  return found;
};

/** The lots of one load, to be put to one mix of containers after the other. */
export interface LotChooser {
  /** More than this no choice saves in that mix. */
  readonly savedMost: (mix: Mix) => number;
  /** The lots that save the most by going in that mix, by totals; numbers from 0. */
  readonly choose: (mix: Mix) => ReadonlySet<number>;
}

/** A chooser among these lots: exact up to twelve. */
export const lotChooser = (lots: readonly LotOfChoice[]): LotChooser => {
  const ranked = { space: rankedBy(lots, 'space'), weight: rankedBy(lots, 'weight') };
  const bounds = [boundBy(lots, ranked.space, 'space'), boundBy(lots, ranked.weight, 'weight')];
  const space = sumOf(lots.map((lot) => lot.space));
  const weight = sumOf(lots.map((lot) => lot.weight));
  const savedBy = (chosen: readonly number[]): number => sumOf(chosen.map((at) => lots[at]?.saved ?? 0));
  return {
    savedMost: (mix) => Math.min(...bounds.map((bound) => bound(mix))),
    choose: (mix) => {
      const fits = (at: number): boolean => mix.types.some((type) => lots[at]?.types.includes(type) === true);
      const fitting = indices(lots).filter(fits);
      if (fitting.length === lots.length && space <= mix.space && weight <= mix.weight)
        return new Set(fitting);
      const choices =
        lots.length <= exactLotsMax
          ? [best(lots, fitting, mix)]
          : [
              inTurn(lots, ranked.space.filter(fits), mix),
              inTurn(lots, ranked.weight.filter(fits), mix),
              allButOne(lots, fitting, mix),
            ];
      return new Set(choices.reduce((most, one) => (savedBy(one) > savedBy(most) ? one : most)));
    },
  };
};
