import { epochMs, type Instant } from '../../shared/kernel/instant.ts';
import type { Entity, Store } from '../../shared/persistence/store.ts';
import type { Write } from '../../shared/persistence/write.ts';
import {
  type ClaimHead,
  type ClaimOnOrder,
  claimHeadRow,
  claimRow,
  parkedRow,
  payoutRow,
  type Reserve,
  type Reversal,
  type Reversed,
  reserveRow,
  reversalRow,
  reversedRow,
  type Seller,
  type Settlement,
  sellerRow,
  settlementRow,
} from './rows.ts';

/** Most claims on the proceeds of one order: each may need a row, a posting and a balance in one transaction of a hundred. */
export const claimsMax = 12;
/** Most holds and payouts that the view of balances shows. */
const shownMax = 100;

const settlementKey = (settlementId: string) => ({ pk: `SETTLEMENT#${settlementId}`, sk: 'SETTLEMENT' });
const reserveKey = (settlementId: string) => ({ pk: `SETTLEMENT#${settlementId}`, sk: 'RESERVE' });
const parkedKey = (settlementId: string) => ({ pk: `SETTLEMENT#${settlementId}`, sk: 'PARKED' });
const reversedKey = (settlementId: string) => ({ pk: `SETTLEMENT#${settlementId}`, sk: 'REVERSED' });
const reversalKey = (settlementId: string, reversalId: string) => ({
  pk: `SETTLEMENT#${settlementId}`,
  sk: `REVERSAL#${reversalId}`,
});
const parkedList = 'PARKED';
const headKey = (orderId: string) => ({ pk: `ORDER#${orderId}`, sk: 'HEAD' });
const claimKey = (orderId: string, claimId: string) => ({ pk: `ORDER#${orderId}`, sk: `CLAIM#${claimId}` });
const sellerKey = (sellerId: string) => ({ pk: `SELLER#${sellerId}`, sk: 'SELLER' });
const payoutKey = (payoutId: string) => ({ pk: `PAYOUT#${payoutId}`, sk: 'PAYOUT' });
const owned = (companyId: string, what: string): string => `COMPANY#${companyId}#${what}`;

const readSettlement = (data: unknown): Settlement => settlementRow.parse(data);
const readSeller = (data: unknown): Seller => sellerRow.parse(data);
const readReserve = (data: unknown): Reserve => reserveRow.parse(data);
const readHead = (data: unknown) => claimHeadRow.parse(data);

/** A listing's page. */
interface PageAsked {
  readonly limit: number;
  readonly from: Record<string, unknown> | undefined;
}

/**
 * Rows: SETTLEMENT#id/SETTLEMENT a release on its way, …/RESERVE what was held back of it, …/PARKED while it waits for an operator, …/REVERSED and …/REVERSAL#id what was given back of its fee; ORDER#id/HEAD and ORDER#id/CLAIM#id
 * the claims on an order; SELLER#id/SELLER standing of a seller; PAYOUT#id/PAYOUT a company's payout as last heard of.
 */
