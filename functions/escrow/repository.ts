import { z } from 'zod';
import { type Instant, isInstant } from '../../shared/kernel/instant.ts';
import type { Entity, Store } from '../../shared/persistence/store.ts';
import type { Write } from '../../shared/persistence/write.ts';
import { instalmentNames } from './contract.ts';
import { assertEscrow, type Escrow } from './domain/escrow.ts';
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
  reserved: amount,
  freezes: z.array(z.object({ disputeId: z.string(), amount, isLifted: z.boolean() })),
  lenders: z.array(z.object({ loanId: z.string(), lenderId: z.string(), paid: amount, returned: amount })),
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
  state: z.enum(['asked', 'held', 'sent', 'confirmed', 'returned', 'refused']),
  amount: amount.optional(),
  code: z.string().optional(),
  payoutId: z.string().optional(),
  /** Version of the payout that was last heard of; older news is ignored. */
  payoutSequence: z.int(),
});

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
const idOf = (request: MoneyRequest): string =>
  request.kind === 'release' ? request.releaseId : request.refundId;

/** Most requests that a view of one escrow shows. */
const requestsShownMax = 100;

/**
 * Rows: ESCROW#id/ESCROW the escrow; ESCROW#id/REQUEST#id a release or refund that was asked for, whose key makes the
 * request idempotent; ESCROW#id/PARTY#company what the listing of a company finds.
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

  updateIfVersion: (found: Entity<Escrow>, escrow: Escrow, now: Instant): Write =>
    store.updateIfVersion(found, assertEscrow(escrow), now),

  findRequest: (escrowId: string, requestId: string) =>
    store.get(requestKey(escrowId, requestId), (data) => requestRow.parse(data)),

  insertRequestIfAbsent: (escrowId: string, request: MoneyRequest, now: Instant): Write =>
    store.insertIfAbsent(requestKey(escrowId, idOf(request)), request.kind, request, now),

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
