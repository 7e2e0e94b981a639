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
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import type { Write } from '../../shared/persistence/write.ts';
import type { Journal } from '../ledger/contract.ts';
import { journalWrites } from '../ledger/posting.ts';
import { payableCancellationRequested, payoutMoved, payoutRequested } from '../payments/contract.ts';
import { escrowRefunded, escrowRefundRequested } from './contract.ts';
import { liftFreeze } from './domain/decide-freeze.ts';
import { decideRefund, type LenderRefund, shareRefund } from './domain/decide-refund.ts';
import type { Escrow } from './domain/escrow.ts';
import type { EscrowRepository, Refund } from './repository.ts';
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
  const lent = new Set(escrow.lenders.map(({ payableId }) => payableId));
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

/** The lender's payout has no `loanId` among its references: it repays a part, and does not end the loan. */
const lenderPayout = (escrow: Escrow, refundId: string, share: LenderRefund): OutgoingEvent => {
  const payoutId = deterministicId('pot', refundId, share.loanId);
  return payoutRequested.create({
    subject: payoutId,
    data: {
      payoutId,
      purpose: 'lender_repayment',
      beneficiaryId: share.lenderId,
      amount: formatMoney(share.amount),
      debitCode: '2080',
      debitOwner: share.lenderId,
      description: `Refund of ${escrow.subject} for ${share.loanId}`.slice(0, 140),
      references: { ...referencesOf(escrow), refundId, refundOfLoan: share.loanId },
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
  { now, sequence }: { readonly now: Instant; readonly sequence: number },
): RefundParts => {
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
    writes: [escrows.insertRequestIfAbsent(escrow.escrowId, request, now)],
    journals: [refundJournal(escrow, refund, shared)],
    events: [
      ...(isToPayer ? [payerPayout(escrow, refundId, toPayer)] : []),
      ...toLenders.map((share) => lenderPayout(escrow, refundId, share)),
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

/** Reactions about refunds: decide and post; follow the payout. */
export const refundReactions = (escrows: EscrowRepository, ledgerTableName: string): readonly Reaction[] => {
  const cancellations = (payableIds: readonly string[], reason: string): readonly OutgoingEvent[] =>
    payableIds.map((payableId) =>
      payableCancellationRequested.create({ subject: payableId, data: { payableId, reason } }),
    );

  const requested = on(escrowRefundRequested, async ({ data }, context): Promise<Effect> => {
    const found = await escrows.find(data.escrowId);
    if (!found) throw new TooEarly(`There is no escrow ${data.escrowId} yet`);
    if (await escrows.findRequest(data.escrowId, data.refundId)) return {};
    const { refundId, reason, disputeId } = data;
    const { now } = context;
    const escrow = disputeId ? liftFreeze(found.data, disputeId) : found.data;
    const decision = decideRefund(escrow, data.amount && parseMoney(data.amount));
    const sequence = found.version + 1;
    const request = { kind: 'refund' as const, refundId, reason, payoutSequence: 0 };

    if (decision.kind === 'refused') {
      const { code } = decision;
      return {
        writes: [escrows.insertRequestIfAbsent(data.escrowId, { ...request, state: 'refused', code }, now)],
        events: [refusalEvent(escrow, refundId, code, refusalDetail[code])],
      };
    }
    const { escrow: after, cancelledPayableIds } = decision;
    if (decision.kind === 'cancelled') {
      const amount = zeroMoney(after.total.currency);
      const settled: Refund = { ...request, state: 'confirmed', amount };
      return {
        writes: [
          escrows.updateIfVersion(found, after, now),
          escrows.insertRequestIfAbsent(data.escrowId, settled, now),
        ],
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
    const parts = refundParts(escrows, after, refund, { now, sequence });
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
    if (refund.kind !== 'refund' || refund.payoutId !== data.payoutId) return {};
    if (sequence < refund.payoutSequence) return {};
    const heard: Refund = { ...refund, state: data.state, payoutSequence: sequence };
    return { writes: [escrows.updateRequestIfVersion(request, heard, now)] };
  });

  return [requested, payout];
};
