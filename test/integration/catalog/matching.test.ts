import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ProductInput, RfqInput } from '../../../client/operations.ts';
import { exampleProductInput } from '../../../functions/catalog/shapes.ts';
import { exampleRfqInput } from '../../../functions/sourcing/examples.ts';
import { scoreOffer } from '../../../shared/kernel/score-offer.ts';
import { decodeFromRow } from '../../../shared/persistence/codec.ts';
import { type Member, startTestHouse, type TestHouse } from '../../support/house.ts';

let house: TestHouse;
let buyer: Member;
let vietnamese: Member;
let pricey: Member;

const list = async (member: Member, change: Partial<ProductInput>): Promise<string> => {
  const { body } = await member.client().createProduct({ body: { ...exampleProductInput, ...change } });
  return body.productId;
};

/** "Foldable LED desk lamps, 8 W, with a Korean plug." */
const asked: RfqInput = {
  ...exampleRfqInput,
  productName: '접이식 LED 책상 램프',
  description: '한국형 플러그, 8 W',
  language: 'ko',
  visibility: 'invited',
  isMatchingWanted: true,
  hsCode: '940521',
  quantity: { value: '500', unit: 'H87' },
  originCountries: ['VN'],
};

beforeAll(async () => {
  house = await startTestHouse();
  [buyer, vietnamese, pricey] = await Promise.all([
    house.signUp('buyer', { country: 'KR' }),
    house.signUp('exporter', { country: 'VN' }),
    house.signUp('exporter', { country: 'VN' }),
  ]);
  await house.settle();
});
afterAll(() => house?.stop());

const factsRow = z.object({
  reference: z.bigint(),
  priors: z.object({
    lateRateBps: z.coerce.number(),
    disputeRateBps: z.coerce.number(),
    answeredRateBps: z.coerce.number(),
  }),
  facts: z.array(
    z.object({
      productId: z.string(),
      supplierId: z.string(),
      specFitBps: z.coerce.number(),
      unitPriceMinor: z.bigint(),
      orders: z.coerce.number(),
      lateOrders: z.coerce.number(),
      disputedOrders: z.coerce.number(),
      messages: z.coerce.number(),
      messagesAnsweredInTime: z.coerce.number(),
      capacity: z.coerce.number(),
      quantity: z.coerce.number(),
      verification: z.enum(['none', 'self_declared', 'documents_verified', 'inspected_on_site']),
      isPaidPlacement: z.boolean(),
    }),
  ),
});

