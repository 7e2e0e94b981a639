import type { OutgoingEvent } from '../../shared/messaging/event.ts';
import { type Journal, ownMoneyJournals } from '../ledger/contract.ts';
import { ownTransfersOf } from '../payments/contract.ts';
import type { WaterfallLine } from './domain/waterfall.ts';
import { earnedOf } from './domain/waterfall-journal.ts';

/** What lines have earned for the house leaves client money: a journal and the order to the bank, or nothing. */
export const earnedEffect = (
  cause: Pick<Journal, 'journalId' | 'references'>,
  lines: readonly Pick<WaterfallLine, 'creditCode' | 'paid'>[],
  currency: string,
): { readonly journals: readonly Journal[]; readonly events: readonly OutgoingEvent[] } => {
  const journals = ownMoneyJournals({
    cause: cause.journalId,
    purpose: 'earned_swept',
    kind: 'earned_swept',
    description: 'Earned money swept out of client money',
    references: cause.references,
    direction: 'to_house',
    amount: earnedOf(currency, lines),
  });
  return { journals, events: ownTransfersOf(journals) };
};
