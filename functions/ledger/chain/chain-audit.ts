import { decodeFromRow } from '../../../shared/persistence/codec.ts';
import type { LedgerName } from '../contract.ts';
import { parseAccountId } from '../domain/account.ts';
import { checkpointEvery, contentHashOf, entryHash, genesisHash } from '../domain/chain.ts';
import { chartAccountOf } from '../domain/chart.ts';
import { accountOf, assertJournal, growthOf, ledgerOf } from '../domain/journal.ts';
import { addJournal, latestInstant, trialBalanceOf } from '../domain/trial-balance.ts';
import { parseJournal, type StoredJournal } from '../row-readers.ts';
import { ledgerKeys } from '../rows.ts';
import type { AccountAuditLine, AuditLine, BlockLine, JournalAuditRow, TotalsLine } from './audit-lines.ts';
import { chainKeys, sumsOnRow } from './chain-rows.ts';

/** What is wrong with a row. */
export type Fault = 'changed' | 'missing' | 'inserted' | 'reordered' | 'unbalanced';

/** A row that is not as the chain has it. */
export interface Finding {
  readonly ledger: LedgerName;
  /** Place in the chain, where it has one. */
  readonly sequence?: number;
  /** `pk / sk` of the row. */
  readonly row: string;
  readonly fault: Fault;
  readonly detail: string;
}

/** What an audit says of one ledger. */
export interface AuditReport {
  readonly ledger: LedgerName;
  /** Journals walked, and the hash of the last. */
  readonly sequence: number;
  readonly hash: string;
  readonly accounts: number;
  readonly unsealed: readonly JournalAuditRow[];
  /** Broken rows, the first first; empty when the books are whole. */
  readonly findings: readonly Finding[];
}

const rowName = ({ pk, sk }: { readonly pk: string; readonly sk: string }): string => `${pk} / ${sk}`;
const findingsMax = 100;

interface ExpectedLine {
  readonly side: 'debit' | 'credit';
  readonly amountMinor: bigint;
}

/**
 * Walks the lines of one ledger's books (head, blocks and totals in order, the unsealed, then accounts) and tells every row
 * that is not as it was sealed. Pure: the same for a running house and for an export of it.
 */
