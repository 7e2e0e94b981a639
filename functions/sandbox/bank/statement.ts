import { z } from 'zod';
import type { Instant } from '../../../shared/kernel/instant.ts';
import type { MoneyWire } from '../../../shared/kernel/money.ts';
import type { Store } from '../../../shared/persistence/store.ts';
import type { Write } from '../../../shared/persistence/write.ts';
import type { HouseAccountKind } from './accounts.ts';

/** One booked line of our account at the bank twin. */
export const statementEntry = z.object({
  entryId: z.string(),
  side: z.enum(['credit', 'debit']),
  amount: z.object({ currency: z.string(), amount: z.string() }),
  bookedAt: z.string(),
  counterparty: z.string(),
  endToEndId: z.string().optional(),
  reference: z.string().optional(),
  returnReason: z.string().optional(),
});
export type StatementEntry = z.output<typeof statementEntry>;

interface NewEntry {
  readonly entryId: string;
  readonly side: 'credit' | 'debit';
  readonly amount: MoneyWire;
  readonly bookedAt: Instant;
  readonly counterparty: string;
  readonly endToEndId?: string | undefined;
  readonly reference?: string | undefined;
  readonly returnReason?: string | undefined;
}

const statementPk = (currency: string, account: HouseAccountKind): string =>
  account === 'client' ? `BANK#STATEMENT#${currency}` : `BANK#OPERATING-STATEMENT#${currency}`;

/** Books a line, once; lines sort by the time they are booked. */
export const statementWrite = (
  store: Store,
  entry: NewEntry,
  now: Instant,
  account: HouseAccountKind = 'client',
): Write =>
  store.insertIfAbsent(
    { pk: statementPk(entry.amount.currency, account), sk: `${entry.bookedAt}#${entry.entryId}` },
    'bank-statement-entry',
    entry,
    now,
  );

/** Lines of one currency of a year, month or day (`prefix` of the instant), oldest first. */
export const readStatement = async (store: Store, currency: string, prefix: string) => {
  const found = await store.queryParts(
    statementPk(currency, 'client'),
    prefix,
    (data) => statementEntry.parse(data),
    {
      limit: 1000,
    },
  );
  return found.items.map((entry) => entry.data);
};

/** Every line of an account in one currency that is booked by now, oldest first. */
export const bookedLines = async (
  store: Store,
  account: HouseAccountKind,
  currency: string,
  now: Instant,
): Promise<readonly StatementEntry[]> => {
  const lines: StatementEntry[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await store.queryParts(
      statementPk(currency, account),
      '',
      (data) => statementEntry.parse(data),
      { limit: 1000, from },
    );
    lines.push(...page.items.map(({ data }) => data));
    from = page.next;
  } while (from !== undefined);
  return lines.filter(({ bookedAt }) => bookedAt <= now);
};
