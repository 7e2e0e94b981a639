import { deterministicId } from '../../shared/kernel/ids.ts';
import {
  addMoney,
  formatMoney,
  isPositiveMoney,
  type Money,
  minMoney,
  parseMoney,
  zeroMoney,
} from '../../shared/kernel/money.ts';
import { type ConsumerContext, on, type Reaction, TooEarly } from '../../shared/messaging/consumer.ts';
import type { OutgoingEvent } from '../../shared/messaging/event.ts';
import type { Entity } from '../../shared/persistence/store.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import { journalWrites } from '../ledger/posting.ts';
import {
  chargebackReceived,
  chargebackReversed,
  ownTransfersOf,
  payableCancellationRequested,
} from '../payments/contract.ts';
import { settlementRecovered } from '../settlement/contract.ts';
import {
  type ChargebackSubject,
  chargebackJournals,
  lateRecoveryJournals,
  reversalJournals,
} from './chargeback-journals.ts';
import {
  escrowChargebackReversed,
  escrowChargebackShareReceived,
  escrowChargedBack,
  escrowInstalmentFunded,
  escrowRecoveryRequested,
  escrowRecoveryWithdrawn,
} from './contract.ts';
import { decideChargeback, forgivePayee } from './domain/decide-chargeback.ts';
import { decideFunding } from './domain/decide-funding.ts';
import { refundLatePayment } from './domain/decide-refund.ts';
import { type Escrow, grown } from './domain/escrow.ts';
import { payableEvent } from './react-funding.ts';
import { refundParts } from './react-refund.ts';
import type { BookedChargeback, EscrowRepository, Recovery } from './repository.ts';
import { partiesOf, snapshotOf } from './snapshot.ts';

interface Share extends ChargebackSubject {
  readonly amount: Money;
  readonly fee: Money;
  readonly reason: string;
}

const subjectsOf = (escrow: Escrow, chargebackId: string) => ({
  escrow: snapshotOf(escrow),
  escrowId: escrow.escrowId,
  subject: escrow.subject,
  chargebackId,
});

/**
 * Reactions about chargebacks. A chargeback may take from several escrows at once: each share is noted first and booked in a
 * transaction of its own.
 */
