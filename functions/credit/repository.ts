import type { Instant } from '../../shared/kernel/instant.ts';
import type { Entity, RowKey, Store } from '../../shared/persistence/store.ts';
import type { Refusal, Write } from '../../shared/persistence/write.ts';
import type { Application, Consent } from './domain/application.ts';
import type { Fact } from './domain/facts.ts';
import type { Loan } from './domain/loan.ts';
import {
  applicationLinkRow,
  applicationRow,
  type ClaimMoneyRow,
  type ClaimRow,
  claimMoneyRow,
  claimRow,
  consentRow,
  factRow,
  instantRow,
  loanLinkRow,
  loanRow,
  type OrderRow,
  onBoardRow,
  orderRow,
  type PayableRow,
  type ProfileRow,
  payableRow,
  profileRow,
} from './rows.ts';

const companyPk = (companyId: string): string => `COMPANY#${companyId}`;
const profileKey = (companyId: string): RowKey => ({ pk: companyPk(companyId), sk: 'PROFILE' });
const orderKey = (orderId: string, part = 'ORDER'): RowKey => ({ pk: `ORDER#${orderId}`, sk: part });
const payableKey = (payableId: string, part = 'PAYABLE'): RowKey => ({
  pk: `PAYABLE#${payableId}`,
  sk: part,
});
const consentKey = (consentId: string): RowKey => ({ pk: `CONSENT#${consentId}`, sk: 'CONSENT' });
const applicationKey = (id: string): RowKey => ({ pk: `APPLICATION#${id}`, sk: 'APPLICATION' });
const requestKey = (id: string): RowKey => ({ pk: `REQUEST#${id}`, sk: 'REQUEST' });
const loanKey = (loanId: string): RowKey => ({ pk: `LOAN#${loanId}`, sk: 'LOAN' });
const countedKey = (loanId: string, cause: string): RowKey => ({
  pk: `LOAN#${loanId}`,
  sk: `COUNTED#${cause}`,
});
const claimKey = (claimId: string, part = 'CLAIM'): RowKey => ({ pk: `CLAIM#${claimId}`, sk: part });
const webhookKey = (id: string): RowKey => ({ pk: `WEBHOOK#${id}`, sk: 'WEBHOOK' });
const loansOf = (companyId: string): string => `COMPANY#${companyId}#LOAN`;

/** Most facts of one company that a profile reads; older ones than a year hardly count, so the newest are taken. */
const factsMax = 2_000;
const pageMax = 500;

type PageOf = { readonly limit: number; readonly from: Record<string, unknown> | undefined };

/**
 * Rows: COMPANY#id/FACT#… (never changed), COMPANY#id/PROFILE, COMPANY#id/CAPACITY#currency (counter, see capacity.ts); ORDER#id/ORDER,
 * /ONBOARD, /RETRACTED#event and /LOAN#id; PAYABLE#id/PAYABLE, /PAID and /LOAN (a payable is financed once); CONSENT#id; APPLICATION#id; REQUEST#id;
 * LOAN#id/LOAN, /EXPOSURE and /COUNTED#cause (money that came for it, once); CLAIM#id/CLAIM and /MONEY.
 */
