import type { z } from 'zod';
import type { DomainError } from '../../../shared/kernel/errors.ts';

/** What is wrong with one field of a row, and how to mend it. */
export interface RowFault {
  /** Column of a CSV file, or path in the JSON object; empty when it is the row itself. */
  readonly field: string;
  readonly what: string;
  readonly remedy: string;
}

const faultsMax = 10;
const remedyOfAny = 'Write the field as createProduct takes it and import the row again.';

const wholeNumber = (of: string): string => `Write a whole number of ${of}, digits only.`;

/** How each column of a CSV file is written. */
export const csvColumns = {
  title: 'Write a title of 1 to 200 characters.',
  description: 'Write at most 4,000 characters.',
  modelNumber: 'Write at most 80 characters.',
  sku: 'Write at most 80 characters.',
  gtin: 'Write 8, 12, 13 or 14 digits, the last of which checks the others.',
  category: 'Write names from the broadest to the narrowest with > between them: Lighting > Desk lamps.',
  hsCode: 'Write six, eight or ten digits without dots: 94052190.',
  originCountry: 'Write the two capital letters of the country: CN.',
  specification: 'Write name=value, with ; between them: Luminous flux=600 lm; Plug=EU type C.',
  unit: 'Write the code of UN/ECE Recommendation 20: H87 for pieces, KGM for kilograms.',
  currency: 'Write one ISO 4217 code in capital letters for the row: USD.',
  tiers:
    'Write quantity:price, rising in quantity and falling in price, with ; between them: 100:4.20; 500:3.90.',
  unitsPerPackage: 'Write a plain number: 20.',
  packageType: 'Write the kind of package: carton.',
  lengthMm: wholeNumber('millimetres'),
  widthMm: wholeNumber('millimetres'),
  heightMm: wholeNumber('millimetres'),
  netWeightGrams: wholeNumber('grams'),
  grossWeightGrams: wholeNumber('grams, not below the net weight'),
  isStackable: 'Write yes or no.',
  leadTimeDays: wholeNumber('days from 0 to 365'),
  leadTimeFrom: 'Write deposit_received, sample_approved or artwork_approved.',
  certificates: 'Write names with ; between them: CE; RoHS.',
  deliveryTerms: 'Write rule and place with ; between them: FOB Shenzhen; DDP Rotterdam.',
  isListed: 'Write yes or no.',
} as const;
/** A column of a CSV file. */
export type CsvColumn = keyof typeof csvColumns;

const isColumn = (name: string): name is CsvColumn => Object.hasOwn(csvColumns, name);

/** The column that a field of a product is written in. */
function columnOf(path: readonly PropertyKey[]): CsvColumn | undefined {
  const [first = '', second = ''] = path.map(String);
  if (first === 'tiers') return path.includes('currency') ? 'currency' : 'tiers';
  if (first === 'categoryPath') return 'category';
  const name = first === 'packing' ? second : first;
  return isColumn(name) ? name : undefined;
}

const nameOf = (path: readonly PropertyKey[]): string => path.map(String).join('.');

/** What an issue says in words; a message that a schema gave itself stays. */
function whatOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.message.endsWith('received undefined')) return 'It is missing.';
      return issue.message.startsWith('Invalid input') ? `It is no ${issue.expected}.` : issue.message;
    case 'too_small':
      return issue.origin === 'number' || issue.origin === 'int'
        ? `It is below ${issue.minimum}.`
        : 'It is missing.';
    case 'too_big':
      if (issue.origin === 'number' || issue.origin === 'int') return `It is above ${issue.maximum}.`;
      return `It is longer than ${issue.maximum} ${issue.origin === 'array' ? 'parts' : 'characters'}.`;
    case 'invalid_value':
      return `It is none of: ${issue.values.map(String).join(', ')}.`;
    case 'unrecognized_keys':
      return `There is no field ${issue.keys.join(', ')}.`;
    default:
      return issue.message.startsWith('Invalid') ? 'It is not written as it should be.' : issue.message;
  }
}

/** Columns whose text stands for a list or a yes in JSON. */
const onlyInCells: ReadonlySet<CsvColumn> = new Set([
  'category',
  'specification',
  'currency',
  'tiers',
  'isStackable',
  'certificates',
  'deliveryTerms',
  'isListed',
]);

/** The fault of a field of a product, in a row of that format. */
function faultAt(
  format: 'csv' | 'ndjson',
  path: readonly PropertyKey[],
  what: string,
  remedy?: string,
): RowFault {
  const column = columnOf(path);
  const mend = (isUsable: boolean): string =>
    remedy ?? (column === undefined || !isUsable ? remedyOfAny : csvColumns[column]);
  if (format === 'ndjson')
    return { field: nameOf(path), what, remedy: mend(column !== undefined && !onlyInCells.has(column)) };
  // Which part of the cell: the second tier is `tiers.1`.
  const place = column === 'currency' || !/^\d+$/.test(String(path[1])) ? '' : `.${String(path[1])}`;
  return { field: column === undefined ? nameOf(path) : `${column}${place}`, what, remedy: mend(true) };
}

/** Faults that the schema of a product found in a row, each once. */
export function faultsOf(format: 'csv' | 'ndjson', issues: readonly z.core.$ZodIssue[]): readonly RowFault[] {
  const found = new Map<string, RowFault>();
  for (const issue of issues) {
    const fault = faultAt(format, issue.path, whatOf(issue));
    // The first thing said of a field is the plainest.
    if (!found.has(fault.field)) found.set(fault.field, fault);
  }
  return [...found.values()].slice(0, faultsMax);
}

/** The fault behind a refusal by the rules of products. */
export const faultOfRule = (
  format: 'csv' | 'ndjson',
  { pointer = '', detail, remedy }: DomainError,
): RowFault => faultAt(format, pointer.split('/').slice(1), detail, remedy);