export const createChainAudit = (ledger: LedgerName) => {
  const findings: Finding[] = [];
  const seen = new Map<string, number>();
  const expected = new Map<string, Map<string, ExpectedLine>>();
  const unsealed: JournalAuditRow[] = [];
  const sums = trialBalanceOf(latestInstant);
  const hashes: string[] = [];
  let next = 1;
  let previous = genesisHash(ledger);
  let checkpoint = 0;
  let dueTotals: number | undefined;
  let head: { readonly sequence: number; readonly hash: string } | undefined;
  const early: TotalsLine[] = [];
  let accounts = 0;

  const find = (fault: Fault, row: string, detail: string, sequence?: number): void => {
    if (findings.length < findingsMax)
      findings.push({ ledger, row, fault, detail, ...(sequence === undefined ? {} : { sequence }) });
  };

  const expectLines = (journal: StoredJournal): void => {
    for (const [index, posting] of journal.postings.entries()) {
      const accountId = accountOf(posting, journal.ledger);
      const lines = expected.get(accountId) ?? new Map<string, ExpectedLine>();
      const { side, amount } = posting;
      lines.set(`${journal.journalId}#${index}`, { side, amountMinor: amount.amountMinor });
      expected.set(accountId, lines);
    }
  };

  /** The journal that a row says, or undefined when it says none that could have been posted. */
  const journalIn = (row: JournalAuditRow): StoredJournal | undefined => {
    try {
      const journal = parseJournal(decodeFromRow(row.data));
      assertJournal(journal);
      const isOwn = journal.journalId === row.journalId && ledgerOf(journal) === ledger;
      return isOwn ? journal : undefined;
    } catch {
      return undefined;
    }
  };

  const enter = (row: JournalAuditRow, sequence: number): void => {
    const journal = journalIn(row);
    if (!journal) {
      const name = rowName(ledgerKeys.journal(row.journalId));
      find(
        'unbalanced',
        name,
        'The row is no journal of this ledger that balances in each currency.',
        sequence,
      );
      return;
    }
    addJournal(sums, journal);
    expectLines(journal);
  };

  const entry = (line: BlockLine, index: number, rows: ReadonlyMap<string, JournalAuditRow>): void => {
    const [journalId, contentHash, hash] = line.entries[index] ?? ['', '', ''];
    const sequence = line.first + index;
    const block = rowName(chainKeys.block(ledger, line.last));
    const journal = rowName(ledgerKeys.journal(journalId));
    const row = rows.get(journalId);
    const count = line.last - line.first + 1;
    const before = seen.get(journalId);
    const isLinked = entryHash(ledger, previous, { sequence, journalId, contentHash }) === hash;
    previous = hash;
    hashes.push(hash);
    seen.set(journalId, sequence);
    if (before !== undefined) {
      find('inserted', block, `${journalId} stands at ${before} already and again at ${sequence}.`, sequence);
      return;
    }
    if (!isLinked) {
      const [fault, why]: readonly [Fault, string] =
        line.entries.length < count
          ? ['missing', `the block has ${line.entries.length} entries of ${count}`]
          : line.entries.length > count
            ? ['inserted', `the block has ${line.entries.length} entries where ${count} were sealed`]
            : row?.sequence !== undefined && row.sequence !== sequence
              ? ['reordered', `${journalId} was sealed at ${row.sequence}`]
              : ['changed', 'its hash does not follow from the one before'];
      find(fault, block, `Entry ${sequence}: ${why}.`, sequence);
    }
    if (!row) {
      find('missing', journal, `The chain has it at ${sequence}; the row is gone.`, sequence);
      return;
    }
    if (contentHashOf(row.data) !== contentHash) {
      find('changed', journal, `It does not say any more what was sealed at ${sequence}.`, sequence);
    } else if (isLinked && row.sequence !== sequence) {
      find(
        'changed',
        journal,
        `It was sealed at ${sequence} and says ${row.sequence ?? 'nothing'}.`,
        sequence,
      );
    }
    enter(row, sequence);
  };

  const blockAdded = (line: BlockLine): void => {
    const name = rowName(chainKeys.block(ledger, line.last));
    checkTotalsCame();
    if (line.first > next) {
      find(
        'missing',
        rowName(chainKeys.block(ledger, line.first - 1)),
        `Sequences ${next} to ${line.first - 1} are in no block.`,
        next,
      );
    } else if (line.first < next) {
      find('inserted', name, `It begins at ${line.first}; the chain is at ${next} already.`, line.first);
    } else if (line.previousHash !== previous) {
      find('changed', name, `It does not follow the entry before ${line.first}.`, line.first);
    }
    judgeEarly(line.first > next);
    previous = line.previousHash;
    const rows = new Map(line.journals.map((row) => [row.journalId, row]));
    for (const index of line.entries.keys()) entry(line, index, rows);
    if (line.entries.length === 0) find('missing', name, 'The block has no entries.', line.first);
    next = line.last + 1;
    if (line.last - checkpoint >= checkpointEvery) {
      checkpoint = line.last;
      dueTotals = line.last;
    }
  };

  /** Totals that came before the block that they end: there is no such block, or they end nothing. */
  const judgeEarly = (isGap: boolean): void => {
    for (const { sequence } of early.splice(0)) {
      const name = rowName(chainKeys.totals(ledger, sequence));
      if (isGap) checkpoint = Math.max(checkpoint, sequence);
      else find('inserted', name, `No running totals were due at ${sequence}.`, sequence);
    }
  };

  const checkTotalsCame = (): void => {
    if (dueTotals === undefined) return;
    find('missing', rowName(chainKeys.totals(ledger, dueTotals)), 'Running totals are gone.', dueTotals);
    dueTotals = undefined;
  };

  const totalsAdded = (line: TotalsLine): void => {
    const name = rowName(chainKeys.totals(ledger, line.sequence));
    if (line.sequence >= next) {
      early.push(line);
      return;
    }
    const isDue = dueTotals === line.sequence;
    dueTotals = isDue ? undefined : dueTotals;
    if (!isDue) {
      find('inserted', name, `No running totals were due at ${line.sequence}.`, line.sequence);
      return;
    }
    const own = sumsOnRow(sums);
    const keys = new Set([...Object.keys(own), ...Object.keys(line.sums)]);
    for (const key of [...keys].sort()) {
      if (own[key] === line.sums[key]) continue;
      const [was, is] = [own[key] ?? 'nothing', line.sums[key] ?? 'nothing'];
      // Totals that follow from a journal already found broken say nothing new.
      if (findings.length === 0) {
        find('changed', name, `${key} says ${is}; the journals before it add up to ${was}.`, line.sequence);
      }
      return;
    }
    if (line.hash !== previous) find('changed', name, 'Its hash is not that of its sequence.', line.sequence);
  };

  const accountAdded = (line: AccountAuditLine): void => {
    accounts += 1;
    const lines = expected.get(line.accountId) ?? new Map<string, ExpectedLine>();
    const { code } = parseAccountId(line.accountId);
    const found = new Set<string>();
    let sum = 0n;
    for (const [row, journalId, index, side, text] of line.lines) {
      const key = `${journalId}#${index}`;
      const wanted = lines.get(key);
      const amountMinor = BigInt(text);
      sum += growthOf({ code, side, amount: { currency: '', amountMinor } });
      if (!wanted || found.has(key)) {
        find('inserted', row, `No journal has this line of ${line.accountId}.`);
      } else if (wanted.side !== side || wanted.amountMinor !== amountMinor) {
        find(
          'changed',
          row,
          `It says ${side} ${text}; the journal says ${wanted.side} ${wanted.amountMinor}.`,
        );
      }
      found.add(key);
    }
    for (const key of lines.keys()) {
      if (!found.has(key) && !isWaiting(key)) {
        find(
          'missing',
          `ACCOUNT#${line.accountId} / POSTING of ${key}`,
          'The journal is there; its line is gone.',
        );
      }
    }
    if (line.balance) {
      const held = BigInt(line.balance.available) + BigInt(line.balance.pending);
      if (held !== sum) {
        const row = rowName(ledgerKeys.balance(line.accountId));
        find('changed', row, `Available and pending are ${held} together; its lines add up to ${sum}.`);
      }
    } else if (chartAccountOf(code).balance === 'guarded' && line.lines.length > 0) {
      find('missing', rowName(ledgerKeys.balance(line.accountId)), 'The account has lines and no balance.');
    }
  };

  const waitingIds = new Set<string>();
  /** Lines of the house's own accounts are written at sealing: a journal that waits has none yet. */
  const isWaiting = (key: string): boolean => waitingIds.has(key.split('#')[0] ?? '');

  let isClosed = false;
  /** After the last block: whether the chain ends where its head says. */
  const closeChain = (): void => {
    if (isClosed) return;
    isClosed = true;
    checkTotalsCame();
    const last = next - 1;
    if (head && head.sequence > last) {
      const name = rowName(chainKeys.block(ledger, head.sequence));
      find('missing', name, `Sequences ${last + 1} to ${head.sequence} are in no block.`, last + 1);
    } else if (head && head.sequence < last) {
      const name = rowName(chainKeys.block(ledger, last));
      const from = head.sequence + 1;
      find('inserted', name, `The head is at ${head.sequence}; nothing was sealed after it.`, from);
    } else if (head && head.hash !== previous) {
      find('changed', rowName(chainKeys.head(ledger)), `Its hash is not that of entry ${last}.`, last);
    }
    judgeEarly(head !== undefined && head.sequence > last);
  };

  const unsealedAdded = (row: JournalAuditRow): void => {
    if (seen.has(row.journalId)) return;
    unsealed.push(row);
    waitingIds.add(row.journalId);
    const journal = journalIn(row);
    const name = rowName(ledgerKeys.journal(row.journalId));
    if (journal) expectLines(journal);
    else find('unbalanced', name, 'It waits to be sealed and does not balance.');
  };

  return {
    /** Adds the next line; lines of other ledgers are passed over. */
    add: (line: AuditLine): void => {
      const own = line.kind === 'account' ? parseAccountId(line.accountId).ledger : line.ledger;
      if (own !== ledger) return;
      if (line.kind === 'head') head = line;
      else if (line.kind === 'block') blockAdded(line);
      else if (line.kind === 'totals') totalsAdded(line);
      else {
        closeChain();
        if (line.kind === 'unsealed') unsealedAdded(line.journal);
        else accountAdded(line);
      }
    },

    /** Accounts that the journals so far have moved. */
    accountIds: (): readonly string[] => [...expected.keys()].sort(),

    /** Whether the chain or the list of the unsealed has a journal. */
    knows: (journalId: string): boolean => seen.has(journalId) || waitingIds.has(journalId),

    /** Hash of the entry at a sequence, as stored. */
    hashAt: (sequence: number): string | undefined =>
      sequence === 0 ? genesisHash(ledger) : hashes[sequence - 1],

    report: (): AuditReport => {
      closeChain();
      return { ledger, sequence: next - 1, hash: previous, accounts, unsealed, findings };
    },
  };
};
export type ChainAudit = ReturnType<typeof createChainAudit>;