describe('a request in Korean', () => {
  test('reaches the Vietnamese supplier that fits, who is told why, and nobody who does not', async () => {
    // Given two that fit, one of them dearer, and three that break a condition each
    const cheap = await list(vietnamese, { originCountry: 'VN', title: 'LED desk lamp, foldable, 8 W' });
    const dear = await list(pricey, {
      originCountry: 'VN',
      title: 'LED desk lamp, foldable, 8 W',
      tiers: [{ minQuantity: '100', unitPrice: { currency: 'USD', amount: '4.40' } }],
    });
    const others = await Promise.all([
      house.signUp('exporter', { country: 'VN' }),
      house.signUp('exporter', { country: 'VN' }),
      house.signUp('exporter', { country: 'CN' }),
    ]);
    const [large, other, chinese] = others;
    const tiers = [{ minQuantity: '5000', unitPrice: { currency: 'USD', amount: '3.00' } }];
    if (large) await list(large, { originCountry: 'VN', tiers });
    if (other) await list(other, { originCountry: 'VN', hsCode: '85044090' });
    if (chinese) await list(chinese, { originCountry: 'CN' });
    await house.settle();

    // When
    const { rfqId } = (await buyer.client().openRfq({ body: asked })).body;
    await house.settle();

    // Then
    const { items } = (await buyer.client().listMatchings({ params: { rfqId } })).body;
    expect(items).toHaveLength(1);
    const [matching] = items;
    expect(matching?.candidates.map(({ productId, outcome }) => [productId, outcome])).toEqual([
      [cheap, 'invited'],
      [dear, 'invited'],
    ]);
    expect(matching?.rankerVersion).toBe('entrepot-offer-1');
    expect(matching?.indexVersion).toMatch(/^entrepot-match-\d+\/\d+$/);
    const invited = (await vietnamese.client().listRfqs({ query: { view: 'invited' } })).body.items;
    expect(invited.map((one) => one.rfqId)).toContain(rfqId);

    // And each supplier reads its own record, with the invitation that waits for it
    const record = (await vietnamese.client().getSupplierRecord()).body;
    expect(record).toMatchObject({ orders: 0, invitations: 0, openInvitations: 1, provenGoods: [] });

    // And the parts can be computed again from the facts that were kept
    const client = DynamoDBDocumentClient.from(new DynamoDBClient(house.engine.clients()));
    const { Item } = await client.send(
      new GetCommand({
        TableName: 'entrepot-local-catalog',
        Key: { pk: `MATCHING#${rfqId}`, sk: 'ANSWER#0001' },
      }),
    );
    const kept = factsRow.parse(decodeFromRow(Item?.data));
    for (const { productId, ...facts } of kept.facts) {
      const again = scoreOffer(facts, kept.reference, kept.priors);
      const told = matching?.candidates.find((one) => one.productId === productId);
      expect(told?.score).toBe(again.score);
      expect(told?.parts.map(({ value }) => value)).toEqual(Object.values(again.parts));
    }
    expect(house.engine.deniedCalls()).toEqual([]);
    expect(house.engine.deadLetters().flatMap(({ messages }) => messages)).toEqual([]);
  });

  test('is answered in the same order when a supplier pays for placement, which is said', async () => {
    // Given an operator that marks the dearer supplier from today on
    const { client: operator } = await house.operator();
    const params = { supplierId: pricey.company.companyId };
    const body = { validFrom: '2026-11-23', validTo: '2026-12-24' };
    const answers = async () =>
      (await buyer.client().searchProducts({ query: { origin: 'VN', hsCode: '940521' } })).body.items;
    const before = await answers();
    await expect(vietnamese.client().markPlacement({ params, body })).rejects.toMatchObject({ status: 403 });
    const nobody = { supplierId: 'com_01K9Z3V5T8QW2M4N6P8R0S1T3V' };
    await expect(operator.markPlacement({ params: nobody, body })).rejects.toMatchObject({ status: 404 });
    const { placementId } = (await operator.markPlacement({ params, body })).body;

    // When
    const { rfqId } = (await buyer.client().openRfq({ body: asked })).body;
    await house.settle();

    // Then
    const [matching] = (await buyer.client().listMatchings({ params: { rfqId } })).body.items;
    expect(matching?.candidates.map((one) => [one.supplierId, one.isPaidPlacement])).toEqual([
      [vietnamese.company.companyId, false],
      [pricey.company.companyId, true],
    ]);
    const after = await answers();
    expect(after.map(({ product, score }) => [product.productId, score])).toEqual(
      before.map(({ product, score }) => [product.productId, score]),
    );
    const labelled = after.filter(({ isPaidPlacement }) => isPaidPlacement);
    expect(labelled.map(({ product }) => product.supplierId)).toEqual([pricey.company.companyId]);

    // And the supplier sees what it has paid for, nobody else does, until it is ended
    await operator.endPlacement({ params: { ...params, placementId } });
    expect((await pricey.client().listPlacements({ params })).body.items).toMatchObject([
      { placementId, ...body },
    ]);
    await expect(buyer.client().listPlacements({ params })).rejects.toMatchObject({ status: 404 });
    expect((await answers()).some(({ isPaidPlacement }) => isPaidPlacement)).toBe(false);
  });

  test('with a category in place of a heading finds what lies in it', async () => {
    const categoryPath = ['Garden', 'Lamps'];
    const lantern = await list(vietnamese, { originCountry: 'VN', title: 'Solar lantern', categoryPath });
    await list(pricey, { originCountry: 'VN', title: 'Solar lantern', categoryPath: ['Camping'] });
    await house.settle();
    const { hsCode: _hsCode, ...rest } = asked;
    const { rfqId } = (await buyer.client().openRfq({ body: { ...rest, category: 'Garden' } })).body;
    await house.settle();
    const { items } = (await buyer.client().listMatchings({ params: { rfqId } })).body;
    expect(items.map(({ candidates }) => candidates.map((one) => one.productId))).toEqual([[lantern]]);
  });

  test('that only a missing lead time would fit finds nobody, and says so', async () => {
    const { rfqId } = (await buyer.client().openRfq({ body: { ...asked, latestShipOn: '2026-11-30' } })).body;
    await house.settle();
    const { items } = (await buyer.client().listMatchings({ params: { rfqId } })).body;
    expect(items.map(({ candidates }) => candidates)).toEqual([[]]);
  });
});
