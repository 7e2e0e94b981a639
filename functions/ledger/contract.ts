import { deterministicId } from '../../shared/kernel/ids.ts';
import { type Money, onRail } from '../../shared/kernel/money.ts';

/**
 * The ledgers that are kept, one per legal entity: `ENT` the house's own books, `FUND` the unit books of the partner fund for
 * idle balances. Each has its chart and balances by itself; a movement between two is two journals in one transaction.
 */
export const ledgerNames = ['ENT', 'FUND'] as const;
export type LedgerName = (typeof ledgerNames)[number];

/** Account codes of the charts; one code means one thing in every ledger that has it. The README of this context explains each; `normal` is the side that grows it. */
export const accountCodes = [
  '1010',
  '1020',
  '1110',
  '1120',
  '1210',
  '1220',
  '1300',
  '1310',
  '2010',
  '2020',
  '2030',
  '2040',
  '2045',
  '2050',
  '2060',
  '2070',
  '2080',
  '2090',
  '2100',
  '2110',
  '2120',
  '2150',
  '2160',
  '4010',
  '4020',
  '4030',
  '4040',
  '4050',
  '4060',
  '5010',
  '5020',
  '5030',
  '5040',
  '5050',
  '5060',
  '8010',
  '8020',
  '8110',
  '8120',
  '8130',
  '9010',
  '9011',
  '9020',
  '9021',
  '9030',
  '9031',
] as const;
export type AccountCode = (typeof accountCodes)[number];

/** One side of a journal. `owner` makes a sub-account: the escrow, company, claim, payout or lender it belongs to. */
export interface Posting {
  readonly code: AccountCode;
  readonly owner?: string;
  readonly side: 'debit' | 'credit';
  readonly amount: Money;
  /** Companies that may see this posting in their rails and statements; nobody outside sees the others. */
  readonly visibleTo?: readonly string[];
}

/** A balanced set of postings that becomes true as a whole. Its id is made by the caller from the business event. */
export interface Journal {
  /** `jrn_…`, deterministic: deterministicId('jrn', businessEventId, purpose). */
  readonly journalId: string;
  /** Whose books it is in; left out = `ENT`. */
  readonly ledger?: LedgerName;
  /** Word of the trade for it, e.g. `deposit_received`, `waterfall`. */
  readonly kind: string;
  /** The one business event that this movement follows from. */
  readonly businessEventId: string;
  readonly description: string;
  /** What it is about: orderId, escrowId, payoutId … shown in statements and rails. */
  readonly references: Readonly<Record<string, string>>;
  readonly postings: readonly Posting[];
  /** Set on an entry that puts another right: which one, and why. Nothing is ever corrected but by a new journal. */
  readonly correction?: Correction;
}

/** Why a journal was wrong. */
export interface Correction {
  /** The journal that is corrected; it must be in the books. */
  readonly corrects: string;
  /** 3 to 500 characters. */
  readonly reason: string;
}

/** Which way the house's own money goes between its two bank accounts, 1010 and 1020. */
export type OwnMoneyDirection = 'to_clients' | 'to_house';

/**
 * The journal by which own money covers clients (DR 1010 / CR 1020) or leaves client money (DR 1020 / CR 1010), in an amount that
 * bank rails carry: up towards clients, down towards the house. None when that is nothing. `cause` is the business event that it
 * follows from, `purpose` what it is for. Whoever posts it emits `ownTransfersOf` of payments with it, so that the bank does it too.
 */
export const ownMoneyJournals = (move: {
  readonly cause: string;
  readonly purpose: string;
  readonly kind: string;
  readonly description: string;
  readonly references: Readonly<Record<string, string>>;
  readonly direction: OwnMoneyDirection;
  readonly amount: Money;
}): readonly Journal[] => {
  const { cause, purpose, kind, description, references, direction } = move;
  const amount = onRail(move.amount, direction === 'to_clients' ? 'up' : 'down');
  if (amount.amountMinor <= 0n) return [];
  const [to, from] = direction === 'to_clients' ? (['1010', '1020'] as const) : (['1020', '1010'] as const);
  return [
    {
      journalId: deterministicId('jrn', cause, purpose),
      kind,
      businessEventId: cause,
      description,
      references,
      postings: [
        { code: to, side: 'debit', amount },
        { code: from, side: 'credit', amount },
      ],
    },
  ];
};

/** A journal that waits longer than this for its place in the chain raises an alarm, in seconds. */
export const sealOverdueSeconds = 300;

/** What the log says of such a journal; the alarm listens for it. */
export const waitedTooLongMessage = 'Journals waited too long to be sealed';
