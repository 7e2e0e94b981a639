import { z } from 'zod';
import { type Instant, isInstant } from '../../shared/kernel/instant.ts';
import type { Entity, Store } from '../../shared/persistence/store.ts';
import type { Write } from '../../shared/persistence/write.ts';
import { instalmentNames } from './contract.ts';
import { assertEscrow, type Escrow, lenderStates } from './domain/escrow.ts';
import { type Hold, holdChoices, holdOutcomes, holdStates } from './domain/hold-limit.ts';
import { escrowStates } from './domain/transitions.ts';

const instant = z.custom<Instant>((value) => typeof value === 'string' && isInstant(value));
const amount = z.object({ currency: z.string(), amountMinor: z.bigint() });

const escrowRow = z.object({
  escrowId: z.string(),
  kind: z.enum(['order', 'sample']),
  subject: z.string(),
  payerId: z.string(),
  payeeId: z.string(),
  instalments: z.array(
    z.object({
      name: z.enum(instalmentNames),
      payableId: z.string(),
      amount,
      dueAt: instant.optional(),
      fundedAt: instant.optional(),
      method: z.string().optional(),
      chargedBackAt: instant.optional(),
      replaces: z.string().optional(),
    }),
  ),
  total: amount,
  funded: amount,
  released: amount,
  refunded: amount,
  chargedBack: amount,
  owedByPayee: amount,
  reserved: amount,
  freezes: z.array(z.object({ disputeId: z.string(), amount, isLifted: z.boolean() })),
  lenders: z.array(
    z.object({
      loanId: z.string(),
      lenderId: z.string(),
      payableId: z.string(),
      paid: amount,
      returned: amount,
      state: z.enum(lenderStates),
    }),
  ),
  isGivenUp: z.boolean(),
  isEnding: z.boolean(),
  state: z.enum(escrowStates),
});

const releaseRow = z.object({
  kind: z.literal('release'),
  releaseId: z.string(),
  trigger: z.string(),
  conditionEventIds: z.array(z.string()),
  /** Conditions that were true before it was asked for, with their places in the deal's own count. */
  conditions: z
    .array(
      z.object({
        trigger: z.string(),
        eventId: z.string(),
        sequence: z.int(),
        satisfiedAt: instant,
      }),
    )
    .optional(),
  sequence: z.int().optional(),
  state: z.enum(['approved', 'settled', 'expired', 'refused']),
  /** Approved amount; absent on a refused request. */
  amount: amount.optional(),
  code: z.string().optional(),
});

const refundRow = z.object({
  kind: z.literal('refund'),
  refundId: z.string(),
  reason: z.string(),
  /** `waiting`: money of it may be a lender's, whose word is awaited. */
  state: z.enum(['waiting', 'asked', 'held', 'sent', 'confirmed', 'returned', 'refused']),
  amount: amount.optional(),
  code: z.string().optional(),
  payoutId: z.string().optional(),
  /** What of it went to lenders. */
  toLenders: z.array(z.object({ loanId: z.string(), lenderId: z.string(), amount })).optional(),
  /** Payouts that came back and were repeated. */
  formerPayoutIds: z.array(z.string()).optional(),
  /** Version of the payout that was last heard of; older news is ignored. */
  payoutSequence: z.int(),
});

const bornePart = z.object({ amount, fee: amount });

const chargebackRow = z.object({
  chargebackId: z.string(),
  paymentId: z.string(),
  payableId: z.string(),
  instalment: z.enum(instalmentNames),
  reason: z.string(),
  booking: z.object({ fromEscrow: bornePart, fromSeller: bornePart, fromPayer: bornePart }),
  replacementPayableId: z.string().optional(),
  recoveryId: z.string().optional(),
  state: z.enum(['booked', 'reversed']),
});

const recoveryRow = z.object({
  recoveryId: z.string(),
  escrowId: z.string(),
  chargebackId: z.string(),
  companyId: z.string(),
  amount,
  /** Taken from the company so far. */
  recovered: amount,
  state: z.enum(['open', 'recovered', 'withdrawn']),
});

