import { z } from 'zod';
import { DependencyError } from '../../shared/kernel/errors.ts';
import { type Instant, parseInstant } from '../../shared/kernel/instant.ts';
import { parseMoney } from '../../shared/kernel/money.ts';
import { houseAccountFor, operatingAccountFor } from '../payments/contract.ts';
import { readStatements } from './camt053.ts';
import type { Book, OutsideEntry } from './domain/items.ts';
import { reconciliationErrors } from './errors.ts';

const timeoutMs = 8_000;

/** One statement or report of a book, whoever keeps it. Amounts are signed from our side. */
export interface Statement {
  readonly statementId: string;
  readonly number: number;
  readonly openingMinor: bigint;
  readonly closingMinor: bigint;
  readonly on: string;
  readonly entries: readonly OutsideEntry[];
}

/** Where statements come from. A live bank hands out its camt.053 files by the same port: next one by number, or none yet. */
export interface StatementSource {
  readonly next: (book: Book, number: number) => Promise<Statement | undefined>;
}

/** How a request reaches bank and PSP; `fetch` but for tests. */
export type Send = (url: string, init: RequestInit) => Promise<Response>;

/** Number of the bank account that a book is about. */
export const accountNumberOf = ({ code, currency }: Book): string =>
  (code === '1020' ? operatingAccountFor(currency) : houseAccountFor(currency)).accountNumber;

const get = async (send: Send, party: 'bank' | 'psp', url: string): Promise<Response | undefined> => {
  let response: Response;
  try {
    response = await send(url, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
  } catch (cause) {
    throw new DependencyError({ code: `reconciliation.${party}_unreachable`, status: 504, cause });
  }
  if (response.status === 404) return undefined;
  if (!response.ok) throw new DependencyError({ code: `reconciliation.${party}_failing`, status: 502 });
  return response;
};

/** The statement of a book in a camt.053 message that was asked for. Errors: reconciliation.unknown_account and those of readStatements. */
export const statementOf = (book: Book, text: string): Statement => {
  const found = readStatements(text).find(
    ({ accountNumber, currency }) => accountNumber === accountNumberOf(book) && currency === book.currency,
  );
  if (!found)
    throw reconciliationErrors.unknown_account(`No statement of ${accountNumberOf(book)} ${book.currency}.`);
  return found;
};

const wire = z.object({ currency: z.string(), amount: z.string() });
const report = z.object({
  reportId: z.string(),
  number: z.int().positive(),
  currency: z.string(),
  on: z.string(),
  opening: wire,
  closing: wire,
  lines: z.array(
    z.object({
      lineId: z.string(),
      type: z.string(),
      reference: z.string(),
      amount: wire,
      at: z.custom<Instant>((value) => typeof value === 'string'),
    }),
  ),
});

const minorOf = (amount: z.output<typeof wire>): bigint =>
  parseMoney(amount, { allowZero: true, allowNegative: true }).amountMinor;

/** A settlement report of the PSP. Errors: DependencyError reconciliation.psp_unreadable, reconciliation.does_not_add_up. */
export const readReport = (value: unknown): Statement & { readonly currency: string } => {
  const parsed = report.safeParse(value);
  if (!parsed.success) throw new DependencyError({ code: 'reconciliation.psp_unreadable', status: 502 });
  const { reportId, number, currency, on, opening, closing, lines } = parsed.data;
  const entries = lines.map(
    (line): OutsideEntry => ({
      entryId: line.lineId,
      key: line.reference,
      type: line.type,
      amountMinor: minorOf(line.amount),
      at: parseInstant(line.at),
      number,
      text: line.type,
    }),
  );
  const [openingMinor, closingMinor] = [minorOf(opening), minorOf(closing)];
  const moved = entries.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  if (openingMinor + moved !== closingMinor)
    throw reconciliationErrors.does_not_add_up(`Report ${reportId}.`);
  return { statementId: reportId, number, currency, openingMinor, closingMinor, on, entries };
};

/** Statements of the bank and reports of the PSP. */
export const createStatementSource = (
  urls: { readonly bank: string; readonly psp: string },
  send: Send = fetch,
): StatementSource => ({
  next: async (book, number) => {
    if (book.code === '1110') {
      const found = await get(send, 'psp', `${urls.psp}/settlement-reports/${book.currency}/${number}`);
      return found && readReport(await found.json().catch(() => undefined));
    }
    const path = `/accounts/${accountNumberOf(book)}/${book.currency}/statements/${number}`;
    const found = await get(send, 'bank', `${urls.bank}${path}`);
    return found && statementOf(book, await found.text());
  },
});
