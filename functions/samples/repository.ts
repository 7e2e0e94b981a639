import { z } from 'zod';
import type { Instant } from '../../shared/kernel/instant.ts';
import type { Money } from '../../shared/kernel/money.ts';
import { createCompanyRows } from '../../shared/persistence/company-rows.ts';
import type { Entity, RowKey, Store } from '../../shared/persistence/store.ts';
import type { Write } from '../../shared/persistence/write.ts';
import { sampleStates } from './contract.ts';
import { type Sample, sampleKinds } from './domain/sample.ts';

const instant = z.custom<Instant>((value) => typeof value === 'string');
const money: z.ZodType<Money> = z.object({ currency: z.string(), amountMinor: z.bigint() });

const item = z.object({
  name: z.string(),
  value: z.string(),
  tolerance: z.string().optional(),
  testMethod: z.string().optional(),
});
const reviewRow = z.object({
  outcome: z.enum(['approved', 'approved_with_changes', 'rejected']),
  ground: z.enum(['not_wanted', 'not_to_specification', 'silence']).optional(),
  findings: z.array(z.object({ item: z.string(), measured: z.string() })),
  remarks: z.string().optional(),
  reviewedAt: instant,
});
const quoteRow = z.object({
  version: z.int(),
  unitPrice: money,
  toolingFee: money.optional(),
  courierFee: money.optional(),
  customsValue: money,
  leadDays: z.int(),
  graceDays: z.int(),
  validUntil: instant,
  credit: z
    .object({
      bulkQuantityMin: z.string(),
      bulkAmountMin: money.optional(),
      amountMax: money.optional(),
      expiresOn: z.string(),
      includesCourier: z.boolean(),
    })
    .optional(),
});

const sampleRow: z.ZodType<Sample> = z.object({
  sampleId: z.string(),
  buyerId: z.string(),
  buyerName: z.string(),
  buyerCountry: z.string(),
  supplierId: z.string(),
  supplierName: z.string().optional(),
  supplierCountry: z.string().optional(),
  kind: z.enum(sampleKinds),
  productName: z.string(),
  productId: z.string().optional(),
  quoteId: z.string().optional(),
  hsCode: z.string().optional(),
  specification: z.array(item),
  quantity: z.object({ value: z.string(), unit: z.string() }),
  courierAccount: z.object({ carrier: z.string(), accountNumber: z.string() }).optional(),
  shipTo: z.object({
    addressLine: z.string(),
    city: z.string(),
    postcode: z.string().optional(),
    country: z.string(),
  }),
  remarks: z.string().optional(),
  state: z.enum(sampleStates),
  round: z.int(),
  requestedAt: instant,
  quote: quoteRow.optional(),
  acceptedAt: instant.optional(),
  paidAt: instant.optional(),
  dispatchBy: instant.optional(),
  dispatch: z.object({ carrier: z.string(), trackingNumber: z.string(), dispatchedAt: instant }).optional(),
  deliveredAt: instant.optional(),
  isDeliveryAssumed: z.boolean().optional(),
  review: reviewRow.optional(),
  earlierReviews: z.array(reviewRow),
  golden: z
    .object({
      specification: z.array(item),
      specificationHash: z.string(),
      sealedUnits: z.array(
        z.object({ keeper: z.enum(['buyer', 'supplier', 'inspector']), sealNumber: z.string() }),
      ),
      photoSha256s: z.array(z.string()),
      sealedAt: instant,
    })
    .optional(),
  money: z
    .object({
      kind: z.enum(['release', 'refund']),
      requestId: z.string(),
      attempt: z.int(),
      reason: z.string(),
      askedAt: instant,
    })
    .optional(),
  parking: z
    .object({
      from: z.enum(sampleStates),
      reason: z.string(),
      owner: z.literal('operator'),
      parkedAt: instant,
    })
    .optional(),
  endReason: z.string().optional(),
});

const ref = z.object({ sampleId: z.string() });
const samplePk = (sampleId: string): string => `SAMPLE#${sampleId}`;
const sampleKey = (sampleId: string): RowKey => ({ pk: samplePk(sampleId), sk: 'SAMPLE' });
const parkedKey = (sampleId: string): RowKey => ({ pk: samplePk(sampleId), sk: 'PARKED' });
const ofCompany = (companyId: string): string => `COMPANY#${companyId}#SAMPLE`;
const allParked = 'SAMPLES#PARKED';

/**
 * Rows: SAMPLE#id/SAMPLE the sample; SAMPLE#id/PARTY#company what the listing of each side looks at; SAMPLE#id/PARKED, only
 * while it is parked, what operators look at; and companies, see `company-rows.ts`.
 */
export const createSampleRepository = (store: Store) => {
  const read = (data: unknown): Sample => sampleRow.parse(data);
  const byRefs = async (
    ownerPk: string,
    page: { limit: number; from: Record<string, unknown> | undefined },
  ) => {
    const rows = await store.queryOwned(ownerPk, (data) => ref.parse(data), page);
    const keys = rows.items.map((row) => sampleKey(row.data.sampleId));
    return { items: await store.getMany(keys, read), next: rows.next };
  };

  return {
    ...createCompanyRows(store),
    find: (sampleId: string) => store.get(sampleKey(sampleId), read),

    insertIfAbsent: (sample: Sample, now: Instant): readonly Write[] => {
      const { sampleId, buyerId, supplierId } = sample;
      const listed = (companyId: string): Write =>
        store.insertIfAbsent(
          { pk: samplePk(sampleId), sk: `PARTY#${companyId}` },
          'sample_listing',
          { sampleId },
          now,
          { owner: { pk: ofCompany(companyId), sk: `${now}#${sampleId}` } },
        );
      return [
        store.insertIfAbsent(sampleKey(sampleId), 'sample', sample, now),
        listed(buyerId),
        listed(supplierId),
      ];
    },

    updateIfVersion: (found: Entity<Sample>, sample: Sample, now: Instant): readonly Write[] => {
      const [wasParked, isParked] = [found.data.state === 'parked', sample.state === 'parked'];
      const { sampleId } = sample;
      const owner = { pk: allParked, sk: `${now}#${sampleId}` };
      return [
        store.updateIfVersion(found, sample, now),
        ...(isParked && !wasParked
          ? [store.insertIfAbsent(parkedKey(sampleId), 'parked_sample', { sampleId }, now, { owner })]
          : []),
        ...(wasParked && !isParked ? [store.remove(parkedKey(sampleId))] : []),
      ];
    },

    listOf: (companyId: string, page: { limit: number; from: Record<string, unknown> | undefined }) =>
      byRefs(ofCompany(companyId), page),
    listParked: (page: { limit: number; from: Record<string, unknown> | undefined }) =>
      byRefs(allParked, page),
  };
};
/** See {@link createSampleRepository}. */
export type SampleRepository = ReturnType<typeof createSampleRepository>;
