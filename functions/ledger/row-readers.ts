import { z } from 'zod';
import { type Instant, isInstant } from '../../shared/kernel/instant.ts';
import { type Money, money } from '../../shared/kernel/money.ts';
import { decodeFromRow } from '../../shared/persistence/codec.ts';
import { accountCodes, type Journal, ledgerNames } from './contract.ts';
import { parseAccountId } from './domain/account.ts';

const instant = z.custom<Instant>((value) => typeof value === 'string' && isInstant(value));
const amount = z.object({ currency: z.string(), amountMinor: z.bigint() });
const references = z.record(z.string(), z.string());

const posting = z.object({
  code: z.enum(accountCodes),
  owner: z.string().optional(),
  side: z.enum(['debit', 'credit']),
  amount,
  visibleTo: z.array(z.string()).optional(),
});

const journal = z.object({
  journalId: z.string(),
  ledger: z.enum(ledgerNames).optional(),
  kind: z.string(),
  businessEventId: z.string(),
  description: z.string(),
  references,
  postings: z.array(posting),
  correction: z.object({ corrects: z.string(), reason: z.string() }).optional(),
  postedAt: instant,
  correlationId: z.string(),
});

/** A journal as it stands in the books. */
export type StoredJournal = Journal & z.output<typeof journal>;

/** Parses what a journal's row says, decoded. */
export const parseJournal = (data: unknown): StoredJournal => journal.parse(data);

/** Parses a journal row. */
export const readJournal = (row: Record<string, unknown>): StoredJournal =>
  parseJournal(decodeFromRow(row.data));

const line = z.object({
  journalId: z.string(),
  kind: z.string(),
  description: z.string(),
  references,
  accountId: z.string(),
  side: z.enum(['debit', 'credit']),
  amount,
  postedAt: instant,
});

/** One posting in an account's history; `position` orders lines and is the cursor of the next page. */
export type AccountLine = z.output<typeof line> & { readonly position: string };

/** Parses a posting row. */
export const readLine = (row: Record<string, unknown>): AccountLine => ({
  ...line.parse(decodeFromRow(row.data)),
  position: z.string().parse(row.sk),
});

/** The journal id that a reference row points at. */
export const readReference = (row: Record<string, unknown>): string =>
  z.object({ journalId: z.string() }).parse(row.data).journalId;

const balance = z.object({ accountId: z.string(), available: z.bigint(), pending: z.bigint() });

/** Parses a balance item, whose amounts were read as bigint. */
export const readBalance = (
  row: Record<string, unknown>,
): { readonly accountId: string; readonly available: Money; readonly pending: Money } => {
  const { accountId, available, pending } = balance.parse(row);
  const { currency } = parseAccountId(accountId);
  return { accountId, available: money(currency, available), pending: money(currency, pending) };
};

const reservation = z.object({
  state: z.enum(['pending', 'posted', 'voided', 'expired']),
  accountId: z.string(),
  amountMinor: z.string(),
  expiresAt: instant,
  reference: z.string(),
});

/** A reservation as it stands. */
export interface StoredReservation extends Omit<z.output<typeof reservation>, 'amountMinor'> {
  readonly amount: Money;
}

/** Parses a reservation row. */
export const readReservation = (row: Record<string, unknown>): StoredReservation => {
  const { amountMinor, ...rest } = reservation.parse(row);
  return { ...rest, amount: money(parseAccountId(rest.accountId).currency, BigInt(amountMinor)) };
};
