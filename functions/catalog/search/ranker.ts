/**
 * Name and version of the ranking rules. It is written into each index and each answer; raise it with every change of a
 * number in this file, of the analysis of text or of the rescoring, so that an old ranking can be told from a new one.
 */
export const rankerVersion = 'entrepot-match-4';

/** Points that one unit of inverse document frequency is worth; all scores are whole points, so that parts add up exactly. */
export const pointsPerUnit = 1024;

/** How often a word stands in each field of a product, capped: title 0 to 2, category 0 to 2, attributes 0 to 1, body 0 to 2. */
export interface FieldCounts {
  /** Times in the title. */
  readonly title: number;
  /** 2 in the last name of the category path, 1 in a name above. */
  readonly category: number;
  readonly attributes: number;
  readonly description: number;
}

/** Highest code of {@link fieldCode}. */
export const fieldCodeMax = 53;
const cap = (count: number, max: number): number => (count > max ? max : count);

/** The counts as one number from 0 to {@link fieldCodeMax}; the postings hold it. */
export function fieldCode({ title, category, attributes, description }: FieldCounts): number {
  return ((cap(title, 2) * 3 + cap(category, 2)) * 2 + cap(attributes, 1)) * 3 + cap(description, 2);
}

/** The counts behind a code. */
export function fieldCountsOf(code: number): FieldCounts {
  return {
    title: Math.floor(code / 18),
    category: Math.floor(code / 6) % 3,
    attributes: Math.floor(code / 3) % 2,
    description: code % 3,
  };
}

/** Lengths of title (words) and of the rest (words of attributes and description) as one byte: 16 classes each. */
export function lengthByte(titleWords: number, bodyWords: number): number {
  const body = Math.round(2 * Math.log2(1 + bodyWords / 4));
  return cap(Math.round(titleWords), 15) * 16 + cap(body, 15);
}

/** The title's length that a byte stands for. */
export const titleLengthOf = (byte: number): number => byte >>> 4;
/** The rest's length that a byte stands for. */
export const bodyLengthOf = (byte: number): number => 4 * (2 ** ((byte & 15) / 2) - 1);

/**
 * BM25F (Zaragoza et al., "Microsoft Cambridge at TREC-13", 2004): counts are weighted and divided by the length of their
 * field, added up, and saturate once. A small k1 suits titles, in which a second mention says little.
 */
const k1 = 0.3;
const fields = {
  title: { weight: 1, lengthShare: 0.6 },
  category: { weight: 0.2, leafWeight: 0.4 },
  attributes: { weight: 0.3 },
  description: { weight: 0.14, lengthShare: 0.5 },
} as const;

/** Points that a full match of a word with weight 1 and frequency unit 1 would get; saturation stays below. */
export const saturationMax = 1024;

const relative = (length: number, average: number, share: number): number =>
  1 - share + share * (average > 0 ? length / average : 1);

/**
 * Saturated weight, 0 to {@link saturationMax}, of every pair of field code and length byte, at `code * 256 + lengthByte`.
 * Averages are in words.
 */
export function saturationTable(averages: { readonly title: number; readonly body: number }): Uint16Array {
  const table = new Uint16Array((fieldCodeMax + 1) * 256);
  for (let code = 0; code <= fieldCodeMax; code += 1) {
    const counts = fieldCountsOf(code);
    const categoryWeight = [0, fields.category.weight, fields.category.leafWeight][counts.category] ?? 0;
    const fixed = categoryWeight + fields.attributes.weight * counts.attributes;
    for (let byte = 0; byte < 256; byte += 1) {
      const titleNorm = relative(titleLengthOf(byte), averages.title, fields.title.lengthShare);
      const bodyNorm = relative(bodyLengthOf(byte), averages.body, fields.description.lengthShare);
      const weight =
        fixed +
        (fields.title.weight * counts.title) / titleNorm +
        (fields.description.weight * counts.description) / bodyNorm;
      table[code * 256 + byte] = Math.round((saturationMax * weight) / (weight + k1));
    }
  }
  return table;
}

/** Points of inverse document frequency, with a floor so that a word of nearly every product still counts a little. */
export function frequencyPoints(documents: number, holding: number): number {
  const idf = Math.log(1 + (documents - holding + 0.5) / (holding + 0.5));
  return Math.round(pointsPerUnit * Math.max(idf, 0.25));
}

/** Shares of a query word's frequency points, by how the indexed word relates to what was written. */
export const leafWeights = {
  exact: 1,
  joined: 0.8,
  part: 0.5,
  spelling: 0.7,
  spellingOfKnown: 0.35,
  synonym: 0.6,
  measure: 0.7,
  measuredNumber: 0.35,
  number: 0.7,
  size: 0.9,
  pair: 1,
  ideograph: 0.3,
  border: 0.5,
} as const;

/** Shares of the query's frequency points that rescoring gives for what single words cannot see. */
export const rescoreWeights = {
  coverage: 0.4,
  /** How much of a word that stands outside of the title covers what was asked. */
  outsideTitle: 0.7,
  completeness: 0.15,
  titleCoverage: 0.1,
  adjacent: 0.25,
  near: 0.12,
  swapped: 0.08,
  head: 0.35,
  partHead: 0.2,
  categoryHead: 0.2,
  /** The head noun stands in the category's name and does not name its goods: `curtain` in `Curtain Rods`. */
  categoryModifier: 0.05,
  accessory: -0.2,
  modifier: -0.1,
  tightness: 0.08,
  /** Shares for goods of the kind that most of the best candidates are of, by category and by head noun. */
  categoryConsensus: 0.14,
  headConsensus: 0.08,
} as const;
