import { createHash } from 'node:crypto';
import { isId } from '../../../shared/kernel/ids.ts';
import { invariant } from '../../../shared/kernel/invariant.ts';
import type { Journal, LedgerName, Posting } from '../contract.ts';
import { type Account, accountIdOf, defaultLedger } from './account.ts';
import { chartAccountOf } from './chart.ts';

/** Most postings of one journal: with balances and references they must fit one transaction beside the caller's writes. */
export const postingsMax = 30;
/** Most references of one journal. */
export const referencesMax = 8;
/** Characters of the reason of a correction. */
export const reasonLengthMin = 3;
export const reasonLengthMax = 500;

/** What a journal does to one guarded account: minor units by which its balance grows (or, negative, shrinks). */
export interface Movement extends Account {
  readonly accountId: string;
  readonly growthMinor: bigint;
}

/** The ledger that a journal is in. */
export const ledgerOf = ({ ledger }: Pick<Journal, 'ledger'>): LedgerName => ledger ?? defaultLedger;

/** The account that a posting is on, in the ledger of its journal. */
export const accountOf = ({ code, owner, amount }: Posting, ledger?: LedgerName): string =>
  accountIdOf(code, amount.currency, owner, ledger);

/** Minor units by which a posting grows its account: positive on the account's normal side. */
export const growthOf = ({ code, side, amount }: Posting): bigint =>
  side === chartAccountOf(code).normal ? amount.amountMinor : -amount.amountMinor;

const assertCorrection = ({ journalId, correction }: Journal): void => {
  if (!correction) return;
  const { corrects, reason } = correction;
  invariant(isId('jrn', corrects), 'ledger.malformed_journal_id', { journalId: corrects });
  invariant(corrects !== journalId, 'ledger.corrects_itself', { journalId });
  const length = reason.trim().length;
  invariant(length >= reasonLengthMin && length <= reasonLengthMax, 'ledger.correction_without_reason', {
    journalId,
    length,
  });
};

/**
 * Stops unless the journal may enter the books: an id of its own, at least two postings, positive amounts, known accounts
 * of the journal's own ledger, with the owners that the chart asks for, and debits equal to credits in each currency, memo apart from money.
 * InvariantViolation `ledger.malformed_journal_id`, `ledger.too_few_postings`, `ledger.too_many_postings`,
 * `ledger.too_many_references`, `ledger.corrects_itself`, `ledger.correction_without_reason`, `ledger.amount_not_positive`, `ledger.unbalanced`, and those of {@link accountIdOf}.
 */
export const assertJournal = (journal: Journal): void => {
  const { journalId, postings, references } = journal;
  invariant(isId('jrn', journalId), 'ledger.malformed_journal_id', { journalId });
  invariant(postings.length >= 2, 'ledger.too_few_postings', { journalId, count: postings.length });
  invariant(postings.length <= postingsMax, 'ledger.too_many_postings', {
    journalId,
    count: postings.length,
  });
  invariant(Object.keys(references).length <= referencesMax, 'ledger.too_many_references', { journalId });
  assertCorrection(journal);
  const differences = new Map<string, bigint>();
  for (const posting of postings) {
    const { amount, code, side } = posting;
    invariant(amount.amountMinor > 0n, 'ledger.amount_not_positive', {
      journalId,
      code,
      amountMinor: amount.amountMinor.toString(),
    });
    accountOf(posting, journal.ledger);
    const book = `${chartAccountOf(code).isMemo ? 'memo' : 'money'} ${amount.currency}`;
    const signed = side === 'debit' ? amount.amountMinor : -amount.amountMinor;
    differences.set(book, (differences.get(book) ?? 0n) + signed);
  }
  for (const [book, difference] of differences) {
    invariant(difference === 0n, 'ledger.unbalanced', { journalId, book, difference: difference.toString() });
  }
};

/** Movements of the guarded accounts by all journals together, one per account, in the order of first mention. */
export const guardedMovements = (journals: readonly Journal[]): readonly Movement[] => {
  const movements = new Map<string, Movement>();
  for (const journal of journals) {
    const ledger = ledgerOf(journal);
    for (const posting of journal.postings) {
      if (chartAccountOf(posting.code).balance !== 'guarded') continue;
      const accountId = accountOf(posting, ledger);
      const { code, owner } = posting;
      const growthMinor = (movements.get(accountId)?.growthMinor ?? 0n) + growthOf(posting);
      movements.set(accountId, {
        accountId,
        ledger,
        code,
        currency: posting.amount.currency,
        ...(owner === undefined ? {} : { owner }),
        growthMinor,
      });
    }
  }
  return [...movements.values()];
};

const hash = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

/** Parts of a journal in the order in which a difference is named; all but the description change what happened. */
export const journalParts = [
  'ledger',
  'kind',
  'business_event',
  'references',
  'postings',
  'correction',
  'description',
] as const;
export type JournalPart = (typeof journalParts)[number];

/** SHA-256 of each part in canonical form: equal content gives equal prints, whatever the order of references. */
export const fingerprintOf = (journal: Journal): Readonly<Record<JournalPart, string>> => ({
  ledger: hash(ledgerOf(journal)),
  kind: hash(journal.kind),
  business_event: hash(journal.businessEventId),
  references: hash(Object.entries(journal.references).sort(([a], [b]) => (a < b ? -1 : 1))),
  postings: hash(
    journal.postings.map((posting) => [
      accountOf(posting, journal.ledger),
      posting.side,
      posting.amount.amountMinor.toString(),
      [...(posting.visibleTo ?? [])].sort(),
    ]),
  ),
  correction: hash(journal.correction ? [journal.correction.corrects, journal.correction.reason] : []),
  description: hash(journal.description),
});

/** The first part in which two journals of one id differ, or undefined when their content is the same. */
export const differenceBetween = (stored: Journal, given: Journal): JournalPart | undefined => {
  const [before, now] = [fingerprintOf(stored), fingerprintOf(given)];
  return journalParts.find((part) => before[part] !== now[part]);
};
