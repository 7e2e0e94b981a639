import type { Sailing } from '../sailing.ts';
import type { PieceGroup } from './cargo.ts';
import { fitsAircraft, fitsContainer, pieceWeightGramsMax } from './equipment.ts';
import { classesRefused } from './segregation.ts';

/** Why a piece cannot go on a departure; each is an error of the catalogue. */
export type MisfitCode =
  | 'piece_too_heavy'
  | 'piece_too_large'
  | 'temperature_without_reefer'
  | 'dangerous_goods_refused'
  | 'dangerous_goods_undeclared'
  | 'wood_packing_unmarked';

/** One piece group that cannot go, by its place in the list. */
export interface Misfit {
  readonly piece: number;
  readonly code: MisfitCode;
  readonly detail: string;
}

/** Longest edge in mm that a CFS takes without being asked: 7 ft; beyond it the handling is agreed first. */
export const freeEdgeMmMax = 2_100;

const sizeOf = ({ lengthMm, widthMm, heightMm }: PieceGroup): string =>
  `${lengthMm} × ${widthMm} × ${heightMm} mm`;

const checks: readonly ((
  piece: PieceGroup,
  mode: Sailing['mode'],
) => readonly [MisfitCode, string] | undefined)[] = [
  ({ grossWeightGrams }) =>
    grossWeightGrams > pieceWeightGramsMax
      ? ['piece_too_heavy', `A piece of ${grossWeightGrams / 1000} kg is over 3,000 kg.`]
      : undefined,
  (piece, mode) =>
    (mode === 'air' ? fitsAircraft(piece) : fitsContainer(piece, '40HC'))
      ? undefined
      : ['piece_too_large', `${sizeOf(piece)} does not go through the door.`],
  ({ handling }) =>
    handling?.temperatureCelsius
      ? [
          'temperature_without_reefer',
          `It must be kept at ${handling.temperatureCelsius.min} to ${handling.temperatureCelsius.max} °C; the departure has no reefer.`,
        ]
      : undefined,
  ({ handling }) =>
    classesRefused.includes(handling?.dangerousGoods?.class ?? '')
      ? [
          'dangerous_goods_refused',
          `Goods of class ${handling?.dangerousGoods?.class} do not travel in a shared container.`,
        ]
      : undefined,
  ({ handling }) =>
    handling?.dangerousGoods && handling.dangerousGoods.declarationNumber === undefined
      ? [
          'dangerous_goods_undeclared',
          `${handling.dangerousGoods.unNumber} of class ${handling.dangerousGoods.class} has no dangerous goods declaration.`,
        ]
      : undefined,
  ({ handling }) =>
    handling?.woodPacking === 'unmarked'
      ? ['wood_packing_unmarked', 'Its wood packing bears no mark of ISPM 15.']
      : undefined,
];

/** Everything that keeps pieces from travelling this way, piece by piece. */
export const misfitsOf = (
  pieces: readonly PieceGroup[],
  { mode }: Pick<Sailing, 'mode'>,
): readonly Misfit[] =>
  checks.flatMap((check) =>
    pieces.flatMap((one, piece) => {
      const found = check(one, mode);
      return found ? [{ piece, code: found[0], detail: found[1] }] : [];
    }),
  );

/** Places of the pieces that an operator must approve first: an edge of more than 2.1 m. */
export const overDimensioned = (pieces: readonly PieceGroup[]): readonly number[] =>
  pieces.flatMap((piece, index) =>
    Math.max(piece.lengthMm, piece.widthMm, piece.heightMm) > freeEdgeMmMax ? [index] : [],
  );
