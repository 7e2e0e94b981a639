import type { Cells, TextCells, TextColumn } from './columns.ts';
import type { MatchFilters } from './match-filters.ts';
import {
  foldCategory,
  foldCertificate,
  foldDeliveryTerm,
  foldHsCode,
  scale,
  separator,
} from './product-facts.ts';
import type { Snapshot } from './snapshot.ts';
import { lowerBound, type StringTable } from './string-table.ts';

/** What may be an answer: products from `from` to before `to` for which `passes` is true. */
export interface Admission {
  readonly from: number;
  readonly to: number;
  /** Undefined when every product of the range passes. */
  readonly passes: ((document: number) => boolean) | undefined;
  /** Clears the bits of products that do not pass; bit 0 is the product `from`. */
  readonly narrow: (bits: Uint32Array, from: number) => void;
  /** False when no product of that window can pass. */
  readonly mayHold: (window: number) => boolean;
}

interface Condition {
  readonly cells: Cells;
  /** 1 for each value of the column that passes. */
  readonly allowed: Uint8Array;
}

const last = '\uffff';

/** Products whose category path begins with this one; they lie together. */
function categoryRange(snapshot: Snapshot, path: MatchFilters['category']): { from: number; to: number } {
  const all = { from: 0, to: snapshot.products };
  const folded = foldCategory(path);
  if (folded === '') return all;
  const { texts, starts } = snapshot.categories;
  const first = lowerBound(texts, folded);
  const end = lowerBound(texts, folded + last);
  return { from: starts[first] ?? snapshot.products, to: starts[end] ?? snapshot.products };
}

/** The values of columns of lists, split once for each open index. */
const splitValues = new WeakMap<StringTable, readonly (readonly string[])[]>();

function listsOf({ values }: TextCells): readonly (readonly string[])[] {
  const known = splitValues.get(values);
  if (known !== undefined) return known;
  const lists = values.all().map((value) => value.split(separator).slice(0, -1));
  splitValues.set(values, lists);
  return lists;
}

const condition = (column: TextCells, passes: (list: readonly string[]) => boolean): Condition => ({
  cells: column.cells,
  allowed: Uint8Array.from(listsOf(column), (list) => (passes(list) ? 1 : 0)),
});

/** Marks exact values, or those that begin with them, by binary search: columns of many values stay unread. */
function listed(column: TextCells, wanted: readonly string[], isPrefix: boolean): Condition {
  const allowed = new Uint8Array(column.values.size);
  for (const text of wanted) {
    if (text === '') continue;
    const from = lowerBound(column.values, text);
    const to = isPrefix ? lowerBound(column.values, text + last) : from + 1;
    const hits = isPrefix || (from < column.values.size && column.values.at(from) === text);
    if (hits) allowed.fill(1, from, to);
  }
  return { cells: column.cells, allowed };
}

/** A test of a product's terms of delivery: one of them is of that rule and at that place. */
function termTest(
  incoterm: string | undefined,
  place: string | undefined,
): (terms: readonly string[]) => boolean {
  const rule = incoterm === undefined ? undefined : foldDeliveryTerm(incoterm, '');
  const named = place === undefined ? undefined : foldDeliveryTerm('', place);
  if (rule !== undefined && named !== undefined) return (terms) => terms.includes(rule + named.slice(1));
  if (rule !== undefined) return (terms) => terms.some((term) => term.startsWith(rule));
  return (terms) => named === undefined || terms.some((term) => term.slice(term.indexOf(' ')) === named);
}

/** Which tier a quantity reaches, by value of the column of quantities: its number, or -1 below the minimum. */
function tiersReached(column: TextCells, quantity: number): Int8Array {
  const asked = Math.round(quantity * scale);
  return Int8Array.from(listsOf(column), (list) => list.findLastIndex((least) => Number(least) <= asked));
}