const holdRow = z.object({
  escrowId: z.string(),
  payableId: z.string(),
  rail: z.string(),
  amount,
  fundedAt: instant,
  holdDeadlineAt: instant,
  atLimit: z.enum(holdOutcomes),
  state: z.enum(holdStates),
  /** Who chose what when the limit came near. */
  choice: z
    .object({ by: z.enum(['payer', 'payee', 'operator']), what: z.enum(holdChoices), at: instant })
    .optional(),
  source: z.string(),
});

const payableRow = z.object({ payableId: z.string(), escrowId: z.string() });

/** A chargeback as it was booked in one escrow. */
export type BookedChargeback = z.output<typeof chargebackRow>;
/** What a company owes since a chargeback. */
export type Recovery = z.output<typeof recoveryRow>;

const requestRow = z.discriminatedUnion('kind', [releaseRow, refundRow]);

export type Release = z.output<typeof releaseRow>;
export type Refund = z.output<typeof refundRow>;
export type MoneyRequest = z.output<typeof requestRow>;

const readEscrow = (data: unknown): Escrow => assertEscrow(escrowRow.parse(data));
const escrowKey = (escrowId: string) => ({ pk: `ESCROW#${escrowId}`, sk: 'ESCROW' });
const requestKey = (escrowId: string, requestId: string) => ({
  pk: `ESCROW#${escrowId}`,
  sk: `REQUEST#${requestId}`,
});
const chargebackKey = (escrowId: string, chargebackId: string, payableId: string) => ({
  pk: `ESCROW#${escrowId}`,
  sk: `CHARGEBACK#${chargebackId}#${payableId}`,
});
const recoveryKey = (recoveryId: string) => ({ pk: `RECOVERY#${recoveryId}`, sk: 'RECOVERY' });
const holdKey = (escrowId: string, payableId: string) => ({
  pk: `ESCROW#${escrowId}`,
  sk: `HOLD#${payableId}`,
});
const payableKey = (payableId: string) => ({ pk: `PAYABLE#${payableId}`, sk: 'PAYABLE' });
const readHold = (data: unknown): Hold => holdRow.parse(data);
const idOf = (request: MoneyRequest): string =>
  request.kind === 'release' ? request.releaseId : request.refundId;

/** Most requests that a view of one escrow shows. */
const requestsShownMax = 100;

/**
 * Rows: ESCROW#id/ESCROW the escrow; ESCROW#id/REQUEST#id a release or refund that was asked for, whose key makes the
 * request idempotent; …/CHARGEBACK#id#payable a chargeback as it was booked; …/HOLD#payable how long a rail may hold that payment;
 * …/PARTY#company what the listing of a company finds; RECOVERY#id what a company owes since a chargeback; PAYABLE#id the escrow
 * of a payable.
 */
