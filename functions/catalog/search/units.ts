/** What a number with a unit measures, in the base unit of its dimension. */
export interface Unit {
  /** Short name of the dimension's base unit; part of the indexed word. */
  readonly base: string;
  /** How many base units one of this unit is. */
  readonly factor: number;
  /** True for units that are also words or sizes; they count only when they follow their number without a blank. */
  readonly isGlued: boolean;
}

type Row = readonly [base: string, factor: number, names: string];

/**
 * Units by dimension. Factors are the exact definitions of NIST Handbook 44, appendix C (inch 25.4 mm, pound 453.59237 g, US
 * gallon 3,785.411784 ml, mechanical horsepower 745.7 W). The word `sq` or `cu` before a length is looked up as one name.
 */
const rows: readonly Row[] = [
  ['mm', 1, 'mm millimeter millimetre millimeters millimetres'],
  ['mm', 10, 'cm centimeter centimetre centimeters centimetres'],
  ['mm', 1000, 'm meter metre meters metres mtr'],
  ['mm', 25.4, 'in inch inches "'],
  ['mm', 304.8, "ft foot feet '"],
  ['mm', 914.4, 'yd yds yard yards'],
  ['g', 0.001, 'mg milligram milligrams'],
  ['g', 1, 'g gram grams gm gms'],
  ['g', 1000, 'kg kgs kilogram kilograms kilo'],
  ['g', 28.349523125, 'oz ounce ounces'],
  ['g', 453.59237, 'lb lbs pound pounds'],
  ['g', 1_000_000, 'tonne tonnes'],
  ['ml', 1, 'ml milliliter millilitre milliliters cc'],
  ['ml', 1000, 'l liter litre liters litres ltr'],
  ['ml', 29.5735295625, 'floz'],
  ['ml', 473.176473, 'pt pint pints'],
  ['ml', 946.352946, 'qt qts quart quarts'],
  ['ml', 3785.411784, 'gal gals gallon gallons'],
  ['ml', 28_316.846592, 'cuft cubicfeet cubicfoot'],
  ['mm2', 92_903.04, 'sqft squarefeet squarefoot'],
  ['mm2', 645.16, 'sqin squareinch squareinches'],
  ['mm2', 1_000_000, 'sqm squaremeter squaremeters'],
  ['w', 1, 'w watt watts'],
  ['w', 1000, 'kw kilowatt kilowatts'],
  ['w', 745.7, 'hp horsepower'],
  ['v', 1, 'v volt volts vac vdc'],
  ['a', 1, 'a amp amps ampere amperes'],
  ['ah', 0.001, 'mah'],
  ['ah', 1, 'ah'],
  ['btu', 1, 'btu btus'],
  ['lm', 1, 'lm lumen lumens'],
  ['hz', 1, 'hz hertz'],
  ['k', 1, 'k kelvin'],
  ['psi', 1, 'psi'],
  ['gpm', 1, 'gpm'],
  ['gpf', 1, 'gpf'],
  ['cfm', 1, 'cfm'],
  ['rpm', 1, 'rpm'],
  ['deg', 1, 'deg degree degrees °'],
  ['gauge', 1, 'ga gauge awg'],
  ['ply', 1, 'ply'],
  ['gb', 1, 'gb gigabyte gigabytes'],
  ['gb', 1000, 'tb terabyte terabytes'],
  ['gb', 0.001, 'mb megabyte megabytes'],
  ['gsm', 1, 'gsm'],
  ['min', 1, 'min minute minutes'],
  ['min', 60, 'hr hrs hour hours'],
  ['day', 1, 'day days'],
  ['day', 365, 'year years yr yrs'],
  ['pack', 1, 'pk pack packs ct count pc pcs piece pieces'],
];

const units = new Map<string, Unit>(
  rows.flatMap(([base, factor, names]) =>
    names
      .split(' ')
      .map((name): [string, Unit] => [name, { base, factor, isGlued: name === 'a' || name === 'k' }]),
  ),
);

/** Words that join the next word to one unit: `sq ft`, `cubic feet`, `fl oz`. */
const prefixes = new Map([
  ['sq', 'sq'],
  ['square', 'sq'],
  ['cu', 'cu'],
  ['cubic', 'cu'],
  ['fl', 'fl'],
  ['fluid', 'fl'],
]);
const shortNames = new Map([
  ['feet', 'ft'],
  ['foot', 'ft'],
  ['ft', 'ft'],
  ['in', 'in'],
  ['inch', 'in'],
  ['inches', 'in'],
  ['m', 'm'],
  ['meter', 'm'],
  ['meters', 'm'],
  ['oz', 'oz'],
  ['ounce', 'oz'],
  ['ounces', 'oz'],
]);

/** The unit of that name in small letters, if it is one. */
export const unitNamed = (name: string): Unit | undefined => units.get(name);

/** The unit that two words make together, such as `sq` and `ft`. */
export function unitOfTwo(first: string, second: string): Unit | undefined {
  const prefix = prefixes.get(first);
  const name = shortNames.get(second);
  return prefix === undefined || name === undefined ? undefined : units.get(prefix + name);
}

/** A number as it is indexed: at most six significant digits, no trailing zeros, so that 1.50 is 1.5. */
export const numberWord = (value: number): string => String(Number(value.toPrecision(6)));

/** A measure as it is indexed, in base units to four significant digits: 10 ft and 120 inches are both `=3048mm`. */
export function measureWord(value: number, unit: Unit): string {
  return `=${Number((value * unit.factor).toPrecision(4))}${unit.base}`;
}
