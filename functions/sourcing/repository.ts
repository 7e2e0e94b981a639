import { z } from 'zod';
import { addDuration, epochSeconds, type Instant } from '../../shared/kernel/instant.ts';
import type { Entity, RowKey, Store } from '../../shared/persistence/store.ts';
import type { Write } from '../../shared/persistence/write.ts';
import { type ContractTerms, contractTerms } from './contract.ts';
import type { Activity } from './domain/activity.ts';
import type { EndedDifference } from './domain/decide-difference.ts';
import { mostQuotes, mostVersions } from './domain/limits.ts';
import type { Message, Quote, QuoteVersion } from './domain/quote.ts';
import type { Rfq } from './domain/rfq.ts';
import { quoteStates, rfqStates } from './domain/transitions.ts';
import { sourcingErrors } from './errors.ts';
import { type RfqInput, type RfqMatching, rfqInput, rfqMatching } from './rfq-shapes.ts';
import { offer, revisionChanges } from './shapes.ts';

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
  isMatchingWanted: z.boolean(),
  matchingsAsked: z.int(),
  matchings: z.int(),
  openedAt: z.string().optional(),
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

const messageRow: z.ZodType<Message> = z.object({
  number: z.int(),
  author: z.enum(['buyer', 'supplier']),
  text: z.string(),
  language: z.string().optional(),
  terms: revisionChanges.optional(),
  saidAt: z.string(),
});

const sealedSampleRow = z.object({
  sampleId: z.string(),
  buyerId: z.string(),
  supplierId: z.string(),
  specificationHash: z.string(),
});
/** A golden sample as samples told it. */
export type SealedSample = z.output<typeof sealedSampleRow>;

const activityRow: z.ZodType<Activity> = z.object({
  counts: z.object({ quote: z.int(), request: z.int(), message: z.int() }),
  texts: z.record(z.string(), z.int()),
});

const rfqRef = z.object({ rfqId: z.string() });
const quoteRef = z.object({ quoteId: z.string() });

/** Which listing of requests: those a company opened, is invited to, or has quoted; or the public ones that take quotes. */
export type RfqView = 'mine' | 'open' | 'invited' | 'quoted';

/** How long the row of a day is kept. */
const activityKeptDays = 7;

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
const messagePrefix = 'MESSAGE#';
const messageKey = (quoteId: string, number: number): RowKey => ({
  pk: quotePk(quoteId),
  sk: `${messagePrefix}${String(number).padStart(6, '0')}`,
});
const sealedPrefix = 'SEALED#';
/** Samples of one quote that are looked at. */
const sealedSamplesMax = 100;
const sealedForRow = z.object({ sampleId: z.string() });
const sampleKey = (sampleId: string): RowKey => ({ pk: `SAMPLE#${sampleId}`, sk: 'SEALED' });

const matchingKey = (rfqId: string, matching: number): RowKey => ({
  pk: rfqPk(rfqId),
  sk: `MATCHING#${String(matching).padStart(2, '0')}`,
});
const activityKey = (companyId: string, day: string): RowKey => ({
  pk: `COMPANY#${companyId}#ACTIVITY`,
  sk: `DAY#${day}`,
});

const publicOpen = 'RFQ#OPEN';
const viewPk = (view: RfqView, companyId: string): string =>
  view === 'open' ? publicOpen : `COMPANY#${companyId}#RFQ#${view}`;

const readRfq = (data: unknown): StoredRfq => rfqRow.parse(data);
const readQuote = (data: unknown): Quote => quoteRow.parse(data);
const readVersion = (data: unknown): QuoteVersion => versionRow.parse(data);

/**
 * Rows: RFQ#id/RFQ the request; RFQ#id/MINE, …/OPEN, …/INVITED#company, …/QUOTE_BY#company its listings, the last also the
 * guard of one quote for each supplier; RFQ#id/MATCHING#nn an answer of matching; COMPANY#id#ACTIVITY/DAY#day what a company did; QUOTE#id/QUOTE the head of a quote, QUOTE#id/VERSION#nn its versions, …/MESSAGE#nnnnnn its
 * messages, …/DIFFERENCE#id#version differences that ended;
 * CONTRACT#id/CONTRACT the frozen contract; SAMPLE#id/SEALED a golden sample as samples told it, QUOTE#id/SEALED#sample those made for a quote.
 */
