import { z } from 'zod';
import { addDuration, epochSeconds, type Instant } from '../../shared/kernel/instant.ts';
import type { Entity, RowKey, Store } from '../../shared/persistence/store.ts';
import type { Write } from '../../shared/persistence/write.ts';
import type { Payable } from './domain/payable.ts';
import type { Payment } from './domain/payment.ts';
import type { Payout } from './domain/payout.ts';
import { paymentsErrors } from './errors.ts';
import { accountRow, payableRow, paymentRow, payoutRow, type Receipt, receiptRow } from './rows.ts';

/** How long a webhook id is remembered: longer than any partner repeats a message. */
const inboundRetentionDays = 60;

/** Held payouts that one message wakes: each becomes an event of the same transaction, which holds a hundred at most. */
const heldPerPage = 80;

const keys = {
  payable: (id: string): RowKey => ({ pk: `PAYABLE#${id}`, sk: 'PAYABLE' }),
  reference: (reference: string): RowKey => ({ pk: `REFERENCE#${reference}`, sk: 'REFERENCE' }),
  payment: (id: string): RowKey => ({ pk: `PAYMENT#${id}`, sk: 'PAYMENT' }),
  payout: (id: string): RowKey => ({ pk: `PAYOUT#${id}`, sk: 'PAYOUT' }),
  receipt: (id: string): RowKey => ({ pk: `RECEIPT#${id}`, sk: 'RECEIPT' }),
  unapplied: (id: string): RowKey => ({ pk: `RECEIPT#${id}`, sk: 'UNAPPLIED' }),
  screening: (companyId: string): RowKey => ({ pk: `COMPANY#${companyId}`, sk: 'SCREENING' }),
  standing: (companyId: string): RowKey => ({ pk: `COMPANY#${companyId}`, sk: 'STANDING' }),
  paidBefore: (companyId: string): RowKey => ({ pk: `COMPANY#${companyId}`, sk: 'PAID-BEFORE' }),
  payoutReference: (companyId: string, reference: string): RowKey => ({
    pk: `COMPANY#${companyId}`,
    sk: `PAYOUT-REFERENCE#${reference}`,
  }),
  account: (companyId: string, currency: string): RowKey => ({
    pk: `COMPANY#${companyId}`,
    sk: `ACCOUNT#${currency}`,
  }),
  held: (companyId: string, payoutId: string): RowKey => ({
    pk: `COMPANY#${companyId}`,
    sk: `HELD#${payoutId}`,
  }),
  inbound: (partner: string, webhookId: string): RowKey => ({
    pk: `INBOUND#${partner}#${webhookId}`,
    sk: 'INBOUND',
  }),
};

const owned = (companyId: string, kind: string): string => `COMPANY#${companyId}#${kind}`;
const unappliedOwner = 'UNAPPLIED';

const screeningRow = z.object({ isClear: z.boolean(), toldAt: z.string() });
const instant = z.custom<Instant>((value) => typeof value === 'string');
const accountProjection = z.object({
  account: accountRow,
  toldAt: z.string(),
  /** When the first account of the currency was told. */
  since: instant.optional(),
});
const standingRow = z.object({ isVerified: z.boolean(), toldAt: z.string() });
const idRow = z.object({ id: z.string() });

interface Page {
  readonly limit: number;
  readonly from: Record<string, unknown> | undefined;
}

const readPayable = (data: unknown): Payable => payableRow.parse(data);
const readPayment = (data: unknown): Payment => paymentRow.parse(data);
const readPayout = (data: unknown): Payout => payoutRow.parse(data);
const readReceipt = (data: unknown): Receipt => receiptRow.parse(data);

