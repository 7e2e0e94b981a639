import { DependencyError } from '../../../shared/kernel/errors.ts';
import type { ContextBucket } from '../../../shared/objects/bucket.ts';
import type { Entity } from '../../../shared/persistence/store.ts';
import { mayHold } from '../domain/index-shards.ts';
import type { CatalogIndex } from '../search/catalog-index.ts';
import type { MatchFilters } from '../search/match-filters.ts';
import { rankerVersion } from '../search/ranker.ts';
import { joinIndexes, openSegments } from '../search/segments.ts';
import { openSnapshot, type Snapshot } from '../search/snapshot.ts';
import { type IndexManifest, type IndexRepository, type IndexShard, indexVersionOf } from './rows.ts';

/** An index that is ready to be asked, and its name. */
export interface OpenIndex {
  readonly version: string;
  /** The part of the index that can hold answers under these filters. */
  readonly under: (filters: MatchFilters) => CatalogIndex;
}

interface OpenShard {
  readonly baseKey: string;
  readonly segmentKey: string | undefined;
  readonly base: Snapshot;
  readonly index: CatalogIndex;
}

/** Tries over which a manifest and its objects may change under a reader. */
const triesMax = 4;
/** How long a question waits for a newer index; after that the older one answers it. */
const patienceMs = 400;

const notReady = (detail: string): DependencyError =>
  new DependencyError({ code: 'catalog.index_not_ready', status: 503, detail, retryAfterSeconds: 10 });

const after = (ms: number): Promise<undefined> =>
  new Promise((resolve) => {
    setTimeout(() => resolve(undefined), ms).unref();
  });

/** What the reader works with. */
export interface IndexReaderParts {
  readonly repository: Pick<IndexRepository, 'find'>;
  readonly bucket: Pick<ContextBucket, 'get'>;
  /** Whether any product is listed: while none is, an index that was never built is an empty one. */
  readonly hasProducts: () => Promise<boolean>;
}

const nothing: OpenIndex = { version: `${rankerVersion}/0`, under: () => joinIndexes([], rankerVersion) };

/**
 * Keeps the newest index open. While a newer one is being fetched, the older one answers; a base that stays is not read again.
 * One reader for each execution environment. DependencyError `catalog.index_not_ready` before the first index is built.
 */
export const createIndexReader = ({ repository, bucket, hasProducts }: IndexReaderParts) => {
  let current: OpenIndex | undefined;
  let shards: ReadonlyMap<string, OpenShard> = new Map();
  let loading: Promise<OpenIndex | undefined> | undefined;

  const openShard = async (shard: IndexShard): Promise<OpenShard | undefined> => {
    const known = shards.get(shard.from);
    const segmentKey = shard.delta?.segmentKey;
    if (known?.baseKey === shard.baseKey && known.segmentKey === segmentKey) return known;
    const [baseFile, segmentFile] = await Promise.all([
      known?.baseKey === shard.baseKey ? undefined : bucket.get(shard.baseKey),
      segmentKey === undefined ? undefined : bucket.get(segmentKey),
    ]);
    const base = baseFile
      ? openSnapshot(baseFile.bytes)
      : known?.baseKey === shard.baseKey
        ? known.base
        : undefined;
    if (base === undefined || (segmentKey !== undefined && segmentFile === undefined)) return undefined;
    return { baseKey: shard.baseKey, segmentKey, base, index: openSegments(base, segmentFile?.bytes) };
  };

  const open = async (found: Entity<IndexManifest>): Promise<OpenIndex | undefined> => {
    const opened = new Map<string, OpenShard>();
    for (const shard of found.data.shards) {
      const one = await openShard(shard);
      if (one === undefined) return undefined;
      opened.set(shard.from, one);
    }
    shards = opened;
    const parts = found.data.shards.flatMap((range) => {
      const one = opened.get(range.from);
      return one ? [{ range, index: one.index }] : [];
    });
    current = {
      version: indexVersionOf(found),
      under: ({ hsCode }) => {
        const asked = parts.filter(
          ({ range }) =>
            hsCode === undefined || hsCode.some((code) => mayHold(range, code.replace(/\D/g, ''))),
        );
        const [only] = asked;
        return asked.length === 1 && only
          ? only.index
          : joinIndexes(
              asked.map(({ index }) => index),
              rankerVersion,
            );
      },
    };
    return current;
  };

  const load = async (first: Entity<IndexManifest>): Promise<OpenIndex | undefined> => {
    let found: Entity<IndexManifest> | undefined = first;
    for (let tried = 0; tried < triesMax && found; tried += 1) {
      const opened = await open(found);
      if (opened) return opened;
      // Its objects were replaced while we read: look again.
      found = await repository.find();
    }
    return current;
  };

  return async (): Promise<OpenIndex> => {
    const found = await repository.find();
    if (!found) {
      if (await hasProducts()) throw notReady('The matching index has not been built yet.');
      return nothing;
    }
    if (current?.version === indexVersionOf(found)) return current;
    loading ??= load(found).finally(() => {
      loading = undefined;
    });
    const opened = current ? await Promise.race([loading, after(patienceMs)]) : await loading;
    const answering = opened ?? current;
    if (!answering) throw notReady('The matching index is being replaced.');
    return answering;
  };
};