export const createCreditRepository = (store: Store) => ({
  store,

  factsOf: async (companyId: string): Promise<readonly Fact[]> => {
    const facts: Fact[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const page = await store.queryParts(companyPk(companyId), 'FACT#', (data) => factRow.parse(data), {
        limit: pageMax,
        descending: true,
        from,
      });
      facts.push(...page.items.map(({ data }) => data));
      from = page.next;
    } while (from !== undefined && facts.length < factsMax);
    return facts.reverse();
  },
  insertFact: (companyId: string, fact: Fact, now: Instant): Write =>
    store.insertIfAbsent(
      { pk: companyPk(companyId), sk: `FACT#${fact.recordedAt}#${fact.factId}` },
      'fact',
      fact,
      now,
    ),
  findProfile: (companyId: string) => store.get(profileKey(companyId), (data) => profileRow.parse(data)),
  putProfile: (
    companyId: string,
    found: Entity<ProfileRow> | undefined,
    profile: ProfileRow,
    now: Instant,
  ): Write =>
    found
      ? store.updateIfVersion(found, profile, now)
      : store.insertIfAbsent(profileKey(companyId), 'profile', profile, now),

  findOrder: (orderId: string) => store.get(orderKey(orderId), (data) => orderRow.parse(data)),
  putOrder: (order: OrderRow, sequence: number, now: Instant): Write =>
    store.putProjection(orderKey(order.orderId), 'order', order, now, sequence),
  findOnBoard: (orderId: string) => store.get(orderKey(orderId, 'ONBOARD'), (data) => onBoardRow.parse(data)),
  insertOnBoard: (orderId: string, at: Instant, carrierEventId: string, now: Instant): Write =>
    store.insertIfAbsent(orderKey(orderId, 'ONBOARD'), 'on_board', { at, carrierEventId }, now),
  notOnBoard: (orderId: string): Write => store.checkAbsent(orderKey(orderId, 'ONBOARD')),
  removeOnBoard: (orderId: string): Write => store.remove(orderKey(orderId, 'ONBOARD')),
  /** A load event that was taken back, also when it is told of only later. */
  findRetracted: (orderId: string, carrierEventId: string) =>
    store.get(orderKey(orderId, `RETRACTED#${carrierEventId}`), (data) => instantRow.parse(data)),
  insertRetracted: (orderId: string, carrierEventId: string, now: Instant): Write =>
    store.insertIfAbsent(orderKey(orderId, `RETRACTED#${carrierEventId}`), 'retracted', { at: now }, now),
  notRetracted: (orderId: string, carrierEventId: string): Write =>
    store.checkAbsent(orderKey(orderId, `RETRACTED#${carrierEventId}`)),
  loansOfOrder: async (orderId: string): Promise<readonly Entity<Loan>[]> => {
    const links = await store.queryParts(`ORDER#${orderId}`, 'LOAN#', (data) => loanLinkRow.parse(data), {
      limit: 50,
    });
    return store.getMany(
      links.items.map(({ data }) => loanKey(data.loanId)),
      (data) => loanRow.parse(data),
    );
  },

  findPayable: (payableId: string) => store.get(payableKey(payableId), (data) => payableRow.parse(data)),
  insertPayable: (payable: PayableRow, now: Instant): Write =>
    store.insertIfAbsent(payableKey(payable.payableId), 'payable', payable, now),
  findPaid: (payableId: string) => store.get(payableKey(payableId, 'PAID'), (data) => instantRow.parse(data)),
  insertPaid: (payableId: string, at: Instant, now: Instant): Write =>
    store.insertIfAbsent(payableKey(payableId, 'PAID'), 'paid', { at }, now),
  noneIsPaid: (payableId: string): Write => store.checkAbsent(payableKey(payableId, 'PAID')),
  noLoanOfPayable: (payableId: string): Write => store.checkAbsent(payableKey(payableId, 'LOAN')),
  findLoanOfPayable: async (payableId: string): Promise<Entity<Loan> | undefined> => {
    const link = await store.get(payableKey(payableId, 'LOAN'), (data) => loanLinkRow.parse(data));
    return link && store.get(loanKey(link.data.loanId), (data) => loanRow.parse(data));
  },

  findConsent: (consentId: string) => store.get(consentKey(consentId), (data) => consentRow.parse(data)),
  putConsent: (consent: Consent, sequence: number, now: Instant): Write =>
    store.putProjection(consentKey(consent.consentId), 'consent', consent, now, sequence),

  findApplication: (id: string) => store.get(applicationKey(id), (data) => applicationRow.parse(data)),
  findApplicationOfRequest: async (requestId: string): Promise<Entity<Application> | undefined> => {
    const link = await store.get(requestKey(requestId), (data) => applicationLinkRow.parse(data));
    return link && store.get(applicationKey(link.data.applicationId), (data) => applicationRow.parse(data));
  },
  insertApplication: (application: Application, now: Instant): readonly Write[] => [
    store.insertIfAbsent(applicationKey(application.applicationId), 'application', application, now, {
      owner: {
        pk: `COMPANY#${application.companyId}#APPLICATION`,
        sk: `${now}#${application.applicationId}`,
      },
    }),
    ...application.offers.map(({ requestId }) =>
      store.insertIfAbsent(
        requestKey(requestId),
        'request',
        { applicationId: application.applicationId },
        now,
      ),
    ),
  ],
  updateApplication: (found: Entity<Application>, application: Application, now: Instant): Write =>
    store.updateIfVersion(found, application, now),
  listApplications: (companyId: string, page: PageOf) =>
    store.queryOwned(`COMPANY#${companyId}#APPLICATION`, (data) => applicationRow.parse(data), page),

  findLoan: (loanId: string) => store.get(loanKey(loanId), (data) => loanRow.parse(data)),
  /** A new loan, refused when its payable has a live one. */
  insertLoan: (loan: Loan, now: Instant, refuse: Refusal): readonly Write[] => [
    store.insertIfAbsent(loanKey(loan.loanId), 'loan', loan, now),
    store.insertIfAbsent(payableKey(loan.payableId, 'LOAN'), 'loan_of', { loanId: loan.loanId }, now, {
      refuse,
    }),
    store.insertIfAbsent(
      orderKey(loan.orderId, `LOAN#${loan.loanId}`),
      'loan_of',
      { loanId: loan.loanId },
      now,
    ),
    ...[loan.borrowerId, loan.lenderId].map((companyId) =>
      store.insertIfAbsent(
        { pk: `LOAN#${loan.loanId}`, sk: `PARTY#${companyId}` },
        'party',
        { loanId: loan.loanId },
        now,
        { owner: { pk: loansOf(companyId), sk: `${now}#${loan.loanId}` } },
      ),
    ),
  ],
  updateLoan: (found: Entity<Loan>, loan: Loan, now: Instant): Write =>
    store.updateIfVersion(found, loan, now),
  /** Whether money was counted for a loan: a refund, a recovery or a paid payable, by its id. Kept with the loan, beyond any inbox. */
  hasCounted: async (loanId: string, cause: string): Promise<boolean> =>
    (await store.get(countedKey(loanId, cause), (data) => data)) !== undefined,
  insertCounted: (loanId: string, cause: string, now: Instant): Write =>
    store.insertIfAbsent(countedKey(loanId, cause), 'counted', { loanId }, now),
  /** Lets the payable be financed again. */
  freePayable: (loan: Loan): Write => store.remove(payableKey(loan.payableId, 'LOAN')),
  listLoans: async (companyId: string, page: PageOf) => {
    const found = await store.queryOwned(loansOf(companyId), (data) => loanLinkRow.parse(data), page);
    const loans = await store.getMany(
      found.items.map(({ data }) => loanKey(data.loanId)),
      (data) => loanRow.parse(data),
    );
    return { items: loans, next: found.next };
  },

  findClaim: (claimId: string) => store.get(claimKey(claimId), (data) => claimRow.parse(data)),
  putClaim: (claim: ClaimRow, sequence: number, now: Instant): Write =>
    store.putProjection(claimKey(claim.claimId), 'claim', claim, now, sequence),
  claimUnchanged: (found: Entity<ClaimRow>): Write => store.checkVersion(found),
  noClaimMoney: (claimId: string): Write => store.checkAbsent(claimKey(claimId, 'MONEY')),
  findClaimMoney: (claimId: string) =>
    store.get(claimKey(claimId, 'MONEY'), (data) => claimMoneyRow.parse(data)),
  putClaimMoney: (found: Entity<ClaimMoneyRow> | undefined, row: ClaimMoneyRow, now: Instant): Write =>
    found
      ? store.updateIfVersion(found, row, now)
      : store.insertIfAbsent(claimKey(row.claimId, 'MONEY'), 'claim_money', row, now),

  findWebhook: (id: string) => store.get(webhookKey(id), (data) => data),
  takeWebhook: (id: string, now: Instant): Write => store.insertIfAbsent(webhookKey(id), 'webhook', {}, now),
});
export type CreditRepository = ReturnType<typeof createCreditRepository>;
