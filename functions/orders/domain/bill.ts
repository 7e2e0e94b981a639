import type { Instant } from '../../../shared/kernel/instant.ts';
import { type Money, subtractMoney, sumMoney, zeroMoney } from '../../../shared/kernel/money.ts';

/** What a buyer pays for an order, by what asks for it: its instalments, its freight, duty and tax. */
export const billedKinds = ['escrow_instalment', 'freight', 'duty'] as const;
export type BilledKind = (typeof billedKinds)[number];

export const billLineStates = ['open', 'partly_paid', 'paid', 'cancelled'] as const;

/** One amount that somebody was asked for, as payments last told it. */
export interface BillLine {
  readonly payableId: string;
  readonly kind: BilledKind;
  readonly name: string;
  /** The orders that it is for; an import entry is for several. */
  readonly orderIds: readonly string[];
  readonly debtorId: string;
  readonly amount: Money;
  readonly received: Money;
  readonly state: (typeof billLineStates)[number];
  /** Creditor reference of a bank transfer; unknown until payments has told that it can be paid. */
  readonly reference?: string | undefined;
  readonly dueAt?: Instant | undefined;
  readonly paidAt?: Instant | undefined;
  readonly cancelReason?: string | undefined;
  /** Version of the payable that was told. */
  readonly sequence: number;
}

/** What was asked, what of it is paid, and what is due, in one currency. */
export interface BillSum {
  readonly asked: Money;
  readonly paid: Money;
  readonly due: Money;
}

/** Payables that one payment settles. */
export interface BillPayment {
  readonly payableIds: readonly string[];
  readonly total: Money;
}

/**
 * A line after news of its payable: the newest version counts, whatever came first; what only earlier news knew stays. Undefined
 * when the news is old.
 */
export const lineAfter = (before: BillLine | undefined, news: BillLine): BillLine | undefined => {
  if (before && before.sequence >= news.sequence) {
    // The first news knows the reference; it may come last.
    const isFuller = before.reference === undefined && news.reference !== undefined;
    return isFuller ? { ...before, reference: news.reference, dueAt: news.dueAt } : undefined;
  }
  return {
    ...news,
    reference: news.reference ?? before?.reference,
    dueAt: news.dueAt ?? before?.dueAt,
  };
};

const isDue = ({ state }: BillLine): boolean => state === 'open' || state === 'partly_paid';

const currenciesOf = (lines: readonly BillLine[]): readonly string[] =>
  [...new Set(lines.map(({ amount }) => amount.currency))].sort();

/** One sum a currency; what was called off is asked of nobody. */
export const sumsOf = (all: readonly BillLine[]): readonly BillSum[] => {
  const lines = all.filter(({ state }) => state !== 'cancelled');
  return currenciesOf(lines).map((currency) => {
    const own = lines.filter(({ amount }) => amount.currency === currency);
    const asked = sumMoney(
      currency,
      own.map(({ amount }) => amount),
    );
    const paid = sumMoney(
      currency,
      own.map(({ state, amount, received }) => (state === 'paid' ? amount : received)),
    );
    return { asked, paid, due: subtractMoney(asked, paid) };
  });
};

/** The payments that settle all that is due: one a currency, and as many as it takes where a payment takes no more payables. */
export const paymentsOf = (lines: readonly BillLine[], payablesMax: number): readonly BillPayment[] =>
  currenciesOf(lines).flatMap((currency) => {
    const due = lines.filter((line) => isDue(line) && line.amount.currency === currency);
    const parts = Array.from({ length: Math.ceil(due.length / payablesMax) }, (_, part) =>
      due.slice(part * payablesMax, (part + 1) * payablesMax),
    );
    return parts.map((part) => ({
      payableIds: part.map(({ payableId }) => payableId),
      total: part.reduce<Money>(
        (sum, { amount, received }) => ({
          currency,
          amountMinor: sum.amountMinor + amount.amountMinor - received.amountMinor,
        }),
        zeroMoney(currency),
      ),
    }));
  });
