import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Offer, Rfq, RfqInput } from '../../../client/operations.ts';
import { exampleOffer, exampleRfqInput } from '../../../functions/sourcing/examples.ts';
import { canonicalHash } from '../../../shared/kernel/canonical-hash.ts';
import { type Member, startTestHouse, type TestHouse } from '../../support/house.ts';

let house: TestHouse;
let buyer: Member;
let supplier: Member;
let other: Member;

const rfqInput: RfqInput = exampleRfqInput;
const offer: Offer = exampleOffer;

beforeAll(async () => {
  house = await startTestHouse();
  [buyer, supplier, other] = await Promise.all([
    house.signUp('buyer', { name: 'Vermeer Licht B.V.' }),
    house.signUp('exporter', { name: 'Shenzhen Brightway Lighting' }),
    house.signUp('exporter'),
  ]);
  await house.settle();
});
afterAll(() => house?.stop());

const open = async (change: Partial<RfqInput> = {}): Promise<Rfq> =>
  (await buyer.client().openRfq({ body: { ...rfqInput, ...change } })).body;
const quoteBy = async (member: Member, rfqId: string, change: Partial<Offer> = {}) =>
  (await member.client().submitQuote({ params: { rfqId }, body: { offer: { ...offer, ...change } } })).body;
const accept = (member: Member, quoteId: string, version: number) =>
  member.client().acceptQuote({ params: { quoteId }, body: { version } });

describe('a negotiation', () => {
  test('goes from a request over versions to a contract whose hash anybody can check', async () => {
    // Given
    const { rfqId } = await open();
    const { quoteId, warnings } = await quoteBy(supplier, rfqId, {
      deliveryTerm: { incoterm: 'FOB', place: 'Yantian' },
    });
    expect(warnings.map((warning) => warning.code)).toContain('incoterm.container_under_sea_term');
    const rival = await quoteBy(other, rfqId, { unitPrice: { currency: 'USD', amount: '4.00' } });

    // When
    const countered = await buyer.client().counterQuote({
      params: { quoteId },
      body: { parentVersion: 1, changes: { unitPrice: { currency: 'USD', amount: '3.7' } } },
    });
    expect(countered.body).toMatchObject({
      state: 'countered',
      current: { version: 2, parentVersion: 1, author: 'buyer', changed: ['unitPrice'] },
    });
    await expect(accept(buyer, quoteId, 2)).rejects.toMatchObject({ code: 'sourcing.not_your_turn' });
    await expect(accept(supplier, quoteId, 1)).rejects.toMatchObject({
      code: 'sourcing.version_not_current',
    });
    const revised = await supplier.client().reviseQuote({
      params: { quoteId },
      body: { parentVersion: 2, changes: { unitPrice: { currency: 'USD', amount: '3.80' } } },
    });
    expect(revised.body.current).toMatchObject({ version: 3, parentVersion: 2 });
    const { contract } = (await accept(buyer, quoteId, 3)).body;
    const own = (await supplier.client().listOwnQuotes({ query: { limit: '1' } })).body.items;
    expect(own).toMatchObject([{ quoteId, state: 'accepted', current: { version: 3 } }]);
    expect((await other.client().listOwnQuotes()).body.items.map((one) => one.quoteId)).toEqual([
      rival.quoteId,
    ]);

    // Then
    const { termsHash, ...terms } = contract;
    expect(termsHash).toBe(canonicalHash(terms));
    expect(contract).toMatchObject({
      buyerName: 'Vermeer Licht B.V.',
      supplierName: 'Shenzhen Brightway Lighting',
      unitPrice: { currency: 'USD', amount: '3.80' },
      goodsTotal: { currency: 'USD', amount: '1900.00' },
    });
    const rejected = await other.client().getQuote({ params: { quoteId: rival.quoteId } });
    expect(rejected.body.state).toBe('rejected');
    const whole = await supplier.client().getQuote({ params: { quoteId } });
    expect(whole.body.versions.map((version) => version.version)).toEqual([1, 2, 3]);
    expect((await buyer.client().getRfq({ params: { rfqId } })).body).toMatchObject({
      state: 'awarded',
      awards: 1,
    });
  });

  test('two quotes accepted at the same moment make one contract', async () => {
    // Given
    const { rfqId } = await open();
    const [one, two] = await Promise.all([quoteBy(supplier, rfqId), quoteBy(other, rfqId)]);

    // When
    const outcomes = await Promise.allSettled([accept(buyer, one.quoteId, 1), accept(buyer, two.quoteId, 1)]);

    // Then
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    expect((await buyer.client().getRfq({ params: { rfqId } })).body).toMatchObject({
      state: 'awarded',
      awards: 1,
    });
    const { items } = (await buyer.client().listQuotes({ params: { rfqId } })).body;
    expect(items.map((quote) => quote.state).sort()).toEqual(['accepted', 'rejected']);
  });

  test('an acceptance and a withdrawal at the same moment: one of them', async () => {
    const { rfqId } = await open();
    const { quoteId } = await quoteBy(supplier, rfqId);
    const outcomes = await Promise.allSettled([
      accept(buyer, quoteId, 1),
      supplier.client().withdrawQuote({ params: { quoteId }, body: {} }),
    ]);
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
  });

  test('a repeated acceptance gives the stored answer', async () => {
    const { rfqId } = await open();
    const { quoteId } = await quoteBy(supplier, rfqId);
    const again = () =>
      buyer
        .client()
        .acceptQuote({ params: { quoteId }, body: { version: 1 }, idempotencyKey: `accept-${quoteId}` });
    const first = await again();
    const second = await again();
    expect(second.body).toEqual(first.body);
    expect(second.isReplayed).toBe(true);
  });

  test('a request that allows two awards gives two, and then ends', async () => {
    const { rfqId } = await open({ awardsMax: 2 });
    const [one, two] = await Promise.all([quoteBy(supplier, rfqId), quoteBy(other, rfqId)]);
    await accept(buyer, one.quoteId, 1);
    expect((await buyer.client().getRfq({ params: { rfqId } })).body).toMatchObject({
      state: 'open',
      awards: 1,
    });
    await accept(buyer, two.quoteId, 1);
    expect((await buyer.client().getRfq({ params: { rfqId } })).body.state).toBe('awarded');
  });
});

