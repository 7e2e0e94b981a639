import { z } from 'zod';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { type ContextBucket, objectName } from '../../../shared/objects/bucket.ts';
import type { Entity } from '../../../shared/persistence/store.ts';
import { commitEffect, untilFresh } from '../../../shared/persistence/unit-of-work.ts';
import {
  type Change,
  changesWithin,
  inlineProductsMax,
  isDeltaFull,
  overlay,
} from '../domain/index-delta.ts';
import { allChapters, type ChapterRange, chapterOf, covers, cutByChapter } from '../domain/index-shards.ts';
import { continueIndex, createIndexBuilder, type IndexBuilder } from '../search/build-index.ts';
import { type ProductRecord, productRecord } from '../search/product-record.ts';
import type { IndexManifest, IndexRepository, IndexShard } from './rows.ts';

const changesFile = z.array(z.object({ productId: z.string(), document: productRecord.optional() }));
type Changes = ReadonlyMap<string, Change<ProductRecord>>;

/** What the writer works with. */
export interface IndexWriterParts {
  readonly repository: IndexRepository;
  readonly bucket: Pick<ContextBucket, 'get' | 'put' | 'remove'>;
  readonly newId: (prefix: string) => string;
  readonly shardProductsMax: number;
}

const octets = 'application/octet-stream';
const missing = (key: string): Error => new Error(`The object ${key} of the index is missing`);
const isWithin = (range: ChapterRange) => (document: ProductRecord) => covers(range, document.hsCode ?? '');

/**
 * Writes the matching index: changes go beside a base as a segment and become one with it when they are many. Every version is
 * a set of new objects and one conditional write of the manifest, so that two writers cannot mix and a reader never sees half.
 */
export const createIndexWriter = ({ repository, bucket, newId, shardProductsMax }: IndexWriterParts) => {
  const keep = async (bytes: Uint8Array): Promise<string> => {
    const key = `index/${objectName(newId('idx'))}`;
    await bucket.put(key, bytes, octets);
    return key;
  };

  const fetch = async (key: string): Promise<Uint8Array> => {
    const found = await bucket.get(key);
    if (!found) throw missing(key);
    return found.bytes;
  };

  /** Bases by key; objects never change, and one batch of changes follows another. */
  const bases = new Map<string, Uint8Array>();
  const fetchBase = async (key: string): Promise<Uint8Array> => {
    const bytes = bases.get(key) ?? (await fetch(key));
    bases.set(key, bytes);
    return bytes;
  };

  const waiting = async ({ delta }: IndexShard): Promise<Changes> => {
    if (!delta) return new Map();
    const text = new TextDecoder().decode(await fetch(delta.changesKey));
    return new Map(
      changesFile.parse(JSON.parse(text)).map(({ productId, document }) => [productId, document] as const),
    );
  };

  const keepBase = async (range: ChapterRange, builder: IndexBuilder, now: Instant): Promise<IndexShard> => ({
    from: range.from,
    to: range.to,
    baseKey: await keep(builder.finish()),
    baseProducts: builder.products(),
    builtAt: now,
  });

  /** Shards of at most so many products from a builder that holds a whole range. */
  const keepBases = async (
    range: ChapterRange,
    builder: IndexBuilder,
    now: Instant,
  ): Promise<IndexShard[]> => {
    if (builder.products() <= shardProductsMax) return [await keepBase(range, builder, now)];
    const counts = builder.countBy('hsCode', chapterOf);
    const cuts = cutByChapter(range, (chapter) => counts.get(chapter) ?? 0, shardProductsMax);
    const whole = builder.finish();
    const shards: IndexShard[] = [];
    for (const cut of cuts) {
      const part = continueIndex(whole);
      part.keepWhere('hsCode', (hsCode) => covers(cut, hsCode));
      shards.push(await keepBase(cut, part, now));
    }
    return shards;
  };

  const compact = async (shard: IndexShard, changes: Changes, now: Instant): Promise<IndexShard[]> => {
    const builder = continueIndex(await fetchBase(shard.baseKey));
    for (const [productId, document] of changes) {
      if (document) builder.put(document);
      else builder.remove(productId);
    }
    return keepBases(shard, builder, now);
  };

  const extend = async (shard: IndexShard, changes: Changes): Promise<IndexShard> => {
    const builder = createIndexBuilder();
    for (const document of changes.values()) if (document) builder.put(document);
    const segmentKey = await keep(
      builder.finishBeside(await fetchBase(shard.baseKey), new Set(changes.keys())),
    );
    const lines = [...changes].map(([productId, document]) => ({ productId, document }));
    const changesKey = await keep(new TextEncoder().encode(JSON.stringify(lines)));
    return { ...shard, delta: { segmentKey, changesKey, changes: changes.size } };
  };

  const change = async (shard: IndexShard, changed: Changes, now: Instant): Promise<IndexShard[]> => {
    const all = overlay(await waiting(shard), changesWithin(changed, isWithin(shard)));
    const isSmall = shard.baseProducts + all.size <= inlineProductsMax;
    if (isSmall && isDeltaFull(shard.baseProducts, all.size)) return compact(shard, all, now);
    return [await extend(shard, all)];
  };

  const keysOf = ({ shards }: Pick<IndexManifest, 'shards'>): readonly string[] =>
    shards.flatMap(({ baseKey, delta }) => [baseKey, ...(delta ? [delta.segmentKey, delta.changesKey] : [])]);

  const publish = async (
    found: Entity<IndexManifest> | undefined,
    shards: readonly IndexShard[],
    now: Instant,
  ): Promise<void> => {
    const used = new Set(keysOf({ shards: [...shards] }));
    const retiredKeys = (found ? keysOf(found.data) : []).filter((key) => !used.has(key));
    const next = { shards: [...shards], retiredKeys };
    for (const key of bases.keys()) if (!used.has(key)) bases.delete(key);
    await commitEffect(
      repository.store,
      undefined,
      { writes: [repository.save(found, next, now)] },
      { context: 'catalog', now, newId, correlationId: 'index', causationId: 'index' },
    );
    // Readers had a whole version's time to leave them.
    for (const key of found?.data.retiredKeys ?? []) await bucket.remove(key);
  };

  return {
    /** True when there is an index of the present rules. */
    exists: async (): Promise<boolean> => (await repository.find()) !== undefined,

    /** Builds the first index of the present rules from all products; another writer's stands if it was faster. */
    create: async (documents: AsyncIterable<ProductRecord>, now: Instant): Promise<void> => {
      const builder = createIndexBuilder();
      for await (const document of documents) builder.put(document);
      const shards = await keepBases(allChapters, builder, now);
      await publish(undefined, shards, now);
    },

    /** Takes changed products in, whatever was known of them before. */
    apply: (changed: Changes, now: Instant): Promise<void> =>
      untilFresh(async () => {
        const found = await repository.find();
        if (!found) throw new Error('There is no index to change');
        const shards: IndexShard[] = [];
        for (const shard of found.data.shards) shards.push(...(await change(shard, changed, now)));
        await publish(found, shards, now);
      }),

    /** Makes one of base and changes in each shard for which `isDue` says so; true when there was one. */
    compactWhere: (isDue: (shard: IndexShard) => boolean, now: Instant): Promise<boolean> =>
      untilFresh(async () => {
        const found = await repository.find();
        if (!found?.data.shards.some(isDue)) return false;
        const shards: IndexShard[] = [];
        for (const shard of found.data.shards) {
          if (isDue(shard)) shards.push(...(await compact(shard, await waiting(shard), now)));
          else shards.push(shard);
        }
        await publish(found, shards, now);
        return true;
      }),
  };
};
