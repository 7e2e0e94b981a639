import type { Report } from '../../functions/reconciliation/report.ts';
import { formatMoney, money } from '../../shared/kernel/money.ts';
import type { ExportProof } from './prove-export.ts';

/** One row of the table of books. */
interface BookRow {
  readonly book: string;
  readonly ledger: string;
  readonly outside: string;
  readonly oursOnly: string;
  readonly theirsOnly: string;
  readonly matched: number;
  readonly isProven: boolean;
}

/** What is printed, whichever way the books were proven. */
export interface PrintedReport {
  readonly books: readonly BookRow[];
  readonly clientMoney: readonly {
    readonly currency: string;
    readonly safeguarded: string;
    readonly cardMoney: string;
    readonly owed: string;
    readonly coverage: string;
  }[];
  readonly compared: number;
  readonly faults: readonly string[];
  readonly breaks: readonly {
    readonly type: string;
    readonly subject: string;
    readonly amount: string;
    readonly since: string;
    readonly state: string;
    readonly detail: string;
    readonly breakId?: string;
  }[];
}

const wire = (currency: string, minor: bigint): string => formatMoney(money(currency, minor)).amount;

/** The report of a running house. */
export const ofHouse = (report: Report): PrintedReport => ({
  books: report.books.map(({ ledger, outside, oursOnly, theirsOnly, ...rest }) => ({
    ...rest,
    ledger: ledger.amount,
    outside: outside.amount,
    oursOnly: oursOnly.amount,
    theirsOnly: theirsOnly.amount,
  })),
  clientMoney: report.clientMoney.map(({ safeguarded, cardMoney, owed, ...rest }) => ({
    ...rest,
    safeguarded: safeguarded.amount,
    cardMoney: cardMoney.amount,
    owed: owed.amount,
  })),
  compared: report.states.compared,
  faults: report.unreachable.map(({ book, reason }) => `${book}: ${reason}`),
  breaks: report.breaks.map((one) => ({ ...one, amount: `${one.amount.currency} ${one.amount.amount}` })),
});

/** The report of an export. */
export const ofExport = (proof: ExportProof): PrintedReport => ({
  books: proof.proofs.map(({ book: { code, currency }, ...one }) => ({
    book: `${code}:${currency}`,
    ledger: wire(currency, one.ledgerMinor),
    outside: wire(currency, one.outsideMinor),
    oursOnly: wire(currency, one.oursOnlyMinor),
    theirsOnly: wire(currency, one.theirsOnlyMinor),
    matched: one.matched,
    isProven: one.isProven,
  })),
  clientMoney: proof.clientMoney.map(({ currency, coverage, ...one }) => ({
    currency,
    coverage,
    safeguarded: wire(currency, one.safeguardedMinor),
    cardMoney: wire(currency, one.cardMoneyMinor),
    owed: wire(currency, one.owedMinor),
  })),
  compared: proof.compared,
  faults: proof.faults,
  breaks: proof.findings.map(({ type, subject, currency, amountMinor, since, detail }) => ({
    type,
    subject,
    amount: `${currency} ${wire(currency, amountMinor)}`,
    since,
    state: 'open',
    detail,
  })),
});

const table = (rows: readonly (readonly string[])[]): readonly string[] => {
  const widths = rows.reduce<number[]>(
    (all, row) => row.map((cell, index) => Math.max(cell.length, all[index] ?? 0)),
    [],
  );
  return rows.map((row) =>
    row
      .map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
};

/** Lines to print, and how many breaks nobody has explained, missing statements included. */
export const reportText = (
  report: PrintedReport,
): { readonly lines: readonly string[]; readonly unexplained: number } => {
  const books = table([
    ['book', 'ledger', 'bank or PSP', 'ours only', 'theirs only', 'matched', 'proven'],
    ...report.books.map((one) => [
      one.book,
      one.ledger,
      one.outside,
      one.oursOnly,
      one.theirsOnly,
      String(one.matched),
      one.isProven ? 'yes' : 'NO',
    ]),
  ]);
  const clients = table([
    ['client money', 'safeguarded (1010)', 'card money (1110)', 'owed', 'covered'],
    ...report.clientMoney.map((one) => [
      one.currency,
      one.safeguarded,
      one.cardMoney,
      one.owed,
      one.coverage.replaceAll('_', ' '),
    ]),
  ]);
  const breaks = report.breaks.map(({ type, subject, amount, since, state, detail, breakId = '' }) =>
    `  ${state.padEnd(9)} ${type} ${subject} ${amount} since ${since.slice(0, 10)}: ${detail} ${breakId}`.trimEnd(),
  );
  const unexplained = report.breaks.filter(({ state }) => state === 'open').length + report.faults.length;
  return {
    lines: [
      ...books,
      '',
      ...clients,
      '',
      `${report.compared} things of trades compared with their accounts`,
      ...report.faults.map((fault) => `  missing   ${fault}`),
      report.breaks.length === 0 ? 'no breaks' : `${report.breaks.length} breaks`,
      ...breaks,
    ],
    unexplained,
  };
};
