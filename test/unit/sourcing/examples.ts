import type { Offer } from '../../../functions/sourcing/domain/offer.ts';
import type { Quote, QuoteVersion } from '../../../functions/sourcing/domain/quote.ts';
import type { Rfq } from '../../../functions/sourcing/domain/rfq.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';

export const buyerId = 'com_01K9Z3V5T8QW2M4N6P8R0S1T3V';
export const supplierId = 'com_01K9Z3V5T8QW2M4N6P8R0S1T4W';
export const strangerId = 'com_01K9Z3V5T8QW2M4N6P8R0S1T5X';
export const now = parseInstant('2026-11-23T08:00:00Z');

/** 500 lamps asked for, quotes until 1 December. */
export const anRfq: Rfq = {
  rfqId: 'rfq_01K9Z3V5T8QW2M4N6P8R0S1T3V',
  buyerId,
  buyerName: 'Vermeer Licht B.V.',
  buyerCountry: 'NL',
  state: 'open',
  currency: 'USD',
  quantity: { value: '500', unit: 'H87' },
  specification: [{ name: 'Luminous flux', value: '600 lm', tolerance: '±5 %' }],
  latestShipOn: '2027-01-31',
  quoteBy: '2026-12-01T00:00:00.000Z',
  visibility: 'public',
  awardsMax: 1,
  awards: 0,
  quotesTaken: 0,
  isMatchingWanted: true,
  matchingsAsked: 1,
  matchings: 0,
  openedAt: now,
};

/** 500 lamps at 3.90, FCA at a CFS, pooled, 30 % first. */
export const anOffer: Offer = {
  productName: 'LED desk lamp DL-8F',
  hsCode: '94052190',
  originCountry: 'CN',
  specification: [{ name: 'Luminous flux', value: '600 lm', tolerance: '±5 %' }],
  quantity: { value: '500', unit: 'H87' },
  unitPrice: { currency: 'USD', amount: '3.90' },
  deliveryTerm: { incoterm: 'FCA', place: 'Shenzhen CFS', placeKind: 'terminal' },
  transportMode: 'sea',
  isPooled: true,
  depositShare: '0.30',
  productionLeadDays: 25,
  latestShipOn: '2027-01-20',
  graceDays: 5,
  packing: [
    {
      packages: 25,
      packageType: 'carton',
      lengthMm: 600,
      widthMm: 400,
      heightMm: 350,
      grossWeightGrams: 14_200,
      isStackable: true,
    },
  ],
  inspectionAql: '2.5',
  validUntil: '2026-12-20T00:00:00.000Z',
};

export const aQuote: Quote = {
  quoteId: 'quo_01K9Z3V5T8QW2M4N6P8R0S1T3V',
  rfqId: anRfq.rfqId,
  buyerId,
  supplierId,
  supplierName: 'Shenzhen Brightway Lighting Co., Ltd.',
  supplierCountry: 'CN',
  state: 'submitted',
  currentVersion: 1,
  currentAuthor: 'supplier',
  validUntil: anOffer.validUntil,
  messages: 0,
  differences: [],
};

export const aVersion: QuoteVersion = {
  version: 1,
  parentVersion: null,
  author: 'supplier',
  offer: anOffer,
  madeAt: now,
};
