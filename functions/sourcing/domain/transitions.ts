/** States of a request for quotation. */
export const rfqStates = [
  'open',
  'quota_full',
  'expired',
  'closed_by_buyer',
  'awarded',
  'cancelled',
] as const;
/** One of {@link rfqStates}. */
export type RfqState = (typeof rfqStates)[number];

/**
 * What happens to a request. `fill`: the last quote that fits came; `expire`: the deadline for quotes passed; `award`: the last
 * award was given, or the buyer ended it with at least one; `cancel`: it ended with none.
 */
export const rfqTransitions = {
  open: {
    fill: 'quota_full',
    expire: 'expired',
    stop_quotes: 'closed_by_buyer',
    award: 'awarded',
    cancel: 'cancelled',
  },
  quota_full: { award: 'awarded', cancel: 'cancelled' },
  expired: { award: 'awarded', cancel: 'cancelled' },
  closed_by_buyer: { award: 'awarded', cancel: 'cancelled' },
  awarded: {},
  cancelled: {},
} as const satisfies Record<RfqState, Partial<Record<string, RfqState>>>;

/** States of a quote. `countered`: the current version is the buyer's; `submitted`, `revised`: it is the supplier's. */
export const quoteStates = [
  'submitted',
  'countered',
  'revised',
  'accepted',
  'rejected',
  'withdrawn',
  'expired',
] as const;
/** One of {@link quoteStates}. */
export type QuoteState = (typeof quoteStates)[number];

const negotiation = {
  counter: 'countered',
  revise: 'revised',
  accept: 'accepted',
  reject: 'rejected',
  withdraw: 'withdrawn',
  expire: 'expired',
} as const;

/** What happens to a quote; the three live states know the same moves, who may make them is decided elsewhere. */
export const quoteTransitions = {
  submitted: negotiation,
  countered: negotiation,
  revised: negotiation,
  accepted: {},
  rejected: {},
  withdrawn: {},
  expired: {},
} as const satisfies Record<QuoteState, Partial<Record<string, QuoteState>>>;

/** What can happen to a request. */
export type RfqMove = 'fill' | 'expire' | 'stop_quotes' | 'award' | 'cancel';
/** What can happen to a quote. */
export type QuoteMove = keyof typeof negotiation;

/** The state after a move, or undefined where the table has none. */
export const nextRfqState = (from: RfqState, move: RfqMove): RfqState | undefined => {
  const row: Partial<Record<RfqMove, RfqState>> = rfqTransitions[from];
  return row[move];
};

/** The state after a move, or undefined where the table has none. */
export const nextQuoteState = (from: QuoteState, move: QuoteMove): QuoteState | undefined => {
  const row: Partial<Record<QuoteMove, QuoteState>> = quoteTransitions[from];
  return row[move];
};

/** True while the negotiation goes on. */
export const isLiveQuote = (state: QuoteState): boolean => nextQuoteState(state, 'accept') !== undefined;

/** True once a request has ended. */
export const isEndedRfq = (state: RfqState): boolean => nextRfqState(state, 'cancel') === undefined;
