import type { LoadingTask, PieceType } from '../../../functions/freight/domain/loading/loading-task.ts';

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

/** Variants of a load: `drops` gives each type one of three drops, `split-drops` each type all three, `top-…` are do-not-stack. */
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
