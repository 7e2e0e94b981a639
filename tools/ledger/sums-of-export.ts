import type { AuditLine, AuditSums, JournalAuditRow } from '../../functions/ledger/chain/audit-lines.ts';
import type { LedgerName } from '../../functions/ledger/contract.ts';
import { addJournal, latestInstant, trialBalanceOf } from '../../functions/ledger/domain/trial-balance.ts';
import { parseJournal } from '../../functions/ledger/row-readers.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import { decodeFromRow } from '../../shared/persistence/codec.ts';

/** Up to where a trial balance goes: a sequence of the chain, or an instant of posting. */
export type Until = { readonly sequence: number } | { readonly instant: Instant };

interface Placed {
  readonly row: JournalAuditRow;
  readonly sequence: number | undefined;
}

/** Journals of a ledger in an export with the place that the chain gives them. */
const placed = (lines: readonly AuditLine[], ledger: LedgerName): readonly Placed[] =>
  lines.flatMap((line): readonly Placed[] => {
    if (line.kind === 'unsealed' && line.ledger === ledger)
      return [{ row: line.journal, sequence: undefined }];
    if (line.kind !== 'block' || line.ledger !== ledger) return [];
    const rows = new Map(line.journals.map((row) => [row.journalId, row]));
    return line.entries.flatMap(([journalId], index) => {
      const row = rows.get(journalId);
      return row ? [{ row, sequence: line.first + index }] : [];
    });
  });

/** Adds up an export. What is not sealed counts at an instant and has no sequence. Throws an Error past the end of the chain. */
export const sumsOfExport = (lines: readonly AuditLine[], ledger: LedgerName, until: Until): AuditSums => {
  const sums = trialBalanceOf(latestInstant);
  const all = placed(lines, ledger);
  const last = Math.max(0, ...all.map(({ sequence }) => sequence ?? 0));
  if ('sequence' in until && until.sequence > last)
    throw new Error(
      `The chain of ${ledger} in this export ends at ${last}; ${until.sequence} was asked for.`,
    );
  for (const { row, sequence } of all) {
    const counts =
      'sequence' in until
        ? sequence !== undefined && sequence <= until.sequence
        : row.postedAt <= until.instant;
    if (counts) addJournal(sums, parseJournal(decodeFromRow(row.data)));
  }
  return {
    ledger,
    journals: sums.journals,
    rows: [...sums.rows.values()].map(({ currency, code, debitsMinor, creditsMinor }) => ({
      currency,
      code,
      debits: debitsMinor.toString(),
      credits: creditsMinor.toString(),
    })),
  };
};