export const createEscrowRepository = (store: Store) => ({
  store,

  find: (escrowId: string) => store.get(escrowKey(escrowId), readEscrow),

  insertIfAbsent: (escrow: Escrow, now: Instant): readonly Write[] => [
    store.insertIfAbsent(escrowKey(escrow.escrowId), 'escrow', escrow, now),
    ...[escrow.payerId, escrow.payeeId].map((companyId) =>
      store.insertIfAbsent(
        { pk: escrowKey(escrow.escrowId).pk, sk: `PARTY#${companyId}` },
        'party',
        { escrowId: escrow.escrowId },
        now,
        { owner: { pk: `COMPANY#${companyId}#ESCROW`, sk: `${now}#${escrow.escrowId}` } },
      ),
    ),
  ],

  /** Whose payable it is, for news that names nothing else. */
  insertPayable: (escrowId: string, payableId: string, now: Instant): Write =>
    store.insertIfAbsent(payableKey(payableId), 'payable-of', { payableId, escrowId }, now),

  findPayable: (payableId: string) => store.get(payableKey(payableId), (data) => payableRow.parse(data)),

  findChargeback: (escrowId: string, chargebackId: string, payableId: string) =>
    store.get(chargebackKey(escrowId, chargebackId, payableId), (data) => chargebackRow.parse(data)),

  insertChargebackIfAbsent: (escrowId: string, chargeback: BookedChargeback, now: Instant): Write =>
    store.insertIfAbsent(
      chargebackKey(escrowId, chargeback.chargebackId, chargeback.payableId),
      'chargeback',
      chargeback,
      now,
    ),

  updateChargebackIfVersion: (
    found: Entity<BookedChargeback>,
    chargeback: BookedChargeback,
    now: Instant,
  ): Write => store.updateIfVersion(found, chargeback, now),

  chargebacksOf: async (escrowId: string): Promise<readonly Entity<BookedChargeback>[]> => {
    const page = await store.queryParts(
      escrowKey(escrowId).pk,
      'CHARGEBACK#',
      (data) => chargebackRow.parse(data),
      { limit: requestsShownMax },
    );
    return page.items;
  },

  findRecovery: (recoveryId: string) => store.get(recoveryKey(recoveryId), (data) => recoveryRow.parse(data)),

  insertRecoveryIfAbsent: (recovery: Recovery, now: Instant): Write =>
    store.insertIfAbsent(recoveryKey(recovery.recoveryId), 'recovery', recovery, now),

  updateRecoveryIfVersion: (found: Entity<Recovery>, recovery: Recovery, now: Instant): Write =>
    store.updateIfVersion(found, recovery, now),

  findHold: (escrowId: string, payableId: string) => store.get(holdKey(escrowId, payableId), readHold),

  insertHoldIfAbsent: (hold: Hold, now: Instant): Write =>
    store.insertIfAbsent(holdKey(hold.escrowId, hold.payableId), 'hold', hold, now),

  updateHoldIfVersion: (found: Entity<Hold>, hold: Hold, now: Instant): Write =>
    store.updateIfVersion(found, hold, now),

  holdsOf: async (escrowId: string): Promise<readonly Entity<Hold>[]> => {
    const page = await store.queryParts(escrowKey(escrowId).pk, 'HOLD#', readHold, {
      limit: requestsShownMax,
    });
    return page.items;
  },

  updateIfVersion: (found: Entity<Escrow>, escrow: Escrow, now: Instant): Write =>
    store.updateIfVersion(found, assertEscrow(escrow), now),

  findRequest: (escrowId: string, requestId: string) =>
    store.get(requestKey(escrowId, requestId), (data) => requestRow.parse(data)),

  insertRequestIfAbsent: (escrowId: string, request: MoneyRequest, now: Instant): Write =>
    store.insertIfAbsent(requestKey(escrowId, idOf(request)), request.kind, request, now),

  /** A new request, or one that was kept and is decided now. */
  putRequest: (
    escrowId: string,
    known: Entity<MoneyRequest> | undefined,
    request: MoneyRequest,
    now: Instant,
  ): Write =>
    known
      ? store.updateIfVersion(known, request, now)
      : store.insertIfAbsent(requestKey(escrowId, idOf(request)), request.kind, request, now),

  updateRequestIfVersion: (found: Entity<MoneyRequest>, request: MoneyRequest, now: Instant): Write =>
    store.updateIfVersion(found, request, now),

  requestsOf: async (escrowId: string): Promise<readonly Entity<MoneyRequest>[]> => {
    const page = await store.queryParts(
      escrowKey(escrowId).pk,
      'REQUEST#',
      (data) => requestRow.parse(data),
      { limit: requestsShownMax },
    );
    return page.items;
  },

  /** A company's escrows, newest first. */
  listOf: async (
    companyId: string,
    page: { readonly limit: number; readonly from: Record<string, unknown> | undefined },
  ) => {
    const found = await store.queryOwned(
      `COMPANY#${companyId}#ESCROW`,
      (data) => z.object({ escrowId: z.string() }).parse(data).escrowId,
      page,
    );
    const escrows = await store.getMany(
      found.items.map(({ data }) => escrowKey(data)),
      readEscrow,
    );
    return { items: escrows, next: found.next };
  },
});
export type EscrowRepository = ReturnType<typeof createEscrowRepository>;
