import { foldText } from './fold-text.ts';
import { type ProductRecord, tiersMax } from './product-record.ts';

/** Between the names of a category path, the certificates of a product and so on; sorts before every printed character. */
export const separator = '\u0001';

/** Millionths of a currency unit or of a unit of quantity: the whole numbers in which the index compares them. */
export const scale = 1_000_000;

/** What filters look at. An empty text, and a number below zero, says that the product does not state it. */
export interface ProductFacts {
  /** Folded names, each ended by {@link separator}, so that a path is a prefix of what lies under it. */
  readonly category: string;
  readonly hsCode: string;
  readonly supplierId: string;
  readonly originCountry: string;
  readonly currency: string;
  /** Folded names in order, each ended by {@link separator}. */
  readonly certificates: string;
  /** `fob busan` and `fob ` in order, each ended by {@link separator}. */
  readonly deliveryTerms: string;
  /** The smallest quantities of the tiers in millionths, each ended by {@link separator}; the first is the minimum order. */
  readonly quantities: string;
  /** Unit prices of the tiers in millionths. */
  readonly prices: readonly number[];
  readonly leadTimeDays: number;
}

const foldName = (text: string): string =>
  foldText(text).replace(/\s+/g, ' ').replaceAll(separator, '').trim();
const joinAll = (names: Iterable<string>): string => {
  let joined = '';
  for (const name of names) joined += name + separator;
  return joined;
};
const sorted = (names: readonly string[]): readonly string[] => [...new Set(names)].sort();

/** The names of a category path, as written. */
export function categoryNames(path: ProductRecord['categoryPath']): readonly string[] {
  if (path === null || path === undefined) return [];
  if (typeof path !== 'string') return path.filter((name) => name.trim() !== '');
  const cut = /[>|›]/.test(path) ? /[>|›]/ : path.includes(' / ') ? ' / ' : '/';
  return path
    .split(cut)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** A category path as it is compared. */
export const foldCategory = (path: ProductRecord['categoryPath']): string =>
  joinAll(categoryNames(path).map(foldName));

/** A certificate's name as it is compared: letters and digits only, so that `ISO-9001` is `ISO 9001`. */
export const foldCertificate = (name: string): string => foldText(name).replace(/[^\p{L}\p{N}]+/gu, '');

/** A rule and its named place as they are compared; an empty place is no place. */
export const foldDeliveryTerm = (incoterm: string, place: string): string =>
  `${foldName(incoterm)} ${foldName(place)}`;

/** Digits of an HS code, whatever stands between them. */
export const foldHsCode = (code: string): string => code.replace(/\D/g, '');

/** The facts of a product, in the form in which they are compared and stored. */
export function productFacts(product: ProductRecord): ProductFacts {
  const tiers = product.tiers ?? [];
  const single = product.unitPrice ?? undefined;
  const currency = tiers[0]?.unitPrice.currency ?? single?.currency ?? '';
  const priced = tiers
    .filter((tier) => tier.unitPrice.currency === currency)
    .sort((a, b) => a.minQuantity - b.minQuantity)
    .slice(0, tiersMax);
  const minimum = product.minimumOrderQuantity ?? undefined;
  // No tier is reached below the minimum order, whatever the tiers say.
  const quantities = priced.map((tier) => Math.max(minimum ?? 0, tier.minQuantity));
  if (quantities.length === 0 && (minimum !== undefined || single !== undefined))
    quantities.push(minimum ?? 0);
  const prices = priced.map((tier) => tier.unitPrice.amount);
  if (prices.length === 0 && single !== undefined) prices.push(single.amount);
  const terms = (product.deliveryTerms ?? []).map((term) =>
    foldDeliveryTerm(term.incoterm, term.place ?? ''),
  );
  const certificates = (product.certificates ?? []).map((one) =>
    foldCertificate(typeof one === 'string' ? one : one.name),
  );
  return {
    category: foldCategory(product.categoryPath),
    hsCode: foldHsCode(product.hsCode ?? ''),
    supplierId: product.supplierId ?? '',
    originCountry: (product.originCountry ?? '').toUpperCase(),
    currency,
    certificates: joinAll(sorted(certificates)),
    deliveryTerms: joinAll(sorted(terms)),
    quantities: joinAll(quantities.map((quantity) => String(Math.round(quantity * scale)))),
    prices: prices.map((amount) => Math.round(amount * scale)),
    leadTimeDays: product.leadTimeDays ?? -1,
  };
}
