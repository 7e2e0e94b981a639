import { z } from 'zod';
import type { Instant } from '../../../shared/kernel/instant.ts';
import type { RowKey, Store } from '../../../shared/persistence/store.ts';
import type { Write } from '../../../shared/persistence/write.ts';
import { quotePk } from './rows.ts';

const sealedSampleRow = z.object({
  sampleId: z.string(),
  buyerId: z.string(),
  supplierId: z.string(),
  specificationHash: z.string(),
});
type SealedSample = z.output<typeof sealedSampleRow>;

const sealedPrefix = 'SEALED#';
/** Samples of one quote that are looked at. */
const sealedSamplesMax = 100;
const sealedForRow = z.object({ sampleId: z.string() });
const sampleKey = (sampleId: string): RowKey => ({ pk: `SAMPLE#${sampleId}`, sk: 'SEALED' });

/** Rows of golden samples: SAMPLE#id/SEALED one as samples told it, QUOTE#id/SEALED#sample those made for a quote. */
export const createSampleRows = (store: Store) => ({
  /** Golden samples that were made for the bulk order of a quote. */
  samplesFor: async (quoteId: string): Promise<readonly string[]> => {
    const read = (data: unknown) => sealedForRow.parse(data).sampleId;
    const rows = await store.queryParts(quotePk(quoteId), sealedPrefix, read, { limit: sealedSamplesMax });
    return rows.items.map((row) => row.data);
  },
  insertSealedFor: (quoteId: string, sampleId: string, now: Instant): Write =>
    store.insertIfAbsent(
      { pk: quotePk(quoteId), sk: `${sealedPrefix}${sampleId}` },
      'sealed_for',
      { sampleId },
      now,
    ),

  findSealedSample: (sampleId: string) =>
    store.get(sampleKey(sampleId), (data): SealedSample => sealedSampleRow.parse(data)),
  insertSealedSample: (sample: SealedSample, now: Instant): Write =>
    store.insertIfAbsent(sampleKey(sample.sampleId), 'sealed_sample', sample, now),
});
