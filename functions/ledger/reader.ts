import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '../../shared/kernel/instant.ts';
import { type Money, money, zeroMoney } from '../../shared/kernel/money.ts';
import { createChainReader } from './chain/chain-reader.ts';
import { ledgerNames } from './contract.ts';
import { type Account, parseAccountId } from './domain/account.ts';
import { chartAccountOf } from './domain/chart.ts';
import { accountOf, growthOf } from './domain/journal.ts';
import { type TrialBalance, trialBalanceOf } from './domain/trial-balance.ts';
import { openLedgerTable } from './ledger-table.ts';
import {
  type AccountLine,
  readBalance,
  readJournal,
  readLine,
  readReference,
  readReservation,
  type StoredJournal,
  type StoredReservation,
} from './row-readers.ts';
import { journalReferences, ledgerKeys, linePosition, referencePosition } from './rows.ts';

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

const isSummed = ({ code }: Account): boolean => chartAccountOf(code).balance === 'summed';

/** The lines of one account that a journal makes, as its history will show them. */
const linesOfJournal = (journal: StoredJournal, accountId: string): readonly AccountLine[] =>
  journal.postings.flatMap((posting, index) => {
    if (accountOf(posting, journal.ledger) !== accountId) return [];
    const { journalId, kind, description, references, postedAt } = journal;
    const { side, amount } = posting;
    const position = linePosition(postedAt, journalId, index);
    return [{ journalId, kind, description, references, accountId, side, amount, postedAt, position }];
  });

/** Sort keys of a range, both inclusive; undefined when nothing can lie in it. */
const boundsOf = (range: HistoryRange): { readonly start: string; readonly end: string } | undefined => {
  const lowest = `POSTING#${range.from ?? ''}`;
  // A cursor is the sort key of a line that was shown; the character after it in order begins the rest.
  const start = range.after && range.after >= lowest ? `${range.after}\u0001` : lowest;
  const end = `POSTING#${range.before ?? '~'}`;
  return start < end ? { start, end } : undefined;
};

const byKey = <Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Item[] =>
  [...new Map(items.map((item) => [keyOf(item), item])).values()].sort((a, b) =>
    keyOf(a) < keyOf(b) ? -1 : 1,
  );

/**
 * Reads the books. Amounts are bigint from the wire on. Give it any DynamoDB document client; reads of a guarded account, a
 * journal or a reservation are strongly consistent. Lines of the house's own accounts, references and `accountsOf` are
 * listings that may be moments behind: they are written when a journal is sealed, and until then read from the unsealed.
 */
