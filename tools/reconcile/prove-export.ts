import { chartAccountOf } from '../../functions/ledger/domain/chart.ts';
import { accountOf, growthOf, ledgerOf } from '../../functions/ledger/domain/journal.ts';
import { linePosition } from '../../functions/ledger/rows.ts';
import type { Finding } from '../../functions/reconciliation/domain/breaks.ts';
import {
  type ClientMoney,
  coverageFindings,
  coverageOf,
} from '../../functions/reconciliation/domain/coverage.ts';
import {
  type Book,
  bookCodes,
  bookIdOf,
  type LedgerLine,
} from '../../functions/reconciliation/domain/items.ts';
import { patienceOn } from '../../functions/reconciliation/domain/policy.ts';
import {
  type BookProof,
  outsideTimeZone,
  proveBook,
} from '../../functions/reconciliation/domain/prove-book.ts';
import { orderFindings, stateFindings } from '../../functions/reconciliation/domain/states.ts';
import { accountNumberOf, type Statement } from '../../functions/reconciliation/statements.ts';
import { businessDateIn } from '../../shared/kernel/business-date.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import type { BooksExport } from './read-export.ts';

/** What an export proves. */
export interface ExportProof {
  readonly proofs: readonly BookProof[];
  readonly clientMoney: readonly (ClientMoney & { readonly coverage: string })[];
  readonly compared: number;
  /** Statements that are missing or do not follow from one another, in words. */
  readonly faults: readonly string[];
  readonly findings: readonly Finding[];
}

const linesOf = ({ journals }: BooksExport, { code, currency }: Book): readonly LedgerLine[] =>
  journals
    .filter((journal) => ledgerOf(journal) === 'ENT')
    .flatMap(({ journalId, kind, references, postings, postedAt }) =>
      postings.flatMap((posting, index) => {
        if (posting.code !== code || posting.amount.currency !== currency) return [];
        const minor = posting.amount.amountMinor;
        return [
          {
            position: linePosition(postedAt, journalId, index),
            journalId,
            kind,
            references,
            amountMinor: posting.side === 'debit' ? minor : -minor,
            at: postedAt,
          },
        ];
      }),
    );

const statementsOf = (files: BooksExport, book: Book): readonly Statement[] => {
  const own =
    book.code === '1110'
      ? files.reports.filter(({ currency }) => currency === book.currency)
      : files.statements.filter(
          ({ accountNumber, currency }) =>
            accountNumber === accountNumberOf(book) && currency === book.currency,
        );
  return [...own].sort((a, b) => a.number - b.number);
};

const faultsOf = (book: Book, statements: readonly Statement[]): readonly string[] =>
  statements.flatMap((statement, index) => {
    const before = statements[index - 1];
    if (!before) return [];
    if (statement.number !== before.number + 1)
      return [`${bookIdOf(book)}: statement ${before.number + 1} is missing`];
    return statement.openingMinor === before.closingMinor
      ? []
      : [`${bookIdOf(book)}: statement ${statement.number} does not open with the closing balance before it`];
  });

/** Proves the books of an export three ways, by the very rules that the house itself is proven by. */
export const proveExport = (files: BooksExport, now: Instant): ExportProof => {
  const house = files.journals.filter((journal) => ledgerOf(journal) === 'ENT');
  const postings = house.flatMap((journal) => journal.postings);
  const currencies = [...new Set(postings.map(({ amount }) => amount.currency))].sort();
  const patience = patienceOn(businessDateIn(now, outsideTimeZone));
  const books = currencies.flatMap((currency) => bookCodes.map((code): Book => ({ code, currency })));
  const proofs = books.map((book) => {
    const statements = statementsOf(files, book);
    const newLines = linesOf(files, book);
    return proveBook(
      {
        book,
        openingLedgerMinor: 0n,
        openingOutsideMinor: statements[0]?.openingMinor ?? 0n,
        openLines: [],
        openEntries: [],
        newLines,
        newEntries: statements.flatMap(({ entries }) => entries),
        statedLedgerMinor: newLines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n),
        statedOutsideMinor: statements.at(-1)?.closingMinor ?? 0n,
      },
      now,
      patience,
    );
  });
  const balances = new Map<string, bigint>();
  for (const journal of house)
    for (const posting of journal.postings) {
      const accountId = accountOf(posting, journal.ledger);
      balances.set(accountId, (balances.get(accountId) ?? 0n) + growthOf(posting));
    }
  const sumOf = (currency: string, wanted: (code: string) => boolean): bigint =>
    postings
      .filter(({ code, amount }) => amount.currency === currency && wanted(code))
      .reduce((sum, posting) => sum + growthOf(posting), 0n);
  const clientMoney = currencies.map(
    (currency): ClientMoney => ({
      currency,
      safeguardedMinor: sumOf(currency, (code) => code === '1010'),
      cardMoneyMinor: sumOf(currency, (code) => code === '1110'),
      owedMinor: sumOf(currency, (code) => chartAccountOf(code).isClientMoney),
    }),
  );
  const byJournal = new Map(house.map((journal) => [journal.journalId, journal]));
  const bySubject = new Map(files.states.map((state) => [state.subject, state]));
  const stateOf = (state: BooksExport['states'][number]): readonly Finding[] => {
    const { subject, accountId, journalId, orderState, escrowId, ...rest } = state;
    if (accountId !== undefined)
      return stateFindings({ ...rest, subject, accountId }, balances.get(accountId) ?? 0n, now);
    if (journalId !== undefined) {
      const posted = byJournal
        .get(journalId)
        ?.postings.find(({ code, side }) => code === '1110' && side === 'debit');
      return stateFindings({ ...rest, subject, accountId: journalId }, posted?.amount.amountMinor ?? 0n, now);
    }
    const escrow = bySubject.get(`escrow ${escrowId}`);
    if (orderState === undefined || !escrow) return [];
    const money = { heldMinor: escrow.statedMinor, fundedMinor: escrow.fundedMinor ?? 0n };
    const orderId = subject.replace(/^order /, '');
    return orderFindings({ ...rest, ...money, orderId, state: orderState }, now);
  };
  return {
    proofs,
    clientMoney: clientMoney.map((one) => ({ ...one, coverage: coverageOf(one) })),
    compared: files.states.length,
    faults: books.flatMap((book) => faultsOf(book, statementsOf(files, book))),
    findings: [
      ...proofs.flatMap(({ findings }) => findings),
      ...clientMoney.flatMap((one) => coverageFindings(one, now)),
      ...files.states.flatMap(stateOf),
    ],
  };
};
