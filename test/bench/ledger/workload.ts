import type { Journal, Posting } from '../../../functions/ledger/contract.ts';
import { journalWrites } from '../../../functions/ledger/posting.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';
import { money } from '../../../shared/kernel/money.ts';
import type { Write } from '../../../shared/persistence/write.ts';

const at = { now: parseInstant('2026-11-23T08:00:00.000Z'), correlationId: 'cor_01K9Z3V5T8QW2M4N6P8R0S1T3V' };

/** Minor units in every escrow at the start, more than a run takes. */
const fundedMinor = 1_000_000_000n;

/** Ids as long as real ones: bytes cost capacity. */
const idOf = (prefix: string, ...parts: readonly string[]): string => deterministicId(prefix, ...parts);

const side = (
  which: Posting['side'],
  code: Posting['code'],
  minor: bigint,
  owner?: string,
  seenBy: readonly string[] = [],
): Posting => ({
  code,
  side: which,
  amount: money('USD', minor),
  ...(owner === undefined ? {} : { owner }),
  ...(seenBy.length === 0 ? {} : { visibleTo: seenBy }),
});

const journal = (name: string, kind: string, postings: readonly Posting[]): Journal => ({
  journalId: idOf('jrn', name),
  kind,
  businessEventId: idOf('rel', name),
  description: 'Release of an order to its seller',
  references: { orderId: idOf('ord', name), escrowId: idOf('esc', name), settlementId: idOf('set', name) },
  postings,
});

/** What one journal of the trade looks like, by number of postings; each writer has accounts of its own. */
export const shapes: Readonly<Record<string, (writer: number, index: number) => Journal>> = {
  '2 postings': (writer, index) => {
    const [buyer, escrow] = [idOf('com', 'b', `${writer}`), idOf('esc', `${writer}`)];
    return journal(`two-${writer}-${index}`, 'deposit_received', [
      side('debit', '1010', 100n),
      side('credit', '2010', 100n, escrow, [buyer]),
    ]);
  },
  '4 postings': (writer, index) => {
    const [seller, escrow] = [idOf('com', 's', `${writer}`), idOf('esc', `${writer}`)];
    return journal(`four-${writer}-${index}`, 'waterfall', [
      side('debit', '2010', 100n, escrow, [seller]),
      side('credit', '4010', 2n),
      side('credit', '2060', 18n, idOf('pol', `${writer}`)),
      side('credit', '2040', 80n, seller, [seller]),
    ]);
  },
  '12 postings': (writer, index) => {
    const [seller, escrow] = [idOf('com', 's', `${writer}`), idOf('esc', `${writer}`)];
    const shares = Array.from({ length: 8 }, (_, claim) =>
      side('credit', '2080', 5n, idOf('com', 'l', `${writer}`, `${claim}`)),
    );
    return journal(`twelve-${writer}-${index}`, 'waterfall', [
      side('debit', '2010', 100n, escrow, [seller]),
      side('credit', '4010', 2n),
      side('credit', '4040', 8n),
      ...shares,
      side('credit', '2040', 50n, seller, [seller]),
    ]);
  },
};

/** The same release with its fee on the one account of the house, or on a sub-account of the writer's own. */
export const withFee =
  (isCommon: boolean) =>
  (writer: number, index: number): Journal => {
    const [seller, escrow] = [idOf('com', 's', `${writer}`), idOf('esc', `${writer}`)];
    const fee = isCommon ? side('credit', '4010', 2n) : side('credit', '1120', 2n, idOf('pmt', `${writer}`));
    return journal(`fee-${isCommon}-${writer}-${index}`, 'waterfall', [
      side('debit', '2010', 100n, escrow, [seller]),
      fee,
      side('credit', '2040', 98n, seller, [seller]),
    ]);
  };

/** The journal that funds a writer's escrow. */
export const funding = (writer: number): Journal =>
  journal(`fund-${writer}`, 'deposit_received', [
    side('debit', '1010', fundedMinor),
    side('credit', '2010', fundedMinor, idOf('esc', `${writer}`)),
  ]);

/** The writes of a journal, as a context puts them into its transaction. */
export const writesOf = (tableName: string, one: Journal): readonly Write[] =>
  journalWrites(tableName, one, at);
