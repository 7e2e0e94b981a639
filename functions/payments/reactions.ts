import { parseMoney } from '../../shared/kernel/money.ts';
import { on, type Reaction } from '../../shared/messaging/consumer.ts';
import { log } from '../../shared/observability/logger.ts';
import { companyRegistered } from '../parties/contract.ts';
import type { Bank } from './bank/bank.ts';
import { createCardPayments } from './cards/card-payments.ts';
import { chargeStatusDeadline, createChargeOutcomes } from './cards/charge-outcomes.ts';
import { createChargebacks, parkedDeadline } from './cards/chargebacks.ts';
import type { Psp } from './cards/psp.ts';
import { createCardSettlement } from './cards/settlement.ts';
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
import { beneficiaryReactions } from './payouts/beneficiaries.ts';
import { createOwnTransfers, ownTransferDeadline } from './payouts/own-transfers.ts';
import { createPayouts, payoutHoldDeadline, payoutStatusDeadline } from './payouts/payouts.ts';
import { createPayoutRails } from './payouts/rails.ts';
import { createReceipts } from './receipts/receipts.ts';
import { createReceiptReturns } from './receipts/returns.ts';
import { createReceiptRows } from './receipts/rows.ts';
import { createStatementEntries } from './receipts/statement-entries.ts';

/** Everything that other contexts, parties, PSP and bank tell payments, and what payments does about it. */
export const paymentsReactions = (parts: Parts, psp: Psp, bank: Bank): readonly Reaction[] => {
  const charges = createChargeOutcomes(parts);
  const cards = createCardPayments(parts, charges, psp);
  const settlement = createCardSettlement(parts, charges);
  const chargebacks = createChargebacks(parts, charges, psp);
  const ownTransfers = createOwnTransfers(parts.store, bank);
  const receipts = createReceipts(parts);
  const payouts = createPayouts(parts);
  const rails = createPayoutRails(parts, payouts, bank, psp);
  return [
    ...payableReactions(parts),
    ...beneficiaryReactions(parts),
    ...cards.reactions,
    ...receipts.reactions,
    createReceiptReturns(parts).reaction,
    on(companyRegistered, async ({ data, time }, { now }) => ({
      writes: await createReceiptRows(parts.store).putName(data.companyId, data.name, time, now),
    })),
    ownTransfers.react,
    createStatementEntries(parts, receipts),

    on(payoutRequested, ({ data }, at) =>
      payouts.openAsAsked({ ...data, amount: parseMoney(data.amount), correlationId: at.correlationId }, at),
    ),

    on(payoutDue, ({ data }, at) => rails.goOn(data.payoutId, at)),

    on(pspEventReceived, async ({ data }, at) => {
      switch (data.type) {
        case 'refund.succeeded':
          return (await rails.told(data.refundId, 'booked', at)) ?? {};
        case 'refund.failed':
          return (await rails.told(data.refundId, 'rejected', at, { reason: data.reason })) ?? {};
        case 'charge.succeeded':
        case 'charge.failed':
          return cards.react(data, at);
        case 'charge.settled':
          return settlement.settle(data, at);
        default:
          return chargebacks.react(data, at);
      }
    }),

    on(bankEntryReceived, async ({ data }, at) => {
      const amount = parseMoney(data.amount);
      const { endToEndId = '', returnReason } = data;
      const own = await ownTransfers.told(endToEndId, 'booked', at);
      if (own) return own;
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
      const own = await ownTransfers.told(data.endToEndId, data.status, at, data.reason);
      if (own) return own;
      const event = data.status === 'accepted' ? 'taken' : 'rejected';
      return (await rails.told(data.endToEndId, event, at, { reason: data.reason })) ?? {};
    }),

    on(paymentsDeadlineReached, async ({ data }, at) => {
      if (data.name === chargeStatusDeadline) return cards.askStatus(data.subject, at);
      if (data.name === parkedDeadline) return chargebacks.unpark(data.subject);
      if (data.name === ownTransferDeadline) return ownTransfers.askStatus(data.subject, at);
      if (data.name === payoutStatusDeadline) return rails.askStatus(data.subject, at);
      if (data.name === payoutHoldDeadline) return rails.goOn(data.subject, at);
      throw new Error(`Payments has no deadline ${data.name}`);
    }),
  ];
};