/** What a company may be paid by, as parties told; each fact with the moment at which it was told. */
const createBeneficiaries = (store: Store) => {
  const project = (
    key: RowKey,
    kind: string,
    current: Entity<unknown> | undefined,
    data: unknown,
    now: Instant,
  ): Write =>
    current ? store.updateIfVersion(current, data, now) : store.insertIfAbsent(key, kind, data, now);
  return {
    findScreening: (companyId: string) =>
      store.get(keys.screening(companyId), (data) => screeningRow.parse(data)),

    findAccount: (companyId: string, currency: string) =>
      store.get(keys.account(companyId, currency), (data) => accountProjection.parse(data)),

    putScreening: (
      companyId: string,
      current: Entity<unknown> | undefined,
      fact: { readonly isClear: boolean; readonly toldAt: string },
      now: Instant,
    ): Write => project(keys.screening(companyId), 'screening', current, fact, now),

    putAccount: (
      companyId: string,
      currency: string,
      current: Entity<unknown> | undefined,
      fact: z.input<typeof accountProjection>,
      now: Instant,
    ): Write => project(keys.account(companyId, currency), 'bank-account', current, fact, now),

    findStanding: (companyId: string) =>
      store.get(keys.standing(companyId), (data) => standingRow.parse(data)),

    putStanding: (
      companyId: string,
      current: Entity<unknown> | undefined,
      fact: z.output<typeof standingRow>,
      now: Instant,
    ): Write => project(keys.standing(companyId), 'standing', current, fact, now),

    /** Whether a payout of sales has arrived at the company before. */
    wasPaidBefore: async (companyId: string): Promise<boolean> =>
      (await store.get(keys.paidBefore(companyId), () => true)) !== undefined,

    /** Remembers that one has; again and again is the same. */
    markPaidBefore: (companyId: string, now: Instant): Write => ({
      kind: 'put',
      tableName: store.tableName,
      item: {
        ...keys.paidBefore(companyId),
        kind: 'paid-before',
        version: 1,
        data: {},
        createdAt: now,
        updatedAt: now,
      },
    }),

    /** Lets the transaction pass only while the fact is as it was read: what came in between may lift the hold. */
    factUnchanged: (
      key: 'screening' | 'standing' | { currency: string },
      companyId: string,
      seen: Entity<unknown> | undefined,
    ): Write => {
      if (seen) return store.checkVersion(seen);
      if (typeof key === 'object') return store.checkAbsent(keys.account(companyId, key.currency));
      return store.checkAbsent(keys[key](companyId));
    },

    markHeld: (payout: Payout): Write => ({
      kind: 'put',
      tableName: store.tableName,
      item: {
        ...keys.held(payout.beneficiaryId, payout.payoutId),
        kind: 'held-payout',
        version: 1,
        data: { id: payout.payoutId },
        createdAt: payout.createdAt,
        updatedAt: payout.createdAt,
      },
    }),

    unmarkHeld: (payout: Payout): Write => store.remove(keys.held(payout.beneficiaryId, payout.payoutId)),

    /** Payouts of a company that wait, a page at a time in the order of their ids; `after` is the last id of the page before. */
    listHeld: async (
      companyId: string,
      after?: string,
    ): Promise<{ readonly payoutIds: readonly string[]; readonly isMore: boolean }> => {
      const found = await store.queryParts(`COMPANY#${companyId}`, 'HELD#', (data) => idRow.parse(data), {
        limit: heldPerPage,
        ...(after === undefined ? {} : { from: { ...keys.held(companyId, after) } }),
      });
      return { payoutIds: found.items.map((entry) => entry.data.id), isMore: found.next !== undefined };
    },
  };
};

/**
 * Rows of payments. PAYABLE#id, PAYMENT#id, PAYOUT#id and RECEIPT#id hold the things themselves; REFERENCE#rf leads to a
 * payable; COMPANY#id holds what parties told (SCREENING, STANDING, ACCOUNT#currency), which payouts wait (HELD#id), whether one has
 * arrived (PAID-BEFORE) and which references were used (PAYOUT-REFERENCE#…); INBOUND#… are
 * the webhooks that were taken.
 */
