import type { ProductRecord } from '../../../functions/catalog/search/product-record.ts';
import { seededRandom } from '../../../shared/kernel/seeded-numbers.ts';
import { type Draw, drawFrom } from './draws.ts';
import { colours, type Goods, goods, materials, qualities, uses } from './goods.ts';

/** A generated product with what it was made of, so that relevance can be judged. */
export interface GeneratedProduct {
  readonly record: ProductRecord;
  readonly goods: Goods;
  readonly material: string;
  readonly colour: string;
  readonly quality: string;
  /** Its measure in base units: mm, ml or W; 0 for none. */
  readonly size: number;
}

const syllables =
  'ba be bo da do fa ga go ka ke ki ko la li lo ma me mi na no pa po ra ri ro sa so ta to va vi zo tek lux dor nix'.split(
    ' ',
  );
const origins = [
  'CN',
  'VN',
  'KR',
  'IN',
  'TH',
  'ID',
  'TR',
  'DE',
  'IT',
  'MX',
  'PL',
  'TW',
  'JP',
  'MY',
  'BD',
  'PK',
];
const ports = ['Shanghai', 'Ningbo', 'Shenzhen', 'Hai Phong', 'Busan', 'Qingdao', 'Hamburg', 'Rotterdam'];
const certificates = ['CE', 'RoHS', 'FDA', 'ISO 9001', 'BSCI', 'FSC', 'REACH', 'UL'];
const rules = ['EXW', 'FCA', 'FOB', 'CIF', 'DAP', 'DDP'];
const schedules = [
  [1],
  [10, 100],
  [50, 500],
  [100, 500, 2000],
  [200, 1000],
  [500, 2000, 10_000],
  [1000, 5000],
  [20, 200, 1000],
];

const nameOf = (number: number): string => {
  let name = '';
  for (let rest = number + 40; rest > 0; rest = Math.floor(rest / syllables.length)) {
    name += syllables[rest % syllables.length] ?? '';
  }
  return name.charAt(0).toUpperCase() + name.slice(1);
};
const brands = Array.from({ length: 8_000 }, (_, number) => nameOf(number));

/** Sizes and how catalogues write them, in several units. */
function sizeOf(draw: Draw, measure: Goods['measure']): { size: number; written: string } {
  if (measure === 'length') {
    const inches = draw.from([6, 8, 10, 12, 16, 18, 20, 24, 30, 36, 48, 60, 72, 84, 96, 120]);
    const forms = [`${inches} in.`, `${inches} inch`, `${inches}"`, `${Math.round(inches * 2.54)} cm`];
    if (inches % 12 === 0) forms.push(`${inches / 12} ft.`, `${inches / 12}'`);
    return { size: inches * 25.4, written: draw.from(forms) };
  }
  if (measure === 'volume') {
    const ml = draw.from([250, 350, 500, 750, 1000, 1500, 2000, 5000, 10_000]);
    return { size: ml, written: draw.from([`${ml}ml`, `${ml} ml`, `${ml / 1000} L`]) };
  }
  if (measure === 'power') {
    const watts = draw.from([5, 8, 10, 12, 20, 40, 60, 100, 150, 300, 500, 800, 1000, 1500]);
    return { size: watts, written: draw.from([`${watts} W`, `${watts}W`, `${watts} watt`]) };
  }
  return { size: 0, written: '' };
}

function englishTitle(
  draw: Draw,
  product: Omit<GeneratedProduct, 'record'>,
  name: string,
  written: string,
): string {
  const { quality, material, colour } = product;
  const brand = draw.common(brands);
  const model = draw.chance(0.3) ? ` ${brand.slice(0, 2).toUpperCase()}-${draw.number(9_000) + 100}` : '';
  const use = draw.from(uses);
  const capital = name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
  return draw
    .from([
      `${brand}${model} ${quality} ${material} ${capital}, ${written}, ${colour}`,
      `${written} ${material} ${capital} in ${colour}, ${quality}`,
      `${brand} ${capital} with ${use}, ${colour}, ${written}`,
      `${capital} for ${use}, ${quality} ${colour} ${material} ${written}`,
      `${colour} ${quality} ${capital} ${written}${model}`,
    ])
    .replace(/, (?=,|$)/g, '')
    .replace(/ {2,}/g, ' ')
    .trim();
}

function localTitle(
  draw: Draw,
  made: Omit<GeneratedProduct, 'record'>,
  language: 1 | 2,
  written: string,
): string {
  const material = materials.find(([english]) => english === made.material)?.[language] ?? '';
  const colour = colours.find(([english]) => english === made.colour)?.[language] ?? '';
  const name = language === 1 ? made.goods.korean : made.goods.chinese;
  const blank = language === 1 ? ' ' : '';
  return draw.from([
    [colour, material, name, written].join(blank),
    [material, name, colour].join(blank),
    [name, material, written].join(blank),
  ]);
}

function descriptionOf(draw: Draw, made: Omit<GeneratedProduct, 'record'>): string {
  const first = draw.from([
    `This ${made.quality} product is made of ${made.material} for the ${draw.from(uses)}.`,
    `Suitable for ${draw.from(uses)} and ${draw.from(uses)}, easy to clean.`,
    `Factory price, ${made.colour} finish, custom logo accepted.`,
  ]);
  return draw.chance(0.6) ? first : '';
}

function termsOf(draw: Draw, made: Goods): Partial<ProductRecord> {
  const schedule = draw.common(schedules);
  const price = draw.number(4_000) + 20;
  const currency = draw.common(['USD', 'EUR', 'CNY', 'KRW']);
  const port = draw.common(ports);
  return {
    hsCode: made.hsCode + draw.common(['10', '90', '00', '20']),
    supplierId: `sup-${draw.number(20_000)}`,
    originCountry: draw.common(origins),
    tiers: schedule.map((minQuantity, tier) => ({
      minQuantity,
      unitPrice: { currency, amount: Math.round(price * (1 - tier * 0.07)) / 100 },
    })),
    leadTimeDays: draw.common([7, 10, 14, 15, 20, 25, 30, 35, 45, 60]),
    certificates: certificates.filter(() => draw.chance(0.2)),
    deliveryTerms: rules
      .filter(() => draw.chance(0.4))
      .map((incoterm) => ({ incoterm, place: incoterm === 'DDP' ? null : port })),
  };
}

/** The product of that number; the same for the same number and seed, in whatever order they are asked for. */
export function generatedProduct(number: number, seed = 1): GeneratedProduct {
  const draw = drawFrom(seededRandom(seed * 1_000_003 + number));
  const kind = draw.from(goods);
  const { size, written } = sizeOf(draw, kind.measure);
  const made = {
    goods: kind,
    material: draw.common(materials)[0],
    colour: draw.common(colours)[0],
    quality: draw.common(qualities),
    size,
  };
  const spelling = draw.chance(0.25) && kind.alsoWritten.length > 0 ? draw.from(kind.alsoWritten) : kind.name;
  const language = draw.number(20);
  const title =
    language < 2
      ? localTitle(draw, made, language === 0 ? 1 : 2, written)
      : englishTitle(draw, made, spelling, written);
  const record: ProductRecord = {
    productId: String(10_000_000 + ((number * 7_919) % 90_000_000)),
    title,
    description: descriptionOf(draw, made),
    attributes: { Material: made.material, Colour: made.colour, Style: made.quality },
    categoryPath: [...kind.path],
    ...termsOf(draw, kind),
  };
  return { record, ...made };
}
