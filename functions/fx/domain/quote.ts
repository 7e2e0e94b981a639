import type { BusinessDate } from '../../../shared/kernel/business-date.ts';
import { type Instant, isBefore } from '../../../shared/kernel/instant.ts';
import type { Money } from '../../../shared/kernel/money.ts';
import type { Validity } from './terms.ts';

export type QuoteState = 'locked' | 'executed' | 'expired' | 'unwound';
export type QuoteEvent = 'used' | 'ran_out' | 'order_ended';

/**
 * From → event → to. A quote is used once, runs out, or is let go with the order that it was locked for; none is ever undone.
 * Acceptance, funding and execution are one: `used` takes the client's money in the very transaction that accepts the rate, so
 * that the house is never short of what it has dealt.
 */
export const quoteTransitions = {
  locked: { used: 'executed', ran_out: 'expired', order_ended: 'unwound' },
  executed: {},
  expired: {},
  unwound: {},
} as const satisfies Record<QuoteState, Partial<Record<QuoteEvent, QuoteState>>>;

export type ConversionState = 'executed' | 'settled' | 'unwound';
export type ConversionEvent = 'value_date_came' | 'taken_back';

/** From → event → to. Settled on its value date; taken back at the deal rate before, at spot from then on. */
const conversionTransitions = {
  executed: { value_date_came: 'settled', taken_back: 'unwound' },
  settled: { taken_back: 'unwound' },
  unwound: {},
} as const satisfies Record<ConversionState, Partial<Record<ConversionEvent, ConversionState>>>;

/** A rate that holds for one company until it is used or runs out, with all that made it. */
export interface Quote {
  readonly quoteId: string;
  readonly companyId: string;
  /** The order that it is for; ends with it. */
  readonly orderId?: string | undefined;
  readonly fixedSide: 'sell' | 'buy';
  readonly sold: Money;
  readonly bought: Money;
  readonly cover: Money;
  readonly margin: Money;
  readonly mid: string;
  readonly clientRate: string;
  readonly spreadBps: number;
  readonly validFor: Validity;
  readonly source: string;
  readonly publishedOn: BusinessDate;
  readonly valueDate: BusinessDate;
  /** What it counts against the company's limit of open locks, in euros at mid. */
  readonly exposure: Money;
  readonly lockedAt: Instant;
  readonly expiresAt: Instant;
  readonly state: QuoteState;
  readonly conversionId?: string | undefined;
}

/** How a conversion was taken back. */
export interface Unwinding {
  readonly unwindingId: string;
  /** `deal_rate` before the value date, `spot` from then on. */
  readonly basis: 'deal_rate' | 'spot';
  /** Units of the bought currency for one of the sold, as in the conversion. */
  readonly rate: string;
  /** What the house pays to get the sold amount back, in the bought currency. */
  readonly cost: Money;
  /** Borne by the party at fault; at most one of the two is above zero. */
  readonly loss: Money;
  /** Goes to the company whose money it is. */
  readonly gain: Money;
  /** A company, or the house. */
  readonly atFault: string;
  readonly reason: string;
  readonly by: string;
  readonly at: Instant;
  readonly journalIds: readonly string[];
}

/** Money that changed currency at a locked rate. */
export interface Conversion {
  readonly conversionId: string;
  readonly quoteId: string;
  readonly companyId: string;
  readonly orderId?: string | undefined;
  readonly sold: Money;
  readonly bought: Money;
  readonly cover: Money;
  readonly margin: Money;
  readonly mid: string;
  readonly clientRate: string;
  readonly source: string;
  readonly publishedOn: BusinessDate;
  readonly valueDate: BusinessDate;
  readonly state: ConversionState;
  readonly executedAt: Instant;
  readonly journalIds: readonly string[];
  readonly unwinding?: Unwinding | undefined;
}

/** The state that follows, or undefined when the event means nothing there. */
export const conversionAfter = (
  state: ConversionState,
  event: ConversionEvent,
): ConversionState | undefined => {
  const table: Readonly<Record<ConversionState, Partial<Record<ConversionEvent, ConversionState>>>> =
    conversionTransitions;
  return table[state][event];
};

/** Why a quote cannot be used. */
export type UseRefusal = 'quote_used' | 'quote_expired' | 'quote_unwound';

/** Whether a quote may be used now. At the very instant of expiry it may not (half-open). */
export const decideUse = (
  quote: Pick<Quote, 'state' | 'expiresAt'>,
  now: Instant,
): { readonly kind: 'usable' } | { readonly kind: 'refused'; readonly code: UseRefusal } => {
  if (quote.state === 'executed') return { kind: 'refused', code: 'quote_used' };
  if (quote.state === 'unwound') return { kind: 'refused', code: 'quote_unwound' };
  if (quote.state === 'expired' || !isBefore(now, quote.expiresAt))
    return { kind: 'refused', code: 'quote_expired' };
  return { kind: 'usable' };
};
