import type { Clock } from '../../../shared/kernel/clock.ts';
import { InvariantViolation } from '../../../shared/kernel/errors.ts';
import type { LedgerName } from '../contract.ts';
import { parseAccountId } from '../domain/account.ts';
import { chartAccountOf } from '../domain/chart.ts';
import type { TrialBalance } from '../domain/trial-balance.ts';
import type { LedgerTable } from '../ledger-table.ts';
import { readLine } from '../row-readers.ts';
import { ledgerKeys } from '../rows.ts';
import type {
  AccountAuditLine,
  AuditLine,
  AuditPage,
  AuditRequest,
  AuditSums,
  JournalAuditRow,
} from './audit-lines.ts';
import { createChainReader, type JournalRow } from './chain-reader.ts';
import { chainKeys, readBlock, readTotals, sumsOnRow } from './chain-rows.ts';

/** Blocks of one page: with 64 journals each they stay well below the 6 MB that a function may answer. */
const blocksAtOnce = 12;
/** Tries to read an account while nobody moves it. */
const attemptsMax = 8;

const toAuditRow = ({ journalId, sequence, postedAt, data }: JournalRow): JournalAuditRow => ({
  journalId,
  postedAt,
  data,
  ...(sequence === undefined ? {} : { sequence }),
});

const toAuditSums = (ledger: LedgerName, { rows, journals }: TrialBalance): AuditSums => ({
  ledger,
  journals,
  rows: [...rows.values()].map(({ currency, code, debitsMinor, creditsMinor }) => ({
    currency,
    code,
    debits: debitsMinor.toString(),
    credits: creditsMinor.toString(),
  })),
});

/** The position of a line in its journal, from the sort key that `linePosition` made. */
const indexIn = (position: string): number => Number(position.slice(position.lastIndexOf('#') + 1));

/** Reads the books for somebody who checks them: rows as they are stored, judged by nobody here. */
export const createAuditReader = (table: LedgerTable, clock: Clock) => {
  const chain = createChainReader(table);

  const journalsAt = async (journalIds: readonly string[]): Promise<readonly JournalAuditRow[]> =>
    (await chain.journals(journalIds)).map(toAuditRow);

  const blockLine = async (row: Record<string, unknown>): Promise<AuditLine> => {
    const { ledger, previousHash, entries, sealedAt } = readBlock(row);
    const last = Number(String(row.sk).slice('BLOCK#'.length));
    return {
      kind: 'block',
      ledger,
      last,
      first: Number(row.first),
      previousHash,
      entries: entries.map(({ journalId, contentHash, hash }) => [journalId, contentHash, hash]),
      sealedAt,
      journals: [...(await journalsAt([...new Set(entries.map(({ journalId }) => journalId))]))],
    };
  };

  const totalsLine = (row: Record<string, unknown>): AuditLine => {
    const { ledger, sequence, hash, sums } = readTotals(row);
    const rows = new Map(sums.map((one) => [`${one.currency}|${one.code}`, one]));
    return { kind: 'totals', ledger, sequence, hash, sums: sumsOnRow({ rows }) };
  };

  /** Blocks after a sequence with the totals among them, each block before the totals at its end. */
  const chainPage = async (ledger: LedgerName, after: number, until: number): Promise<AuditPage> => {
    if (after >= until) return { lines: [] };
    const { pk, sk: start } = chainKeys.block(ledger, after + 1);
    const { rows } = await table.page({
      pk,
      start,
      end: chainKeys.block(ledger, until).sk,
      limit: blocksAtOnce,
    });
    const lines: AuditLine[] = [];
    let last = after;
    for (const row of rows) {
      const line = await blockLine(row);
      lines.push(line);
      if (line.kind === 'block') last = line.last;
    }
    const isAll = rows.length < blocksAtOnce;
    // Totals of this stretch, wherever somebody may have put one.
    const stretch = {
      pk,
      start: chainKeys.totals(ledger, after + 1).sk,
      end: chainKeys.totals(ledger, isAll ? until : last).sk,
    };
    for await (const row of table.walk(stretch)) lines.push(totalsLine(row));
    const at = (line: AuditLine): number =>
      line.kind === 'block' ? line.last : line.kind === 'totals' ? line.sequence + 0.5 : 0;
    lines.sort((a, b) => at(a) - at(b));
    return isAll ? { lines } : { lines, next: last };
  };

  const balanceOf = async (accountId: string) => {
    const row = await table.get(ledgerKeys.balance(accountId));
    return row
      ? { available: String(row.available), pending: String(row.pending), updatedAt: String(row.updatedAt) }
      : undefined;
  };

  const linesOf = async (accountId: string): Promise<AccountAuditLine['lines']> => {
    const lines: AccountAuditLine['lines'] = [];
    for (const pk of ledgerKeys.histories(accountId)) {
      for await (const row of table.walk({ pk, start: 'POSTING#', end: 'POSTING#~' })) {
        const { journalId, side, amount, position } = readLine(row);
        lines.push([
          `${pk} / ${position}`,
          journalId,
          indexIn(position),
          side,
          amount.amountMinor.toString(),
        ]);
      }
    }
    return lines;
  };

  /** Balance and lines of one moment: read again while they move. */
  const accountLine = async (accountId: string): Promise<AuditLine> => {
    const isGuarded = chartAccountOf(parseAccountId(accountId).code).balance === 'guarded';
    for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
      const before = isGuarded ? await balanceOf(accountId) : undefined;
      const lines = await linesOf(accountId);
      const after = isGuarded ? await balanceOf(accountId) : undefined;
      if (JSON.stringify(before) !== JSON.stringify(after)) continue;
      if (!after) return { kind: 'account', accountId, lines };
      const { available, pending } = after;
      return { kind: 'account', accountId, balance: { available, pending }, lines };
    }
    throw new InvariantViolation('ledger.account_never_still', { accountId });
  };

  /** Answers one request of the auditor. DomainError `ledger.no_such_sequence`. */
  return async (request: AuditRequest): Promise<unknown> => {
    switch (request.read) {
      case 'head': {
        const { ledger, sequence, hash } = await chain.head(request.ledger);
        return { lines: [{ kind: 'head', ledger, sequence, hash, readAt: clock.now() }] };
      }
      case 'chain':
        return chainPage(request.ledger, request.after, request.until);
      case 'unsealed': {
        const { ledger } = request;
        const waiting = await chain.unsealed(ledger);
        return { lines: waiting.map((row) => ({ kind: 'unsealed', ledger, journal: toAuditRow(row) })) };
      }
      case 'account':
        return { lines: [await accountLine(request.accountId)] };
      case 'journals':
        return { journals: await journalsAt(request.journalIds) };
      case 'trial-balance': {
        const { ledger, at } = request;
        const sums =
          'sequence' in at
            ? await chain.sumsAt(ledger, at.sequence, clock.now())
            : await chain.sumsAsOf(ledger, at.instant);
        return toAuditSums(ledger, sums);
      }
    }
  };
};
