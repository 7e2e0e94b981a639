import { z } from 'zod';
import type { Instant } from '../../../shared/kernel/instant.ts';
import type { Entity, Store } from '../../../shared/persistence/store.ts';
import type { Write } from '../../../shared/persistence/write.ts';
import { rankerVersion } from '../search/ranker.ts';

const segment = z.object({
  /** Object of the index of the changed products. */
  segmentKey: z.string(),
  /** Object of the changes themselves, from which base and changes become one. */
  changesKey: z.string(),
  changes: z.int(),
});

const shard = z.object({
  from: z.string(),
  to: z.string(),
  baseKey: z.string(),
  baseProducts: z.int(),
  builtAt: z.string(),
  delta: segment.optional(),
});
/** A shard of the index: the chapters that it holds, its base, and what changed since. */
export type IndexShard = z.output<typeof shard>;

const manifest = z.object({
  shards: z.array(shard).min(1).max(50),
  /** Objects that the last version used and this one does not; readers may still be at them. */
  retiredKeys: z.array(z.string()),
});
/** Which objects are the matching index now. */
export type IndexManifest = z.output<typeof manifest>;

const key = { pk: `INDEX#${rankerVersion}`, sk: 'INDEX' };

/** Name of what a manifest describes: the rules of ranking and the version of their index. */
export const indexVersionOf = (entity: Entity<IndexManifest>): string => `${rankerVersion}/${entity.version}`;

/** Rows: INDEX#<ranker>/INDEX which objects the index of that ranker consists of; each version of the rules has its own. */
export const createIndexRepository = (store: Store) => ({
  store,
  find: (): Promise<Entity<IndexManifest> | undefined> => store.get(key, (data) => manifest.parse(data)),
  save: (found: Entity<IndexManifest> | undefined, next: IndexManifest, now: Instant): Write =>
    found ? store.updateIfVersion(found, next, now) : store.insertIfAbsent(key, 'index', next, now),
});
/** The rows of the matching index. */
export type IndexRepository = ReturnType<typeof createIndexRepository>;
