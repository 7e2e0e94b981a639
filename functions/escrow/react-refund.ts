import { deterministicId } from '../../shared/kernel/ids.ts';
import { formatMoney, type Money, parseMoney, zeroMoney } from '../../shared/kernel/money.ts';
import { type ConsumerContext, on, type Reaction, TooEarly } from '../../shared/messaging/consumer.ts';
import type { OutgoingEvent } from '../../shared/messaging/event.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import type { Write } from '../../shared/persistence/write.ts';
import type { Journal } from '../ledger/contract.ts';
import { journalWrites } from '../ledger/posting.ts';
import { payableCancellationRequested, payoutMoved, payoutRequested } from '../payments/contract.ts';
import { escrowRefunded, escrowRefundRequested } from './contract.ts';
import { liftFreeze } from './domain/decide-freeze.ts';
import { decideRefund } from './domain/decide-refund.ts';
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

/** The journal of a refund: what the escrow owed the deal it now owes the payer. */
export const refundJournal = (escrow: Escrow, { refundId, amount, reason }: DecidedRefund): Journal => ({
  journalId: deterministicId('jrn', refundId, 'refund'),
  kind: 'refund',
  businessEventId: refundId,
  description: `Refund to the payer: ${reason}`,
  references: { ...referencesOf(escrow), refundId },
  postings: [
    { code: '2010', owner: escrow.escrowId, side: 'debit', amount, visibleTo: partiesOf(escrow) },
    { code: '2050', owner: refundId, side: 'credit', amount, visibleTo: [escrow.payerId] },
  ],
});

/** Writes and events of a refund besides the escrow's own row: request row, journal, order to pay out, notice. */
export const refundEffect = (
  escrows: EscrowRepository,
  ledgerTableName: string,
  escrow: Escrow,
  refund: DecidedRefund,
  context: Pick<ConsumerContext, 'now' | 'correlationId'> & { readonly sequence: number },
): { readonly writes: readonly Write[]; readonly events: readonly OutgoingEvent[] } => {
  const { refundId, amount, reason } = refund;
  const payoutId = payoutIdOf(refundId);
  const request: Refund = {
    kind: 'refund',
    refundId,
    reason,
    state: 'asked',
    amount,
    payoutId,
    payoutSequence: 0,
  };
  const paid = escrow.instalments.filter(({ fundedAt }) => fundedAt !== undefined);
  return {
    writes: [
      escrows.insertRequestIfAbsent(escrow.escrowId, request, context.now),
      ...journalWrites(ledgerTableName, refundJournal(escrow, refund), context),
    ],
    events: [
      payoutRequested.create({
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
          originalPayableIds: paid.map(({ payableId }) => payableId),
        },
      }),
      escrowRefunded.create({
        subject: escrow.escrowId,
        sequence: context.sequence,
        audience: partiesOf(escrow),
        data: { escrow: snapshotOf(escrow), refundId, amount: formatMoney(amount), reason },
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
    const update = escrows.updateIfVersion(found, after, now);
    if (decision.kind === 'cancelled') {
      const amount = zeroMoney(after.total.currency);
      const settled: Refund = { ...request, state: 'confirmed', amount };
      return {
        writes: [update, escrows.insertRequestIfAbsent(data.escrowId, settled, now)],
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
    const effect = refundEffect(escrows, ledgerTableName, after, refund, { ...context, sequence });
    return {
      writes: [update, ...effect.writes],
      events: [...cancellations(cancelledPayableIds, reason), ...effect.events],
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
