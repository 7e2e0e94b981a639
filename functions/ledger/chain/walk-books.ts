import type { LedgerName } from '../contract.ts';
import { type AuditLine, type AuditRequest, auditJournals, auditPage } from './audit-lines.ts';
import { type ChainAudit, createChainAudit } from './chain-audit.ts';

/** Asks whoever can read the table; on a house that is the auditor's function. */
export type AskAuditor = (request: AuditRequest) => Promise<unknown>;

/** Keys of one batch of reads. */
const journalsAtOnce = 100;

/**
 * Walks the books of one ledger to an audit: the chain up to where it ends now, what is not sealed, then every account that
 * was moved. Each line also goes to `keep`, so that an export and a verification are the same walk.
 */
export const walkBooks = async (
  ledger: LedgerName,
  ask: AskAuditor,
  keep: (line: AuditLine) => void = () => {},
): Promise<ChainAudit> => {
  const audit = createChainAudit(ledger);
  const take = (line: AuditLine): void => {
    keep(line);
    audit.add(line);
  };
  const pageOf = async (request: AuditRequest) => auditPage.parse(await ask(request));

  // Before the head: what is sealed while we read is then in the chain, which passes over it here.
  const waiting = await pageOf({ read: 'unsealed', ledger });
  const head = (await pageOf({ read: 'head', ledger })).lines[0];
  if (head?.kind !== 'head') throw new Error(`The auditor told no head of ${ledger}.`);
  take(head);
  let after: number | undefined = 0;
  while (after !== undefined) {
    const page: { lines: readonly AuditLine[]; next?: number | undefined } = await pageOf({
      read: 'chain',
      ledger,
      after,
      until: head.sequence,
    });
    for (const line of page.lines) take(line);
    after = page.next;
  }
  for (const line of waiting.lines) take(line);

  /** Journals that were posted since the walk began: their lines may stand in accounts already. */
  const takeLater = async (journalIds: readonly string[]): Promise<void> => {
    const unknown = [...new Set(journalIds)].filter((journalId) => !audit.knows(journalId));
    for (let start = 0; start < unknown.length; start += journalsAtOnce) {
      const ids = unknown.slice(start, start + journalsAtOnce);
      const { journals } = auditJournals.parse(await ask({ read: 'journals', journalIds: ids }));
      for (const { sequence, ...journal } of journals) {
        // A row that claims a place which the chain had already been walked past was put there by somebody else.
        if (sequence !== undefined && sequence <= head.sequence) continue;
        take({ kind: 'unsealed', ledger, journal });
      }
    }
  };

  for (const accountId of audit.accountIds()) {
    for (const line of (await pageOf({ read: 'account', accountId })).lines) {
      if (line.kind !== 'account') continue;
      await takeLater(line.lines.map(([, journalId]) => journalId));
      take(line);
    }
  }
  return audit;
};