export const createPaymentsRepository = (store: Store) => ({
  ...createBeneficiaries(store),

  findPayable: (payableId: string) => store.get(keys.payable(payableId), readPayable),
  findPayables: (payableIds: readonly string[]) => store.getMany(payableIds.map(keys.payable), readPayable),
  findPayableIdByReference: async (reference: string): Promise<string | undefined> =>
    (await store.get(keys.reference(reference), (data) => idRow.parse(data)))?.data.id,
  listPayables: (companyId: string, page: Page) =>
    store.queryOwned(owned(companyId, 'PAYABLE'), readPayable, page),
  insertPayable: (payable: Payable, now: Instant): readonly Write[] => [
    store.insertIfAbsent(keys.payable(payable.payableId), 'payable', payable, now, {
      owner: { pk: owned(payable.debtorId, 'PAYABLE'), sk: `${now}#${payable.payableId}` },
    }),
    store.insertIfAbsent(keys.reference(payable.reference), 'reference', { id: payable.payableId }, now),
  ],
  updatePayable: (entity: Entity<Payable>, payable: Payable, now: Instant): Write =>
    store.updateIfVersion(entity, payable, now),

  findPayment: (paymentId: string) => store.get(keys.payment(paymentId), readPayment),
  listPayments: (companyId: string, page: Page) =>
    store.queryOwned(owned(companyId, 'PAYMENT'), readPayment, page),
  insertPayment: (payment: Payment, now: Instant): Write =>
    store.insertIfAbsent(keys.payment(payment.paymentId), 'payment', payment, now, {
      owner: { pk: owned(payment.payerId, 'PAYMENT'), sk: `${now}#${payment.paymentId}` },
    }),
  updatePayment: (entity: Entity<Payment>, payment: Payment, now: Instant): Write =>
    store.updateIfVersion(entity, payment, now),

  findPayout: (payoutId: string) => store.get(keys.payout(payoutId), readPayout),
  listPayouts: (companyId: string, page: Page) =>
    store.queryOwned(owned(companyId, 'PAYOUT'), readPayout, page),
  insertPayout: (payout: Payout, now: Instant): Write =>
    store.insertIfAbsent(keys.payout(payout.payoutId), 'payout', payout, now, {
      owner: { pk: owned(payout.beneficiaryId, 'PAYOUT'), sk: `${now}#${payout.payoutId}` },
    }),
  /**
   * A payout that somebody asks for, once: its id comes from the request's Idempotency-Key and is kept for ever, and so is the
   * company's own reference. Errors: payments.payout_exists, payments.payout_reference_used.
   */
  insertPayoutOnce: (payout: Payout, now: Instant): readonly Write[] => {
    const { payoutId, beneficiaryId, reference } = payout;
    const owner = { pk: owned(beneficiaryId, 'PAYOUT'), sk: `${now}#${payoutId}` };
    const refuse = () => paymentsErrors.payout_exists(`It is ${payoutId}.`);
    const row = store.insertIfAbsent(keys.payout(payoutId), 'payout', payout, now, { owner, refuse });
    if (reference === undefined) return [row];
    const refuseReference = () =>
      paymentsErrors.payout_reference_used(`The reference ${reference} has been used.`, {
        pointer: '/reference',
      });
    return [
      row,
      store.insertIfAbsent(
        keys.payoutReference(beneficiaryId, reference),
        'payout-reference',
        { id: payoutId },
        now,
        { refuse: refuseReference },
      ),
    ];
  },
  updatePayout: (entity: Entity<Payout>, payout: Payout, now: Instant): Write =>
    store.updateIfVersion(entity, payout, now),

  findReceipt: (entryId: string) => store.get(keys.receipt(entryId), readReceipt),
  insertReceipt: (receipt: Receipt, now: Instant): Write =>
    store.insertIfAbsent(keys.receipt(receipt.entryId), 'receipt', receipt, now),
  updateReceipt: (entity: Entity<Receipt>, receipt: Receipt, now: Instant): Write =>
    store.updateIfVersion(entity, receipt, now),
  listUnapplied: async (page: Page) => {
    const found = await store.queryOwned(unappliedOwner, (data) => idRow.parse(data), page);
    const receipts = await store.getMany(
      found.items.map((entry) => keys.receipt(entry.data.id)),
      readReceipt,
    );
    return { items: receipts, next: found.next };
  },
  /** Puts a receipt into the list that an operator works off. */
  listAsUnapplied: (receipt: Receipt, now: Instant): Write =>
    store.insertIfAbsent(keys.unapplied(receipt.entryId), 'unapplied', { id: receipt.entryId }, now, {
      owner: { pk: unappliedOwner, sk: `${receipt.bookedAt}#${receipt.entryId}` },
    }),
  takeOffUnapplied: (entryId: string): Write => store.remove(keys.unapplied(entryId)),

  wasReceived: async (partner: string, webhookId: string): Promise<boolean> =>
    (await store.get(keys.inbound(partner, webhookId), (data) => data)) !== undefined,
  rememberWebhook: (partner: string, webhookId: string, now: Instant): Write =>
    store.insertIfAbsent(keys.inbound(partner, webhookId), 'inbound', {}, now, {
      expiresAtEpochSeconds: epochSeconds(addDuration(now, { days: inboundRetentionDays })),
    }),
});

export type PaymentsRepository = ReturnType<typeof createPaymentsRepository>;
