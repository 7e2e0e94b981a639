/** Draws from lists; `common` prefers the first ones, as words in texts do (Zipf). */
export interface Draw {
  readonly number: (below: number) => number;
  readonly chance: (share: number) => boolean;
  readonly from: <Item>(items: readonly Item[]) => Item;
  readonly common: <Item>(items: readonly Item[]) => Item;
}

/** Draws over a source of numbers from 0 to below 1. Lists must not be empty. */
export function drawFrom(random: () => number): Draw {
  const at = <Item>(items: readonly Item[], index: number): Item => {
    const item = items[Math.min(index, items.length - 1)];
    if (item === undefined) throw new Error('nothing to draw from');
    return item;
  };
  const number = (below: number): number => Math.floor(random() * below);
  return {
    number,
    chance: (share) => random() < share,
    from: (items) => at(items, number(items.length)),
    common: (items) => at(items, Math.floor(items.length ** random()) - 1),
  };
}
