import { z } from 'zod';
import type { Instant } from '../../../shared/kernel/instant.ts';
import type { MoneyWire } from '../../../shared/kernel/money.ts';
import type { Store } from '../../../shared/persistence/store.ts';
import type { Write } from '../../../shared/persistence/write.ts';

/** One booked line of our account at the bank twin. */
export const statementEntry = z.object({
  entryId: z.string(),
  side: z.enum(['credit', 'debit']),
  amount: z.object({ currency: z.string(), amount: z.string() }),
  bookedAt: z.string(),
  counterparty: z.string(),
  endToEndId: z.string().optional(),
  reference: z.string().optional(),
});

interface NewEntry {
  readonly entryId: string;
  readonly side: 'credit' | 'debit';
  readonly amount: MoneyWire;
  readonly bookedAt: Instant;
  readonly counterparty: string;
  readonly endToEndId?: string | undefined;
  readonly reference?: string | undefined;
}

const statementPk = (currency: string): string => `BANK#STATEMENT#${currency}`;

/** Books a line, once; lines sort by the time they are booked. */
export const statementWrite = (store: Store, entry: NewEntry, now: Instant): Write =>
  store.insertIfAbsent(
    { pk: statementPk(entry.amount.currency), sk: `${entry.bookedAt}#${entry.entryId}` },
    'bank-statement-entry',
    entry,
    now,
  );

/** Lines of one currency of a year, month or day (`prefix` of the instant), oldest first. */
export const readStatement = async (store: Store, currency: string, prefix: string) => {
  const found = await store.queryParts(statementPk(currency), prefix, (data) => statementEntry.parse(data), {
    limit: 1000,
  });
  return found.items.map((entry) => entry.data);
};
