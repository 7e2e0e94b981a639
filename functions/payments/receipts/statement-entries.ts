import { deterministicId } from '../../../shared/kernel/ids.ts';
import { parseMoney } from '../../../shared/kernel/money.ts';
import { on, type Reaction } from '../../../shared/messaging/consumer.ts';
import { type Journal, ownMoneyJournals } from '../../ledger/contract.ts';
import { ownTransfersOf, statementEntryRequested } from '../contract.ts';
import type { Parts } from '../parts.ts';
import type { createReceipts } from './receipts.ts';

/** Entries of a bank statement that nobody told us of, booked as an operator says. */
export const createStatementEntries = (
  { store, post }: Parts,
  receipts: ReturnType<typeof createReceipts>,
): Reaction =>
  on(statementEntryRequested, async ({ data }, at) => {
    if (data.as === 'receipt') {
      const { entryId, amount, bookedAt, remittance } = data;
      return receipts.book({ entryId, side: 'credit', amount, bookedAt, remittance }, at);
    }
    const key = { pk: `BANK-FEE#${data.entryId}`, sk: 'BANK-FEE' };
    if (await store.get(key, (row) => row)) return {};
    const amount = parseMoney(data.amount);
    const references = { entryId: data.entryId };
    const fee: Journal = {
      // By this id the next proof knows it for the entry of the statement.
      journalId: deterministicId('jrn', data.entryId, 'received'),
      kind: 'bank_fee',
      businessEventId: data.entryId,
      description: `Fee of the bank: ${data.reason}`,
      references,
      postings: [
        { code: '5020', side: 'debit', amount },
        { code: data.account, side: 'credit', amount },
      ],
    };
    // Clients do not pay the bank's fees: what it took from their account is put back.
    const topUps =
      data.account === '1010'
        ? ownMoneyJournals({
            cause: data.entryId,
            purpose: 'topped_up',
            kind: 'client_money_topped_up',
            description: 'Client money topped up for a fee of the bank',
            references,
            direction: 'to_clients',
            amount,
          })
        : [];
    return {
      writes: [
        store.insertIfAbsent(key, 'bank-fee', { reason: data.reason }, at.now),
        ...post([fee, ...topUps], at),
      ],
      events: ownTransfersOf(topUps),
    };
  });