export const createSettlementRepository = (store: Store) => ({
  store,

  find: (settlementId: string) => store.get(settlementKey(settlementId), readSettlement),

  findMany: (settlementIds: readonly string[]) =>
    store.getMany(settlementIds.map(settlementKey), readSettlement),

  insertIfAbsent: (settlement: Settlement, now: Instant): Write =>
    store.insertIfAbsent(settlementKey(settlement.settlementId), 'settlement', settlement, now, {
      owner: {
        pk: owned(settlement.sellerId, 'SETTLEMENT'),
        sk: `${now}#${settlement.settlementId}`,
      },
    }),

  updateIfVersion: (found: Entity<Settlement>, settlement: Settlement, now: Instant): Write =>
    store.updateIfVersion(found, settlement, now),

  listOf: (sellerId: string, page: PageAsked) =>
    store.queryOwned(owned(sellerId, 'SETTLEMENT'), readSettlement, page),

  /** Puts a parked settlement on the list of the operators, in order of the next try. */
  insertParked: (settlementId: string, nextTryAt: Instant, now: Instant): Write =>
    store.putProjection(parkedKey(settlementId), 'parked', { settlementId }, now, epochMs(now), {
      owner: { pk: parkedList, sk: `${nextTryAt}#${settlementId}` },
    }),

  removeParked: (settlementId: string): Write => store.remove(parkedKey(settlementId)),

  /** What waits for an operator; the latest next try first. */
  listParked: async (page: PageAsked) => {
    const rows = await store.queryOwned(parkedList, (data) => parkedRow.parse(data).settlementId, page);
    const items = await store.getMany(
      rows.items.map(({ data }) => settlementKey(data)),
      readSettlement,
    );
    return { items: items.filter(({ data }) => data.state === 'parked'), next: rows.next };
  },

  findClaim: (orderId: string, claimId: string) =>
    store.get(claimKey(orderId, claimId), (data) => claimRow.parse(data)),

  findHead: (orderId: string) => store.get(headKey(orderId), readHead),

  /** Claims of an order in the order of registration; at most {@link claimsMax}. */
  claimsOf: async (orderId: string): Promise<readonly Entity<ClaimOnOrder>[]> => {
    const page = await store.queryParts(`ORDER#${orderId}`, 'CLAIM#', (data) => claimRow.parse(data));
    const rank = ({ createdAt, sk }: Entity<ClaimOnOrder>): string => `${createdAt}#${sk}`;
    return [...page.items].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  },

  /** A new claim; the head counts it, so that no waterfall that did not see it can be posted. */
  insertClaimIfAbsent: (
    head: Entity<ClaimHead> | undefined,
    claim: ClaimOnOrder,
    now: Instant,
  ): readonly Write[] => [
    head
      ? store.updateIfVersion(head, { ...head.data, claims: head.data.claims + 1 }, now)
      : store.insertIfAbsent(headKey(claim.orderId), 'claim-head', { claims: 1 }, now),
    store.insertIfAbsent(claimKey(claim.orderId, claim.claimId), 'claim', claim, now),
  ],

  /** Lets the transaction pass only while the order has the claims that were read. */
  checkClaims: (orderId: string, head: Entity<ClaimHead> | undefined, now: Instant): Write =>
    head
      ? store.checkVersion(head)
      : store.insertIfAbsent(headKey(orderId), 'claim-head', { claims: 0 }, now),

  /** No release of the order follows any more. */
  markOver: (orderId: string, head: Entity<ClaimHead> | undefined, now: Instant): Write =>
    head
      ? store.updateIfVersion(head, { ...head.data, isOver: true }, now)
      : store.insertIfAbsent(headKey(orderId), 'claim-head', { claims: 0, isOver: true }, now),

  updateClaimIfVersion: (found: Entity<ClaimOnOrder>, claim: ClaimOnOrder, now: Instant): Write =>
    store.updateIfVersion(found, claim, now),

  findSeller: (sellerId: string) => store.get(sellerKey(sellerId), readSeller),

  saveSeller: (found: Entity<Seller> | undefined, sellerId: string, seller: Seller, now: Instant): Write =>
    found
      ? store.updateIfVersion(found, seller, now)
      : store.insertIfAbsent(sellerKey(sellerId), 'seller', seller, now),

  findReserve: (settlementId: string) => store.get(reserveKey(settlementId), readReserve),

  insertReserveIfAbsent: (reserve: Reserve, now: Instant): Write =>
    store.insertIfAbsent(reserveKey(reserve.settlementId), 'reserve', reserve, now, {
      owner: {
        pk: owned(reserve.sellerId, 'RESERVE'),
        sk: `${reserve.releaseAt}#${reserve.settlementId}`,
      },
    }),

  updateReserveIfVersion: (found: Entity<Reserve>, reserve: Reserve, now: Instant): Write =>
    store.updateIfVersion(found, reserve, now),

  /** What is still held back of a seller, latest release first. */
  reservesHeldOf: async (sellerId: string): Promise<readonly Reserve[]> => {
    const page = await store.queryOwned(owned(sellerId, 'RESERVE'), readReserve, { limit: shownMax });
    return page.items.map(({ data }) => data).filter(({ state }) => state === 'held');
  },

  /** All that was ever held back of a seller, latest release first. */
  listReserves: (sellerId: string, page: PageAsked) =>
    store.queryOwned(owned(sellerId, 'RESERVE'), readReserve, page),

  findReversal: (settlementId: string, reversalId: string) =>
    store.get(reversalKey(settlementId, reversalId), (data) => reversalRow.parse(data)),
  findReversed: (settlementId: string) =>
    store.get(reversedKey(settlementId), (data) => reversedRow.parse(data)),
  /** A reversal, and what has been given back in all: the one row lets no two give back more than the fee. */
  insertReversal: (
    before: Entity<Reversed> | undefined,
    reversal: Reversal,
    after: Reversed,
    now: Instant,
  ): readonly Write[] => [
    store.insertIfAbsent(
      reversalKey(reversal.settlementId, reversal.reversalId),
      'fee-reversal',
      reversal,
      now,
    ),
    before
      ? store.updateIfVersion(before, after, now)
      : store.insertIfAbsent(reversedKey(reversal.settlementId), 'fee-reversed', after, now),
  ],

  findPayout: (payoutId: string) => store.get(payoutKey(payoutId), (data) => payoutRow.parse(data)),

  /** The last news of a payout wins by its sequence. */
  putPayout: (
    companyId: string,
    payout: ReturnType<typeof payoutRow.parse>,
    sequence: number,
    now: Instant,
  ): Write =>
    store.putProjection(payoutKey(payout.payoutId), 'payout', payout, now, sequence, {
      owner: { pk: owned(companyId, 'PAYOUT'), sk: payout.payoutId },
    }),

  /** Payouts of a company that have left its balance and are not confirmed. */
  payoutsUnderWay: async (companyId: string) => {
    const page = await store.queryOwned(owned(companyId, 'PAYOUT'), (data) => payoutRow.parse(data), {
      limit: shownMax,
    });
    return page.items.map(({ data }) => data).filter(({ state }) => state === 'held' || state === 'sent');
  },
});
export type SettlementRepository = ReturnType<typeof createSettlementRepository>;
