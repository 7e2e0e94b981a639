import type { Handlers } from '../../shared/http/call.ts';
import { httpErrors } from '../../shared/http/errors.ts';
import { businessDateIn, daysBetween } from '../../shared/kernel/business-date.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import { formatMoney, money } from '../../shared/kernel/money.ts';
import type { Entity } from '../../shared/persistence/store.ts';
import { commitTransaction } from '../../shared/persistence/transaction.ts';
import { statementEntryRequested } from '../payments/contract.ts';
import { type BankStatement, readStatements } from './camt053.ts';
import { breakClosed } from './contract.ts';
import { type Break, type BreakEvent, nextBreakState } from './domain/breaks.ts';
import { type Book, type BookCode, bookIdOf, type OutsideEntry } from './domain/items.ts';
import { outsideTimeZone } from './domain/prove-book.ts';
import { reconciliationErrors } from './errors.ts';
import { importStatement } from './import-statement.ts';
import type { operations } from './operations.ts';
import { report } from './report.ts';
import type { ReconciliationRepository } from './repository.ts';
import { accountNumberOf } from './statements.ts';

const viewOf = (one: Break, now: Instant) => ({
  ...one,
  amount: formatMoney(money(one.currency, one.amountMinor)),
  ageDays: Math.max(
    0,
    daysBetween(businessDateIn(one.since, outsideTimeZone), businessDateIn(now, outsideTimeZone)),
  ),
});

const bankBooks: readonly BookCode[] = ['1010', '1020'];

const bookOf = ({ accountNumber, currency }: BankStatement): Book => {
  const book = bankBooks
    .map((code): Book => ({ code, currency }))
    .find((one) => accountNumberOf(one) === accountNumber);
  if (!book)
    throw reconciliationErrors.unknown_account(`We have no account ${accountNumber} in ${currency}.`);
  return book;
};

/** What the HTTP function of reconciliation does, operation by operation. */
export const createHandlers = (repository: ReconciliationRepository): Handlers<typeof operations> => {
  const needBreak = async (breakId: string): Promise<Entity<Break>> => {
    const found = await repository.findBreak(breakId);
    if (!found) throw httpErrors.not_found('No such break.');
    return found;
  };

  const decided = (
    found: Entity<Break>,
    event: BreakEvent,
    note: { readonly by: string; readonly reason: string },
    now: Instant,
  ): Break => {
    const state = nextBreakState(found.data.state, event);
    if (state === undefined) throw reconciliationErrors.break_closed(`The break is ${found.data.state}.`);
    return { ...found.data, state, notes: [...found.data.notes, { ...note, at: now, event }] };
  };

  /** The entry of an unknown_to_us break on a bank account, as long as it is open. */
  const openEntryOf = async (one: Break): Promise<{ book: Book; entry: OutsideEntry }> => {
    const [code, currency = ''] = one.subject.split(':');
    const book = bankBooks
      .map((known): Book => ({ code: known, currency }))
      .find((known) => known.code === code);
    const entry =
      book && one.type === 'unknown_to_us' ? await repository.findEntry(book, one.reference) : undefined;
    if (!book || !entry) throw reconciliationErrors.entry_not_open(`${one.type} of ${one.subject}.`);
    return { book, entry };
  };

  return {
    getReconciliation: async () => {
      const found = await repository.lastReport();
      if (!found) throw httpErrors.not_found('The books have not been reconciled yet.');
      return { status: 200, body: report.parse(found) };
    },

    listBreaks: async ({ query, page, now }) => {
      const found = await repository.listBreaks(page);
      const items = found.items
        .map(({ data }) => viewOf(data, now))
        .filter(({ state }) => query.state === undefined || state === query.state);
      return { status: 200, body: { items, next: page.next(found.next) } };
    },

    getBreak: async ({ params, now }) => {
      const found = await needBreak(params.breakId);
      return { status: 200, body: viewOf(found.data, now), version: found.version };
    },

    decideBreak: async ({ params, body, principal, now }) => {
      const found = await needBreak(params.breakId);
      const note = { by: principal.memberId, reason: body.reason };
      const next = decided(found, body.decision, note, now);
      const closed =
        next.state === 'resolved'
          ? [
              breakClosed.create({
                subject: next.breakId,
                data: { breakId: next.breakId, state: 'resolved', reason: body.reason },
              }),
            ]
          : [];
      return {
        status: 200,
        body: viewOf(next, now),
        writes: repository.saveBreak(found, next, now),
        events: closed,
      };
    },

    bookUnknownEntry: async ({ params, body, principal, now }) => {
      const found = await needBreak(params.breakId);
      const note = { by: principal.memberId, reason: `booked as ${body.as}: ${body.reason}` };
      const next = decided(found, 'explain', note, now);
      const { book, entry } = await openEntryOf(found.data);
      const isCredit = entry.amountMinor > 0n;
      const fits = body.as === 'receipt' ? isCredit && book.code === '1010' : !isCredit;
      if (!fits)
        throw reconciliationErrors.not_bookable_as(
          `${body.as} of a ${isCredit ? 'credit' : 'debit'} on ${bookIdOf(book)}.`,
        );
      const minor = isCredit ? entry.amountMinor : -entry.amountMinor;
      const event = statementEntryRequested.create({
        subject: entry.entryId,
        data: {
          entryId: entry.entryId,
          as: body.as,
          account: book.code === '1020' ? '1020' : '1010',
          amount: formatMoney(money(book.currency, minor)),
          bookedAt: entry.at,
          remittance: entry.text,
          reason: body.reason,
        },
      });
      return {
        status: 202,
        body: viewOf(next, now),
        writes: repository.saveBreak(found, next, now),
        events: [event],
      };
    },

    importStatement: async ({ body, now }) => {
      const statements = readStatements(body.camt053).map((one) => ({ book: bookOf(one), one }));
      const books = new Set(statements.map(({ book }) => bookIdOf(book)));
      if (books.size !== statements.length)
        throw reconciliationErrors.statement_gap('Send one statement of an account in a message.');
      const imports = await Promise.all(
        statements.map(({ book, one }) => importStatement(repository, book, one, now)),
      );
      // Entries first: nobody sees them until the header is committed with the answer.
      for (const writes of imports.flatMap(({ entryChunks }) => entryChunks))
        await commitTransaction(repository.store.client, writes);
      return {
        status: 200,
        body: {
          statements: statements.map(({ book, one }) => ({
            book: bookIdOf(book),
            statementId: one.statementId,
            number: one.number,
            on: one.on,
            entries: one.entries.length,
          })),
        },
        writes: imports.flatMap(({ header }) => header),
      };
    },
  };
};
