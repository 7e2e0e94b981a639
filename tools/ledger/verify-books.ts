import type { AuditLine } from '../../functions/ledger/chain/audit-lines.ts';
import { type AuditReport, createChainAudit } from '../../functions/ledger/chain/chain-audit.ts';
import { type AskAuditor, walkBooks } from '../../functions/ledger/chain/walk-books.ts';
import type { LedgerName } from '../../functions/ledger/contract.ts';
import { type Instant, parseInstant } from '../../shared/kernel/instant.ts';

/** One ledger's verification. */
export interface Verified {
  readonly report: AuditReport;
  /** When the books were read. */
  readonly readAt: Instant;
  /** An earlier end of the chain that is no part of it any more: it was written anew. */
  readonly rewritten: { readonly sequence: number; readonly hash: string } | undefined;
}

type Head = AuditLine & { readonly kind: 'head' };

const headIn = (lines: readonly AuditLine[], ledger: LedgerName): Head | undefined =>
  lines.find((line): line is Head => line.kind === 'head' && line.ledger === ledger);

const verified = (
  audit: ReturnType<typeof createChainAudit>,
  head: Head | undefined,
  earlier: Head | undefined,
): Verified => ({
  report: audit.report(),
  readAt: head?.readAt ?? parseInstant('1970-01-01T00:00:00.000Z'),
  rewritten: earlier && audit.hashAt(earlier.sequence) !== earlier.hash ? earlier : undefined,
});

/** Verifies a ledger of a house. With `earlier`, lines of an older export, also that the chain goes on from where it ended then. */
export const verifyHouse = async (
  ledger: LedgerName,
  ask: AskAuditor,
  earlier: readonly AuditLine[] = [],
): Promise<Verified> => {
  let head: Head | undefined;
  const audit = await walkBooks(ledger, ask, (line) => {
    if (line.kind === 'head') head = line;
  });
  return verified(audit, head, headIn(earlier, ledger));
};

/** Verifies a ledger of an export, with nothing but the file. Throws an Error when the file has no such ledger. */
export const verifyExport = (
  ledger: LedgerName,
  lines: readonly AuditLine[],
  earlier: readonly AuditLine[] = [],
): Verified => {
  const head = headIn(lines, ledger);
  if (!head) throw new Error(`The export has no ledger ${ledger}.`);
  const audit = createChainAudit(ledger);
  for (const line of lines) audit.add(line);
  return verified(audit, head, headIn(earlier, ledger));
};
