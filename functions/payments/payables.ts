import { parseInstant } from '../../shared/kernel/instant.ts';
import { isPositiveMoney, parseMoney, zeroMoney } from '../../shared/kernel/money.ts';
import { on, type Reaction, TooEarly } from '../../shared/messaging/consumer.ts';
import type { Journal } from '../ledger/contract.ts';
import { announceCancelled, announceOpened, announcePaid } from './announcements.ts';
import { payableCancellationRequested, payableReductionRequested, payableRequested } from './contract.ts';
import { referenceOf } from './domain/creditor-reference.ts';
import { keptApplied, keptGivenBack } from './domain/journals.ts';
import { isOpen, type Payable, reducePayable, settledPayable } from './domain/payable.ts';
import type { Parts } from './parts.ts';
import { createReceiptRows } from './receipt-rows.ts';

/** A payable that nobody wants any more, and the journal that gives a kept part back to the debtor. */
export const cancelPayable = (
  payable: Payable,
  reason: string,
): { readonly payable: Payable; readonly journals: readonly Journal[] } => ({
  payable: {
    ...payable,
    state: 'cancelled',
    cancelReason: reason,
    cardPaymentId: undefined,
    received: zeroMoney(payable.amount.currency),
  },
  journals: isPositiveMoney(payable.received) ? [keptGivenBack(payable)] : [],
});

/** Opens, reduces and cancels payables as other contexts ask. */
export const payableReactions = ({ store, payments, post }: Parts): readonly Reaction[] => [
  on(payableRequested, async ({ data }, { now, correlationId }) => {
    if (await payments.findPayable(data.payableId)) return {};
    const amount = parseMoney(data.amount);
    const payable: Payable = {
      ...data,
      amount,
      dueAt: data.dueAt === undefined ? undefined : parseInstant(data.dueAt),
      reference: referenceOf(data.payableId),
      state: 'open',
      received: zeroMoney(amount.currency),
      correlationId,
    };
    return {
      writes: [...payments.insertPayable(payable, now), createReceiptRows(store).listAsOpen(payable, now)],
      events: [announceOpened(payable)],
    };
  }),

  on(payableCancellationRequested, async ({ data }, { now, correlationId }) => {
    const found = await payments.findPayable(data.payableId);
    if (!found) throw new TooEarly(`The payable ${data.payableId} is not open yet`);
    if (!isOpen(found.data)) return {};
    if (found.data.cardPaymentId !== undefined) {
      // The card's answer decides: a failure cancels the payable, a success has paid it.
      return { writes: [payments.updatePayable(found, { ...found.data, cancelReason: data.reason }, now)] };
    }
    const { payable, journals } = cancelPayable(found.data, data.reason);
    return {
      writes: [payments.updatePayable(found, payable, now), ...post(journals, { now, correlationId })],
      events: [announceCancelled(payable, found.version + 1)],
    };
  }),

  on(payableReductionRequested, async ({ data }, { now, correlationId }) => {
    const found = await payments.findPayable(data.payableId);
    if (!found) throw new TooEarly(`The payable ${data.payableId} is not open yet`);
    if (!isOpen(found.data)) return {};
    // A card is charged for what is owed now: its answer comes first.
    if (found.data.cardPaymentId !== undefined) throw new TooEarly('A card payment is under way');
    const reduced = reducePayable(found.data, parseMoney(data.amount));
    if (!reduced) return {};
    if (!reduced.isPaid) return { writes: [payments.updatePayable(found, reduced.payable, now)] };
    const journal = keptApplied(reduced.payable);
    const how = { method: 'bank_transfer', at: now, journalId: journal.journalId } as const;
    const payable = settledPayable(reduced.payable, how);
    return {
      writes: [payments.updatePayable(found, payable, now), ...post([journal], { now, correlationId })],
      events: announcePaid(payable, found.version + 1),
    };
  }),
];
