import type { Offer } from '../../../functions/sourcing/domain/offer.ts';
import type { Quote, QuoteVersion } from '../../../functions/sourcing/domain/quote.ts';
import type { Rfq } from '../../../functions/sourcing/domain/rfq.ts';
import { exampleOffer, exampleQuote, exampleRfq } from '../../../functions/sourcing/examples.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';

export const { buyerId, supplierId } = exampleQuote;
export const strangerId = 'com_01K9Z3V5T8QW2M4N6P8R0S1T5X';
export const now = parseInstant('2026-11-23T08:00:00Z');

/** Deviations of one item are what these tests look at. */
const specification = [{ name: 'Luminous flux', value: '600 lm', tolerance: '±5 %' }];

/** 500 lamps asked for, quotes until 1 December. */
export const anRfq: Rfq = {
  rfqId: exampleRfq.rfqId,
  buyerId,
  buyerName: exampleRfq.buyerName,
  buyerCountry: exampleRfq.buyerCountry,
  state: 'open',
  currency: exampleRfq.currency,
  quantity: exampleRfq.quantity,
  specification,
  latestShipOn: exampleRfq.latestShipOn,
  quoteBy: exampleRfq.quoteBy,
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
export const anOffer: Offer = { ...exampleOffer, packing: [...exampleOffer.packing], specification };

export const aQuote: Quote = {
  quoteId: exampleQuote.quoteId,
  rfqId: anRfq.rfqId,
  buyerId,
  supplierId,
  supplierName: exampleQuote.supplierName,
  supplierCountry: exampleQuote.supplierCountry,
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
