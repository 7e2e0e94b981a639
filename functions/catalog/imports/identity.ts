import { createHash } from 'node:crypto';
import { analyseText } from '../search/analyse-text.ts';
import type { ProductInput } from '../shapes.ts';

/** What a product of a supplier can be known again by. */
export interface Identity {
  readonly kind: 'sku' | 'gtin' | 'text';
  readonly value: string;
}

const textLengthMax = 2_000;
const lexemesMax = 200;

/** Words of title, specification and heading in no order: what differs in case, order, plural or punctuation only is the same. */
export const textIdentity = (product: Pick<ProductInput, 'title' | 'hsCode' | 'specification'>): string => {
  const texts = [product.title, ...product.specification.map(({ name, value }) => `${name} ${value}`)];
  const words = analyseText(texts.join(' ; '), textLengthMax, lexemesMax).map(({ text }) => text);
  const said = [product.hsCode.slice(0, 6), ...[...new Set(words)].sort()].join(' ');
  return createHash('sha256').update(said).digest('hex').slice(0, 32);
};

/** Every identity of a product, the surest first. */
export const identitiesOf = (product: ProductInput): readonly Identity[] => [
  ...(product.sku === undefined ? [] : [{ kind: 'sku' as const, value: product.sku }]),
  ...(product.gtin === undefined ? [] : [{ kind: 'gtin' as const, value: product.gtin }]),
  { kind: 'text', value: textIdentity(product) },
];
