import type { MatchFilters } from '../../../functions/catalog/search/match-filters.ts';
import { seededRandom } from '../../../shared/kernel/seeded-numbers.ts';
import { type Draw, drawFrom } from './draws.ts';
import { type GeneratedProduct, generatedProduct } from './generated-products.ts';

/** A query, and what its answers are judged by. */
export interface GeneratedQuery {
  readonly queryId: string;
  readonly text: string;
  readonly filters?: MatchFilters;
  /** The product that the buyer thinks of. */
  readonly wanted: GeneratedProduct;
  /** Which of its properties the text names. */
  readonly asks: readonly ('material' | 'colour' | 'quality' | 'size')[];
}

/** One letter lost, doubled, swapped with the next or replaced, not the first. */
function misspelt(draw: Draw, word: string): string {
  if (word.length < 5) return word;
  const at = 1 + draw.number(word.length - 2);
  const letter = word.charAt(at);
  return draw.from([
    word.slice(0, at) + word.slice(at + 1),
    word.slice(0, at) + letter + word.slice(at),
    word.slice(0, at) + word.charAt(at + 1) + letter + word.slice(at + 2),
    `${word.slice(0, at)}e${word.slice(at + 1)}`,
  ]);
}

function sizeText(draw: Draw, { goods, size }: GeneratedProduct): string {
  if (size === 0) return '';
  if (goods.measure === 'length') {
    const inches = Math.round(size / 25.4);
    const forms = [`${inches} inch`, `${inches} in`, `${inches}"`];
    if (inches % 12 === 0) forms.push(`${inches / 12} ft`, `${inches / 12} foot`);
    return draw.from(forms);
  }
  return goods.measure === 'volume'
    ? draw.from([`${size}ml`, `${size / 1000}l`])
    : draw.from([`${size}w`, `${size} watt`]);
}

function textOf(draw: Draw, wanted: GeneratedProduct, asks: GeneratedQuery['asks']): string {
  const { goods } = wanted;
  const written =
    draw.chance(0.3) && goods.alsoWritten.length > 0 ? draw.from(goods.alsoWritten) : goods.name;
  const plural = draw.chance(0.25) && !written.endsWith('s') ? `${written}s` : written;
  const name = draw.chance(0.12)
    ? plural
        .split(' ')
        .map((word, index) => (index === 0 ? misspelt(draw, word) : word))
        .join(' ')
    : plural;
  const before = asks.filter((ask) => ask !== 'size').map((ask) => wanted[ask]);
  const size = asks.includes('size') ? sizeText(draw, wanted) : '';
  const words = draw.chance(0.5) ? [size, ...before, name] : [...before, name, size];
  return words
    .filter((word) => word !== '')
    .join(' ')
    .toLowerCase();
}

/** Filters that the wanted product meets, `count` of them. */
function filtersOf(draw: Draw, { record }: GeneratedProduct, count: number): MatchFilters {
  const tier = record.tiers?.at(-1);
  const term = record.deliveryTerms?.find(({ place }) => typeof place === 'string');
  const all: Partial<MatchFilters>[] = [
    { hsCode: [String(record.hsCode).slice(0, draw.from([2, 4, 6]))] },
    { quantity: tier?.minQuantity ?? 1 },
    { leadTimeDays: (record.leadTimeDays ?? 0) + draw.number(20) },
    tier
      ? { targetPrice: { ...tier.unitPrice, amount: tier.unitPrice.amount * (1 + draw.number(10) / 10) } }
      : {},
    term ? { incoterm: term.incoterm, place: term.place ?? '' } : {},
    { origin: [record.originCountry ?? ''] },
    { certificates: (record.certificates ?? []).slice(0, 1).map(String) },
    { category: [...(Array.isArray(record.categoryPath) ? record.categoryPath : [])].slice(0, 1) },
  ];
  const chosen = all.slice(0, count);
  return Object.assign({}, ...chosen);
}

/** Queries for products of a catalogue of that size; the same for the same seed. */
export function generatedQueries(
  count: number,
  products: number,
  filters: number,
  seed = 7,
): readonly GeneratedQuery[] {
  const draw = drawFrom(seededRandom(seed));
  return Array.from({ length: count }, (_, index): GeneratedQuery => {
    const wanted = generatedProduct(draw.number(products));
    const asks = (['material', 'colour', 'quality', 'size'] as const).filter(
      (ask) => draw.chance(0.3) && (ask !== 'size' || wanted.size > 0),
    );
    const query = { queryId: `q${index}`, text: textOf(draw, wanted, asks), wanted, asks };
    return filters === 0 ? query : { ...query, filters: filtersOf(draw, wanted, filters) };
  });
}