export const createLedgerReader = (client: DynamoDBDocumentClient, tableName: string) => {
  const table = openLedgerTable(client, tableName);
  const chain = createChainReader(table);

  const history = async (
    accountId: string,
    range: HistoryRange = {},
  ): Promise<{ readonly lines: readonly AccountLine[]; readonly next?: string }> => {
    const limit = range.limit ?? pageSizeMax;
    const bounds = boundsOf(range);
    if (!bounds) return { lines: [] };
    const account = parseAccountId(accountId);
    // Before the stored lines: what leaves the list while we read has its lines by then.
    const waiting = isSummed(account) ? await chain.unsealed(account.ledger) : [];
    const parts = await Promise.all(
      ledgerKeys.histories(accountId).map((pk) => table.page({ pk, ...bounds, limit })),
    );
    const stored = parts.flatMap(({ rows }) => rows.map(readLine));
    const fresh = waiting
      .flatMap(({ journal }) => linesOfJournal(journal, accountId))
      .filter(({ position }) => position >= bounds.start && position <= bounds.end);
    const merged = byKey([...stored, ...fresh], ({ position }) => position);
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

  /** An account of the house without sub-accounts is a line of the running totals, and what came after them. */
  const platformBalance = async ({ ledger, code, currency }: Account): Promise<Money> => {
    const { rows } = await chain.sumsAsOf(ledger);
    const { debitsMinor = 0n, creditsMinor = 0n } = rows.get(`${ledger}|${currency}|${code}`) ?? {};
    const growth = debitsMinor - creditsMinor;
    return money(currency, chartAccountOf(code).normal === 'debit' ? growth : -growth);
  };

  const balanceOf = async (accountId: string): Promise<AccountBalance> => {
    const account = parseAccountId(accountId);
    const nothing = zeroMoney(account.currency);
    if (isSummed(account)) {
      const hasNoOwners = chartAccountOf(account.code).owner === 'none';
      const available = hasNoOwners ? await platformBalance(account) : await sumOf(accountId);
      return { accountId, available, pending: nothing };
    }
    const row = await table.get(ledgerKeys.balance(accountId));
    return row ? readBalance(row) : { accountId, available: nothing, pending: nothing };
  };

  const journals = async (journalIds: readonly string[]): Promise<readonly StoredJournal[]> => {
    const rows = await table.getMany(journalIds.map((journalId) => ledgerKeys.journal(journalId)));
    const byId = new Map(rows.map(readJournal).map((journal) => [journal.journalId, journal]));
    return journalIds.flatMap((journalId) => byId.get(journalId) ?? []);
  };

  /** Positions and ids of the unsealed journals about a thing. */
  const waitingFor = async (reference: string) => {
    const lists = await Promise.all(ledgerNames.map((ledger) => chain.unsealed(ledger)));
    return lists
      .flat()
      .filter(({ journal }) => journalReferences(journal).includes(reference))
      .map(({ journalId, postedAt }) => ({ sk: referencePosition(postedAt, journalId), journalId }));
  };

  return {
    /** What an account holds now; a platform account is a sum. */
    balanceOf,

    /** Sum of an account's postings in a stretch of time, on its normal side. */
    sumOf,

    /** Lines of an account, oldest first, at most 100 a page. */
    history,

    /** The journal, or undefined. */
    journal: async (journalId: string): Promise<StoredJournal | undefined> => {
      const row = await table.get(ledgerKeys.journal(journalId));
      return row ? readJournal(row) : undefined;
    },

    /** The reservation with its state, or undefined. */
    reservation: async (pendingId: string): Promise<StoredReservation | undefined> => {
      const row = await table.get(ledgerKeys.reservation(pendingId));
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
      const limit = Math.min(page.limit ?? pageSizeMax, pageSizeMax);
      const pk = ledgerKeys.references(reference);
      const waiting = await waitingFor(reference);
      const { rows } = await table.page({ pk, descending: true, limit, from: page.from });
      const stored = rows.map((row) => ({ sk: String(row.sk), journalId: readReference(row) }));
      const begin = page.from === undefined ? undefined : String(page.from.sk);
      const fresh = waiting.filter(({ sk }) => begin === undefined || sk < begin);
      const merged = [...byKey([...stored, ...fresh], ({ sk }) => sk)].reverse();
      const shown = merged.slice(0, limit);
      const last = shown.at(-1);
      return {
        journals: await journals(shown.map(({ journalId }) => journalId)),
        ...(merged.length >= limit && last ? { next: { pk, sk: last.sk } } : {}),
      };
    },

    /** Guarded accounts of one owner (a company, an escrow …), at most `limit`; may lag by moments. */
    accountsOf: async (owner: string, limit = pageSizeMax): Promise<readonly AccountBalance[]> => {
      const { rows } = await table.page({ pk: ledgerKeys.owned(owner), index: 'byOwner', limit });
      return rows.map(readBalance);
    },

    /**
     * Debits and credits of every account code, currency and ledger, over whole journals posted up to `asOf`, sealed or not.
     * Reads the running totals of the chains and what they do not have yet: for proofs and audits, not for decisions.
     */
    trialBalance: async (asOf: Instant): Promise<TrialBalance> => {
      const all = trialBalanceOf(asOf);
      for (const ledger of ledgerNames) {
        const sums = await chain.sumsAsOf(ledger, asOf);
        all.journals += sums.journals;
        for (const [key, row] of sums.rows) all.rows.set(key, row);
      }
      return all;
    },
  };
};
export type LedgerReader = ReturnType<typeof createLedgerReader>;
