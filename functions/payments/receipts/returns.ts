import { deterministicId } from '../../../shared/kernel/ids.ts';
import { formatMoney } from '../../../shared/kernel/money.ts';
import { on, type Reaction } from '../../../shared/messaging/consumer.ts';
import type { Entity } from '../../../shared/persistence/store.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import { announcePayoutDue, announcePlaced, announceUnapplied } from '../announcements.ts';
import { payoutMoved } from '../contract.ts';
import { payoutOpened } from '../domain/journals.ts';
import {
  type BeneficiaryAccount,
  bankOnly,
  clearedPayout,
  type Payout,
  planLegs,
  railAmountOf,
} from '../domain/payout.ts';
import { paymentsErrors } from '../errors.ts';
import type { Moment, Parts } from '../parts.ts';
import { askAboutPayoutLater } from '../payouts/payouts.ts';
import type { Receipt } from '../rows.ts';

/** The sender of money that nobody could place: no company of ours, and paid only to the account that it came from. */
const sender = 'partner:sender';

/** Money that nobody could place, sent back to the account that it came from. */
export const createReceiptReturns = ({ store, payments, post }: Parts) => {
  /**
   * Opens the payment back: 2020 of the receipt through 2090 to the bank. Errors: payments.amount_below_rail.
   */
  const giveBack = (
    found: Entity<Receipt>,
    account: BeneficiaryAccount,
    reason: string,
    at: Moment,
  ): Effect & { readonly receipt: Receipt } => {
    const { entryId, amount } = found.data;
    if (railAmountOf(amount).amountMinor !== amount.amountMinor)
      throw paymentsErrors.amount_below_rail(`No rail carries ${formatMoney(amount).amount} exactly.`);
    // Each return of a receipt is a payout of its own: one that came back may be tried again.
    const payoutId = deterministicId('pot', entryId, 'return', String(found.version));
    const opened: Payout = {
      payoutId,
      purpose: 'refund',
      beneficiaryId: sender,
      amount,
      debitCode: '2020',
      debitOwner: entryId,
      description: `Returned: ${reason}`.slice(0, 140),
      references: { entryId },
      legs: planLegs(payoutId, amount, bankOnly(amount)),
      state: 'held',
      holds: [],
      createdAt: at.now,
      correlationId: at.correlationId,
    };
    const payout = clearedPayout(opened, account, at.now);
    const receipt: Receipt = { ...found.data, state: 'returning', reason: undefined, payoutId };
    return {
      receipt,
      writes: [
        payments.updateReceipt(found, receipt, at.now),
        payments.takeOffUnapplied(entryId),
        payments.insertPayout(payout, at.now),
        askAboutPayoutLater(store, payoutId, at),
        ...post([payoutOpened(payout)], at),
      ],
      events: [announcePayoutDue(payoutId), announcePlaced(receipt, found.version + 1)],
    };
  };

  /** The payment back arrived, or came back: then the money stands in 2020 again and in the list. */
  const reaction: Reaction = on(payoutMoved, async ({ data }, at) => {
    const { entryId } = data.references;
    if (data.beneficiaryId !== sender || entryId === undefined) return {};
    const found = await payments.findReceipt(entryId);
    if (found?.data.payoutId !== data.payoutId) return {};
    if (data.state === 'confirmed' && found.data.state === 'returning') {
      const receipt: Receipt = { ...found.data, state: 'returned' };
      return {
        writes: [payments.updateReceipt(found, receipt, at.now)],
        events: [announcePlaced(receipt, found.version + 1)],
      };
    }
    const isBack = data.state === 'returned' || data.state === 'refused';
    if (!isBack || found.data.state === 'unapplied') return {};
    const receipt: Receipt = { ...found.data, state: 'unapplied', reason: 'return_failed' };
    return {
      writes: [payments.updateReceipt(found, receipt, at.now), payments.listAsUnapplied(receipt, at.now)],
      events: [announceUnapplied(receipt, 'return_failed', found.version + 1)],
    };
  });

  return { giveBack, reaction };
};
