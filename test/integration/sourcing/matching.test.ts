import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RfqInput } from '../../../client/operations.ts';
import { suppliersMatched } from '../../../functions/catalog/contract.ts';
import { exampleOffer, exampleRfqInput } from '../../../functions/sourcing/examples.ts';
import { deliverEvent } from '../../support/deliver-event.ts';
import { type Member, startTestHouse, type TestHouse } from '../../support/house.ts';

let house: TestHouse;
let buyer: Member;
let supplier: Member;
let newcomer: Member;

/** "Foldable LED desk lamps, 8 W.\nWith a Korean plug, please." */
const korean = '접이식 LED 책상 스탠드, 8 W.\n한국형 플러그로 부탁드립니다.';
const asked: RfqInput = {
  ...exampleRfqInput,
  description: korean,
  language: 'ko',
  visibility: 'invited',
  isMatchingWanted: true,
};

beforeAll(async () => {
  house = await startTestHouse();
  [buyer, supplier, newcomer] = await Promise.all([
    house.signUp('buyer', { country: 'KR' }),
    house.signUp('exporter', { country: 'VN' }),
    house.signUp('exporter', { country: 'VN' }),
  ]);
  await house.settle();
});
afterAll(() => house?.stop());

const matched = (rfqId: string, eventId: string) =>
  deliverEvent(
    house,
    'sourcing',
    suppliersMatched.create({
      subject: rfqId,
      data: {
        rfqId,
        rankerVersion: 'test-ranker-1',
        indexVersion: 'index-7',
        candidates: [
          {
            supplierId: supplier.company.companyId,
            productId: 'prd_01K9Z3V5T8QW2M4N6P8R0S1T3V',
            score: 900,
            parts: [
              { name: 'text', value: 700, weight: 800 },
              { name: 'price', value: 200, weight: 200 },
            ],
            isPaidPlacement: true,
            isExploration: false,
          },
          {
            supplierId: newcomer.company.companyId,
            productId: 'prd_01K9Z3V5T8QW2M4N6P8R0S1T4W',
            score: 300,
            parts: [{ name: 'text', value: 300, weight: 800 }],
            isPaidPlacement: false,
            isExploration: true,
          },
        ],
        at: '2026-11-23T08:00:02.000Z',
      },
    }),
    eventId,
  );

describe('a request that looks for suppliers', () => {
  test('is drafted, opened, matched and quoted by whom it invited; the explanation stays as it was given', async () => {
    // Given a draft that nobody else sees
    const draft = await buyer.client().openRfq({ body: { ...asked, isDraft: true } });
    const { rfqId } = draft.body;
    expect(draft.body).toMatchObject({ state: 'draft', description: korean, language: 'ko', matchings: 0 });
    await expect(supplier.client().getRfq({ params: { rfqId } })).rejects.toMatchObject({ status: 404 });

    // When it is replaced and opened
    const replaced = await buyer.client().replaceDraft({
      params: { rfqId },
      body: { ...asked, productName: 'LED desk lamp' },
      ifMatch: draft.etag ?? '',
    });
    expect(replaced.body).toMatchObject({ state: 'draft', productName: 'LED desk lamp' });
    await buyer.client().openDraft({ params: { rfqId } });
    await expect(buyer.client().openDraft({ params: { rfqId } })).rejects.toMatchObject({
      code: 'sourcing.not_a_draft',
    });
    await matched(rfqId, 'evt_matched_once');
    await matched(rfqId, 'evt_matched_once');

    // Then both suppliers see it, in the buyer's own words, and can quote
    const seen = (await supplier.client().getRfq({ params: { rfqId } })).body;
    expect(seen).toMatchObject({ state: 'open', description: korean });
    expect(seen.invitedSupplierIds).toBeUndefined();
    const invited = (await newcomer.client().listRfqs({ query: { view: 'invited' } })).body.items;
    expect(invited.map((one) => one.rfqId)).toContain(rfqId);
    const quoted = await supplier.client().submitQuote({ params: { rfqId }, body: { offer: exampleOffer } });
    expect(quoted.body.state).toBe('submitted');

    // And the buyer sees why; the catalogue, where nobody lists anything, has answered as well
    const ofTest = async () =>
      (await buyer.client().listMatchings({ params: { rfqId } })).body.items.filter(
        (one) => one.rankerVersion === 'test-ranker-1',
      );
    const items = await ofTest();
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      rankerVersion: 'test-ranker-1',
      indexVersion: 'index-7',
      candidates: [
        { supplierId: supplier.company.companyId, score: 900, isPaidPlacement: true, outcome: 'invited' },
        { supplierId: newcomer.company.companyId, isExploration: true, outcome: 'invited' },
      ],
    });
    await expect(supplier.client().listMatchings({ params: { rfqId } })).rejects.toMatchObject({
      status: 403,
    });

    // When it looks again, the same suppliers are there already
    await buyer.client().matchAgain({ params: { rfqId } });
    await matched(rfqId, 'evt_matched_again');
    const again = await ofTest();
    expect(again.map((one) => one.candidates.map((each) => each.outcome))).toEqual([
      ['invited', 'invited'],
      ['already_invited', 'already_invited'],
    ]);
    await buyer.client().matchAgain({ params: { rfqId } });
    await expect(buyer.client().matchAgain({ params: { rfqId } })).rejects.toMatchObject({
      code: 'sourcing.too_many_matchings',
    });
  });

  test('is told to its buyer when suppliers were looked for, and to those invited when it ends', async () => {
    // Given a request for one supplier, and one that looks for others
    const invitedSupplierIds = [supplier.company.companyId];
    const body = { ...asked, invitedSupplierIds };
    const { rfqId } = (await buyer.client('trade-of-rfq-moved').openRfq({ body })).body;
    await house.settle();

    // When
    await buyer.client('trade-of-rfq-moved').closeRfq({ params: { rfqId }, body: { outcome: 'end' } });
    await house.settle();

    // Then
    const told = async (member: Member) => {
      const query = { type: 'entrepot.sourcing.rfq_moved.v1', correlationId: 'trade-of-rfq-moved' };
      const { items } = (await member.client().listEvents({ query: { ...query, order: 'asc' } })).body;
      return items.map(({ data }) => data);
    };
    const ended = { rfqId, state: 'cancelled', quotesTaken: 0, matchings: 1 };
    expect(await told(buyer)).toEqual([{ ...ended, state: 'open' }, ended]);
    expect(await told(supplier)).toEqual([ended]);
    expect(await told(newcomer)).toEqual([]);
  });

  test('does not take the same text from a company again and again', async () => {
    const text = 'We are a factory with 20 years of experience in lamps.';
    const open = { ...exampleRfqInput, isMatchingWanted: false };
    for (let count = 1; count <= 6; count += 1) {
      const { rfqId } = (await buyer.client().openRfq({ body: open })).body;
      const quote = supplier
        .client()
        .submitQuote({ params: { rfqId }, body: { offer: exampleOffer, message: text } });
      if (count <= 5) expect((await quote).body.state).toBe('submitted');
      else await expect(quote).rejects.toMatchObject({ code: 'sourcing.text_repeated' });
    }
  });

  test('a draft that nobody opens is cancelled after thirty days', async () => {
    const { rfqId } = (await buyer.client().openRfq({ body: { ...asked, isDraft: true } })).body;
    await house.advance({ days: 30, seconds: 120 });
    expect((await buyer.client().getRfq({ params: { rfqId } })).body.state).toBe('cancelled');
  });
});
