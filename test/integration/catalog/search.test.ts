import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProductInput } from '../../../client/operations.ts';
import { documentOf } from '../../../functions/catalog/index/product-document.ts';
import { createIndexRepository } from '../../../functions/catalog/index/rows.ts';
import { createCatalogRepository } from '../../../functions/catalog/repository.ts';
import { createIndexBuilder } from '../../../functions/catalog/search/build-index.ts';
import { exampleProductInput } from '../../../functions/catalog/shapes.ts';
import { exactNumber } from '../../../shared/persistence/client.ts';
import { createStore } from '../../../shared/persistence/store.ts';
import { type Member, startTestHouse, type TestHouse } from '../../support/house.ts';

let house: TestHouse;
let supplier: Member;
let buyer: Member;

beforeAll(async () => {
  house = await startTestHouse();
  [supplier, buyer] = await Promise.all([house.signUp('exporter'), house.signUp('buyer')]);
  await house.settle();
});
afterAll(() => house?.stop());

const list = async (change: Partial<ProductInput> = {}): Promise<string> => {
  const { body } = await supplier.client().createProduct({ body: { ...exampleProductInput, ...change } });
  return body.productId;
};

const change = async (productId: string, version: number, to: Partial<ProductInput>): Promise<void> => {
  await supplier.client().updateProduct({
    params: { productId },
    body: { ...exampleProductInput, ...to },
    ifMatch: `"v${version}"`,
  });
};

const search = async (query: Record<string, string>): Promise<readonly string[]> => {
  const { body } = await buyer.client().searchProducts({ query });
  return body.items.map(({ product }) => product.productId);
};

describe('the search', () => {
  test('says nothing while there is nothing', async () => {
    expect(await search({ q: 'lamp' })).toEqual([]);
  });

  test('finds in three languages, follows edits and forgets what is unlisted', async () => {
    // Given
    const lamp = await list({ title: '접이식 책상 램프 8W' });
    const flask = await list({ title: '不锈钢保温杯 500ml', hsCode: '96170000' });
    const shelf = await list({ title: 'Oak bookshelf, five tiers', hsCode: '94036090' });
    await house.settle();

    // Then
    expect((await search({ q: '책상' }))[0]).toBe(lamp);
    expect((await search({ q: '钢保' }))[0]).toBe(flask);
    expect((await search({ q: 'book shelves' }))[0]).toBe(shelf);
    expect(await search({ q: 'book shelves', hsCode: '9617' })).toEqual([]);

    // When one changes its name and one is unlisted
    await change(shelf, 1, { title: 'Walnut sideboard', hsCode: '94036090' });
    await change(flask, 1, { title: '不锈钢保温杯 500ml', hsCode: '96170000', isListed: false });
    await house.settle();

    // Then
    expect(await search({ q: 'bookshelf' })).toEqual([]);
    expect((await search({ q: 'sideboard' }))[0]).toBe(shelf);
    expect(await search({ q: '保温杯', hsCode: '9617' })).toEqual([]);
  });

  test('holds every condition', async () => {
    // Given two lamps that differ in everything a condition can ask
    const own = { category: 'Test > Beacons', q: 'beacon' };
    const quick = await list({
      title: 'Beacon',
      categoryPath: ['Test', 'Beacons'],
      leadTimeDays: 10,
      originCountry: 'VN',
      deliveryTerms: [{ incoterm: 'FOB', place: 'Haiphong' }],
    });
    const slow = await list({
      title: 'Beacon',
      categoryPath: ['Test', 'Beacons'],
      leadTimeDays: 10,
      leadTimes: [{ minQuantity: '1000', days: 60 }],
      certificates: [{ name: 'CE' }, { name: 'ISO 9001' }],
      tiers: [{ minQuantity: '5', unitPrice: { currency: 'USD', amount: '9.00' } }],
    });
    await house.settle();

    // Then
    expect([...(await search(own))].sort()).toEqual([quick, slow].sort());
    expect(await search({ ...own, leadTimeDays: '30' })).toEqual([quick]);
    expect(await search({ ...own, origin: 'VN,TH' })).toEqual([quick]);
    expect(await search({ ...own, certificates: 'iso-9001, ce' })).toEqual([slow]);
    expect(await search({ ...own, quantity: '50' })).toEqual([slow]);
    expect(await search({ ...own, quantity: '500', targetPrice: '4', currency: 'USD' })).toEqual([quick]);
    expect(await search({ ...own, incoterm: 'FOB', place: 'Haiphong' })).toEqual([quick]);
    expect(await search({ ...own, hsCode: '94' })).toHaveLength(2);
    await expect(search({ targetPrice: '4' })).rejects.toMatchObject({ status: 400 });
  });

  test('leaves out whose certificate has run out', async () => {
    const title = 'Fire blanket of glass fibre';
    const expired = await list({ title, certificates: [{ name: 'EN 1869', validUntil: '2026-11-22' }] });
    const inForce = await list({ title, certificates: [{ name: 'EN 1869', validUntil: '2026-11-23' }] });
    await house.settle();
    expect(await search({ q: 'fire blanket', certificates: 'EN-1869' })).toEqual([inForce]);
    expect((await search({ q: 'fire blanket' })).slice(0, 2).sort()).toEqual([expired, inForce].sort());
  });

  test('shows each answer once over its pages, and explains a score by parts that add up', async () => {
    // Given
    for (let number = 0; number < 5; number += 1) await list({ title: `Periscope model ${number}` });
    await house.settle();

    // When
    const walked: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await buyer.client().searchProducts({
        query: { q: 'periscope', limit: '2', ...(cursor ? { cursor } : {}) },
      });
      walked.push(...body.items.map(({ product }) => product.productId));
      cursor = body.next;
    } while (cursor);
    const { body } = await buyer.client().searchProducts({ query: { q: 'periscope', explain: 'true' } });

    // Then
    expect(walked).toHaveLength(5);
    expect(new Set(walked).size).toBe(5);
    expect(body.items).toHaveLength(5);
    for (const { score, explanation } of body.items) {
      const points = [...(explanation?.words ?? []), ...(explanation?.parts ?? [])].map((one) => one.points);
      expect(points.reduce((sum, one) => sum + one, 0)).toBe(score);
    }
  });
});

