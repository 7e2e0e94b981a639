import type { SampleState } from '../../../functions/samples/contract.ts';
import type { QuoteTerms } from '../../../functions/samples/domain/decide-order.ts';
import type { Sample } from '../../../functions/samples/domain/sample.ts';
import { type Instant, parseInstant } from '../../../shared/kernel/instant.ts';
import { money } from '../../../shared/kernel/money.ts';

export const buyerId = 'com_01K9Z3V5T8QW2M4N6P8R0S1T3V';
export const supplierId = 'com_01K9Z3V5T8QW2M4N6P8R0S1T4W';
export const strangerId = 'com_01K9Z3V5T8QW2M4N6P8R0S1T5X';
export const at = (text: string): Instant => parseInstant(text);
/** Requested on a Monday morning. */
export const requestedAt = at('2026-11-23T08:00:00Z');

/** 80.00 for the goods, 35.00 for the courier, seven days and two of grace. */
export const terms: QuoteTerms = {
  unitPrice: money('USD', 8_000n),
  courierFee: money('USD', 3_500n),
  customsValue: money('USD', 8_000n),
  leadDays: 7,
  graceDays: 2,
  validUntil: at('2026-12-06T00:00:00Z'),
  credit: { bulkQuantityMin: '500', expiresOn: '2027-05-31', includesCourier: false },
};

/** A request that nobody has answered. */
export const requested: Sample = {
  sampleId: 'smp_01K9Z3V5T8QW2M4N6P8R0S1T3V',
  buyerId,
  buyerName: 'Vermeer Licht B.V.',
  buyerCountry: 'NL',
  supplierId,
  kind: 'custom',
  productName: 'LED desk lamp DL-8F',
  specification: [
    { name: 'Luminous flux', value: '600 lm', tolerance: '±5 %' },
    { name: 'Colour', value: 'RAL 9005' },
  ],
  quantity: { value: '1', unit: 'H87' },
  shipTo: { addressLine: 'Keizersgracht 12', city: 'Amsterdam', country: 'NL' },
  state: 'requested',
  round: 1,
  requestedAt,
  earlierReviews: [],
};

export const quoted: Sample = { ...requested, state: 'quoted', quote: { ...terms, version: 1 } };
export const accepted: Sample = {
  ...quoted,
  state: 'awaiting_payment',
  acceptedAt: at('2026-11-24T08:00:00Z'),
};
export const inProduction: Sample = {
  ...accepted,
  state: 'in_production',
  paidAt: at('2026-11-24T10:00:00Z'),
  dispatchBy: at('2026-12-01T10:00:00Z'),
};
export const shipped: Sample = {
  ...inProduction,
  state: 'shipped',
  dispatch: { carrier: 'DHL', trackingNumber: '4821193372', dispatchedAt: at('2026-12-01T09:00:00Z') },
};
export const underReview: Sample = {
  ...shipped,
  state: 'under_review',
  deliveredAt: at('2026-12-05T09:00:00Z'),
  isDeliveryAssumed: false,
};
/** Rejected as not to specification: the supplier may answer for three days. */
export const rejected: Sample = {
  ...underReview,
  state: 'rejected',
  review: {
    outcome: 'rejected',
    ground: 'not_to_specification',
    findings: [{ item: 'Luminous flux', measured: '480 lm' }],
    reviewedAt: at('2026-12-06T09:00:00Z'),
  },
};
export const parked: Sample = {
  ...shipped,
  state: 'parked',
  parking: {
    from: 'shipped',
    reason: 'reported_missing',
    owner: 'operator',
    parkedAt: at('2026-12-30T09:00:00Z'),
  },
};

/** A sample in each state from which something can still happen by time. */
export const inState = (state: SampleState): Sample => ({ ...underReview, state });
