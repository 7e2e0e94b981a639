import { deterministicId } from '../../shared/kernel/ids.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import {
  formatMoney,
  isPositiveMoney,
  type Money,
  parseMoney,
  zeroMoney,
} from '../../shared/kernel/money.ts';
import { on, type Reaction, TooEarly } from '../../shared/messaging/consumer.ts';
import type { OutgoingEvent } from '../../shared/messaging/event.ts';
import type { Entity } from '../../shared/persistence/store.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import type { Write } from '../../shared/persistence/write.ts';
import type { Journal } from '../ledger/contract.ts';
import { journalWrites } from '../ledger/posting.ts';
import { payableCancellationRequested, payoutMoved, payoutRequested } from '../payments/contract.ts';
import { escrowRefunded, escrowRefundRequested } from './contract.ts';
import { keptForRefund, liftFreeze } from './domain/decide-freeze.ts';
import { decideRefund, type RefundDecision, refundAfterTheEnd, shareRefund } from './domain/decide-refund.ts';
import type { Escrow } from './domain/escrow.ts';
import { isLenderAwaited } from './domain/lenders.ts';
import type { EscrowRepository, MoneyRequest, Refund } from './repository.ts';
import { partiesOf, referencesOf, refusalEvent, snapshotOf } from './snapshot.ts';

const refusalDetail = {
  over: 'The escrow is over.',
  wrong_currency: 'The escrow is in another currency.',
  nothing_held: 'Nothing is held that is not already on its way.',
  insufficient_held: 'Less is held than was asked for.',
} as const;

/** A refund that was decided. */
export interface DecidedRefund {
  readonly refundId: string;
  readonly amount: Money;
  readonly reason: string;
}

const payoutIdOf = (refundId: string): string => deterministicId('pot', refundId, 'refund');

/** Word of the ledger for a refund, where its reason has one of its own. */
const journalKinds: Readonly<Record<string, string>> = { late_delivery: 'late_damages' };

/** The journal of a refund: what the escrow owed the deal it now owes the payer, and before it the lenders that had paid. */
export const refundJournal = (
  escrow: Escrow,
  { refundId, amount, reason }: DecidedRefund,
  { toLenders, toPayer }: Pick<ReturnType<typeof shareRefund>, 'toLenders' | 'toPayer'>,
): Journal => ({
  journalId: deterministicId('jrn', refundId, 'refund'),
  kind: journalKinds[reason] ?? 'refund',
  businessEventId: refundId,
  description: `Refund to the payer: ${reason}`,
  references: { ...referencesOf(escrow), refundId },
  postings: [
    { code: '2010', owner: escrow.escrowId, side: 'debit', amount, visibleTo: partiesOf(escrow) },
    ...toLenders.map(({ lenderId, amount: share }) => ({
      code: '2080' as const,
      owner: lenderId,
      side: 'credit' as const,
      amount: share,
      visibleTo: [escrow.payerId, lenderId],
    })),
    ...(isPositiveMoney(toPayer)
      ? [
          {
            code: '2050' as const,
            owner: refundId,
            side: 'credit' as const,
            amount: toPayer,
            visibleTo: [escrow.payerId],
          },
        ]
      : []),
  ],
});

const payerPayout = (escrow: Escrow, refundId: string, amount: Money): OutgoingEvent => {
  const payoutId = payoutIdOf(refundId);
  // By the way the money came; what a lender paid did not come from the payer. Payments knows what a card still has.
  const lenders = escrow.lenders.filter(({ state }) => state === 'lent' || state === 'repaid');
  const lent = new Set(lenders.map(({ payableId }) => payableId));
  const own = escrow.instalments.filter(
    ({ fundedAt, payableId, method }) =>
      fundedAt !== undefined && method !== 'chargeback_reversed' && !lent.has(payableId),
  );
  return payoutRequested.create({
    subject: payoutId,
    data: {
      payoutId,
      purpose: 'refund',
      beneficiaryId: escrow.payerId,
      amount: formatMoney(amount),
      debitCode: '2050',
      debitOwner: refundId,
      description: `Refund ${escrow.subject}`.slice(0, 140),
      references: { ...referencesOf(escrow), refundId },
      originalPayableIds: own.map(({ payableId }) => payableId),
    },
  });
};

/** What a refund is made of besides the escrow's own row: its request row, journal, orders to pay out, and notice. */
export interface RefundParts {
  /** The escrow as it is to be stored. */
  readonly escrow: Escrow;
  readonly writes: readonly Write[];
  readonly journals: readonly Journal[];
  readonly events: readonly OutgoingEvent[];
}

/** The parts of a refund; the caller posts the journal, with others of the same transaction where there are some. */
export const refundParts = (
  escrows: EscrowRepository,
  before: Escrow,
  refund: DecidedRefund,
  at: {
    readonly now: Instant;
    readonly sequence: number;
    /** The request, where it has waited. */
    readonly waited?: Entity<MoneyRequest> | undefined;
  },
): RefundParts => {
  const { now, sequence, waited } = at;
  const { refundId, amount, reason } = refund;
  const shared = shareRefund(before, amount);
  const { escrow, toLenders, toPayer } = shared;
  const isToPayer = isPositiveMoney(toPayer);
  const request: Refund = {
    kind: 'refund',
    refundId,
    reason,
    state: isToPayer ? 'asked' : 'confirmed',
    amount,
    ...(isToPayer ? { payoutId: payoutIdOf(refundId) } : {}),
    toLenders: [...toLenders],
    payoutSequence: 0,
  };
  return {
    escrow,
    writes: [escrows.putRequest(escrow.escrowId, waited, request, now)],
    journals: [refundJournal(escrow, refund, shared)],
    events: [
      ...(isToPayer ? [payerPayout(escrow, refundId, toPayer)] : []),
      escrowRefunded.create({
        subject: escrow.escrowId,
        sequence,
        audience: [...partiesOf(escrow), ...toLenders.map(({ lenderId }) => lenderId)],
        data: {
          escrow: snapshotOf(escrow),
          refundId,
          amount: formatMoney(amount),
          reason,
          ...(toLenders.length === 0
            ? {}
            : { toLenders: toLenders.map((share) => ({ ...share, amount: formatMoney(share.amount) })) }),
        },
      }),
    ],
  };
};

