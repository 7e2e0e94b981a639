import type { CurrencyCode } from '../../../shared/kernel/currency.ts';
import { type Money, zeroMoney } from '../../../shared/kernel/money.ts';

/** A lock or a deal that is still open: the house gets `sold` and gives `bought`. */
export interface OpenDeal {
  readonly sold: Money;
  readonly bought: Money;
}

/** What the house has open in one currency, in minor units of it. */
export interface CurrencyPosition {
  readonly currency: CurrencyCode;
  /** Balance of the position account 1300: zero while every conversion is covered in its own transaction. */
  readonly position: Money;
  /** What open locks would bring in, and what they would take. */
  readonly locksIn: Money;
  readonly locksOut: Money;
  /** What executed conversions bring in and take on value dates to come. */
  readonly unsettledIn: Money;
  readonly unsettledOut: Money;
  /** Earned on spreads (4030), unwindings taken off. */
  readonly margin: Money;
}

type Amounts = ReadonlyMap<CurrencyCode, bigint>;

const sumBy = (amounts: readonly Money[]): Amounts => {
  const sums = new Map<CurrencyCode, bigint>();
  for (const { currency, amountMinor } of amounts)
    sums.set(currency, (sums.get(currency) ?? 0n) + amountMinor);
  return sums;
};

/** The open position of each currency that has one, sorted by its code. */
export const positionsOf = (
  books: { readonly positions: readonly Money[]; readonly margins: readonly Money[] },
  locks: readonly OpenDeal[],
  unsettled: readonly OpenDeal[],
): readonly CurrencyPosition[] => {
  // The covering deal at the bank is the other way round, so that it and the client's leg cancel out in 1300; what is told here is
  // the client's side: money that is to come in and to go out on the value dates.
  const columns = {
    position: sumBy(books.positions),
    locksIn: sumBy(locks.map(({ sold }) => sold)),
    locksOut: sumBy(locks.map(({ bought }) => bought)),
    unsettledIn: sumBy(unsettled.map(({ sold }) => sold)),
    unsettledOut: sumBy(unsettled.map(({ bought }) => bought)),
    margin: sumBy(books.margins),
  };
  const currencies = new Set(Object.values(columns).flatMap((column) => [...column.keys()]));
  const at = (column: Amounts, currency: CurrencyCode): Money => ({
    ...zeroMoney(currency),
    amountMinor: column.get(currency) ?? 0n,
  });
  return [...currencies].sort().map((currency) => ({
    currency,
    position: at(columns.position, currency),
    locksIn: at(columns.locksIn, currency),
    locksOut: at(columns.locksOut, currency),
    unsettledIn: at(columns.unsettledIn, currency),
    unsettledOut: at(columns.unsettledOut, currency),
    margin: at(columns.margin, currency),
  }));
};
