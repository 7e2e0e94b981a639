import type { BusinessDate } from '../../../shared/kernel/business-date.ts';
import { type Instant, isBefore } from '../../../shared/kernel/instant.ts';
import type { Money } from '../../../shared/kernel/money.ts';

export type QuoteState = 'locked' | 'executed' | 'expired';
export type QuoteEvent = 'used' | 'ran_out';

/** From → event → to. A quote is used once or runs out; neither is ever undone. */
export const quoteTransitions = {
  locked: { used: 'executed', ran_out: 'expired' },
  executed: {},
  expired: {},
} as const satisfies Record<QuoteState, Partial<Record<QuoteEvent, QuoteState>>>;

/** For how long a quote may be locked, in seconds (the steps that the market offers; 24 hours at most). */
export const lockSeconds = {
  '1m': 60,
  '15m': 900,
  '30m': 1_800,
  '1h': 3_600,
  '4h': 14_400,
  '8h': 28_800,
  '24h': 86_400,
} as const;

/** A rate that holds for one company until it is used or runs out, with all that made it. */
export interface Quote {
  readonly quoteId: string;
  readonly companyId: string;
  readonly fixedSide: 'sell' | 'buy';
  readonly sold: Money;
  readonly bought: Money;
  readonly cover: Money;
  readonly margin: Money;
  readonly mid: string;
  readonly clientRate: string;
  readonly spreadBps: number;
  readonly source: string;
  readonly publishedOn: BusinessDate;
  readonly valueDate: BusinessDate;
  readonly lockedAt: Instant;
  readonly expiresAt: Instant;
  readonly state: QuoteState;
  readonly conversionId?: string | undefined;
}

/** Money that changed currency at a locked rate. */
export interface Conversion {
  readonly conversionId: string;
  readonly quoteId: string;
  readonly companyId: string;
  readonly sold: Money;
  readonly bought: Money;
  readonly cover: Money;
  readonly margin: Money;
  readonly mid: string;
  readonly clientRate: string;
  readonly source: string;
  readonly publishedOn: BusinessDate;
  readonly valueDate: BusinessDate;
  readonly executedAt: Instant;
  readonly journalIds: readonly string[];
}

/** Whether a quote may be used now. At the very instant of expiry it may not (half-open). */
export const decideUse = (
  quote: Pick<Quote, 'state' | 'expiresAt'>,
  now: Instant,
):
  | { readonly kind: 'usable' }
  | { readonly kind: 'refused'; readonly code: 'quote_used' | 'quote_expired' } => {
  if (quote.state === 'executed') return { kind: 'refused', code: 'quote_used' };
  if (quote.state === 'expired' || !isBefore(now, quote.expiresAt))
    return { kind: 'refused', code: 'quote_expired' };
  return { kind: 'usable' };
};
