import { z } from 'zod';
import type { Instant } from '../../../shared/kernel/instant.ts';
import type { Entity, RowKey, Store } from '../../../shared/persistence/store.ts';
import type { Write } from '../../../shared/persistence/write.ts';
import { type ContractTerms, contractTerms } from '../contract.ts';
import { mostQuotes, mostVersions } from '../domain/limits.ts';
import type { Quote, QuoteVersion } from '../domain/quote.ts';
import { quoteStates } from '../domain/transitions.ts';
import { sourcingErrors } from '../errors.ts';
import { rfqPk, viewPk } from '../rfqs/rows.ts';
import { offer, revisionChanges } from './shapes.ts';

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
  messages: z.int(),
  differences: z.array(
    z.object({
      differenceId: z.string(),
      term: z.string(),
      said: revisionChanges,
      messageNumber: z.int(),
      raisedBy: z.enum(['buyer', 'supplier']),
      answers: z.object({
        buyer: z.enum(['adopt', 'drop']).optional(),
        supplier: z.enum(['adopt', 'drop']).optional(),
      }),
    }),
  ),
  awaitingReplySince: z.string().optional(),
  contractId: z.string().optional(),
  endReason: z.string().optional(),
});

const versionRow: z.ZodType<QuoteVersion> = z.object({
  version: z.int(),
  parentVersion: z.int().nullable(),
  author: z.enum(['buyer', 'supplier']),
  offer,
  message: z.string().optional(),
  fromMessage: z.int().optional(),
  madeAt: z.string(),
});

const quoteRef = z.object({ quoteId: z.string() });

/** Partition of the rows of a quote. */
export const quotePk = (quoteId: string): string => `QUOTE#${quoteId}`;
const quoteKey = (quoteId: string): RowKey => ({ pk: quotePk(quoteId), sk: 'QUOTE' });
const quoteByKey = (rfqId: string, supplierId: string): RowKey => ({
  pk: rfqPk(rfqId),
  sk: `QUOTE_BY#${supplierId}`,
});
const versionKey = (quoteId: string, version: number): RowKey => ({
  pk: quotePk(quoteId),
  sk: `VERSION#${String(version).padStart(2, '0')}`,
});

const readQuote = (data: unknown): Quote => quoteRow.parse(data);
const readVersion = (data: unknown): QuoteVersion => versionRow.parse(data);

/**
 * Rows of quotes: QUOTE#id/QUOTE the head, QUOTE#id/VERSION#nn its versions; RFQ#id/QUOTE_BY#company the listing of a supplier and
 * the guard of one quote for each; CONTRACT#id/CONTRACT the frozen contract.
 */
export const createQuoteRows = (store: Store) => ({
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

  /** Heads of all quotes of a request, at most {@link mostQuotes}. */
  quotesOf: async (rfqId: string): Promise<readonly Entity<Quote>[]> => {
    const rows = await store.queryParts(rfqPk(rfqId), 'QUOTE_BY#', (data) => quoteRef.parse(data), {
      limit: mostQuotes,
    });
    return store.getMany(
      rows.items.map((row) => quoteKey(row.data.quoteId)),
      readQuote,
    );
  },

  /** A page of the quotes that a supplier made, newest first. */
  quotesBy: async (
    supplierId: string,
    page: { limit: number; from: Record<string, unknown> | undefined },
  ) => {
    const rows = await store.queryOwned(viewPk('quoted', supplierId), (data) => quoteRef.parse(data), page);
    const items = await store.getMany(
      rows.items.map((row) => quoteKey(row.data.quoteId)),
      readQuote,
    );
    return { items: items.map(({ data }) => data), next: rows.next };
  },

  findVersion: (quoteId: string, version: number) => store.get(versionKey(quoteId, version), readVersion),
  insertVersion: (quoteId: string, version: QuoteVersion, now: Instant): Write =>
    store.insertIfAbsent(versionKey(quoteId, version.version), 'quote_version', version, now),

  /** All versions of a quote, oldest first. */
  versionsOf: async (quoteId: string): Promise<readonly QuoteVersion[]> => {
    const rows = await store.queryParts(quotePk(quoteId), 'VERSION#', readVersion, { limit: mostVersions });
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
});