export const createSourcingRepository = (store: Store) => {
  const listed = (key: RowKey, rfqId: string, view: RfqView, companyId: string, now: Instant): Write =>
    store.insertIfAbsent(key, 'rfq_listing', { rfqId }, now, {
      owner: { pk: viewPk(view, companyId), sk: `${now}#${rfqId}` },
    });
  const invitation = (rfqId: string, supplierId: string, now: Instant): Write =>
    listed({ pk: rfqPk(rfqId), sk: `INVITED#${supplierId}` }, rfqId, 'invited', supplierId, now);

  return {
    findRfq: (rfqId: string) => store.get(rfqKey(rfqId), readRfq),

    /** A new request, so far in the listing of its buyer only. */
    insertRfq: (rfq: StoredRfq, now: Instant): readonly Write[] => [
      store.insertIfAbsent(rfqKey(rfq.rfqId), 'rfq', rfq, now),
      listed({ pk: rfqPk(rfq.rfqId), sk: 'MINE' }, rfq.rfqId, 'mine', rfq.buyerId, now),
    ],

    /** Puts a request into the listings of those who may quote it: everybody, or the suppliers that were newly invited. */
    listRfq: (rfq: StoredRfq, invited: readonly string[], now: Instant): readonly Write[] => [
      ...(rfq.visibility === 'public'
        ? [listed(openKey(rfq.rfqId), rfq.rfqId, 'open', rfq.buyerId, now)]
        : []),
      ...invited.map((supplierId) => invitation(rfq.rfqId, supplierId, now)),
    ],

    /** Puts a request into the listing of a supplier that was invited later. */
    insertInvitation: (rfqId: string, supplierId: string, now: Instant): Write =>
      invitation(rfqId, supplierId, now),

    /** An answer of matching is written once and never changed. */
    insertMatching: (rfqId: string, matching: RfqMatching, now: Instant): Write =>
      store.insertIfAbsent(matchingKey(rfqId, matching.matching), 'rfq_matching', matching, now),

    /** Every answer of matching, oldest first. */
    matchingsOf: async (rfqId: string): Promise<readonly RfqMatching[]> => {
      const rows = await store.queryParts(rfqPk(rfqId), 'MATCHING#', (data) => rfqMatching.parse(data));
      return rows.items.map((row) => row.data);
    },

    findActivity: (companyId: string, day: string) =>
      store.get(activityKey(companyId, day), (data) => activityRow.parse(data)),
    /** What a company did on a day; refused (as stale) when it did more meanwhile. The row is gone after some days. */
    putActivity: (
      found: Entity<Activity> | undefined,
      companyId: string,
      day: string,
      activity: Activity,
      now: Instant,
    ): Write =>
      found
        ? store.updateIfVersion(found, activity, now)
        : store.insertIfAbsent(activityKey(companyId, day), 'activity', activity, now, {
            expiresAtEpochSeconds: epochSeconds(addDuration(now, { days: activityKeptDays })),
          }),

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

    findVersion: (quoteId: string, version: number) => store.get(versionKey(quoteId, version), readVersion),
    insertVersion: (quoteId: string, version: QuoteVersion, now: Instant): Write =>
      store.insertIfAbsent(versionKey(quoteId, version.version), 'quote_version', version, now),

    /** All versions of a quote, oldest first. */
    versionsOf: async (quoteId: string): Promise<readonly QuoteVersion[]> => {
      const rows = await store.queryParts(quotePk(quoteId), 'VERSION#', readVersion, { limit: mostVersions });
      return rows.items.map((row) => row.data);
    },

    findMessage: (quoteId: string, number: number) =>
      store.get(messageKey(quoteId, number), (data) => messageRow.parse(data)),
    /** A message is written once and never changed. */
    insertMessage: (quoteId: string, message: Message, now: Instant): Write =>
      store.insertIfAbsent(messageKey(quoteId, message.number), 'message', message, now),
    /** A page of messages, oldest first. */
    messagesOf: async (
      quoteId: string,
      page: { limit: number; from: Record<string, unknown> | undefined },
    ) => {
      const read = (data: unknown): Message => messageRow.parse(data);
      const rows = await store.queryParts(quotePk(quoteId), messagePrefix, read, page);
      return { items: rows.items.map((row) => row.data), next: rows.next };
    },
    /** Keeps how a difference ended, beside the version of the quote that ended it. */
    insertEndedDifference: (
      quoteId: string,
      version: number,
      difference: EndedDifference,
      now: Instant,
    ): Write =>
      store.insertIfAbsent(
        { pk: quotePk(quoteId), sk: `DIFFERENCE#${difference.differenceId}#${version}` },
        'ended_difference',
        difference,
        now,
      ),

    /** A contract is inserted once and never updated: there is no method that could. */
    insertContract: (terms: ContractTerms, now: Instant): Write =>
      store.insertIfAbsent(
        { pk: `CONTRACT#${terms.contractId}`, sk: 'CONTRACT' },
        'contract',
        contractTerms.parse(terms),
        now,
      ),

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
  };
};
/** See {@link createSourcingRepository}. */
export type SourcingRepository = ReturnType<typeof createSourcingRepository>;
