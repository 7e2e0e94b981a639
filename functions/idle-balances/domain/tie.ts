/** One order as both sides count it; `amountMinor` has the sign by which it moves units. */
export interface TiedOrder {
  readonly orderId: string;
  readonly amountMinor: bigint;
  /** Whether the units have moved here, and at the fund. */
  readonly isCountedHere: boolean;
  readonly isCountedThere: boolean;
}

/** The three views of one currency, in minor units. */
export interface TieInput {
  /** Our books: units of investors (8110) and redemptions on their way (8130) in the fund's ledger. */
  readonly booksUnits: bigint;
  readonly booksRedeeming: bigint;
  /** Fund assets in the fund's ledger (8010). */
  readonly booksAssets: bigint;
  /** What the house's own books say it keeps for clients (9030). */
  readonly memoUnits: bigint;
  /** Sum of the sellers' positions. */
  readonly sellersUnits: bigint;
  /** Income booked for sellers: in the books (8120), and in their positions. */
  readonly booksIncome: bigint;
  readonly sellersIncome: bigint;
  /** What the fund reports. */
  readonly fundUnits: bigint;
  readonly orders: readonly TiedOrder[];
  /** Income of the accounts that both sides have accrued to the same day: ours and the fund's. */
  readonly accounts: readonly {
    readonly companyId: string;
    readonly ours: bigint;
    readonly theirs: bigint;
  }[];
}

/** Something that does not agree. */
export interface TieBreak {
  readonly code:
    | 'books_differ_from_sellers'
    | 'assets_differ'
    | 'memo_differs'
    | 'fund_differs'
    | 'income_differs'
    | 'account_income_differs';
  readonly detail: string;
}

const differ = (code: TieBreak['code'], left: bigint, right: bigint, what: string): readonly TieBreak[] =>
  left === right ? [] : [{ code, detail: `${what}: ${left} and ${right} minor units` }];

/**
 * Compares our books, the fund's report and the sellers' units. Orders that one side has counted and the other has not yet heard of
 * explain a difference; nothing else does.
 */
export const tie = (input: TieInput): readonly TieBreak[] => {
  const underWay = input.orders.reduce(
    (sum, { amountMinor, isCountedHere, isCountedThere }) =>
      sum + (isCountedThere ? amountMinor : 0n) - (isCountedHere ? amountMinor : 0n),
    0n,
  );
  return [
    ...differ('books_differ_from_sellers', input.booksUnits, input.sellersUnits, 'Books and sellers’ units'),
    ...differ(
      'assets_differ',
      input.booksAssets,
      input.booksUnits + input.booksRedeeming,
      'Assets and units with redemptions',
    ),
    ...differ('memo_differs', input.memoUnits, input.booksAssets, 'Own books and fund assets'),
    ...differ(
      'fund_differs',
      input.fundUnits,
      input.sellersUnits + underWay,
      'Fund and sellers with orders under way',
    ),
    ...differ('income_differs', input.booksIncome, input.sellersIncome, 'Income in the books and of sellers'),
    ...input.accounts.flatMap(({ companyId, ours, theirs }) =>
      differ('account_income_differs', ours, theirs, `Income of ${companyId}, ours and the fund’s`),
    ),
  ];
};
