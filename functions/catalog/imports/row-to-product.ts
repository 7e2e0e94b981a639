import { DomainError } from '../../../shared/kernel/errors.ts';
import { normaliseProduct } from '../product-rules.ts';
import { type ProductInput, productInput } from '../shapes.ts';
import { type CsvColumn, csvColumns, faultOfRule, faultsOf, type RowFault } from './row-faults.ts';

interface Faulty {
  readonly kind: 'faulty';
  readonly faults: readonly RowFault[];
}

/** A row as a product, or what is wrong with it. */
export type ReadRow = { readonly kind: 'product'; readonly product: ProductInput } | Faulty;

const listOf = (cell: string | undefined): readonly string[] =>
  (cell ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const numberOf = (cell: string | undefined): number | string | undefined =>
  cell !== undefined && /^\d+$/.test(cell) ? Number(cell) : cell;
const truthOf = (cell: string | undefined): boolean | string | undefined =>
  cell === undefined
    ? undefined
    : (new Map([
        ['yes', true],
        ['true', true],
        ['no', false],
        ['false', false],
      ]).get(cell.toLowerCase()) ?? cell);

/** `name=value` parts. */
const specificationOf = (cell: string | undefined) =>
  listOf(cell).map((part) => {
    const at = part.indexOf('=');
    return { name: part.slice(0, Math.max(0, at)).trim(), value: part.slice(at + 1).trim() };
  });

/** `100:4.20` parts in one currency. */
const tiersOf = (cell: string | undefined, currency: string | undefined) =>
  listOf(cell).map((part) => {
    const [minQuantity = '', amount = ''] = part.split(':').map((text) => text.trim());
    return { minQuantity, unitPrice: { currency: currency ?? '', amount } };
  });

/** `FOB Shenzhen` parts. */
const deliveryTermsOf = (cell: string | undefined) =>
  listOf(cell).map((part) => {
    const at = part.indexOf(' ');
    return {
      incoterm: part.slice(0, at < 0 ? undefined : at),
      place: at < 0 ? '' : part.slice(at + 1).trim(),
    };
  });

const orNothing = <Item>(items: readonly Item[]): readonly Item[] | undefined =>
  items.length === 0 ? undefined : items;

/** The product that a CSV row describes, unchecked. */
function productOfCells(columns: readonly string[], cells: readonly string[]): unknown {
  const named = new Map(columns.map((column, at) => [column, cells[at]?.trim()]));
  const cell = (name: CsvColumn): string | undefined => {
    const found = named.get(name);
    return found === '' ? undefined : found;
  };
  const categoryPath = cell('category')
    ?.split('>')
    .map((name) => name.trim());
  return {
    title: cell('title'),
    description: cell('description'),
    modelNumber: cell('modelNumber'),
    sku: cell('sku'),
    gtin: cell('gtin'),
    categoryPath,
    hsCode: cell('hsCode'),
    originCountry: cell('originCountry'),
    specification: specificationOf(cell('specification')),
    unit: cell('unit'),
    tierMode: 'whole_order',
    tiers: tiersOf(cell('tiers'), cell('currency')),
    packing: {
      unitsPerPackage: cell('unitsPerPackage'),
      packageType: cell('packageType'),
      lengthMm: numberOf(cell('lengthMm')),
      widthMm: numberOf(cell('widthMm')),
      heightMm: numberOf(cell('heightMm')),
      netWeightGrams: numberOf(cell('netWeightGrams')),
      grossWeightGrams: numberOf(cell('grossWeightGrams')),
      isStackable: truthOf(cell('isStackable')),
    },
    leadTimeDays: numberOf(cell('leadTimeDays')),
    leadTimeFrom: cell('leadTimeFrom'),
    certificates: listOf(cell('certificates')).map((name) => ({ name })),
    deliveryTerms: orNothing(deliveryTermsOf(cell('deliveryTerms'))),
    isListed: truthOf(cell('isListed')) ?? true,
  };
}

function checked(format: 'csv' | 'ndjson', given: unknown): ReadRow {
  const parsed = productInput.safeParse(given);
  if (!parsed.success) return { kind: 'faulty', faults: faultsOf(format, parsed.error.issues) };
  try {
    return { kind: 'product', product: normaliseProduct(parsed.data) };
  } catch (error) {
    if (error instanceof DomainError) return { kind: 'faulty', faults: [faultOfRule(format, error)] };
    throw error;
  }
}

const faultyRow = (what: string, remedy: string): Faulty => ({
  kind: 'faulty',
  faults: [{ field: '', what, remedy }],
});

/** A row whose quotes do not end: what follows them is part of it. */
export const openRow = faultyRow(
  'The quotes of a cell are not closed.',
  'Close them before the comma; write a quote that is part of quoted text twice.',
);

/** A row of more than so many bytes. */
export const longRow = (bytesMax: number): Faulty =>
  faultyRow(
    `The row is longer than ${bytesMax} bytes.`,
    'Shorten its longest field. If quotes begin in it, close them: the row ends where they are closed.',
  );

/** Reads a row of CSV by its columns. Never throws for any text. */
export const readCsvRow = (columns: readonly string[], cells: readonly string[]): ReadRow => {
  if (cells.length > columns.length) {
    const what = `The row has ${cells.length} cells, the header ${columns.length}.`;
    return faultyRow(what, 'Put text that holds a comma between double quotes.');
  }
  return checked('csv', productOfCells(columns, cells));
};

/** Reads a line of NDJSON: a product as createProduct takes it. Never throws for any text. */
export const readJsonRow = (text: string): ReadRow => {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    const line = text.trim();
    const isList = line.endsWith(',') || line === '[' || line === ']';
    return isList
      ? faultyRow('The line is part of a list.', 'Leave the brackets and the commas between lines out.')
      : faultyRow('The line is not JSON.', 'Write one whole JSON object on each line.');
  }
  return checked('ndjson', given);
};

/** The first thing wrong with the header of a CSV file, or undefined. */
export function headerFault(columns: readonly string[]): RowFault | undefined {
  const names = Object.keys(csvColumns);
  const unknown = columns.find((column) => !names.includes(column));
  if (unknown !== undefined) {
    const what = `There is no column "${unknown}".`;
    return { field: unknown, what, remedy: `The columns are: ${names.join(', ')}.` };
  }
  const twice = columns.find((column, at) => columns.indexOf(column) !== at);
  if (twice === undefined) return undefined;
  return { field: twice, what: `The column "${twice}" comes twice.`, remedy: 'Leave one of them out.' };
}