describe('the index', () => {
  test('after changes and a compaction is byte for byte the index of a rebuild', async () => {
    // Given changes that wait beside a base, one of them an unlisting
    const gone = await list({ title: 'Ephemeral lantern' });
    await house.settle();
    await change(gone, 1, { title: 'Ephemeral lantern', isListed: false });
    await house.settle();
    const client = DynamoDBDocumentClient.from(new DynamoDBClient(house.engine.clients()), {
      unmarshallOptions: { wrapNumbers: exactNumber },
    });
    const store = createStore(client, 'entrepot-local-catalog');
    const index = createIndexRepository(store);
    expect((await index.find())?.data.shards[0]?.delta).toBeDefined();

    // When a day passes
    await house.advance({ days: 2 });

    // Then
    const found = await index.find();
    expect(found?.data.shards).toHaveLength(1);
    expect(found?.data.shards[0]?.delta).toBeUndefined();
    const builder = createIndexBuilder();
    for await (const product of createCatalogRepository(store).walkListed()) builder.put(documentOf(product));
    const s3 = new S3Client({ ...house.engine.clients(), forcePathStyle: true });
    const stored = await s3.send(
      new GetObjectCommand({
        Bucket: 'entrepot-local-catalog-000000000000',
        Key: found?.data.shards[0]?.baseKey ?? '',
      }),
    );
    const bytes = (await stored.Body?.transformToByteArray()) ?? new Uint8Array();
    expect(Buffer.from(bytes).equals(builder.finish())).toBe(true);
    expect(await search({ q: 'lantern' })).toEqual([]);
    expect(await search({ q: 'periscope' })).toHaveLength(5);
    expect(house.engine.deniedCalls()).toEqual([]);
    expect(house.engine.deadLetters().flatMap(({ messages }) => messages)).toEqual([]);
  });
});
