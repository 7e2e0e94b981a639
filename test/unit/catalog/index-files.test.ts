import { describe, expect, test } from 'vitest';
import { createIndexReader } from '../../../functions/catalog/index/reader.ts';
import { createIndexRepository } from '../../../functions/catalog/index/rows.ts';
import { createIndexWriter } from '../../../functions/catalog/index/writer.ts';
import { type ProductRecord, productRecord } from '../../../functions/catalog/search/product-record.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';
import { createStore } from '../../../shared/persistence/store.ts';
import { clientOf } from '../../support/ledger-book.ts';
import { MemoryDatabase } from '../../support/simulation/memory-database.ts';

const now = parseInstant('2026-11-23T08:00:00.000Z');

const product = (productId: string, title: string, hsCode: string): ProductRecord =>
  productRecord.parse({ productId, title, hsCode });

async function* all(products: readonly ProductRecord[]): AsyncGenerator<ProductRecord> {
  yield* products;
}

/** A bucket in memory whose reads can be held up. */
const memoryBucket = () => {
  const objects = new Map<string, Uint8Array>();
  let gate: Promise<void> = Promise.resolve();
  return {
    objects,
    /** Holds reads up until the returned function is called. */
    hold: (): (() => void) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      return resolve;
    },
    get: async (key: string) => {
      await gate;
      const bytes = objects.get(key);
      return bytes && { bytes, contentType: 'application/octet-stream' };
    },
    put: async (key: string, bytes: Uint8Array) => {
      objects.set(key, bytes);
    },
    remove: async (key: string) => {
      objects.delete(key);
    },
  };
};

const desk = (shardProductsMax = 100) => {
  const repository = createIndexRepository(createStore(clientOf(new MemoryDatabase()), 'catalog'));
  const bucket = memoryBucket();
  let ids = 0;
  const newId = (prefix: string): string => {
    ids += 1;
    return `${prefix}_${ids}`;
  };
  const writer = createIndexWriter({ repository, bucket, newId, shardProductsMax });
  const openReader = () => createIndexReader({ repository, bucket, hasProducts: async () => true });
  return { repository, bucket, writer, openReader };
};

const find = async (read: ReturnType<ReturnType<typeof desk>['openReader']>, text: string) =>
  (await read())
    .under({})
    .match({ text, top: 10 })
    .map(({ productId }) => productId);

describe('the files of the index', () => {
  test('a question waits for the first index and is then answered from changes at once', async () => {
    const { writer, openReader } = desk();
    const read = openReader();
    await expect(read()).rejects.toMatchObject({ code: 'catalog.index_not_ready', status: 503 });
    await writer.create(all([product('a', 'Desk lamp', '940520'), product('b', 'Sofa', '940161')]), now);
    expect(await find(read, 'lamp')).toEqual(['a']);
    await writer.apply(
      new Map([
        ['a', product('a', 'Floor mat', '570500')],
        ['b', undefined],
      ]),
      now,
    );
    expect(await find(read, 'lamp')).toEqual([]);
    expect(await find(read, 'mat')).toEqual(['a']);
    expect(await find(read, 'sofa')).toEqual([]);
  });

  test('while a newer index is fetched the older one answers', async () => {
    // Given
    const { writer, openReader, bucket } = desk();
    await writer.create(all([product('a', 'Desk lamp', '940520')]), now);
    const read = openReader();
    expect(await find(read, 'lamp')).toEqual(['a']);

    // When a newer one is there, and its objects come late
    await writer.apply(new Map([['b', product('b', 'Red lamp', '940520')]]), now);
    const release = bucket.hold();

    // Then
    expect(await find(read, 'lamp')).toEqual(['a']);
    release();
    expect((await find(read, 'lamp')).toSorted()).toEqual(['a', 'b']);
  });

  test('a reader that comes late to objects that are gone looks again', async () => {
    // Given a manifest whose segment is gone two versions later
    const { writer, bucket, repository } = desk();
    const add = (id: string) => writer.apply(new Map([[id, product(id, 'Red lamp', '940520')]]), now);
    await writer.create(all([product('a', 'Desk lamp', '940520')]), now);
    await add('b');
    const stale = await repository.find();
    for (const id of ['c', 'd', 'e']) await add(id);
    expect(bucket.objects.has(stale?.data.shards[0]?.delta?.segmentKey ?? '')).toBe(false);

    // When
    const manifests = [stale];
    const late = createIndexReader({
      bucket,
      hasProducts: async () => true,
      repository: { find: async () => manifests.pop() ?? repository.find() },
    });

    // Then: one base, and the segment and changes of the present and the last version
    expect((await find(late, 'lamp')).toSorted()).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(bucket.objects.size).toBe(5);
  });

  test('of two writers that change the index at the same time neither is lost', async () => {
    const { writer, openReader } = desk();
    await writer.create(all([]), now);
    await Promise.all(
      ['a', 'b', 'c', 'd'].map((id) => writer.apply(new Map([[id, product(id, 'Lamp', '940520')]]), now)),
    );
    expect((await find(openReader(), 'lamp')).toSorted()).toEqual(['a', 'b', 'c', 'd']);
  });

  test('a catalogue that outgrows a shard is cut by chapter, and a product that changes its chapter moves', async () => {
    // Given
    const { writer, openReader, repository } = desk(3);
    const shelf = [
      product('a', 'Lamp one', '940520'),
      product('b', 'Lamp two', '940520'),
      product('c', 'Charger lamp', '850440'),
      product('d', 'Pipe lamp', '730630'),
    ];
    await writer.create(all(shelf), now);
    const found = await repository.find();
    expect(found?.data.shards.map(({ from, to, baseProducts }) => [from, to, baseProducts])).toEqual([
      ['00', '93', 2],
      ['94', '99', 2],
    ]);

    // When
    await writer.apply(new Map([['c', product('c', 'Table lamp', '940520')]]), now);

    // Then
    const read = openReader();
    expect((await find(read, 'lamp')).toSorted()).toEqual(['a', 'b', 'c', 'd']);
    const { under } = await read();
    const inChapter = (hsCode: string) =>
      under({ hsCode: [hsCode] })
        .match({ text: 'lamp', filters: { hsCode: [hsCode] }, top: 10 })
        .map(({ productId }) => productId)
        .sort();
    expect(inChapter('94')).toEqual(['a', 'b', 'c']);
    expect(inChapter('7')).toEqual(['d']);
    expect(await writer.compactWhere(() => true, now)).toBe(true);
    expect((await find(read, 'lamp')).toSorted()).toEqual(['a', 'b', 'c', 'd']);
    expect(await writer.compactWhere(({ delta }) => delta !== undefined, now)).toBe(false);
  });
});
