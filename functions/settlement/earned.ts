import { formatMoney, isPositiveMoney, type Money } from '../../shared/kernel/money.ts';
import type { OutgoingEvent } from '../../shared/messaging/event.ts';
import type { Journal } from '../ledger/contract.ts';
import { ownTransferRequested } from '../payments/contract.ts';
import type { WaterfallLine } from './domain/waterfall.ts';
import { earnedOf, sweepJournal } from './domain/waterfall-journal.ts';

/** The bank is asked to do what a journal on 1010 and 1020 says; emit it with that journal. */
export const ownTransfer = (
  journal: Journal,
  amount: Money,
  direction: 'to_clients' | 'to_house',
): OutgoingEvent =>
  ownTransferRequested.create({
    subject: journal.journalId,
    data: {
      journalId: journal.journalId,
      direction,
      amount: formatMoney(amount),
      description: journal.description.slice(0, 140),
    },
  });

/** What lines have earned for the house leaves client money: a journal and the order to the bank, or nothing. */
export const earnedEffect = (
  cause: Pick<Journal, 'journalId' | 'references'>,
  lines: readonly Pick<WaterfallLine, 'creditCode' | 'paid'>[],
  currency: string,
): { readonly journals: readonly Journal[]; readonly events: readonly OutgoingEvent[] } => {
  const earned = earnedOf(currency, lines);
  if (!isPositiveMoney(earned)) return { journals: [], events: [] };
  const journal = sweepJournal(cause.journalId, cause.references, earned);
  return { journals: [journal], events: [ownTransfer(journal, earned, 'to_house')] };
};
