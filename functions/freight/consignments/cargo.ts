/** Refusals of pieces that cannot go on a departure. */
export const misfitProblems = [
  'freight.piece_too_heavy',
  'freight.piece_too_large',
  'freight.temperature_without_reefer',
  'freight.dangerous_goods_refused',
  'freight.dangerous_goods_undeclared',
  'freight.wood_packing_unmarked',
] as const;

/** Pieces in examples. */
export const examplePieces = [
  { count: 120, lengthMm: 600, widthMm: 400, heightMm: 500, grossWeightGrams: 10_000, isStackable: true },
];
