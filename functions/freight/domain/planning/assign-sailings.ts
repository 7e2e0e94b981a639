import { invariant } from '../../../../shared/kernel/invariant.ts';
import { type SeededNumbers, seededNumbers } from '../../../../shared/kernel/seeded-numbers.ts';
import { fillContainer, type Room } from './fill-container.ts';

/** A container that a departure offers, in any number unless `available` says how many. */
export interface ContainerOffer {
  readonly type: string;
  readonly costMinor: bigint;
  readonly room: Room;
  readonly available?: number | undefined;
}

/** A departure as the planner sees it; all amounts of one plan are minor units of one currency. */
export interface Departure {
  readonly sailingId: string;
  readonly containers: readonly ContainerOffer[];
  /** Charged for each bill of lading of goods in one of its containers. */
  readonly perBillMinor: bigint;
}

/** A lot to be sent. */
export interface Lot {
  readonly lotId: string;
  readonly spaceMm3: bigint;
  readonly weightGrams: bigint;
  /** Departures that it reaches in time and that arrive in time, with its price with a co-loader there, if there is one. */
  readonly departures: readonly { readonly sailingId: string; readonly coLoadMinor?: bigint | undefined }[];
  /** Lots that must not share a container with it carry other groups than those named here. */
  readonly segregation?: { readonly group: string; readonly apartFrom: readonly string[] } | undefined;
}

/** One container of the plan. */
export interface PlannedContainer {
  readonly sailingId: string;
  readonly type: string;
  readonly costMinor: bigint;
  readonly lotIds: readonly string[];
}

/** Who goes on which departure, and what all of it costs. */
export interface SailingPlan {
  readonly containers: readonly PlannedContainer[];
  readonly coLoaded: readonly {
    readonly lotId: string;
    readonly sailingId: string;
    readonly costMinor: bigint;
  }[];
  /** Lots that neither a co-loader nor a container takes. */
  readonly unplaced: readonly string[];
  readonly costMinor: bigint;
}

/** A price at which no lot ever stays behind for cost alone: leaving one out is the last resort. */
const leftBehindMinor = 10n ** 15n;

interface Choice {
  readonly offer: ContainerOffer;
  readonly departure: Departure;
  readonly members: readonly number[];
}

interface Problem {
  readonly departures: readonly Departure[];
  readonly lots: readonly Lot[];
  /** Cheapest way of each lot without a container. */
  readonly alone: readonly { readonly sailingId?: string | undefined; readonly costMinor: bigint }[];
  readonly mayMeet: (a: number, b: number) => boolean;
}

const cheapestAlone = ({ departures }: Lot) =>
  departures.reduce<{ sailingId?: string; costMinor: bigint }>(
    (best, { sailingId, coLoadMinor }) =>
      coLoadMinor !== undefined && coLoadMinor < best.costMinor
        ? { sailingId, costMinor: coLoadMinor }
        : best,
    { costMinor: leftBehindMinor },
  );

const savedBy = ({ lots, alone }: Problem, departure: Departure, at: number): bigint => {
  const reaches = lots[at]?.departures.some(({ sailingId }) => sailingId === departure.sailingId) ?? false;
  return reaches ? (alone[at]?.costMinor ?? 0n) - departure.perBillMinor : 0n;
};

const worthOf = (problem: Problem, { offer, departure, members }: Choice): bigint =>
  members.reduce((sum, at) => sum + savedBy(problem, departure, at), 0n) - offer.costMinor;

/**
 * What a lot counts when a container is filled, in per cent of what it saves: at first 100, later drawn anew for each container,
 * so that lots come together in other ways; large lots count more, because they are the hard ones to place.
 */
type Weighing = (at: number) => bigint;

const plainly: Weighing = () => 100n;
const drawn = (
  { lots }: Problem,
  { room }: ContainerOffer,
  free: readonly number[],
  numbers: SeededNumbers,
): Weighing => {
  const permilleOf = (at: number): bigint => ((lots[at]?.spaceMm3 ?? 0n) * 1_000n) / room.spaceMm3;
  if (numbers.next(4) === 0) return (at) => 80n + BigInt(numbers.next(40)) + permilleOf(at) / 10n;
  // Fill it to the brim around the largest lot that is left: what is hard to place goes first.
  const largest = free.reduce((best, at) => (permilleOf(at) > permilleOf(best) ? at : best), free[0] ?? 0);
  return (at) => {
    if (at === largest) return 1_000_000n;
    return numbers.next(6) === 0 ? 0n : permilleOf(at) + 1n;
  };
};

