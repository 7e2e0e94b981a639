import { describe, expect, test } from 'vitest';
import { answerEstimate } from '../../../functions/customs/answer-estimate.ts';
import { dutyEstimated, dutyEstimateRequested } from '../../../functions/customs/contract.ts';
import { estimateFreight } from '../../../functions/freight/domain/tariff/estimate-freight.ts';
import { askDuty, landedBasisOf } from '../../../functions/sourcing/comparison/estimates.ts';
import { type Comparable, compareQuotes } from '../../../functions/sourcing/domain/compare-quotes.ts';
import { type Estimates, landedCostOf } from '../../../functions/sourcing/domain/landed-cost.ts';
import { deliveryTermOf, type Offer } from '../../../functions/sourcing/domain/offer.ts';
import { convertByReference } from '../../../functions/sourcing/domain/reference-rates.ts';
import {
  countOrder,
  noFacts,
  noRecord,
  orderFactsOf,
} from '../../../functions/sourcing/domain/supplier-record.ts';
import { parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { formatMoney, parseMoney } from '../../../shared/kernel/money.ts';
import { anOffer, anRfq, now } from './examples.ts';

const on = parseBusinessDate('2026-11-23');
const rates = { source: 'ECB', publishedOn: '2026-11-20', perEuro: { USD: '1.10' } };
const basis = landedBasisOf('USD', rates, on);

/** The answers of both contexts to the questions that sourcing asks. */
const answersTo = (offer: Offer): Estimates => {
  const charges = estimateFreight({
    originCountry: offer.originCountry,
    destinationCountry: 'NL',
    transportMode: offer.transportMode,
    deliveryTerm: deliveryTermOf(offer),
    pieces: offer.packing.map(({ packages, ...piece }) => ({ ...piece, count: packages })),
    on,
  });
  const freight = {
    outcome: charges ? ('estimated' as const) : ('no_tariff' as const),
    on,
    charges: (charges ?? []).map((one) => ({ ...one, amount: formatMoney(one.amount) })),
  };
  const [asked] = askDuty(
    { quoteId: 'quo_1', version: 1, offer, destinationCountry: 'NL' },
    { freight },
    basis,
    now,
  );
  if (!asked) return { freight };
  const data = dutyEstimateRequested.schema.parse(asked.data);
  const envelope = {
    specversion: '1.0',
    id: 'evt_1',
    type: asked.type,
    source: 'entrepot/sourcing',
    subject: 'quo_1',
    time: now,
    datacontenttype: 'application/json',
    sequence: 0,
    correlationid: 'c',
    causationid: 'c',
    audience: '',
  } as const;
  const answer = dutyEstimated.schema.parse(answerEstimate({ ...envelope, data }).data);
  return { freight, duty: answer };
};

const quoted = (incoterm: Offer['deliveryTerm']['incoterm'], price: string, place = 'Shenzhen'): Offer => ({
  ...anOffer,
  unitPrice: { currency: 'USD', amount: price },
  deliveryTerm: { incoterm, place },
});
const landed = (offer: Offer) => landedCostOf(offer, answersTo(offer), basis);
const totalOf = (offer: Offer) => landed(offer).total?.amountMinor;

describe('the landed cost of an offer', () => {
  // Goods 1,950.00. To the border: 25.20 + 6.30 + 231.00 + 60.00 = 322.50. Premium 2,272.50 × 0.0033 / 0.9967 = 7.52.
  // Customs value (1,950.00 + 322.50 + 7.52) / 1.08 = EUR 2,111.13; duty 3.7 % = 78.11; after the border 94.50 + 55.00 + 90.00
  // = 239.50 = EUR 221.76; VAT 21 % of 2,411.00 = 506.31. At 1.10: 85.92 and 556.94. Entry 95.00, unloading 15.00.
  test('FCA at a terminal: all that the buyer pays after it, to the cent', () => {
    const { lines, missing, total } = landed(anOffer);
    expect(missing).toEqual([]);
    expect(
      lines.filter((one) => one.payer === 'buyer').map((one) => `${one.code} ${one.amount?.amount}`),
    ).toEqual([
      'GOODS 1950.00',
      'CFS_ORIGIN 25.20',
      'LIFT_ON 6.30',
      'OCEAN 231.00',
      'DOC 60.00',
      'CFS_DESTINATION 94.50',
      'DELIVERY_ORDER 55.00',
      'IMPORT_CUSTOMS 95.00',
      'DELIVERY 90.00',
      'UNLOADING 15.00',
      'INSURANCE 7.52',
      'DUTY 85.92',
      'FEES 0.00',
      'TAX 556.94',
    ]);
    expect(total && formatMoney(total)).toEqual({ currency: 'USD', amount: '3272.38' });
  });

  test('labels everything but the price as an estimate, with basis and source', () => {
    for (const line of landed(anOffer).lines) {
      expect(line.kind).toBe(line.code === 'GOODS' ? 'quoted' : 'estimate');
      expect(line.basis.length).toBeGreaterThan(0);
      expect(line.source.length).toBeGreaterThan(0);
    }
  });

  test('DDP: the price and the unloading, nothing twice', () => {
    // 500 × 6.60 + 15.00
    expect(totalOf(quoted('DDP', '6.60', 'Utrecht'))).toBe(331_500n);
  });

  test.each([
    ['nothing is answered yet', {}, ['freight_estimate_pending', 'duty_estimate_pending']],
    [
      'the lane has no tariff',
      { freight: { outcome: 'no_tariff' as const, on, charges: [] } },
      ['no_freight_tariff', 'duty_estimate_pending'],
    ],
    [
      'customs have no tariff',
      { ...answersTo(anOffer), duty: { on, unavailable: 'no_tariff_for_country' } },
      ['no_duty_estimate: no_tariff_for_country'],
    ],
  ])('%s: no total, and it says what is missing', (_, estimates: Estimates, missing) => {
    const found = landedCostOf(anOffer, estimates, basis);
    expect(found.total).toBeUndefined();
    expect(found.missing).toEqual(missing);
  });

  test('a currency without a reference rate is never taken at one', () => {
    const found = landedCostOf(anOffer, answersTo(anOffer), { ...basis, rates: undefined });
    expect(found.total).toBeUndefined();
    expect(found.missing).toEqual(['no_reference_rate']);
  });
});

describe('a comparison', () => {
  const comparable = (quoteId: string, offer: Offer, change: Partial<Comparable> = {}): Comparable => ({
    quoteId,
    supplierId: `com_${quoteId}`,
    offer,
    landed: landed(offer),
    record: noRecord,
    isPaidPlacement: false,
    ...change,
  });
  const compare = (quotes: readonly Comparable[]) => compareQuotes(anRfq, quotes, { on, exponent: 2 });

  test('orders three terms otherwise than their bare prices do', () => {
    // EXW 3.60 is the lowest price and DDP 6.10 the highest; at the door it is the other way round.
    const rows = compare([
      comparable('exw', quoted('EXW', '3.60')),
      comparable('fca', anOffer),
      comparable('ddp', quoted('DDP', '6.10', 'Utrecht')),
    ]);
    expect(rows.map((row) => [row.quoteId, row.rawRank, row.landedRank])).toEqual([
      ['ddp', 3, 1],
      ['exw', 1, 2],
      ['fca', 2, 3],
    ]);
    expect(rows[2]?.landedUnitCost).toBe('6.544760');
    // 500 × 6.10 + 15.00 = 3,065.00
    expect(rows[0]?.landedUnitCost).toBe('6.130000');
  });

  test('names the parts of each score, which add up to it', () => {
    const [row] = compare([comparable('fca', anOffer)]);
    const sum = row?.score?.parts.reduce((total, part) => total + part.value, 0);
    expect(sum).toBe(row?.score?.score);
    expect(row?.score?.parts.map((part) => part.name)).toContain('pricePosition');
  });

  test('judges by the record: three late of five orders are 18.4 %, not 60 %', () => {
    const late = { ...noRecord, orders: 5, lateOrders: 3 };
    const [row] = compare([comparable('fca', anOffer, { record: late })]);
    // (3 + 20 × 0.08) / 25 = 0.184; 150,000 × 0.816
    expect(row?.score?.parts.find((part) => part.name === 'onTimeRate')?.value).toBe(122_400);
  });

  test('does not score what is not whole, and puts it last', () => {
    const rows = compare([
      comparable('early', quoted('EXW', '0.10'), { landed: { lines: [], missing: ['x'] } }),
      comparable('fca', anOffer),
    ]);
    expect(rows.map((row) => [row.quoteId, row.landedRank, row.score === undefined])).toEqual([
      ['fca', 1, false],
      ['early', undefined, true],
    ]);
  });

  test('payment for placement moves nobody', () => {
    const quotes = [comparable('exw', quoted('EXW', '3.60')), comparable('fca', anOffer)];
    const paid = quotes.map((one) => ({ ...one, isPaidPlacement: one.quoteId === 'fca' }));
    expect(compare(paid)).toEqual(compare(quotes));
  });
});

describe('reference rates', () => {
  test('cross by the euro, half up once', () => {
    const usd = parseMoney({ currency: 'USD', amount: '10.00' });
    const both = { ...rates, perEuro: { USD: '1.0812', KRW: '1512.40' } };
    // 10 × 1512.40 / 1.0812 = 13,988.16…
    expect(convertByReference(usd, 'KRW', both)).toEqual({ currency: 'KRW', amountMinor: 13_988n });
    expect(convertByReference(usd, 'KRW', rates)).toBeUndefined();
    expect(convertByReference(usd, 'USD', undefined)).toEqual(usd);
  });
});

describe('what orders tell of a supplier', () => {
  const shipped = (shippedAt: string) => ({ shippedAt, latestShipOn: '2027-01-20', isDisputed: false });

  test('an order counts once, late from the day after its last day of shipment', () => {
    const inTime = orderFactsOf(noFacts, shipped('2027-01-20T23:59:59.999Z'));
    const late = orderFactsOf(noFacts, shipped('2027-01-21T00:00:00.000Z'));
    expect(inTime).toMatchObject({ isShipped: true, isLate: false });
    expect(late).toMatchObject({ isShipped: true, isLate: true });
    expect(countOrder(noRecord, noFacts, late)).toMatchObject({ orders: 1, lateOrders: 1 });
    expect(countOrder({ ...noRecord, orders: 1, lateOrders: 1 }, late, late)).toMatchObject({ orders: 1 });
  });

  test('a dispute that ends stays on the record', () => {
    const disputed = orderFactsOf(noFacts, { latestShipOn: '2027-01-20', isDisputed: true });
    const after = orderFactsOf(disputed, { latestShipOn: '2027-01-20', isDisputed: false });
    expect(after.isDisputed).toBe(true);
    expect(countOrder(noRecord, noFacts, disputed)).toMatchObject({ orders: 1, disputedOrders: 1 });
  });
});