const isWaiting = (request: MoneyRequest): boolean =>
  request.kind === 'refund' && request.state === 'waiting';

/** Reason of the refund of an instalment that was paid after the escrow had ended. */
export const paidAfterTheEnd = 'paid_after_the_end';

const decideOf = (escrow: Escrow, reason: string, asked: Money | undefined): RefundDecision =>
  reason === paidAfterTheEnd && asked ? refundAfterTheEnd(escrow, asked) : decideRefund(escrow, asked);

/** The refund after news of its payout, or of one that repeats it; undefined where the news is old. */
const withPayoutNews = (
  refund: Refund,
  news: { readonly payoutId: string; readonly state: Refund['state']; readonly repeats?: string | undefined },
  sequence: number,
): Refund | undefined => {
  const { payoutId, formerPayoutIds = [] } = refund;
  if (news.payoutId === payoutId)
    return sequence < refund.payoutSequence
      ? undefined
      : { ...refund, state: news.state, payoutSequence: sequence };
  if (news.repeats === undefined || payoutId === undefined || formerPayoutIds.includes(news.payoutId))
    return undefined;
  if (news.repeats !== payoutId)
    throw new TooEarly(`There is no payout ${news.repeats} yet that was repeated`);
  return {
    ...refund,
    state: news.state,
    payoutId: news.payoutId,
    formerPayoutIds: [...formerPayoutIds, payoutId],
    payoutSequence: sequence,
  };
};

/** Reactions about refunds: decide and post; follow the payout. */
export const refundReactions = (escrows: EscrowRepository, ledgerTableName: string): readonly Reaction[] => {
  const cancellations = (payableIds: readonly string[], reason: string): readonly OutgoingEvent[] =>
    payableIds.map((payableId) =>
      payableCancellationRequested.create({ subject: payableId, data: { payableId, reason } }),
    );

  const requested = on(escrowRefundRequested, async ({ data }, context): Promise<Effect> => {
    const found = await escrows.find(data.escrowId);
    if (!found) throw new TooEarly(`There is no escrow ${data.escrowId} yet`);
    const waited = await escrows.findRequest(data.escrowId, data.refundId);
    if (waited && !isWaiting(waited.data)) return {};
    const { refundId, reason, disputeId } = data;
    const { now } = context;
    const asked = data.amount && parseMoney(data.amount);
    const unfrozen = disputeId ? liftFreeze(found.data, disputeId) : found.data;
    const escrow = waited ? liftFreeze(unfrozen, refundId) : unfrozen;
    const decision = decideOf(escrow, reason, asked);
    const sequence = found.version + 1;
    const request = { kind: 'refund' as const, refundId, reason, payoutSequence: 0 };
    const put = (row: Refund): Write => escrows.putRequest(data.escrowId, waited, row, now);

    if (decision.kind === 'refused') {
      const { code } = decision;
      return {
        writes: [
          put({ ...request, state: 'refused', code }),
          // What was kept for it is free again.
          ...(waited ? [escrows.updateIfVersion(found, escrow, now)] : []),
        ],
        events: [refusalEvent(escrow, refundId, code, refusalDetail[code])],
      };
    }
    if (decision.kind === 'refunded' && isLenderAwaited(escrow)) {
      if (waited) return {};
      const kept = keptForRefund(escrow, refundId, decision.amount);
      return {
        writes: [
          escrows.updateIfVersion(found, kept, now),
          put({ ...request, state: 'waiting', ...(asked ? { amount: asked } : {}) }),
        ],
      };
    }
    const { escrow: after, cancelledPayableIds } = decision;
    if (decision.kind === 'cancelled') {
      const amount = zeroMoney(after.total.currency);
      const settled: Refund = { ...request, state: 'confirmed', amount };
      return {
        writes: [escrows.updateIfVersion(found, after, now), put(settled)],
        events: [
          ...cancellations(cancelledPayableIds, reason),
          escrowRefunded.create({
            subject: after.escrowId,
            sequence,
            audience: partiesOf(after),
            data: { escrow: snapshotOf(after), refundId, amount: formatMoney(amount), reason },
          }),
        ],
      };
    }
    const refund = { refundId, amount: decision.amount, reason };
    const parts = refundParts(escrows, after, refund, { now, sequence, waited });
    return {
      writes: [
        escrows.updateIfVersion(found, parts.escrow, now),
        ...parts.writes,
        ...journalWrites(ledgerTableName, parts.journals, context),
      ],
      events: [...cancellations(cancelledPayableIds, reason), ...parts.events],
    };
  });

  const payout = on(payoutMoved, async ({ data, sequence }, { now }): Promise<Effect> => {
    const { escrowId, refundId } = data.references;
    if (data.purpose !== 'refund' || !escrowId || !refundId) return {};
    const request = await escrows.findRequest(escrowId, refundId);
    if (!request) throw new TooEarly(`There is no refund ${refundId} yet`);
    const { data: refund } = request;
    const heard = refund.kind === 'refund' ? withPayoutNews(refund, data, sequence) : undefined;
    return heard ? { writes: [escrows.updateRequestIfVersion(request, heard, now)] } : {};
  });

  return [requested, payout];
};
