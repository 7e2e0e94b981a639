import type { BusinessDate } from '../../shared/kernel/business-date.ts';
import { countryOf } from '../../shared/kernel/country.ts';
import { parseMoney } from '../../shared/kernel/money.ts';
import { parseQuantity, unitOf } from '../../shared/kernel/quantity.ts';
import { compareRates, parseRate } from '../../shared/kernel/rate.ts';
import type { OutgoingEvent } from '../../shared/messaging/event.ts';
import { productPublished } from './contract.ts';
import { isGtin } from './domain/gtin.ts';
import { findTierFault, type PriceTier } from './domain/price-tiers.ts';
import { catalogErrors } from './errors.ts';
import type { Product } from './repository.ts';
import { foldCertificate } from './search/product-facts.ts';
import type { ProductInput } from './shapes.ts';

/** The price tiers of a product as the domain knows them. */
export const tiersOf = (terms: Pick<ProductInput, 'tiers'>): readonly PriceTier[] =>
  terms.tiers.map((tier) => ({ minQuantity: tier.minQuantity, unitPrice: parseMoney(tier.unitPrice) }));

const faultDetail = {
  mixed_currencies: 'Another tier is in another currency.',
  tiers_not_rising: 'Its minQuantity is not above that of the tier before.',
  tiers_not_falling: 'Its unit price is not below that of the tier before.',
} as const;

type Canonical = (value: string, pointer: string) => string;

function normaliseTiers(terms: ProductInput, canonical: Canonical): ProductInput['tiers'] {
  const tiers = terms.tiers.map((tier, index) => ({
    ...tier,
    minQuantity: canonical(tier.minQuantity, `/tiers/${index}/minQuantity`),
  }));
  const fault = findTierFault(tiersOf({ tiers }));
  if (fault) throw catalogErrors[fault.fault](faultDetail[fault.fault], { pointer: `/tiers/${fault.tier}` });
  const sampleCurrency = terms.sampleTerms?.unitPrice.currency;
  if (sampleCurrency !== undefined && sampleCurrency !== tiers[0]?.unitPrice.currency) {
    throw catalogErrors.mixed_currencies('The sample price is in another currency than the tiers.', {
      pointer: '/sampleTerms/unitPrice/currency',
    });
  }
  return tiers;
}

/** Longer times of larger orders; the first band stands above the minimum order, which `leadTimeDays` is for. */
function normaliseLeadTimes(terms: ProductInput, canonical: Canonical): ProductInput['leadTimes'] {
  let before = { minQuantity: terms.tiers[0]?.minQuantity ?? '0', days: terms.leadTimeDays };
  return terms.leadTimes?.map((band, index) => {
    const minQuantity = canonical(band.minQuantity, `/leadTimes/${index}/minQuantity`);
    const isHigher = compareRates(parseRate(minQuantity), parseRate(before.minQuantity)) > 0;
    if (!isHigher || band.days <= before.days) {
      throw catalogErrors.lead_times_not_rising(
        `${minQuantity} in ${band.days} days comes after ${before.minQuantity} in ${before.days} days.`,
        { pointer: `/leadTimes/${index}` },
      );
    }
    before = { minQuantity, days: band.days };
    return before;
  });
}

/**
 * Canonical quantities, known country and unit, tiers and lead times that make sense. DomainErrors: the price faults of the
 * catalogue, `catalog.lead_times_not_rising`, `catalog.bad_gtin`, `country.unknown`, `quantity.*`.
 */
export const normaliseProduct = (terms: ProductInput): ProductInput => {
  countryOf(terms.originCountry, { pointer: '/originCountry' });
  const unit = unitOf(terms.unit, { pointer: '/unit' }).code;
  const canonical: Canonical = (value, pointer) => parseQuantity({ value, unit }, { pointer }).value;
  const tiers = normaliseTiers(terms, canonical);
  const leadTimes = normaliseLeadTimes({ ...terms, tiers }, canonical);
  canonical(terms.packing.unitsPerPackage, '/packing/unitsPerPackage');
  if (terms.gtin !== undefined && !isGtin(terms.gtin)) {
    throw catalogErrors.bad_gtin(`${terms.gtin} has a wrong check digit.`, { pointer: '/gtin' });
  }
  return { ...terms, unit, tiers, ...(leadTimes ? { leadTimes } : {}) };
};

/** Whether a product names all these certificates, none of them past its last day; the names are compared by letters and digits. */
export const holdsCertificates = (
  { certificates }: Pick<ProductInput, 'certificates'>,
  names: readonly string[],
  today: BusinessDate,
): boolean => {
  const inForce = certificates.filter(({ validUntil }) => validUntil === undefined || validUntil >= today);
  const held = new Set(inForce.map(({ name }) => foldCertificate(name)));
  return names.every((name) => held.has(foldCertificate(name)));
};

/** The event of a product's version. */
export const publishedEvent = (product: Product, version: number): OutgoingEvent =>
  productPublished.create({
    subject: product.productId,
    sequence: version,
    audience: [product.supplierId],
    data: {
      productId: product.productId,
      supplierId: product.supplierId,
      title: product.title,
      hsCode: product.hsCode,
      originCountry: product.originCountry,
      currency: product.tiers[0]?.unitPrice.currency ?? '',
      isListed: product.isListed,
    },
  });
