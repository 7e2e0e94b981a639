import { formatMoney, type Money } from '../../shared/kernel/money.ts';
import type { OutgoingEvent } from '../../shared/messaging/event.ts';
import type { Journal } from '../ledger/contract.ts';
import { ownTransferRequested } from '../payments/contract.ts';

/** The bank is asked to move own money as a journal on 1010 and 1020 says; emit it with that journal. */
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
      description: journal.description,
    },
  });
