import { businessDateIn } from '../../../shared/kernel/business-date.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';
import { parseMoney } from '../../../shared/kernel/money.ts';
import { on, type Reaction } from '../../../shared/messaging/consumer.ts';
import type { EventOf } from '../../../shared/messaging/event.ts';
import { log } from '../../../shared/observability/logger.ts';
import type { Entity } from '../../../shared/persistence/store.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import { announcePaid, announcePartlyPaid, announcePlaced, announceUnapplied } from '../announcements.ts';
import { type bankEntryReceived, ownTransfersOf, receiptBooked } from '../contract.ts';
import { findReference } from '../domain/creditor-reference.ts';
import { receiptApplied, receiptIntoBooks, receiptKept, toleranceToppedUp } from '../domain/journals.ts';
import { decideReceipt, type Payable, settledPayable } from '../domain/payable.ts';
import { bankTimeZone, type Moment, type Parts } from '../parts.ts';
import type { Receipt } from '../rows.ts';

type Entry = EventOf<ReturnType<typeof bankEntryReceived.schema.parse>>['data'];
type UnappliedReason = NonNullable<Receipt['reason']>;

/** What a match makes true, and the receipt after it. */
interface Applied extends Effect {
  readonly receipt: Receipt;
}

/** Money that comes in by bank transfer: booked first, whatever it is for, and matched after that. */
export const createReceipts = ({ payments, post }: Pick<Parts, 'payments' | 'post'>) => {
  /** A credit becomes 1010/2020 under its own id; the match is a second step, so that no doubt about it keeps money out of the books. */
  const book = async (entry: Entry, at: Moment): Promise<Effect> => {
    if (await payments.findReceipt(entry.entryId)) return {};
    const receipt: Receipt = {
      entryId: entry.entryId,
      amount: parseMoney(entry.amount),
      bookedAt: parseInstant(entry.bookedAt),
      remittance: entry.remittance,
      debtorName: entry.debtorName,
      debtorAccount: entry.debtorAccount,
      debtorBic: entry.debtorBic,
      state: 'booked',
    };
    return {
      writes: [payments.insertReceipt(receipt, at.now), ...post([receiptIntoBooks(receipt)], at)],
      events: [receiptBooked.create({ subject: receipt.entryId, data: { entryId: receipt.entryId } })],
    };
  };

  const setAside = (found: Entity<Receipt>, reason: UnappliedReason, at: Moment): Effect => {
    log.warn('Money came in that matches nothing', { subject: found.data.entryId, reason });
    const receipt: Receipt = { ...found.data, state: 'unapplied', reason };
    return {
      writes: [payments.updateReceipt(found, receipt, at.now), payments.listAsUnapplied(receipt, at.now)],
      events: [announceUnapplied(receipt, reason, found.version + 1)],
    };
  };

  const keep = (
    found: Entity<Receipt>,
    target: Entity<Payable>,
    received: Payable['received'],
    at: Moment,
  ): Applied => {
    const payable: Payable = { ...target.data, state: 'partly_paid', received };
    const receipt: Receipt = {
      ...found.data,
      state: 'kept',
      reason: undefined,
      payableId: payable.payableId,
    };
    return {
      receipt,
      writes: [
        payments.updateReceipt(found, receipt, at.now),
        payments.updatePayable(target, payable, at.now),
        ...post([receiptKept(receipt, target.data)], at),
      ],
      events: [announcePartlyPaid(payable, target.version + 1), announcePlaced(receipt, found.version + 1)],
    };
  };

  /** Applies a booked receipt to a payable as the payable's rules say. The refusal names why it cannot be. */
  const apply = (
    found: Entity<Receipt>,
    target: Entity<Payable>,
    at: Moment,
  ): Applied | { readonly refused: UnappliedReason } => {
    const on = businessDateIn(found.data.bookedAt, bankTimeZone);
    const decision = decideReceipt(target.data, found.data.amount, on);
    if (decision.kind === 'unapplied') return { refused: decision.reason };
    if (decision.kind === 'kept') return keep(found, target, decision.received, at);
    const receipt: Receipt = {
      ...found.data,
      state: 'applied',
      reason: undefined,
      payableId: target.data.payableId,
    };
    const journal = receiptApplied(receipt, target.data, decision);
    const payable = settledPayable(target.data, {
      method: 'bank_transfer',
      at: at.now,
      journalId: journal.journalId,
    });
    const topUps = toleranceToppedUp(receipt, payable, decision.tolerated);
    return {
      receipt,
      writes: [
        payments.updateReceipt(found, receipt, at.now),
        payments.updatePayable(target, payable, at.now),
        ...post([journal, ...topUps], at),
      ],
      events: [
        ...announcePaid(payable, target.version + 1),
        announcePlaced(receipt, found.version + 1),
        ...ownTransfersOf(topUps),
      ],
    };
  };

  const match = async (entryId: string, at: Moment): Promise<Effect> => {
    const found = await payments.findReceipt(entryId);
    if (!found) throw new Error(`There is no receipt ${entryId}`);
    if (found.data.state !== 'booked') return {};
    const reference = findReference(found.data.remittance ?? '');
    if (reference === undefined) return setAside(found, 'no_reference', at);
    const payableId = await payments.findPayableIdByReference(reference);
    const target = payableId === undefined ? undefined : await payments.findPayable(payableId);
    if (!target) return setAside(found, 'unknown_reference', at);
    const applied = apply(found, target, at);
    if ('refused' in applied) return setAside(found, applied.refused, at);
    return { writes: applied.writes, events: applied.events };
  };

  const reactions: readonly Reaction[] = [on(receiptBooked, ({ data }, at) => match(data.entryId, at))];

  return { book, apply, reactions };
};
