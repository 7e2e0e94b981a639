import type { z } from 'zod';
import { deterministicId } from '../../shared/kernel/ids.ts';
import { type Instant, parseInstant } from '../../shared/kernel/instant.ts';
import { type MoneyWire, parseMoney } from '../../shared/kernel/money.ts';
import { on, type Reaction } from '../../shared/messaging/consumer.ts';
import type { EventDefinition } from '../../shared/messaging/event.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import {
  escrowChargebackReversed,
  escrowChargedBack,
  escrowInstalmentFunded,
  escrowOpened,
  escrowRefunded,
  escrowReleaseApproved,
  escrowReleased,
  type escrowSnapshot,
} from '../escrow/contract.ts';
import { accountIdOf } from '../ledger/posting.ts';
import { orderMoved } from '../orders/contract.ts';
import {
  payableCancelled,
  payablePaid,
  payablePartlyPaid,
  paymentMoved,
  payoutMoved,
  receiptPlaced,
  receiptUnapplied,
} from '../payments/contract.ts';
import type { ReconciliationRepository, Stated } from './repository.ts';

const minorOf = (amount: MoneyWire | undefined): bigint =>
  amount ? parseMoney(amount, { allowZero: true }).amountMinor : 0n;

type Said = Omit<Stated, 'movedAt' | 'sequence'>;

/** What an escrow says: funded less what left it stands on its account, reserved or not. */
export const saidByEscrow = (escrow: z.output<typeof escrowSnapshot>): Said => {
  const { currency } = escrow.total;
  const fundedMinor = minorOf(escrow.funded);
  const heldMinor =
    fundedMinor - minorOf(escrow.released) - minorOf(escrow.refunded) - minorOf(escrow.chargedBack);
  return {
    subject: `escrow ${escrow.escrowId}`,
    accountId: accountIdOf('2010', currency, escrow.escrowId),
    currency,
    statedMinor: heldMinor,
    fundedMinor,
    isOver: escrow.state === 'closed' || escrow.state === 'cancelled',
  };
};

const heldInTransit: ReadonlySet<string> = new Set(['held', 'sent']);

/** Keeps what each thing last said of its money; an older message changes nothing. */
export const reconciliationReactions = (repository: ReconciliationRepository): readonly Reaction[] => {
  const keep = async (said: Said, sequence: number, time: string, now: Instant): Promise<Effect> => {
    const found = await repository.findStated(said.subject);
    if (found && found.data.sequence >= sequence) return {};
    const stated: Stated = { ...said, sequence, movedAt: parseInstant(time) };
    return { writes: repository.saveStated(found, stated, now) };
  };

  const onEscrow = <Schema extends z.ZodType<{ escrow: z.output<typeof escrowSnapshot> }>>(
    definition: EventDefinition<Schema>,
  ): Reaction =>
    on(definition, ({ data, sequence, time }, { now }) =>
      keep(saidByEscrow(data.escrow), sequence, time, now),
    );

  const receipt = (entryId: string, amount: MoneyWire, isPlaced: boolean): Said => ({
    subject: `receipt ${entryId}`,
    accountId: accountIdOf('2020', amount.currency, entryId),
    currency: amount.currency,
    statedMinor: isPlaced ? 0n : minorOf(amount),
    isOver: isPlaced,
  });

  const payable = (payableId: string, currency: string, keptMinor: bigint): Said => ({
    subject: `payable ${payableId}`,
    accountId: accountIdOf('2020', currency, payableId),
    currency,
    statedMinor: keptMinor,
    isOver: keptMinor === 0n,
  });

  return [
    onEscrow(escrowOpened),
    onEscrow(escrowInstalmentFunded),
    onEscrow(escrowReleaseApproved),
    onEscrow(escrowReleased),
    onEscrow(escrowRefunded),
    onEscrow(escrowChargedBack),
    onEscrow(escrowChargebackReversed),

    on(orderMoved, ({ data: { order }, sequence, time }, { now }) =>
      keep(
        {
          subject: `order ${order.orderId}`,
          currency: order.deposit.currency,
          statedMinor: 0n,
          orderState: order.state,
          escrowId: order.escrowId,
          isOver: ['closed', 'refunded', 'cancelled'].includes(order.state),
        },
        sequence,
        time,
        now,
      ),
    ),

    on(payablePartlyPaid, ({ data, sequence, time }, { now }) =>
      keep(payable(data.payableId, data.amount.currency, minorOf(data.received)), sequence, time, now),
    ),
    on(payablePaid, ({ data, sequence, time }, { now }) =>
      keep(payable(data.payableId, data.amount.currency, 0n), sequence, time, now),
    ),
    on(payableCancelled, ({ data, sequence, time }, { now }) =>
      keep(payable(data.payableId, data.amount.currency, 0n), sequence, time, now),
    ),

    on(paymentMoved, ({ data, sequence, time }, { now }) => {
      const isCharged = data.state === 'succeeded' || data.state === 'refunded';
      if (!isCharged) return Promise.resolve({});
      return keep(
        {
          subject: `payment ${data.paymentId}`,
          journalId: deterministicId('jrn', data.paymentId, 'card_received'),
          currency: data.total.currency,
          statedMinor: minorOf(data.total),
          isOver: true,
        },
        sequence,
        time,
        now,
      );
    }),

    on(payoutMoved, ({ data, sequence, time }, { now }) => {
      const { payoutId, amount, state } = data;
      const isUnderWay = heldInTransit.has(state);
      // Legs of a payout end one by one; what it holds is known while none has ended, and when all have.
      if (state === 'sent') return Promise.resolve({});
      return keep(
        {
          subject: `payout ${payoutId}`,
          accountId: accountIdOf('2090', amount.currency, payoutId),
          currency: amount.currency,
          statedMinor: isUnderWay ? minorOf(amount) : 0n,
          isOver: !isUnderWay,
        },
        sequence,
        time,
        now,
      );
    }),

    on(receiptUnapplied, ({ data, sequence, time }, { now }) =>
      keep(receipt(data.entryId, data.amount, false), sequence, time, now),
    ),
    on(receiptPlaced, ({ data, sequence, time }, { now }) =>
      keep(receipt(data.entryId, data.amount, true), sequence, time, now),
    ),
  ];
};
