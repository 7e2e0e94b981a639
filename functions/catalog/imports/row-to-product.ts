import { DomainError } from '../../../shared/kernel/errors.ts';
import { normaliseProduct } from '../product-rules.ts';
import { type ProductInput, productInput } from '../shapes.ts';

/** What is wrong with one field of a row, and how to mend it. */
export interface RowFault {
  readonly field: string;
  readonly what: string;
  readonly remedy: string;
}

/** A row as a product, or what is wrong with it. */
export type ReadRow =
  | { readonly kind: 'product'; readonly product: ProductInput }
  | { readonly kind: 'faulty'; readonly faults: readonly RowFault[] };

const faultsMax = 10;
const remedyFor = 'Correct the field and import the row again.';

/** Columns of a CSV file; an unknown one is refused before any row is read. */
export const csvColumns = [
  ...['title', 'description', 'modelNumber', 'sku', 'gtin', 'category', 'hsCode', 'originCountry'],
  ...['specification', 'unit', 'currency', 'tiers', 'unitsPerPackage', 'packageType', 'lengthMm', 'widthMm'],
  ...['heightMm', 'netWeightGrams', 'grossWeightGrams', 'isStackable', 'leadTimeDays', 'leadTimeFrom'],
  ...['certificates', 'deliveryTerms', 'isListed'],
] as const;

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
  const cell = (name: (typeof csvColumns)[number]): string | undefined => {
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

function faultOf(error: DomainError): RowFault {
  return {
    field: error.pointer?.replace(/^\//, '').replaceAll('/', '.') ?? '',
    what: error.detail,
    remedy: error.remedy ?? remedyFor,
  };
}

function checked(given: unknown): ReadRow {
  const parsed = productInput.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.slice(0, faultsMax).map((issue) => ({
      field: issue.path.map(String).join('.'),
      what: issue.message,
      remedy: remedyFor,
    }));
    return { kind: 'faulty', faults };
  }
  try {
    return { kind: 'product', product: normaliseProduct(parsed.data) };
  } catch (error) {
    if (error instanceof DomainError) return { kind: 'faulty', faults: [faultOf(error)] };
    throw error;
  }
}

/** Reads a row of CSV by its columns. Never throws for any text. */
export const readCsvRow = (columns: readonly string[], cells: readonly string[]): ReadRow => {
  if (cells.length > columns.length) {
    const what = `The row has ${cells.length} cells, the header ${columns.length}.`;
    const remedy = 'Put text that holds a comma between double quotes.';
    return { kind: 'faulty', faults: [{ field: '', what, remedy }] };
  }
  return checked(productOfCells(columns, cells));
};

/** Reads a line of NDJSON: a product as createProduct takes it. Never throws for any text. */
export const readJsonRow = (text: string): ReadRow => {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    const what = 'The line is not JSON.';
    return {
      kind: 'faulty',
      faults: [{ field: '', what, remedy: 'Write one whole JSON object on each line.' }],
    };
  }
  return checked(given);
};

/** The first thing wrong with the header of a CSV file, or undefined. */
export function headerFault(columns: readonly string[]): RowFault | undefined {
  const known = new Set<string>(csvColumns);
  const unknown = columns.find((column) => !known.has(column));
  if (unknown !== undefined) {
    const what = `There is no column "${unknown}".`;
    return { field: unknown, what, remedy: `The columns are: ${csvColumns.join(', ')}.` };
  }
  const twice = columns.find((column, at) => columns.indexOf(column) !== at);
  if (twice === undefined) return undefined;
  return { field: twice, what: `The column "${twice}" comes twice.`, remedy: 'Leave one of them out.' };
}
