import { z } from 'zod';
import type { Instant } from '../../shared/kernel/instant.ts';
import type { Entity, RowKey, Store } from '../../shared/persistence/store.ts';
import type { Write } from '../../shared/persistence/write.ts';
import { type ContractTerms, contractTerms } from './contract.ts';
import { quotesMax, versionsMax } from './domain/limits.ts';
import type { Quote, QuoteVersion } from './domain/quote.ts';
import type { Rfq } from './domain/rfq.ts';
import { quoteStates, rfqStates } from './domain/transitions.ts';
import { sourcingErrors } from './errors.ts';
import { offer, type RfqInput, rfqInput } from './shapes.ts';

const rfqRow = z.object({
  ...rfqInput.shape,
  rfqId: z.string(),
  buyerId: z.string(),
  buyerName: z.string(),
  buyerCountry: z.string(),
  state: z.enum(rfqStates),
  awardsMax: z.int(),
  awards: z.int(),
  quotesTaken: z.int(),
});
/** A request as it is stored: what the buyer asked, and how it stands. */
export type StoredRfq = RfqInput & Rfq;

const quoteRow: z.ZodType<Quote> = z.object({
  quoteId: z.string(),
  rfqId: z.string(),
  buyerId: z.string(),
  supplierId: z.string(),
  supplierName: z.string(),
  supplierCountry: z.string(),
  state: z.enum(quoteStates),
  currentVersion: z.int(),
  currentAuthor: z.enum(['buyer', 'supplier']),
  validUntil: z.string(),
  contractId: z.string().optional(),
  endReason: z.string().optional(),
});

const versionRow: z.ZodType<QuoteVersion> = z.object({
  version: z.int(),
  parentVersion: z.int().nullable(),
  author: z.enum(['buyer', 'supplier']),
  offer,
  message: z.string().optional(),
  madeAt: z.string(),
});

const sealedSampleRow = z.object({
  sampleId: z.string(),
  buyerId: z.string(),
  supplierId: z.string(),
  specificationHash: z.string(),
});
/** A golden sample as samples told it. */
export type SealedSample = z.output<typeof sealedSampleRow>;

const rfqRef = z.object({ rfqId: z.string() });
const quoteRef = z.object({ quoteId: z.string() });

/** Which listing of requests: those a company opened, is invited to, or has quoted; or the public ones that take quotes. */
export type RfqView = 'mine' | 'open' | 'invited' | 'quoted';

const rfqPk = (rfqId: string): string => `RFQ#${rfqId}`;
const rfqKey = (rfqId: string): RowKey => ({ pk: rfqPk(rfqId), sk: 'RFQ' });
const openKey = (rfqId: string): RowKey => ({ pk: rfqPk(rfqId), sk: 'OPEN' });
const quoteByKey = (rfqId: string, supplierId: string): RowKey => ({
  pk: rfqPk(rfqId),
  sk: `QUOTE_BY#${supplierId}`,
});
const quotePk = (quoteId: string): string => `QUOTE#${quoteId}`;
const quoteKey = (quoteId: string): RowKey => ({ pk: quotePk(quoteId), sk: 'QUOTE' });
const versionKey = (quoteId: string, version: number): RowKey => ({
  pk: quotePk(quoteId),
  sk: `VERSION#${String(version).padStart(2, '0')}`,
});
const sampleKey = (sampleId: string): RowKey => ({ pk: `SAMPLE#${sampleId}`, sk: 'SEALED' });

const publicOpen = 'RFQ#OPEN';
const viewPk = (view: RfqView, companyId: string): string =>
  view === 'open' ? publicOpen : `COMPANY#${companyId}#RFQ#${view}`;

const readRfq = (data: unknown): StoredRfq => rfqRow.parse(data);
const readQuote = (data: unknown): Quote => quoteRow.parse(data);
const readVersion = (data: unknown): QuoteVersion => versionRow.parse(data);

/**
 * Rows: RFQ#id/RFQ the request; RFQ#id/MINE, …/OPEN, …/INVITED#company, …/QUOTE_BY#company its listings, the last also the
 * guard of one quote for each supplier; QUOTE#id/QUOTE the head of a quote, QUOTE#id/VERSION#nn its versions;
 * CONTRACT#id/CONTRACT the frozen contract; SAMPLE#id/SEALED a golden sample as samples told it.
 */