/** The most worthwhile filling of each container on offer, from the lots that are free. */
const bestFillings = (
  problem: Problem,
  free: readonly number[],
  used: readonly Choice[],
  numbers: SeededNumbers | undefined,
): readonly Choice[] =>
  problem.departures.flatMap((departure) =>
    departure.containers.flatMap((offer) => {
      const taken = used.filter((one) => one.offer === offer && one.departure === departure).length;
      if (offer.available !== undefined && taken >= offer.available) return [];
      const weigh = numbers ? drawn(problem, offer, free, numbers) : plainly;
      const candidates = free.map((index) => ({
        index,
        spaceMm3: problem.lots[index]?.spaceMm3 ?? 0n,
        weightGrams: problem.lots[index]?.weightGrams ?? 0n,
        savedMinor: (savedBy(problem, departure, index) * weigh(index)) / 100n,
      }));
      const { indices } = fillContainer(candidates, offer.room, problem.mayMeet);
      const choice = { offer, departure, members: indices };
      return worthOf(problem, choice) > 0n ? [choice] : [];
    }),
  );

/** Order in which containers are filled: by what they are worth, or by that for each unit of their cost. */
type Preference = (worth: bigint, cost: bigint) => bigint;
const byWorth: Preference = (worth) => worth * 1_000n;
const byReturn: Preference = (worth, cost) => (worth * 1_000_000n) / (cost + 1n);

/** Opens the container of the highest worth again and again until none is worth its cost; now and then the second best. */
const fillGreedily = (
  problem: Problem,
  kept: readonly Choice[],
  prefer: Preference,
  numbers: SeededNumbers | undefined,
): readonly Choice[] => {
  const chosen = [...kept];
  const free = new Set(problem.lots.map((_, at) => at));
  for (const { members } of kept) for (const at of members) free.delete(at);
  for (;;) {
    const ranked = bestFillings(problem, [...free], chosen, numbers)
      .map((choice) => ({ choice, rank: prefer(worthOf(problem, choice), choice.offer.costMinor) }))
      .sort((a, b) => (a.rank === b.rank ? 0 : a.rank > b.rank ? -1 : 1));
    const at = numbers && ranked.length > 1 && numbers.next(4) === 0 ? 1 : 0;
    const next = ranked[at]?.choice;
    if (!next) return chosen;
    chosen.push(next);
    for (const member of next.members) free.delete(member);
  }
};

/** A smaller or cheaper container that still takes the same lots on the same departure. */
const shrunk = (problem: Problem, choice: Choice, all: readonly Choice[]): Choice => {
  const sum = (size: (lot: Lot) => bigint): bigint =>
    choice.members.reduce((total, at) => total + (problem.lots[at] ? size(problem.lots[at]) : 0n), 0n);
  const space = sum((lot) => lot.spaceMm3);
  const weight = sum((lot) => lot.weightGrams);
  const fitting = choice.departure.containers.filter(
    (offer) =>
      offer.room.spaceMm3 >= space &&
      offer.room.weightGrams >= weight &&
      (offer.available === undefined ||
        all.filter((one) => one.offer === offer && one.departure === choice.departure).length <
          offer.available),
  );
  const cheapest = fitting.reduce(
    (best, offer) => (offer.costMinor < best.costMinor ? offer : best),
    choice.offer,
  );
  return { ...choice, offer: cheapest };
};

const totalWorth = (problem: Problem, choices: readonly Choice[]): bigint =>
  choices.reduce((sum, choice) => sum + worthOf(problem, choice), 0n);

/** How full a container is, in thousandths. */
const fillOf = ({ lots }: Problem, { offer, members }: Choice): bigint =>
  (members.reduce((sum, at) => sum + (lots[at]?.spaceMm3 ?? 0n), 0n) * 1_000n) / offer.room.spaceMm3;

/** Of two plans worth the same, the one with some full and some nearly empty containers: the empty ones can go next. */
const unevennessOf = (problem: Problem, choices: readonly Choice[]): bigint =>
  choices.reduce((sum, choice) => sum + fillOf(problem, choice) ** 2n, 0n);

