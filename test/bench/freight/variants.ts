import type { LoadingTask, PieceType } from '../../../functions/freight/domain/loading/loading-task.ts';
import { randomIntegers } from '../../support/loading/mixed-cargo.ts';

/** What is asked of a generated load besides lying inside: by name, see `variants`. */
export type Variant = (task: LoadingTask) => LoadingTask;

const drops = 3;

const withRules = (task: LoadingTask, rules: Partial<LoadingTask['rules']>): LoadingTask => ({
  ...task,
  rules: { ...task.rules, ...rules },
});

/** The type in lots that differ. */
const lots = (
  piece: PieceType,
  quantities: readonly number[],
  differs: (lot: number) => Partial<PieceType>,
): readonly PieceType[] =>
  quantities.flatMap((quantity, lot) => (quantity > 0 ? [{ ...piece, ...differs(lot), quantity }] : []));

/** As many pieces as equal as can be. */
const inEqualParts = (quantity: number, parts: number): readonly number[] =>
  Array.from({ length: parts }, (_, part) => Math.floor((quantity + part) / parts));

/** Each piece goes to one of so many drops, drawn at random. */
const randomDrops =
  (count: number): Variant =>
  (task) => {
    const next = randomIntegers(77);
    for (let i = 0; i < 10; i++) next();
    const pieces = task.pieces.flatMap((piece) => {
      const quantities = Array.from({ length: count }, () => 0);
      for (let i = 0; i < piece.quantity; i++) {
        const drop = next() % count;
        quantities[drop] = (quantities[drop] ?? 0) + 1;
      }
      return lots(piece, quantities, (lot) => ({ drop: 1 + lot }));
    });
    return withRules({ ...task, pieces }, { isInDropOrder: true });
  };

/** Variants of a load: `drops` gives each type one of three drops, `split-drops` each type all three, `random-drops-…` each piece one of as many as named, `top-…` are do-not-stack. */
export const variants: Readonly<Record<string, Variant>> = {
  plain: (task) => task,
  drops: (task) =>
    withRules(
      { ...task, pieces: task.pieces.map((piece, type) => ({ ...piece, drop: 1 + (type % drops) })) },
      { isInDropOrder: true },
    ),
  'split-drops': (task) =>
    withRules(
      {
        ...task,
        pieces: task.pieces.flatMap((piece) =>
          lots(piece, inEqualParts(piece.quantity, drops), (lot) => ({ drop: 1 + lot })),
        ),
      },
      { isInDropOrder: true },
    ),
  'random-drops-2': randomDrops(2),
  'random-drops-5': randomDrops(5),
  'random-drops-8': randomDrops(8),
  'top-types': (task) => ({
    ...task,
    pieces: task.pieces.map((piece, type) => ({
      ...piece,
      isStackable: type >= Math.max(1, Math.round(0.2 * task.pieces.length)),
    })),
  }),
  'top-pieces': (task) => ({
    ...task,
    pieces: task.pieces.flatMap((piece) => {
      const tops = Math.round(0.2 * piece.quantity);
      return lots(piece, [piece.quantity - tops, tops], (lot) => ({ isStackable: lot === 0 }));
    }),
  }),
  balance: (task) =>
    withRules(
      {
        ...task,
        pieces: task.pieces.map((piece, type) => ({
          ...piece,
          weight: Math.ceil((piece.l * piece.w * piece.h * (50 + ((type * 7919) % 500))) / 1e6),
        })),
      },
      { balance: { lengthShareMax: 0.05, widthShareMax: 0.05 } },
    ),
};