export const createSourcingRepository = (store: Store) => ({
  findRfq: (rfqId: string) => store.get(rfqKey(rfqId), readRfq),

  insertRfq: (rfq: StoredRfq, now: Instant): readonly Write[] => {
    const sk = `${now}#${rfq.rfqId}`;
    const ref = { rfqId: rfq.rfqId };
    const listed = (key: RowKey, view: RfqView, companyId: string): Write =>
      store.insertIfAbsent(key, 'rfq_listing', ref, now, { owner: { pk: viewPk(view, companyId), sk } });
    return [
      store.insertIfAbsent(rfqKey(rfq.rfqId), 'rfq', rfq, now),
      listed({ pk: rfqPk(rfq.rfqId), sk: 'MINE' }, 'mine', rfq.buyerId),
      ...(rfq.visibility === 'public' ? [listed(openKey(rfq.rfqId), 'open', rfq.buyerId)] : []),
      ...(rfq.invitedSupplierIds ?? []).map((supplierId) =>
        listed({ pk: rfqPk(rfq.rfqId), sk: `INVITED#${supplierId}` }, 'invited', supplierId),
      ),
    ];
  },

  /** A request that no longer takes quotes leaves the public listing. */
  updateRfqIfVersion: (found: Entity<StoredRfq>, rfq: StoredRfq, now: Instant): readonly Write[] => [
    store.updateIfVersion(found, rfq, now),
    ...(found.data.state === 'open' && rfq.state !== 'open' ? [store.remove(openKey(rfq.rfqId))] : []),
  ],

  listRfqs: async (
    view: RfqView,
    companyId: string,
    page: { limit: number; from: Record<string, unknown> | undefined },
  ) => {
    const rows = await store.queryOwned(viewPk(view, companyId), (data) => rfqRef.parse(data), page);
    const items = await store.getMany(
      rows.items.map((row) => rfqKey(row.data.rfqId)),
      readRfq,
    );
    return { items, next: rows.next };
  },

  /** The quote that a supplier has made on a request. */
  findQuoteBy: (rfqId: string, supplierId: string) =>
    store.get(quoteByKey(rfqId, supplierId), (data) => quoteRef.parse(data)),

  insertQuote: (quote: Quote, version: QuoteVersion, now: Instant): readonly Write[] => [
    store.insertIfAbsent(quoteKey(quote.quoteId), 'quote', quote, now),
    store.insertIfAbsent(versionKey(quote.quoteId, version.version), 'quote_version', version, now),
    store.insertIfAbsent(
      quoteByKey(quote.rfqId, quote.supplierId),
      'quote_listing',
      { quoteId: quote.quoteId, rfqId: quote.rfqId },
      now,
      {
        owner: { pk: viewPk('quoted', quote.supplierId), sk: `${now}#${quote.rfqId}` },
        refuse: () => sourcingErrors.already_quoted('The company has a quote on this request.'),
      },
    ),
  ],

  findQuote: (quoteId: string) => store.get(quoteKey(quoteId), readQuote),
  updateQuoteIfVersion: (found: Entity<Quote>, quote: Quote, now: Instant): Write =>
    store.updateIfVersion(found, quote, now),

  /** Heads of all quotes of a request, at most `quotesMax`. */
  quotesOf: async (rfqId: string): Promise<readonly Entity<Quote>[]> => {
    const rows = await store.queryParts(rfqPk(rfqId), 'QUOTE_BY#', (data) => quoteRef.parse(data), {
      limit: quotesMax,
    });
    return store.getMany(
      rows.items.map((row) => quoteKey(row.data.quoteId)),
      readQuote,
    );
  },

  findVersion: (quoteId: string, version: number) => store.get(versionKey(quoteId, version), readVersion),
  insertVersion: (quoteId: string, version: QuoteVersion, now: Instant): Write =>
    store.insertIfAbsent(versionKey(quoteId, version.version), 'quote_version', version, now),

  /** All versions of a quote, oldest first. */
  versionsOf: async (quoteId: string): Promise<readonly QuoteVersion[]> => {
    const rows = await store.queryParts(quotePk(quoteId), 'VERSION#', readVersion, { limit: versionsMax });
    return rows.items.map((row) => row.data);
  },

  /** A contract is inserted once and never updated: there is no method that could. */
  insertContract: (terms: ContractTerms, now: Instant): Write =>
    store.insertIfAbsent(
      { pk: `CONTRACT#${terms.contractId}`, sk: 'CONTRACT' },
      'contract',
      contractTerms.parse(terms),
      now,
    ),

  findSealedSample: (sampleId: string) =>
    store.get(sampleKey(sampleId), (data): SealedSample => sealedSampleRow.parse(data)),
  insertSealedSample: (sample: SealedSample, now: Instant): Write =>
    store.insertIfAbsent(sampleKey(sample.sampleId), 'sealed_sample', sample, now),
});
/** See {@link createSourcingRepository}. */
export type SourcingRepository = ReturnType<typeof createSourcingRepository>;