export const chargebackReactions = (
  escrows: EscrowRepository,
  ledgerTableName: string,
): readonly Reaction[] => {
  const fanOut = (
    kind: 'received' | 'reversed',
    data: {
      readonly chargebackId: string;
      readonly paymentId: string;
      readonly reason?: string;
      readonly shares: readonly {
        readonly payableId: string;
        readonly account: { readonly code: string; readonly owner: string };
        readonly amount: { readonly currency: string; readonly amount: string };
        readonly fee: { readonly currency: string; readonly amount: string };
      }[];
    },
  ): Effect => ({
    events: data.shares
      .filter(({ account }) => account.code === '2010')
      .map(({ account, payableId, amount, fee }) =>
        escrowChargebackShareReceived.create({
          subject: account.owner,
          data: {
            escrowId: account.owner,
            chargebackId: data.chargebackId,
            paymentId: data.paymentId,
            payableId,
            kind,
            reason: data.reason ?? 'reversed',
            amount,
            fee,
          },
        }),
      ),
  });

  const recoveryOf = (escrow: Escrow, share: Share, amount: Money): Recovery | undefined =>
    isPositiveMoney(amount)
      ? {
          recoveryId: deterministicId('rcv', share.chargebackId, share.payableId),
          escrowId: escrow.escrowId,
          chargebackId: share.chargebackId,
          companyId: escrow.payeeId,
          amount,
          recovered: zeroMoney(amount.currency),
          state: 'open',
        }
      : undefined;

  const recoveryRequest = (escrow: Escrow, recovery: Recovery): OutgoingEvent =>
    escrowRecoveryRequested.create({
      subject: recovery.recoveryId,
      audience: [recovery.companyId],
      data: {
        recoveryId: recovery.recoveryId,
        companyId: recovery.companyId,
        amount: formatMoney(recovery.amount),
        account: { code: '1210', owner: recovery.companyId },
        reason: `Chargeback ${recovery.chargebackId}`,
        subject: escrow.subject,
      },
    });

  const received = async (found: Entity<Escrow>, share: Share, context: ConsumerContext): Promise<Effect> => {
    const { chargebackId, payableId, paymentId, reason } = share;
    const { escrowId } = found.data;
    const known = await escrows.findChargeback(escrowId, chargebackId, payableId);
    if (known) return {};
    const replacementId = deterministicId('pay', escrowId, payableId, chargebackId);
    const decision = decideChargeback(found.data, share, replacementId, context.now);
    if (decision.kind === 'not_expected') {
      throw new Error(`The payable ${payableId} is not an instalment of ${escrowId}`);
    }
    const { escrow, booking, instalment, replacement } = decision;
    if (!instalment.fundedAt) throw new TooEarly(`The payable ${payableId} is not known as paid yet`);
    const recovery = recoveryOf(escrow, share, addMoney(booking.fromSeller.amount, booking.fromSeller.fee));
    const journals = chargebackJournals(escrow, share, booking);
    const booked: BookedChargeback = {
      chargebackId,
      paymentId,
      payableId,
      instalment: instalment.name,
      reason,
      booking,
      replacementPayableId: replacement?.payableId,
      recoveryId: recovery?.recoveryId,
      state: 'booked',
    };
    return {
      writes: [
        escrows.updateIfVersion(found, escrow, context.now),
        escrows.insertChargebackIfAbsent(escrowId, booked, context.now),
        ...(recovery ? [escrows.insertRecoveryIfAbsent(recovery, context.now)] : []),
        ...(replacement ? [escrows.insertPayable(escrowId, replacement.payableId, context.now)] : []),
        ...journalWrites(ledgerTableName, journals, context),
      ],
      events: [
        ...(replacement ? [payableEvent(escrow, replacement)] : []),
        ...(recovery ? [recoveryRequest(escrow, recovery)] : []),
        ...ownTransfersOf(journals),
        escrowChargedBack.create({
          subject: escrowId,
          sequence: found.version + 1,
          audience: partiesOf(escrow),
          data: {
            ...subjectsOf(escrow, chargebackId),
            payableId,
            instalment: instalment.name,
            fromEscrow: formatMoney(booking.fromEscrow.amount),
            fromSeller: formatMoney(booking.fromSeller.amount),
            fromPayer: formatMoney(booking.fromPayer.amount),
            replacementPayableId: replacement?.payableId,
          },
        }),
      ],
    };
  };

  /** Money that is back in the escrow: it funds the instalment anew, or goes to its payer where that is not wanted any more. */
  const refunded = (
    escrow: Escrow,
    chargeback: BookedChargeback,
    context: ConsumerContext,
    sequence: number,
  ) => {
    const { amount } = chargeback.booking.fromEscrow;
    if (!isPositiveMoney(amount)) return { escrow, writes: [], events: [], journals: [] };
    const { replacementPayableId } = chargeback;
    const funding = {
      payableId: replacementPayableId ?? '',
      amount,
      method: 'chargeback_reversed',
      paidAt: context.now,
    };
    const decision = decideFunding(escrow, funding);
    if (decision.kind === 'funded') {
      const { escrow: after, instalment } = decision;
      const payableId = instalment.payableId;
      return {
        escrow: after,
        writes: [],
        journals: [],
        events: [
          payableCancellationRequested.create({
            subject: payableId,
            data: { payableId, reason: 'The chargeback was won.' },
          }),
          escrowInstalmentFunded.create({
            subject: after.escrowId,
            sequence,
            audience: partiesOf(after),
            data: {
              escrow: snapshotOf(after),
              instalment: instalment.name,
              amount: formatMoney(amount),
              method: 'chargeback_reversed',
              payableId,
            },
          }),
        ],
      };
    }
    const back = refundLatePayment(grown(escrow, 'funded', amount), amount);
    const refund = {
      refundId: deterministicId('rfd', chargeback.chargebackId, chargeback.payableId, 'chargeback_won'),
      amount,
      reason: 'chargeback_won_not_needed',
    };
    const parts = refundParts(escrows, back, refund, { ...context, sequence });
    return { escrow: parts.escrow, writes: parts.writes, events: parts.events, journals: parts.journals };
  };

  const reversed = async (found: Entity<Escrow>, share: Share, context: ConsumerContext): Promise<Effect> => {
    const { chargebackId, payableId } = share;
    const { escrowId } = found.data;
    const known = await escrows.findChargeback(escrowId, chargebackId, payableId);
    if (!known) throw new TooEarly(`The chargeback ${chargebackId} is not booked yet`);
    if (known.data.state === 'reversed') return {};
    const { booking, recoveryId } = known.data;
    const recovery = recoveryId ? await escrows.findRecovery(recoveryId) : undefined;
    const recovered = recovery?.data.recovered ?? zeroMoney(share.amount.currency);
    const sequence = found.version + 1;
    const free = forgivePayee(found.data, booking.fromSeller.amount);
    const back = refunded(free, known.data, context, sequence);
    const journals = reversalJournals(back.escrow, share, booking, { recovered });
    return {
      writes: [
        escrows.updateIfVersion(found, back.escrow, context.now),
        escrows.updateChargebackIfVersion(known, { ...known.data, state: 'reversed' }, context.now),
        ...(recovery
          ? [escrows.updateRecoveryIfVersion(recovery, { ...recovery.data, state: 'withdrawn' }, context.now)]
          : []),
        ...back.writes,
        ...journalWrites(ledgerTableName, [...journals, ...back.journals], context),
      ],
      events: [
        ...(recovery ? [withdrawn(recovery.data)] : []),
        ...back.events,
        escrowChargebackReversed.create({
          subject: escrowId,
          sequence,
          audience: partiesOf(back.escrow),
          data: {
            ...subjectsOf(back.escrow, chargebackId),
            toEscrow: formatMoney(booking.fromEscrow.amount),
            toSeller: formatMoney(booking.fromSeller.amount),
            toPayer: formatMoney(booking.fromPayer.amount),
          },
        }),
      ],
    };
  };

  const withdrawn = ({ recoveryId, companyId }: Recovery): OutgoingEvent =>
    escrowRecoveryWithdrawn.create({
      subject: recoveryId,
      audience: [companyId],
      data: { recoveryId, companyId, reason: 'The chargeback was won.' },
    });

  const shares = on(escrowChargebackShareReceived, async ({ data }, context): Promise<Effect> => {
    const found = await escrows.find(data.escrowId);
    if (!found) throw new TooEarly(`There is no escrow ${data.escrowId} yet`);
    const share: Share = {
      chargebackId: data.chargebackId,
      paymentId: data.paymentId,
      payableId: data.payableId,
      reason: data.reason,
      amount: parseMoney(data.amount, { allowZero: true }),
      fee: parseMoney(data.fee, { allowZero: true }),
    };
    return data.kind === 'received' ? received(found, share, context) : reversed(found, share, context);
  });

  /** Settlement took part of what the seller owes; once the chargeback was won, it is given back. */
  const recoveries = on(settlementRecovered, async ({ id, data }, context): Promise<Effect> => {
    const found = await escrows.findRecovery(data.recoveryId);
    // Settlement tells of other companies' debts as well: those that are not ours.
    if (!found) return {};
    const amount = parseMoney(data.amount);
    const recovery = found.data;
    const total = addMoney(recovery.recovered, amount);
    const isPaid = minMoney(total, recovery.amount).amountMinor === recovery.amount.amountMinor;
    if (recovery.state !== 'withdrawn') {
      const after: Recovery = { ...recovery, recovered: total, state: isPaid ? 'recovered' : 'open' };
      return { writes: [escrows.updateRecoveryIfVersion(found, after, context.now)] };
    }
    const journals = lateRecoveryJournals(recovery, amount, id);
    return {
      writes: [
        escrows.updateRecoveryIfVersion(found, { ...recovery, recovered: total }, context.now),
        ...journalWrites(ledgerTableName, journals, context),
      ],
      events: ownTransfersOf(journals),
    };
  });

  return [
    on(chargebackReceived, async ({ data }): Promise<Effect> => fanOut('received', data)),
    on(chargebackReversed, async ({ data }): Promise<Effect> => fanOut('reversed', data)),
    shares,
    recoveries,
  ];
};
