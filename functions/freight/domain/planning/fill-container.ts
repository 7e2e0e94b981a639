/** A lot that could go into a container: room and weight it takes, and what is saved by not sending it otherwise. */
export interface Candidate {
  readonly index: number;
  readonly spaceMm3: bigint;
  readonly weightGrams: bigint;
  /** Minor units saved by loading it here; only positive ones are worth room. */
  readonly savedMinor: bigint;
}

/** Room and weight of one container. */
export interface Room {
  readonly spaceMm3: bigint;
  readonly weightGrams: bigint;
}

/** Lots chosen for one container. */
export interface Filling {
  readonly indices: readonly number[];
  readonly savedMinor: bigint;
}

/** Steps of the search in one container; enough to prove the best of some twenty lots, and good above. */
const stepsMax = 3_000;

interface Sized extends Candidate {
  /** Share of the container it takes, in millionths, by the tighter of room and weight. */
  readonly share: bigint;
}

const million = 1_000_000n;
const larger = (a: bigint, b: bigint): bigint => (a < b ? b : a);

const sized = (candidate: Candidate, room: Room): Sized => ({
  ...candidate,
  share: larger(
    (candidate.spaceMm3 * million) / room.spaceMm3,
    (candidate.weightGrams * million) / room.weightGrams,
  ),
});

/** Most saved for the room taken first. */
const byDensity = (a: Sized, b: Sized): number => {
  const left = a.savedMinor * (b.share + 1n);
  const right = b.savedMinor * (a.share + 1n);
  return left === right ? a.index - b.index : left > right ? -1 : 1;
};

/** What the rest could save at most: lots in order of density, the last one cut to what fits (Dantzig's bound). */
const bound = (lots: readonly Sized[], from: number, room: Room, full: Room): bigint => {
  let space = room.spaceMm3;
  let weight = room.weightGrams;
  let saved = 0n;
  for (let at = from; at < lots.length; at += 1) {
    const lot = lots[at];
    if (!lot) break;
    if (lot.spaceMm3 > space && lot.weightGrams > weight) {
      const left = larger((space * million) / full.spaceMm3, (weight * million) / full.weightGrams);
      return saved + (lot.savedMinor * left) / (lot.share + 1n) + 1n;
    }
    space = lot.spaceMm3 > space ? 0n : space - lot.spaceMm3;
    weight = lot.weightGrams > weight ? 0n : weight - lot.weightGrams;
    saved += lot.savedMinor;
  }
  return saved;
};

/**
 * Chooses the lots that save most in one container within room and weight, no two of them apart (`mayMeet`): depth-first branch
 * and bound, densest lot first, cut off after a fixed number of steps. Deterministic.
 */
export const fillContainer = (
  candidates: readonly Candidate[],
  room: Room,
  mayMeet: (a: number, b: number) => boolean,
): Filling => {
  const lots = candidates
    .filter(({ savedMinor }) => savedMinor > 0n)
    .map((candidate) => sized(candidate, room))
    .sort(byDensity);
  let best: Filling = { indices: [], savedMinor: 0n };
  let steps = 0;
  const chosen: number[] = [];
  const search = (at: number, left: Room, saved: bigint): void => {
    if (saved > best.savedMinor) best = { indices: [...chosen], savedMinor: saved };
    steps += 1;
    const lot = lots[at];
    if (!lot || steps > stepsMax || saved + bound(lots, at, left, room) <= best.savedMinor) return;
    const fits = lot.spaceMm3 <= left.spaceMm3 && lot.weightGrams <= left.weightGrams;
    if (fits && chosen.every((other) => mayMeet(other, lot.index))) {
      chosen.push(lot.index);
      search(
        at + 1,
        { spaceMm3: left.spaceMm3 - lot.spaceMm3, weightGrams: left.weightGrams - lot.weightGrams },
        saved + lot.savedMinor,
      );
      chosen.pop();
    }
    search(at + 1, left, saved);
  };
  search(0, room, 0n);
  return best;
};
