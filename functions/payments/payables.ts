import { parseInstant } from '../../shared/kernel/instant.ts';
import { isPositiveMoney, parseMoney, zeroMoney } from '../../shared/kernel/money.ts';
import { on, type Reaction, TooEarly } from '../../shared/messaging/consumer.ts';
import type { Entity } from '../../shared/persistence/store.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import type { Journal } from '../ledger/contract.ts';
import { announceCancelled, announceOpened, announcePaid } from './announcements.ts';
import { payableCancellationRequested, payableReductionRequested, payableRequested } from './contract.ts';
import { referenceOf } from './domain/creditor-reference.ts';
import { keptApplied, keptGivenBack } from './domain/journals.ts';
import { isOpen, type Payable, reducePayable, settledPayable } from './domain/payable.ts';
import type { Moment, Parts } from './parts.ts';
import { createReceiptRows } from './receipts/rows.ts';

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
export const payableReactions = ({ store, payments, post }: Parts): readonly Reaction[] => {
  const load = async (payableId: string): Promise<Entity<Payable>> => {
    const found = await payments.findPayable(payableId);
    if (!found) throw new TooEarly(`The payable ${payableId} is not open yet`);
    return found;
  };

  const unwanted = (found: Entity<Payable>, reason: string, at: Moment): Effect => {
    if (found.data.cardPaymentId !== undefined) {
      // The card's answer decides: a failure cancels the payable, a success has paid it.
      return { writes: [payments.updatePayable(found, { ...found.data, cancelReason: reason }, at.now)] };
    }
    const { payable, journals } = cancelPayable(found.data, reason);
    return {
      writes: [payments.updatePayable(found, payable, at.now), ...post(journals, at)],
      events: [announceCancelled(payable, found.version + 1)],
    };
  };

  return [
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

    on(payableCancellationRequested, async ({ data }, at) => {
      const found = await load(data.payableId);
      return isOpen(found.data) ? unwanted(found, data.reason, at) : {};
    }),

    on(payableReductionRequested, async ({ data }, at) => {
      const found = await load(data.payableId);
      if (!isOpen(found.data)) return {};
      const { received } = found.data;
      const amount = data.amount ? parseMoney(data.amount) : received;
      if (!isPositiveMoney(amount)) return unwanted(found, data.reason, at);
      const reduced = reducePayable(found.data, amount);
      if (!reduced) return {};
      // A card payment under way pays what is owed when its answer comes; the rest of it goes to the payer's wallet.
      if (!reduced.isPaid) return { writes: [payments.updatePayable(found, reduced.payable, at.now)] };
      const journal = keptApplied(reduced.payable);
      const how = { method: 'bank_transfer', at: at.now, journalId: journal.journalId } as const;
      const payable = settledPayable(reduced.payable, how);
      return {
        writes: [payments.updatePayable(found, payable, at.now), ...post([journal], at)],
        events: announcePaid(payable, found.version + 1),
      };
    }),
  ];
};
