import { exponentOf, railExponentOf } from '../../shared/kernel/currency.ts';
import { deterministicId } from '../../shared/kernel/ids.ts';
import { formatMoney, isPositiveMoney, type Money, money } from '../../shared/kernel/money.ts';
import type { OutgoingEvent } from '../../shared/messaging/event.ts';
import type { Journal } from '../ledger/contract.ts';
import { ownTransferRequested } from '../payments/contract.ts';

/** The next amount that bank rails carry: clients are covered to the last minor unit, so upwards. */
const onRail = ({ currency, amountMinor }: Money): Money => {
  const step = 10n ** BigInt(Math.max(0, exponentOf(currency) - railExponentOf(currency)));
  return money(currency, ((amountMinor + step - 1n) / step) * step);
};

/** What a journal takes out of client money without ending a debt to clients: DR 1010 / CR 1020 in its transaction, or nothing. */
export const topUpJournals = (
  cause: Pick<Journal, 'journalId' | 'references'>,
  missing: Money,
  description: string,
): readonly Journal[] => {
  if (!isPositiveMoney(missing)) return [];
  const amount = onRail(missing);
  return [
    {
      journalId: deterministicId('jrn', cause.journalId, 'topped_up'),
      kind: 'client_money_topped_up',
      businessEventId: cause.journalId,
      description,
      references: cause.references,
      postings: [
        { code: '1010', side: 'debit', amount },
        { code: '1020', side: 'credit', amount },
      ],
    },
  ];
};

/** The bank is asked for the own transfers that journals of {@link topUpJournals} say; emit them with those journals. */
export const ownTransfersOf = (journals: readonly Journal[]): readonly OutgoingEvent[] =>
  journals.flatMap(({ journalId, description, postings }) => {
    const amount = postings.find(({ code, side }) => code === '1010' && side === 'debit')?.amount;
    if (!amount) return [];
    const data = { journalId, direction: 'to_clients' as const, amount: formatMoney(amount), description };
    return [ownTransferRequested.create({ subject: journalId, data })];
  });
