import { deterministicId } from '../../../shared/kernel/ids.ts';
import type { AccountCode, Journal, Posting } from '../contract.ts';
import { chartAccountOf } from './chart.ts';

const opposite = { debit: 'credit', credit: 'debit' } as const;

const mirrored = (posting: Posting): Posting => ({ ...posting, side: opposite[posting.side] });

/**
 * The entry that undoes a journal: the same accounts and amounts on the other side, with the reason and a reference to what it
 * corrects. Its id follows from that journal, so that a journal is mirrored once however often somebody asks.
 */
export const mirrorOf = (
  journal: Journal,
  { businessEventId, reason }: { readonly businessEventId: string; readonly reason: string },
): Journal => {
  const { journalId, ledger, kind, description, references, postings } = journal;
  return {
    journalId: deterministicId('jrn', journalId, 'mirror'),
    ...(ledger === undefined ? {} : { ledger }),
    kind: `correction_of_${kind}`,
    businessEventId,
    description: `Undoes: ${description}`,
    references,
    postings: postings.map(mirrored),
    correction: { corrects: journalId, reason },
  };
};

/**
 * Accounts that cover client money and are settled outside (1010 by a transfer, 1110 by the PSP, 1300 by a deal): a mirror alone would
 * leave our books unlike theirs, and may leave clients without cover.
 */
const settledOutside: ReadonlySet<AccountCode> = new Set(['1010', '1110', '1300']);

/** Whether a journal moves what is settled at a bank or PSP; the context that posted it makes it good there, by a journal of its own. */
export const isSettledOutside = ({ postings }: Pick<Journal, 'postings'>): boolean =>
  postings.some(({ code }) => settledOutside.has(code));

/** Whether a journal moves the house's own accounts alone: nobody else's balance, reservation or state hangs on it. */
export const isHouseSide = ({ postings }: Pick<Journal, 'postings'>): boolean =>
  postings.every(({ code, owner }) => chartAccountOf(code).balance === 'summed' && owner === undefined);
