import { parseMoney } from '../../shared/kernel/money.ts';
import { on, type Reaction } from '../../shared/messaging/consumer.ts';
import { log } from '../../shared/observability/logger.ts';
import type { Bank } from './bank.ts';
import { beneficiaryReactions } from './beneficiaries.ts';
import { chargeStatusDeadline, createCardPayments } from './card-payments.ts';
import {
  bankEntryReceived,
  paymentsDeadlineReached,
  payoutDue,
  payoutRequested,
  pspEventReceived,
  transferStatusReceived,
} from './contract.ts';
import type { Parts } from './parts.ts';
import { payableReactions } from './payables.ts';
import { createPayoutRails } from './payout-rails.ts';
import { createPayouts, payoutStatusDeadline } from './payouts.ts';
import type { Psp } from './psp.ts';
import { createReceipts } from './receipts.ts';

/** Everything that other contexts, parties, PSP and bank tell payments, and what payments does about it. */
export const paymentsReactions = (parts: Parts, psp: Psp, bank: Bank): readonly Reaction[] => {
  const cards = createCardPayments(parts, psp);
  const receipts = createReceipts(parts);
  const payouts = createPayouts(parts);
  const rails = createPayoutRails(parts, payouts, bank, psp);
  return [
    ...payableReactions(parts),
    ...beneficiaryReactions(parts),
    ...cards.reactions,
    ...receipts.reactions,

    on(payoutRequested, ({ data }, at) =>
      payouts.openAsAsked({ ...data, amount: parseMoney(data.amount), correlationId: at.correlationId }, at),
    ),

    on(payoutDue, ({ data }, at) => rails.goOn(data.payoutId, at)),

    on(pspEventReceived, async ({ data }, at) => {
      if (data.type === 'refund.succeeded') return (await rails.told(data.refundId, 'booked', at)) ?? {};
      if (data.type === 'refund.failed') {
        return (await rails.told(data.refundId, 'rejected', at, { reason: data.reason })) ?? {};
      }
      return cards.react(data, at);
    }),

    on(bankEntryReceived, async ({ data }, at) => {
      const amount = parseMoney(data.amount);
      const { endToEndId = '', returnReason } = data;
      if (data.side === 'debit') {
        const effect = await rails.told(endToEndId, 'booked', at, { amount });
        // The books do not follow a debit that nobody ordered: the difference to the bank's statement is the alarm.
        if (!effect)
          log.error('The bank booked a debit that is none of ours', new Error('unknown_debit'), {
            subject: data.entryId,
          });
        return effect ?? {};
      }
      const cameBack = returnReason
        ? await rails.told(endToEndId, 'came_back', at, { amount, reason: returnReason })
        : undefined;
      return cameBack ?? receipts.book(data, at);
    }),

    on(transferStatusReceived, async ({ data }, at) => {
      const event = data.status === 'accepted' ? 'taken' : 'rejected';
      return (await rails.told(data.endToEndId, event, at, { reason: data.reason })) ?? {};
    }),

    on(paymentsDeadlineReached, async ({ data }, at) => {
      if (data.name === chargeStatusDeadline) return cards.askStatus(data.subject, at);
      if (data.name === payoutStatusDeadline) return rails.askStatus(data.subject, at);
      throw new Error(`Payments has no deadline ${data.name}`);
    }),
  ];
};
