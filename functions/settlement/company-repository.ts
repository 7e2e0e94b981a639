import type { Instant } from '../../shared/kernel/instant.ts';
import type { Entity, Store } from '../../shared/persistence/store.ts';
import type { Write } from '../../shared/persistence/write.ts';
import type { Debt } from './domain/debts.ts';
import {
  type Company,
  type CompanyClaim,
  carriageRow,
  companyClaimRow,
  companyRow,
  type Debts,
  debtsRow,
  orderKindRow,
} from './rows.ts';

const companyKey = (companyId: string) => ({ pk: `COMPANY#${companyId}`, sk: 'COMPANY' });
const debtsKey = (companyId: string, currency: string) => ({
  pk: `COMPANY#${companyId}`,
  sk: `DEBTS#${currency}`,
});
const claimKey = (companyId: string, claimId: string) => ({
  pk: `COMPANY#${companyId}`,
  sk: `CLAIM#${claimId}`,
});
const reductionKey = (companyId: string, reductionId: string) => ({
  pk: `COMPANY#${companyId}`,
  sk: `REDUCTION#${reductionId}`,
});
const orderKindKey = (orderId: string) => ({ pk: `ORDER#${orderId}`, sk: 'KIND' });
const carriageKey = (orderId: string, consignmentId: string) => ({
  pk: `ORDER#${orderId}`,
  sk: `CARRIAGE#${consignmentId}`,
});

/** Most consignments of one order that are looked at. */
const consignmentsMax = 50;

/**
 * Rows: COMPANY#id/COMPANY who it is, …/DEBTS#currency what it owes out of its proceeds, …/CLAIM#id each claim on it as registered,
 * …/REDUCTION#id each reduction taken; ORDER#id/KIND and …/CARRIAGE#consignment what decides its fee.
 */
export const createCompanyRepository = (store: Store) => ({
  store,

  findCompany: (companyId: string) => store.get(companyKey(companyId), (data) => companyRow.parse(data)),
  insertCompany: (companyId: string, company: Company, now: Instant): Write =>
    store.insertIfAbsent(companyKey(companyId), 'company', company, now),

  findDebts: (companyId: string, currency: string) =>
    store.get(debtsKey(companyId, currency), (data) => debtsRow.parse(data)),

  /**
   * The debts as they are now. Unchanged ones let the transaction pass only while they are as they were read, so that a release
   * never misses a debt that was registered meanwhile.
   */
  saveDebts: (
    companyId: string,
    currency: string,
    found: Entity<Debts> | undefined,
    open: readonly Debt[],
    now: Instant,
  ): Write => {
    const key = debtsKey(companyId, currency);
    if (!found) {
      return open.length === 0 ? store.checkAbsent(key) : store.insertIfAbsent(key, 'debts', { open }, now);
    }
    return open === found.data.open ? store.checkVersion(found) : store.updateIfVersion(found, { open }, now);
  },

  findCompanyClaim: (companyId: string, claimId: string) =>
    store.get(claimKey(companyId, claimId), (data) => companyClaimRow.parse(data)),
  insertCompanyClaimIfAbsent: (companyId: string, claim: CompanyClaim, now: Instant): Write =>
    store.insertIfAbsent(claimKey(companyId, claim.claimId), 'company-claim', claim, now),

  findReduction: (companyId: string, reductionId: string) =>
    store.get(reductionKey(companyId, reductionId), (data) => data),
  insertReductionIfAbsent: (companyId: string, reductionId: string, claimId: string, now: Instant): Write =>
    store.insertIfAbsent(reductionKey(companyId, reductionId), 'reduction', { claimId }, now),

  isFromStock: async (orderId: string): Promise<boolean> =>
    (await store.get(orderKindKey(orderId), (data) => orderKindRow.parse(data)))?.data.isFromStock ?? false,
  findOrderKind: (orderId: string) => store.get(orderKindKey(orderId), (data) => orderKindRow.parse(data)),
  insertOrderKind: (orderId: string, isFromStock: boolean, now: Instant): Write =>
    store.insertIfAbsent(orderKindKey(orderId), 'order-kind', { isFromStock }, now),

  isHouseCarriage: async (orderId: string): Promise<boolean> => {
    const page = await store.queryParts(`ORDER#${orderId}`, 'CARRIAGE#', (data) => carriageRow.parse(data), {
      limit: consignmentsMax,
    });
    return page.items.some(({ data }) => data.isHouse);
  },
  findCarriage: (orderId: string, consignmentId: string) =>
    store.get(carriageKey(orderId, consignmentId), (data) => carriageRow.parse(data)),
  putCarriage: (
    orderId: string,
    consignmentId: string,
    isHouse: boolean,
    sequence: number,
    now: Instant,
  ): Write =>
    store.putProjection(carriageKey(orderId, consignmentId), 'carriage', { isHouse }, now, sequence),
});
export type CompanyRepository = ReturnType<typeof createCompanyRepository>;
