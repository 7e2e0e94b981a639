/** Common code, kind, decimals allowed, name. */
type UnitRow = readonly [
  code: string,
  kind: 'count' | 'mass' | 'length' | 'area' | 'volume' | 'energy',
  decimals: number,
  name: string,
];

/**
 * The units this house trades and declares in: UN/ECE Recommendation 20, Codes for Units of Measure. Package kinds (carton,
 * pallet) are Recommendation 21 and are not quantities of goods. The decimals are ours.
 */
export const unitTable: readonly UnitRow[] = [
  ['C62', 'count', 0, 'one'],
  ['H87', 'count', 0, 'piece'],
  ['PR', 'count', 0, 'pair'],
  ['SET', 'count', 0, 'set'],
  ['DZN', 'count', 0, 'dozen'],
  ['GRO', 'count', 0, 'gross (144)'],
  ['CEN', 'count', 0, 'hundred'],
  ['MIL', 'count', 0, 'thousand'],
  ['GRM', 'mass', 3, 'gram'],
  ['KGM', 'mass', 3, 'kilogram'],
  ['TNE', 'mass', 6, 'tonne'],
  ['LBR', 'mass', 3, 'pound'],
  ['CTM', 'mass', 3, 'metric carat'],
  ['MMT', 'length', 3, 'millimetre'],
  ['CMT', 'length', 3, 'centimetre'],
  ['MTR', 'length', 3, 'metre'],
  ['FOT', 'length', 3, 'foot'],
  ['YRD', 'length', 3, 'yard'],
  ['MTK', 'area', 6, 'square metre'],
  ['MLT', 'volume', 3, 'millilitre'],
  ['LTR', 'volume', 3, 'litre'],
  ['MTQ', 'volume', 6, 'cubic metre'],
  ['KWH', 'energy', 3, 'kilowatt hour'],
];
