/** States of a request for quotation. */
export const rfqStates = [
  'draft',
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
 * What happens to a request. `open`: the draft passed the checks and takes quotes; `fill`: the last quote that fits came; `expire`: the deadline for quotes passed; `award`: the last
 * award was given, or the buyer ended it with at least one; `cancel`: it ended with none.
 */
export const rfqTransitions = {
  draft: { open: 'open', cancel: 'cancelled' },
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

/** States of a quote. `countered`: the current version is the buyer's; else it is the supplier's, `shortlisted` by the buyer. */
export const quoteStates = [
  'submitted',
  'shortlisted',
  'countered',
  'revised',
  'accepted',
  'rejected',
  'withdrawn',
  'expired',
] as const;
/** One of {@link quoteStates}. */
export type QuoteState = (typeof quoteStates)[number];

const shortlisted = {
  adopt: 'shortlisted',
  counter: 'countered',
  accept: 'accepted',
  reject: 'rejected',
  withdraw: 'withdrawn',
  expire: 'expired',
} as const;

const countered = { ...shortlisted, adopt: 'countered', revise: 'revised' } as const;
const offered = { ...countered, adopt: 'revised', shortlist: 'shortlisted' } as const;

/** What happens to a quote; `adopt`: both sides took a term of a message over, whoever made the version. Who may make a move is decided elsewhere. A shortlisted version stays as it is unless the buyer counters. */
export const quoteTransitions = {
  submitted: offered,
  shortlisted,
  countered,
  revised: offered,
  accepted: {},
  rejected: {},
  withdrawn: {},
  expired: {},
} as const satisfies Record<QuoteState, Partial<Record<string, QuoteState>>>;

/** What can happen to a request. */
export type RfqMove = 'open' | 'fill' | 'expire' | 'stop_quotes' | 'award' | 'cancel';
/** What can happen to a quote. */
export type QuoteMove = keyof typeof offered;

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
