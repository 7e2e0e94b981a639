/**
 * The game that members of a pool could play: what each group of them would pay if it went without the others. A split of
 * the common cost is stable when no group pays more than that (the core of the game).
 */
export interface CostGame {
  /** How many members play; they are numbered from 0. */
  readonly size: number;
  /** Minor units that this group would pay on its own; numbers rise, at least one. */
  readonly costOf: (group: readonly number[]) => bigint;
}

/** Up to this many members every group is examined (2¹⁰ − 1 of them); above it groups are searched and sampled. */
export const exhaustiveSizeMax = 10;

/** All groups but the empty one, in a fixed order; only for small games. */
export function* allGroups(size: number): Generator<readonly number[]> {
  for (let mask = 1; mask < 2 ** size; mask += 1) {
    yield Array.from({ length: size }, (_, member) => member).filter(
      (member) => Math.floor(mask / 2 ** member) % 2 === 1,
    );
  }
}

/** The same game, each group priced once. */
export const remembered = ({ size, costOf }: CostGame): CostGame => {
  const known = new Map<string, bigint>();
  return {
    size,
    costOf: (group) => {
      const key = group.join(',');
      const found = known.get(key) ?? costOf(group);
      known.set(key, found);
      return found;
    },
  };
};
