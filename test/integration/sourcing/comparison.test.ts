import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Offer } from '../../../client/operations.ts';
import { exampleOffer, exampleRfqInput } from '../../../functions/sourcing/examples.ts';
import { type Member, startTestHouse, type TestHouse } from '../../support/house.ts';

let house: TestHouse;
let buyer: Member;
let suppliers: readonly Member[];

beforeAll(async () => {
  house = await startTestHouse();
  buyer = await house.signUp('buyer');
  suppliers = await Promise.all([1, 2, 3].map(() => house.signUp('exporter')));
  // The reference rates of the day come with the hour.
  await house.advance({ seconds: 3_700 });
});
afterAll(() => house?.stop());

const terms: readonly Partial<Offer>[] = [
  { unitPrice: { currency: 'USD', amount: '3.60' }, deliveryTerm: { incoterm: 'EXW', place: 'Shenzhen' } },
  { unitPrice: { currency: 'USD', amount: '3.90' } },
  {
    unitPrice: { currency: 'USD', amount: '6.10' },
    deliveryTerm: { incoterm: 'DDP', place: 'Utrecht' },
    importerRegistration: 'NL123456789',
  },
];

describe('three quotes on three terms', () => {
  test('are compared at the door of the buyer, line by line, and nobody else sees it', async () => {
    // Given
    const { rfqId } = (await buyer.client().openRfq({ body: exampleRfqInput })).body;
    const quoteIds: string[] = [];
    for (const [index, supplier] of suppliers.entries()) {
      const body = { offer: { ...exampleOffer, ...terms[index] } };
      quoteIds.push((await supplier.client().submitQuote({ params: { rfqId }, body })).body.quoteId);
    }

    // When
    const compared = await house.eventually(async () => {
      const { body } = await buyer.client().compareQuotes({ params: { rfqId } });
      return body.items.every((item) => item.missing.length === 0) ? body : undefined;
    });

    // Then
    const [exw, fca, ddp] = quoteIds;
    expect(compared.items.map((item) => [item.quoteId, item.rawRank, item.landedRank])).toEqual([
      [ddp, 3, 1],
      [exw, 1, 2],
      [fca, 2, 3],
    ]);
    expect(compared.referenceRates?.source).toBe('ECB');
    // 500 × 6.10 + 15.00 for the unloading at the door
    expect(compared.items[0]?.landedTotal).toEqual({ currency: 'USD', amount: '3065.00' });
    for (const item of compared.items) {
      const sum = item.score?.parts.reduce((total, part) => total + part.value, 0);
      expect(sum).toBe(item.score?.score);
    }
    await expect(suppliers[0]?.client().compareQuotes({ params: { rfqId } })).rejects.toMatchObject({
      status: 403,
    });

    // When a counter-offer is made, what the supplier offered stays in the comparison
    await buyer.client().counterQuote({
      params: { quoteId: fca ?? '' },
      body: { parentVersion: 1, changes: { unitPrice: { currency: 'USD', amount: '1.00' } } },
    });
    const after = (await buyer.client().compareQuotes({ params: { rfqId } })).body;
    expect(after.items.find((item) => item.quoteId === fca)).toMatchObject({
      version: 1,
      raw: { unitPrice: { amount: '3.90' } },
    });

    // And estimates can be made anew
    await buyer.client().estimateAgain({ params: { rfqId } });
    await house.settle();
    const again = (await buyer.client().compareQuotes({ params: { rfqId } })).body;
    expect(again.items.map((item) => item.landedTotal)).toEqual(after.items.map((item) => item.landedTotal));
  });
});