function pricePasses(snapshot: Snapshot, filters: MatchFilters): ((document: number) => boolean) | undefined {
  if (filters.targetPrice === undefined) return undefined;
  const limit = Math.round(filters.targetPrice.amount * scale);
  // Cells hold the place of the price + 1, so every cell from 1 to this count is cheap enough.
  let low = 0;
  let high = snapshot.priceValues.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((snapshot.priceValues[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  const isCheap = (tier: number, document: number): boolean => {
    const cell = snapshot.prices[tier]?.at(document) ?? 0;
    return cell > 0 && cell <= low;
  };
  const { quantities } = snapshot.columns;
  if (filters.quantity === undefined) {
    return (document) => snapshot.prices.some((_, tier) => isCheap(tier, document));
  }
  const reached = tiersReached(quantities, filters.quantity);
  return (document) => {
    const tier = reached[quantities.cells.at(document)] ?? -1;
    return tier >= 0 && isCheap(tier, document);
  };
}

function conditionsOf(snapshot: Snapshot, filters: MatchFilters): readonly Condition[] {
  const columns: Readonly<Record<TextColumn, TextCells>> = snapshot.columns;
  const found: Condition[] = [];
  const { supplierId, excludedSupplierId, hsCode, origin, certificates, incoterm, place, quantity } = filters;
  if (supplierId) found.push(listed(columns.supplierId, supplierId, false));
  if (hsCode) found.push(listed(columns.hsCode, hsCode.map(foldHsCode), true));
  if (origin) {
    const codes = origin.map((code) => code.toUpperCase());
    found.push(listed(columns.originCountry, codes, false));
  }
  if (certificates) {
    const wanted = certificates.map(foldCertificate);
    found.push(condition(columns.certificates, (names) => wanted.every((one) => names.includes(one))));
  }
  if (incoterm !== undefined || place !== undefined) {
    found.push(condition(columns.deliveryTerms, termTest(incoterm, place)));
  }
  const { leadTimeDays } = filters;
  if (leadTimeDays !== undefined) {
    const days = columns.leadTimeDays;
    const passes = (value: string): number => (value !== '' && Number(value) <= leadTimeDays ? 1 : 0);
    found.push({ cells: days.cells, allowed: Uint8Array.from(days.values.all(), passes) });
  }
  if (quantity !== undefined) {
    const reached = tiersReached(columns.quantities, quantity);
    found.push({
      cells: columns.quantities.cells,
      allowed: Uint8Array.from(reached, (tier) => (tier >= 0 ? 1 : 0)),
    });
  }
  if (filters.targetPrice) {
    found.push(listed(columns.currency, [filters.targetPrice.currency], false));
  }
  if (excludedSupplierId) {
    const excluded = listed(columns.supplierId, excludedSupplierId, false);
    found.push({ cells: excluded.cells, allowed: excluded.allowed.map((isHit) => 1 - isHit) });
  }
  return found;
}

/** Share of a column's values that pass. */
const shareOf = ({ allowed }: Condition): number =>
  allowed.reduce((sum, isAllowed) => sum + isAllowed, 0) / Math.max(1, allowed.length);

/** Which windows span a wanted HS code; products of a code lie near each other, because categories do. */
function windowsWithCodes(snapshot: Snapshot, codes: MatchFilters['hsCode']): Admission['mayHold'] {
  if (codes === undefined) return () => true;
  const { allowed } = listed(snapshot.columns.hsCode, codes.map(foldHsCode), true);
  const upTo = new Uint32Array(allowed.length + 1);
  for (const [code, isAllowed] of allowed.entries()) upTo[code + 1] = (upTo[code] ?? 0) + isAllowed;
  const { hsCodeSpans } = snapshot;
  return (window) => {
    const [least, greatest] = [hsCodeSpans[window * 2] ?? 0, hsCodeSpans[window * 2 + 1] ?? 0];
    return (upTo[greatest + 1] ?? 0) > (upTo[least] ?? 0);
  };
}

/** Filters as a range of products and a test of one product that reads a few packed numbers. */
export function compileFilters(snapshot: Snapshot, filters: MatchFilters): Admission {
  const range = categoryRange(snapshot, filters.category);
  // The fewer values of a column pass, the sooner it is asked.
  const conditions = [...conditionsOf(snapshot, filters)].sort((a, b) => shareOf(a) - shareOf(b));
  const isCheap = pricePasses(snapshot, filters);
  const mayHold = windowsWithCodes(snapshot, filters.hsCode);
  if (conditions.length === 0 && isCheap === undefined) {
    return { ...range, passes: undefined, narrow: () => undefined, mayHold };
  }
  const passes = (document: number): boolean => {
    for (const { cells, allowed } of conditions) if (allowed[cells.at(document)] !== 1) return false;
    return isCheap === undefined || isCheap(document);
  };
  const narrow = (bits: Uint32Array, from: number): void => {
    for (const { cells, allowed } of conditions) cells.narrow(bits, from, allowed);
    if (isCheap !== undefined) narrowBy(bits, from, isCheap);
  };
  return { ...range, passes, narrow, mayHold };
}

function narrowBy(bits: Uint32Array, from: number, passes: (document: number) => boolean): void {
  for (let group = 0; group < bits.length; group += 1) {
    let left = bits[group] ?? 0;
    while (left !== 0) {
      const place = 31 - Math.clz32(left & -left);
      left &= left - 1;
      if (!passes(from + group * 32 + place)) bits[group] = (bits[group] ?? 0) & ~(1 << place);
    }
  }
}

/** The same without some products, which are given rising. */
export function withoutDocuments(admission: Admission, hidden: Uint32Array): Admission {
  if (hidden.length === 0) return admission;
  const isHidden = (document: number): boolean => hidden[placeFrom(hidden, document)] === document;
  return {
    ...admission,
    passes: (document) => !isHidden(document) && (admission.passes?.(document) ?? true),
    narrow: (bits, from) => {
      admission.narrow(bits, from);
      const to = from + bits.length * 32;
      for (let at = placeFrom(hidden, from); (hidden[at] ?? to) < to; at += 1) {
        const slot = (hidden[at] ?? 0) - from;
        bits[slot >>> 5] = (bits[slot >>> 5] ?? 0) & ~(1 << (slot & 31));
      }
    },
  };
}

/** Place of the first value that is not below `value`. */
function placeFrom(values: Uint32Array, value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
