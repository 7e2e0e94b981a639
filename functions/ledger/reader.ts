import {
  type AttributeValue,
  BatchGetItemCommand,
  GetItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { addMonths, parseBusinessDate } from '../../shared/kernel/business-date.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import { invariant } from '../../shared/kernel/invariant.ts';
import { type Money, money, zeroMoney } from '../../shared/kernel/money.ts';
import { parseAccountId } from './domain/account.ts';
import { chartAccountOf } from './domain/chart.ts';
import { growthOf } from './domain/journal.ts';
import { addJournal, type TrialBalance, trialBalanceOf } from './domain/trial-balance.ts';
import {
  type AccountLine,
  type BookEntry,
  readBalance,
  readBookEntry,
  readJournal,
  readLine,
  readReference,
  readReservation,
  type StoredJournal,
  type StoredReservation,
} from './row-readers.ts';
import { booksOpenedOn, ledgerKeys } from './rows.ts';

/** What an account holds: `available` can be taken, `pending` is set aside by reservations. */
export interface AccountBalance {
  readonly accountId: string;
  readonly available: Money;
  readonly pending: Money;
}

/** A stretch of an account's history, in time order; `from` and `before` bound the instant of posting, half-open. */
export interface HistoryRange {
  readonly from?: Instant | undefined;
  readonly before?: Instant | undefined;
  /** `next` of the page before. */
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
}

const pageSizeMax = 100;
/** Tries to get all of a batch; DynamoDB may leave some for the next. */
const batchRoundsMax = 5;
/** Most pages of one daybook partition that a trial balance reads; a larger ledger is summed from an export. */
const bookPagesMax = 500;

const monthsUntil = (asOf: Instant): readonly string[] => {
  const last = asOf.slice(0, 7);
  const months: string[] = [];
  for (let day = parseBusinessDate(`${booksOpenedOn}-01`); day.slice(0, 7) <= last; day = addMonths(day, 1)) {
    months.push(day.slice(0, 7));
  }
  return months;
};

/** Rows with every number as bigint: no amount of a row passes through a JavaScript number. */
const exactly = (item: Record<string, AttributeValue>): Record<string, unknown> =>
  unmarshall(item, { wrapNumbers: (text: string) => BigInt(text) });

/**
 * Reads the books. Amounts are bigint from the wire on. Give it any DynamoDB document client; reads of one account or journal
 * are strongly consistent, `accountsOf` is a listing and may lag.
 */
export const createLedgerReader = (client: DynamoDBDocumentClient, tableName: string) => {
  const getRow = async (key: { pk: string; sk: string }): Promise<Record<string, unknown> | undefined> => {
    const found = await client.send(
      new GetItemCommand({ TableName: tableName, Key: marshall(key), ConsistentRead: true }),
    );
    return found.Item ? exactly(found.Item) : undefined;
  };

  const linesOf = async (partition: string, range: HistoryRange): Promise<readonly AccountLine[]> => {
    const lowest = `POSTING#${range.from ?? ''}`;
    // A cursor is the sort key of a line that was shown; the character after it in order begins the rest.
    const start = range.after && range.after >= lowest ? `${range.after}\u0001` : lowest;
    const end = `POSTING#${range.before ?? '~'}`;
    if (start >= end) return [];
    const found = await client.send(
      new QueryCommand({
        TableName: tableName,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :start AND :end',
        ExpressionAttributeValues: marshall({ ':pk': partition, ':start': start, ':end': end }),
        Limit: range.limit ?? pageSizeMax,
      }),
    );
    return (found.Items ?? []).map((item) => readLine(exactly(item)));
  };

  const history = async (
    accountId: string,
    range: HistoryRange = {},
  ): Promise<{ readonly lines: readonly AccountLine[]; readonly next?: string }> => {
    const limit = range.limit ?? pageSizeMax;
    const parts = await Promise.all(
      ledgerKeys.histories(accountId).map((partition) => linesOf(partition, { ...range, limit })),
    );
    const merged = parts.flat().sort((a, b) => (a.position < b.position ? -1 : 1));
    const lines = merged.slice(0, limit);
    const last = lines.at(-1);
    return merged.length >= limit && last ? { lines, next: last.position } : { lines };
  };

  const sumOf = async (accountId: string, range: HistoryRange = {}): Promise<Money> => {
    const { currency, code, owner } = parseAccountId(accountId);
    let sum = 0n;
    let after: string | undefined;
    do {
      const page = await history(accountId, { ...range, after });
      for (const { side, amount } of page.lines) sum += growthOf({ code, owner, side, amount });
      after = page.next;
    } while (after !== undefined);
    return money(currency, sum);
  };

  const balanceOf = async (accountId: string): Promise<AccountBalance> => {
    const { code, currency } = parseAccountId(accountId);
    if (chartAccountOf(code).balance === 'summed') {
      return { accountId, available: await sumOf(accountId), pending: zeroMoney(currency) };
    }
    const row = await getRow(ledgerKeys.balance(accountId));
    return row
      ? readBalance(row)
      : { accountId, available: zeroMoney(currency), pending: zeroMoney(currency) };
  };

  const journals = async (journalIds: readonly string[]): Promise<readonly StoredJournal[]> => {
    if (journalIds.length === 0) return [];
    let keys = journalIds.map((journalId) => marshall(ledgerKeys.journal(journalId)));
    const byId = new Map<string, StoredJournal>();
    for (let rounds = 0; keys.length > 0 && rounds < batchRoundsMax; rounds += 1) {
      const found = await client.send(
        new BatchGetItemCommand({ RequestItems: { [tableName]: { Keys: keys, ConsistentRead: true } } }),
      );
      for (const item of found.Responses?.[tableName] ?? []) {
        const journal = readJournal(exactly(item));
        byId.set(journal.journalId, journal);
      }
      keys = found.UnprocessedKeys?.[tableName]?.Keys ?? [];
    }
    return journalIds.flatMap((journalId) => byId.get(journalId) ?? []);
  };

  const bookOf = async (partition: string, asOf: Instant): Promise<readonly BookEntry[]> => {
    const entries: BookEntry[] = [];
    let from: Record<string, AttributeValue> | undefined;
    let pages = 0;
    do {
      invariant(pages < bookPagesMax, 'ledger.too_large_to_walk', { partition, pages });
      const found = await client.send(
        new QueryCommand({
          TableName: tableName,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :pk AND sk <= :end',
          ExpressionAttributeValues: marshall({ ':pk': partition, ':end': `${asOf}#~` }),
          ...(from ? { ExclusiveStartKey: from } : {}),
        }),
      );
      entries.push(...(found.Items ?? []).map((item) => readBookEntry(exactly(item))));
      from = found.LastEvaluatedKey;
      pages += 1;
    } while (from !== undefined);
    return entries;
  };

  return {
    /** What an account holds now; a platform account is summed over its whole history. */
    balanceOf,

    /** Sum of an account's postings in a stretch of time, on its normal side. */
    sumOf,

    /** Lines of an account, oldest first, at most 100 a page. */
    history,

    /** The journal, or undefined. */
    journal: async (journalId: string): Promise<StoredJournal | undefined> => {
      const row = await getRow(ledgerKeys.journal(journalId));
      return row ? readJournal(row) : undefined;
    },

    /** The reservation with its state, or undefined. */
    reservation: async (pendingId: string): Promise<StoredReservation | undefined> => {
      const row = await getRow(ledgerKeys.reservation(pendingId));
      return row ? readReservation(row) : undefined;
    },

    /** Journals about a thing (orderId, escrowId, payoutId …) or seen by a company, newest first. */
    journalsByReference: async (
      reference: string,
      page: { readonly limit?: number; readonly from?: Record<string, unknown> | undefined } = {},
    ): Promise<{
      readonly journals: readonly StoredJournal[];
      readonly next?: Record<string, unknown> | undefined;
    }> => {
      const found = await client.send(
        new QueryCommand({
          TableName: tableName,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: marshall({ ':pk': ledgerKeys.references(reference) }),
          ScanIndexForward: false,
          Limit: Math.min(page.limit ?? pageSizeMax, pageSizeMax),
          ...(page.from ? { ExclusiveStartKey: marshall(page.from) } : {}),
        }),
      );
      const ids = (found.Items ?? []).map((item) => readReference(exactly(item)));
      const last = found.LastEvaluatedKey;
      return { journals: await journals(ids), ...(last ? { next: unmarshall(last) } : {}) };
    },

    /** Guarded accounts of one owner (a company, an escrow …), at most `limit`; may lag by moments. */
    accountsOf: async (owner: string, limit = pageSizeMax): Promise<readonly AccountBalance[]> => {
      const found = await client.send(
        new QueryCommand({
          TableName: tableName,
          IndexName: 'byOwner',
          KeyConditionExpression: 'gsi1pk = :pk',
          ExpressionAttributeValues: marshall({ ':pk': ledgerKeys.owned(owner) }),
          Limit: limit,
        }),
      );
      return (found.Items ?? []).map((item) => readBalance(exactly(item)));
    },

    /**
     * Debits and credits of every account code and currency, over whole journals posted up to `asOf`. A journal is one row of
     * the daybook, so none is half seen; one that follows from another is dated later, so no effect is seen without its cause.
     * Reads the daybook page by page: for proofs and audits, not for decisions.
     * InvariantViolation `ledger.too_large_to_walk`.
     */
    trialBalance: async (asOf: Instant): Promise<TrialBalance> => {
      const sums = trialBalanceOf(asOf);
      for (const month of monthsUntil(asOf)) {
        const books = await Promise.all(ledgerKeys.books(month).map((book) => bookOf(book, asOf)));
        for (const journal of books.flat()) addJournal(sums, journal);
      }
      return sums;
    },
  };
};
export type LedgerReader = ReturnType<typeof createLedgerReader>;
