import { createHash } from 'node:crypto';
import type { Instant } from '../../shared/kernel/instant.ts';
import type { Write } from '../../shared/persistence/write.ts';
import { type Book, bookIdOf } from './domain/items.ts';
import { reconciliationErrors } from './errors.ts';
import type { ReconciliationRepository, StatementHeader } from './repository.ts';
import type { Statement } from './statements.ts';

/** Entries that are written before the header, in transactions of this size. */
export const entriesPerCommit = 90;

/** What an import writes: entries first, which nobody sees, then the header that makes them count. */
export interface StatementImport {
  readonly entryChunks: readonly (readonly Write[])[];
  readonly header: readonly Write[];
}

const hashOf = (statement: Statement): string =>
  createHash('sha256')
    .update(JSON.stringify(statement, (_key, value) => (typeof value === 'bigint' ? `${value}n` : value)))
    .digest('hex');

/**
 * Checks that a statement is the next of its book: its number one more than the last, its opening balance the closing balance before.
 * Errors: reconciliation.statement_exists, …_with_different_content, reconciliation.statement_gap, reconciliation.opening_balance_differs.
 */
export const importStatement = async (
  repository: ReconciliationRepository,
  book: Book,
  statement: Statement,
  now: Instant,
): Promise<StatementImport> => {
  const state = await repository.findImport(book);
  const { number, openingMinor, closingMinor, statementId, on, entries } = statement;
  const last = state?.data.number ?? 0;
  const hash = hashOf(statement);
  if (number <= last) {
    const known = await repository.findStatement(book, number);
    throw known?.data.hash === hash
      ? reconciliationErrors.statement_exists(`Statement ${number} of ${bookIdOf(book)}.`)
      : reconciliationErrors.statement_exists_with_different_content(
          `Statement ${number} of ${bookIdOf(book)}.`,
        );
  }
  // The first statement of an account may have any number: an account is older than our books.
  if (state && number !== last + 1)
    throw reconciliationErrors.statement_gap(`Statement ${last + 1} of ${bookIdOf(book)} comes next.`);
  const before = state?.data.closingMinor ?? openingMinor;
  if (openingMinor !== before) {
    throw reconciliationErrors.opening_balance_differs(
      `Statement ${number} of ${bookIdOf(book)} opens with ${openingMinor}, the one before closed with ${before} minor units.`,
    );
  }
  const header: StatementHeader = {
    statementId,
    number,
    openingMinor,
    closingMinor,
    on,
    count: entries.length,
    hash,
  };
  const rows = repository.entryWrites(book, statement, now);
  const chunks = Array.from({ length: Math.ceil(rows.length / entriesPerCommit) }, (_, index) =>
    rows.slice(index * entriesPerCommit, (index + 1) * entriesPerCommit),
  );
  return { entryChunks: chunks, header: repository.headerWrites(book, state, header, now) };
};
