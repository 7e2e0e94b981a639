import type { CurrencyCode } from '../../../shared/kernel/currency.ts';
import { type Instant, parseInstant } from '../../../shared/kernel/instant.ts';
import { type AccountCode, type Journal, type LedgerName, ledgerNames, type Posting } from '../contract.ts';
import { chart } from './chart.ts';
import { ledgerOf } from './journal.ts';

/** Sums of one account code of a ledger in one currency, in minor units. */
export interface CodeSums {
  readonly ledger: LedgerName;
  readonly code: AccountCode;
  readonly currency: CurrencyCode;
  readonly debitsMinor: bigint;
  readonly creditsMinor: bigint;
}

/** Debits and credits by ledger, currency and account code, as of an instant. */
export interface TrialBalance {
  readonly asOf: Instant;
  /** `<ledger>|<currency>|<code>` → sums. */
  readonly rows: Map<string, CodeSums>;
  journals: number;
}

/** Later than any posting: as of then, everything counts. */
export const latestInstant = parseInstant('9999-12-31T23:59:59.999Z');

/** An empty trial balance, to which journals are added. */
export const trialBalanceOf = (asOf: Instant): TrialBalance => ({ asOf, rows: new Map(), journals: 0 });

/** What a trial balance needs of a journal. */
export interface EnteredPostings extends Pick<Journal, 'ledger'> {
  readonly postings: readonly Pick<Posting, 'code' | 'side' | 'amount'>[];
}

/** Adds the postings of one journal. */
export const addJournal = (sums: TrialBalance, journal: EnteredPostings): void => {
  const ledger = ledgerOf(journal);
  sums.journals += 1;
  for (const { code, side, amount } of journal.postings) {
    const key = `${ledger}|${amount.currency}|${code}`;
    const before = sums.rows.get(key);
    sums.rows.set(key, {
      ledger,
      code,
      currency: amount.currency,
      debitsMinor: (before?.debitsMinor ?? 0n) + (side === 'debit' ? amount.amountMinor : 0n),
      creditsMinor: (before?.creditsMinor ?? 0n) + (side === 'credit' ? amount.amountMinor : 0n),
    });
  }
};

/** What the books of one ledger prove of one currency, in minor units. */
export interface ConservationProof {
  readonly ledger: LedgerName;
  readonly currency: CurrencyCode;
  readonly debitsMinor: bigint;
  readonly creditsMinor: bigint;
  /** Debits less credits: zero, always. */
  readonly differenceMinor: bigint;
  /** Money in the safeguarded bank account, 1010. */
  readonly safeguardedMinor: bigint;
  /** Card money that the PSP owes and has not paid out yet, 1110. */
  readonly inTransitMinor: bigint;
  /** What is owed to clients: every liability that the chart marks as client money. */
  readonly clientLiabilitiesMinor: bigint;
  readonly isBalanced: boolean;
  /** Safeguarded money and money on its way from the PSP are at least what clients are owed. */
  readonly isCovered: boolean;
}

const clientMoneyCodes: ReadonlySet<string> = new Set(
  [...chart.values()].filter(({ isClientMoney }) => isClientMoney).map(({ code }) => code),
);

const proofOf = (ledger: LedgerName, currency: CurrencyCode, own: readonly CodeSums[]): ConservationProof => {
  const debitsMinor = own.reduce((sum, row) => sum + row.debitsMinor, 0n);
  const creditsMinor = own.reduce((sum, row) => sum + row.creditsMinor, 0n);
  const debitBalance = (code: AccountCode): bigint =>
    own.reduce((sum, row) => (row.code === code ? sum + row.debitsMinor - row.creditsMinor : sum), 0n);
  const clientLiabilitiesMinor = own.reduce(
    (sum, row) => (clientMoneyCodes.has(row.code) ? sum + row.creditsMinor - row.debitsMinor : sum),
    0n,
  );
  const safeguardedMinor = debitBalance('1010');
  const inTransitMinor = debitBalance('1110');
  return {
    ledger,
    currency,
    debitsMinor,
    creditsMinor,
    differenceMinor: debitsMinor - creditsMinor,
    safeguardedMinor,
    inTransitMinor,
    clientLiabilitiesMinor,
    isBalanced: debitsMinor === creditsMinor,
    isCovered: safeguardedMinor + inTransitMinor >= clientLiabilitiesMinor,
  };
};

/** The proof per ledger and currency, the house's own books first, in order of currency code. */
export const proveConservation = ({ rows }: TrialBalance): readonly ConservationProof[] => {
  const all = [...rows.values()];
  return ledgerNames.flatMap((ledger) => {
    const books = all.filter((row) => row.ledger === ledger);
    const currencies = [...new Set(books.map(({ currency }) => currency))].sort();
    return currencies.map((currency) =>
      proofOf(
        ledger,
        currency,
        books.filter((row) => row.currency === currency),
      ),
    );
  });
};
