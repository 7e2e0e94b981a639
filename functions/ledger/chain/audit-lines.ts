import { z } from 'zod';
import { type Instant, isInstant } from '../../../shared/kernel/instant.ts';
import { ledgerNames } from '../contract.ts';

const instant = z.custom<Instant>((value) => typeof value === 'string' && isInstant(value));
const ledger = z.enum(ledgerNames);
const sequence = z.int().nonnegative();
const minor = z.string().regex(/^-?\d+$/);
const side = z.enum(['debit', 'credit']);

/** A journal's row: the data as stored, and the place that the row itself claims. */
const journalRow = z.object({
  journalId: z.string(),
  sequence: sequence.optional(),
  postedAt: instant,
  data: z.unknown(),
});

/** Where a ledger's chain ends, and when that was read. */
const headLine = z.object({ kind: z.literal('head'), ledger, sequence, hash: z.string(), readAt: instant });

/** A block as stored, with the rows of the journals that it names. */
const blockLine = z.object({
  kind: z.literal('block'),
  ledger,
  /** Sequence in the key of the block: that of its last entry. */
  last: sequence,
  first: sequence,
  previousHash: z.string(),
  /** `[journalId, contentHash, hash]` */
  entries: z.array(z.tuple([z.string(), z.string(), z.string()])),
  sealedAt: instant,
  journals: z.array(journalRow),
});

/** Stored running totals: `USD|2010` → `<debits> <credits>`. */
const totalsLine = z.object({
  kind: z.literal('totals'),
  ledger,
  sequence,
  hash: z.string(),
  sums: z.record(z.string(), z.string()),
});

/** A journal that no chain has yet. */
const unsealedLine = z.object({ kind: z.literal('unsealed'), ledger, journal: journalRow });

/** An account as stored; of the house's own accounts there are lines and no balance. */
const accountLine = z.object({
  kind: z.literal('account'),
  accountId: z.string(),
  balance: z.object({ available: minor, pending: minor }).optional(),
  /** `[row key, journalId, position in the journal, side, amount in minor units]` */
  lines: z.array(z.tuple([z.string(), z.string(), z.int().nonnegative(), side, minor])),
});

/** One line of an export of the books; a file of them can be verified without the house. */
export const auditLine = z.discriminatedUnion('kind', [
  headLine,
  blockLine,
  totalsLine,
  unsealedLine,
  accountLine,
]);
export type AuditLine = z.output<typeof auditLine>;
export type BlockLine = z.output<typeof blockLine>;
export type TotalsLine = z.output<typeof totalsLine>;
export type AccountAuditLine = z.output<typeof accountLine>;
export type JournalAuditRow = z.output<typeof journalRow>;

/** What the auditor's function can be asked to read. */
export const auditRequest = z.discriminatedUnion('read', [
  z.strictObject({ read: z.literal('head'), ledger }),
  z.strictObject({ read: z.literal('chain'), ledger, after: sequence, until: sequence }),
  z.strictObject({ read: z.literal('unsealed'), ledger }),
  z.strictObject({ read: z.literal('account'), accountId: z.string() }),
  z.strictObject({ read: z.literal('journals'), journalIds: z.array(z.string()).max(100) }),
  z.strictObject({
    read: z.literal('trial-balance'),
    ledger,
    at: z.union([z.strictObject({ sequence }), z.strictObject({ instant })]),
  }),
]);
export type AuditRequest = z.output<typeof auditRequest>;

/** Lines of the export; `next` is the sequence after which the chain goes on. */
export const auditPage = z.object({ lines: z.array(auditLine), next: sequence.optional() });
export type AuditPage = z.output<typeof auditPage>;

/** Rows of journals that were asked for. */
export const auditJournals = z.object({ journals: z.array(journalRow) });

/** Debits and credits by code and currency, in minor units. */
export const auditSums = z.object({
  ledger,
  journals: z.int(),
  rows: z.array(z.object({ currency: z.string(), code: z.string(), debits: minor, credits: minor })),
});
export type AuditSums = z.output<typeof auditSums>;