/** The containers left when some are taken apart: the emptiest, more often than not, and one to three at random. */
const dismantled = (
  problem: Problem,
  choices: readonly Choice[],
  numbers: SeededNumbers,
): readonly Choice[] => {
  const kept = [...choices];
  const emptiest = [...kept].sort((a, b) => Number(fillOf(problem, a) - fillOf(problem, b)))[0];
  if (emptiest && numbers.next(3) > 0) kept.splice(kept.indexOf(emptiest), 1);
  for (let removals = 1 + numbers.next(3); removals > 0 && kept.length > 0; removals -= 1)
    kept.splice(numbers.next(kept.length), 1);
  return kept;
};

/** Takes a few containers apart and fills again; the better plan stays (large neighbourhood search). */
const improve = (
  problem: Problem,
  start: readonly Choice[],
  rounds: number,
  seed: number,
): readonly Choice[] => {
  const numbers = seededNumbers(seed);
  let best = start;
  let bestWorth = totalWorth(problem, best);
  let bestUnevenness = unevennessOf(problem, best);
  for (let round = 0; round < rounds; round += 1) {
    const prefer = numbers.next(2) === 0 ? byWorth : byReturn;
    const filled = fillGreedily(problem, dismantled(problem, best, numbers), prefer, numbers);
    const found = filled.map((choice) => shrunk(problem, choice, filled));
    const worth = totalWorth(problem, found);
    const unevenness = unevennessOf(problem, found);
    if (worth < bestWorth || (worth === bestWorth && unevenness < bestUnevenness)) continue;
    best = found;
    bestWorth = worth;
    bestUnevenness = unevenness;
  }
  return best;
};

const apart = ({ segregation: a }: Lot, { segregation: b }: Lot): boolean =>
  (a !== undefined && b !== undefined && (a.apartFrom.includes(b.group) || b.apartFrom.includes(a.group))) ??
  false;

const planOf = (problem: Problem, choices: readonly Choice[]): SailingPlan => {
  const idOf = (at: number): string => problem.lots[at]?.lotId ?? '';
  const loaded = new Set(choices.flatMap(({ members }) => members));
  const rest = problem.lots.map((_, at) => at).filter((at) => !loaded.has(at));
  const coLoaded = rest.flatMap((at) => {
    const alone = problem.alone[at];
    if (alone?.sailingId === undefined) return [];
    return [{ lotId: idOf(at), sailingId: alone.sailingId, costMinor: alone.costMinor }];
  });
  const containers = choices.map(({ offer, departure, members }) => ({
    sailingId: departure.sailingId,
    type: offer.type,
    costMinor: offer.costMinor + departure.perBillMinor * BigInt(members.length),
    lotIds: members.map(idOf),
  }));
  const costMinor = [...coLoaded, ...containers].reduce((sum, one) => sum + one.costMinor, 0n);
  const unplaced = rest.filter((at) => problem.alone[at]?.sailingId === undefined).map(idOf);
  return { containers, coLoaded, unplaced, costMinor };
};

/**
 * Sends each lot on a departure that it reaches, in shared containers or with a co-loader, for the least total cost that
 * `rounds` of the search find: containers are filled by branch and bound, opened by what they are worth, and a few of them are
 * taken apart and filled anew again and again. Deterministic for a seed; more rounds never cost more. Room is volume and weight:
 * whether the pieces of a container can be stacked is the loader's to say. InvariantViolation `freight.duplicate_lot`.
 */
export const assignSailings = (
  departures: readonly Departure[],
  lots: readonly Lot[],
  { rounds = 600, seed = 1 }: { readonly rounds?: number; readonly seed?: number } = {},
): SailingPlan => {
  invariant(new Set(lots.map(({ lotId }) => lotId)).size === lots.length, 'freight.duplicate_lot');
  const problem: Problem = {
    departures,
    lots,
    alone: lots.map(cheapestAlone),
    mayMeet: (a, b) => {
      const [one, other] = [lots[a], lots[b]];
      return one === undefined || other === undefined || !apart(one, other);
    },
  };
  const starts = [byWorth, byReturn].map((prefer) => fillGreedily(problem, [], prefer, undefined));
  const start = starts.reduce((best, one) =>
    totalWorth(problem, one) > totalWorth(problem, best) ? one : best,
  );
  return planOf(problem, improve(problem, start, rounds, seed));
};
