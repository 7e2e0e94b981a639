import { z } from 'zod';
import type { Instant } from '../../../shared/kernel/instant.ts';
import type { Entity, RowKey, Store } from '../../../shared/persistence/store.ts';
import type { Write } from '../../../shared/persistence/write.ts';
import type { Rfq } from '../domain/rfq.ts';
import { rfqStates } from '../domain/transitions.ts';
import { type RfqInput, type RfqMatching, rfqInput, rfqMatching } from './shapes.ts';

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

const rfqRef = z.object({ rfqId: z.string() });

/** Which listing of requests: those a company opened, is invited to, or has quoted; or the public ones that take quotes. */
export type RfqView = 'mine' | 'open' | 'invited' | 'quoted';

/** Partition of the rows of a request. */
export const rfqPk = (rfqId: string): string => `RFQ#${rfqId}`;
const rfqKey = (rfqId: string): RowKey => ({ pk: rfqPk(rfqId), sk: 'RFQ' });
const openKey = (rfqId: string): RowKey => ({ pk: rfqPk(rfqId), sk: 'OPEN' });
const matchingKey = (rfqId: string, matching: number): RowKey => ({
  pk: rfqPk(rfqId),
  sk: `MATCHING#${String(matching).padStart(2, '0')}`,
});

const publicOpen = 'RFQ#OPEN';
/** Owner under which a listing of requests is found. */
export const viewPk = (view: RfqView, companyId: string): string =>
  view === 'open' ? publicOpen : `COMPANY#${companyId}#RFQ#${view}`;

const readRfq = (data: unknown): StoredRfq => rfqRow.parse(data);

/**
 * Rows of requests: RFQ#id/RFQ the request; RFQ#id/MINE, …/OPEN, …/INVITED#company its listings; RFQ#id/MATCHING#nn an answer of
 * matching.
 */
export const createRfqRows = (store: Store) => {
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
  };
};