describe('a request', () => {
  test('takes ten of twelve quotes that come at once', async () => {
    // Given
    const { rfqId } = await open();
    const suppliers = await Promise.all(Array.from({ length: 12 }, () => house.signUp('exporter')));

    // When
    const outcomes = await Promise.allSettled(suppliers.map((member) => quoteBy(member, rfqId)));

    // Then
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toHaveLength(2);
    for (const one of refused) expect([404, 409]).toContain(one.reason.status);
    const { items } = (await buyer.client().listQuotes({ params: { rfqId } })).body;
    expect(items).toHaveLength(10);
    expect((await buyer.client().getRfq({ params: { rfqId } })).body).toMatchObject({
      state: 'quota_full',
      quotesTaken: 10,
    });
  }, 120_000);

  test('keeps price and budget from suppliers, and quotes from each other', async () => {
    const { rfqId } = await open({ budgetMax: { currency: 'USD', amount: '2000.00' } });
    const seen = (await supplier.client().getRfq({ params: { rfqId } })).body;
    expect(seen.targetUnitPrice).toBeUndefined();
    expect(seen.budgetMax).toBeUndefined();
    const mine = await quoteBy(supplier, rfqId);
    await quoteBy(other, rfqId);
    const { items } = (await supplier.client().listQuotes({ params: { rfqId } })).body;
    expect(items.map((quote) => quote.quoteId)).toEqual([mine.quoteId]);
    await expect(other.client().getQuote({ params: { quoteId: mine.quoteId } })).rejects.toMatchObject({
      status: 404,
    });
    await expect(quoteBy(supplier, rfqId)).rejects.toMatchObject({ code: 'sourcing.already_quoted' });
  });

  test('for invited suppliers is unknown to others', async () => {
    const { companyId } = supplier.company;
    const { rfqId } = await open({ visibility: 'invited', invitedSupplierIds: [companyId] });
    await expect(other.client().getRfq({ params: { rfqId } })).rejects.toMatchObject({ status: 404 });
    await expect(quoteBy(other, rfqId)).rejects.toMatchObject({ status: 404 });
    const listed = (await supplier.client().listRfqs({ query: { view: 'invited' } })).body.items;
    expect(listed.map((rfq) => rfq.rfqId)).toContain(rfqId);
    const openOnes = (await other.client().listRfqs({ query: { view: 'open', limit: '100' } })).body.items;
    expect(openOnes.map((rfq) => rfq.rfqId)).not.toContain(rfqId);
  });

  test('that is ended rejects what lives', async () => {
    const { rfqId } = await open();
    const { quoteId } = await quoteBy(supplier, rfqId);
    await buyer
      .client()
      .closeRfq({ params: { rfqId }, body: { outcome: 'end', reason: 'No need any more.' } });
    expect((await supplier.client().getQuote({ params: { quoteId } })).body).toMatchObject({
      state: 'rejected',
      endReason: 'No need any more.',
    });
    await expect(quoteBy(other, rfqId)).rejects.toMatchObject({ status: 404 });
  });

  // Last: it moves the clock past the dates of the examples.
  test('expires at its deadline, and a quote at its validity', async () => {
    // Given
    const { rfqId } = await open();
    const { quoteId } = await quoteBy(supplier, rfqId);

    // When 1 December has come
    await house.advance({ days: 8, seconds: 120 });

    // Then quotes are no longer taken, and the negotiation goes on
    expect((await buyer.client().getRfq({ params: { rfqId } })).body.state).toBe('expired');
    await expect(quoteBy(other, rfqId)).rejects.toMatchObject({ status: 404 });
    await buyer.client().counterQuote({
      params: { quoteId },
      body: { parentVersion: 1, changes: { validUntil: '2026-12-22T00:00:00.000Z' } },
    });

    // When the validity of the first version has passed
    await house.advance({ days: 20 });

    // Then the second is still valid, until its own end
    expect((await buyer.client().getQuote({ params: { quoteId } })).body.state).toBe('countered');
    await house.advance({ days: 3 });
    expect((await buyer.client().getQuote({ params: { quoteId } })).body.state).toBe('expired');
  });
});
