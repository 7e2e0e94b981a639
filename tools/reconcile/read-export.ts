import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { parseJournal, type StoredJournal } from '../../functions/ledger/row-readers.ts';
import { type BankStatement, readStatements } from '../../functions/reconciliation/camt053.ts';
import { readReport, type Statement } from '../../functions/reconciliation/statements.ts';
import { type Instant, isInstant } from '../../shared/kernel/instant.ts';
import { decodeFromRow } from '../../shared/persistence/codec.ts';
import { readBooksFile } from '../ledger/books-file.ts';

const instant = z.custom<Instant>((value) => typeof value === 'string' && isInstant(value));
const minor = z
  .string()
  .regex(/^-?\d+$/)
  .transform(BigInt);

/** What things of trades say of their money, as `entrepot reconcile --states` writes it. */
export const statesFile = z.array(
  z.object({
    subject: z.string(),
    accountId: z.string().optional(),
    journalId: z.string().optional(),
    currency: z.string(),
    statedMinor: minor,
    fundedMinor: minor.optional(),
    orderState: z.string().optional(),
    escrowId: z.string().optional(),
    movedAt: instant,
  }),
);
export type ExportedState = z.output<typeof statesFile>[number];

/** Everything that a three-way proof needs, read from files. */
export interface BooksExport {
  readonly journals: readonly StoredJournal[];
  readonly statements: readonly BankStatement[];
  readonly reports: readonly (Statement & { readonly currency: string })[];
  readonly states: readonly ExportedState[];
}

const journalsOf = (path: string): readonly StoredJournal[] =>
  readBooksFile(path).flatMap((line) => {
    if (line.kind === 'block') return line.journals.map(({ data }) => parseJournal(decodeFromRow(data)));
    return line.kind === 'unsealed' ? [parseJournal(decodeFromRow(line.journal.data))] : [];
  });

const named = <Result>(path: string, read: () => Result): Result => {
  try {
    return read();
  } catch (cause) {
    const why = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    throw new Error(`${path} cannot be read. ${why}`, { cause });
  }
};

/**
 * Reads a directory: `*.jsonl` as exports of the ledger, `*.xml` as camt.053 statements, `states.json` as what trades say, any other
 * `*.json` as settlement reports of the PSP, one or a list. Throws an Error that names the file at fault.
 */
export const readExport = (directory: string): BooksExport => {
  const files = readdirSync(directory).sort();
  const paths = (end: string): readonly string[] =>
    files.filter((file) => file.endsWith(end)).map((file) => join(directory, file));
  const books = paths('.jsonl');
  if (books.length === 0) {
    throw new Error(
      `${directory} holds no *.jsonl with the books: write it with entrepot ledger export --out ${join(directory, 'books.jsonl')}.`,
    );
  }
  const json = (path: string): unknown => named(path, () => JSON.parse(readFileSync(path, 'utf8')));
  const journals = new Map(books.flatMap(journalsOf).map((journal) => [journal.journalId, journal]));
  return {
    journals: [...journals.values()],
    statements: paths('.xml').flatMap((path) =>
      named(path, () => readStatements(readFileSync(path, 'utf8'))),
    ),
    reports: paths('.json')
      .filter((path) => !path.endsWith('states.json'))
      .flatMap((path) => [json(path)].flat().map((report) => named(path, () => readReport(report)))),
    states: paths('states.json').flatMap((path) => named(path, () => statesFile.parse(json(path)))),
  };
};
