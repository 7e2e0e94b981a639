import { type Instant, parseInstant } from '../../shared/kernel/instant.ts';
import { clearDeadline, setDeadline } from '../../shared/messaging/deadline.ts';
import type { OutgoingEvent } from '../../shared/messaging/event.ts';
import type { Entity, Store } from '../../shared/persistence/store.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import type { Write } from '../../shared/persistence/write.ts';
import { quoteMoved, rfqMoved } from './contract.ts';
import { rejectWithRfq } from './domain/decide-quote.ts';
import { awardByOf, draftByOf } from './domain/decide-rfq.ts';
import type { Quote } from './domain/quote.ts';
import { replyByOf } from './domain/reply-clock.ts';
import { isEndedRfq, isLiveQuote } from './domain/transitions.ts';
import type { SourcingRepository } from './repository.ts';
import type { StoredRfq } from './rfqs/rows.ts';

/** Names of the deadlines of this context; the subject of `valid_until` and `reply_by` is a quote, of `group_closes` a group buy, of the others a request. */
export const deadlines = {
  draftBy: 'draft_by',
  quoteBy: 'quote_by',
  awardBy: 'award_by',
  validUntil: 'valid_until',
  replyBy: 'reply_by',
  groupClosesAt: 'group_closes',
} as const;

/** Both deadlines of a request that was opened. */
export const rfqDeadlines = (store: Store, rfq: StoredRfq, correlationId: string): readonly Write[] => [
  setDeadline(store, {
    subject: rfq.rfqId,
    name: deadlines.quoteBy,
    dueAt: parseInstant(rfq.quoteBy),
    correlationId,
  }),
  setDeadline(store, {
    subject: rfq.rfqId,
    name: deadlines.awardBy,
    dueAt: awardByOf(rfq),
    correlationId,
  }),
];

/** A draft that nobody opens is cancelled. */
export const draftDeadline = (store: Store, rfqId: string, now: Instant, correlationId: string): Write =>
  setDeadline(store, { subject: rfqId, name: deadlines.draftBy, dueAt: draftByOf(now), correlationId });

/**
 * The news of a request: to its buyer, and to those it invited when it takes quotes no longer or has ended. That it was opened has an
 * event of its own; one more quote is told by the quote.
 */
const rfqEvents = (before: StoredRfq, rfq: StoredRfq, rowVersion: number): readonly OutgoingEvent[] => {
  const isOpening = before.state === 'draft' && rfq.state === 'open';
  const isNewState = before.state !== rfq.state && !isOpening;
  if (!isNewState && before.matchings === rfq.matchings) return [];
  const { rfqId, buyerId, state, quotesTaken, matchings, invitedSupplierIds = [] } = rfq;
  return [
    rfqMoved.create({
      subject: rfqId,
      sequence: rowVersion,
      audience: isNewState && before.state !== 'draft' ? [buyerId, ...invitedSupplierIds] : [buyerId],
      data: { rfqId, state, quotesTaken, matchings },
    }),
  ];
};

/** The request's next version, without the deadlines that its new state makes pointless, and the news of it. */
export const moveRfq = (
  sourcing: SourcingRepository,
  store: Store,
  found: Entity<StoredRfq>,
  rfq: StoredRfq,
  now: Instant,
): Required<Effect> => ({
  writes: [
    ...sourcing.updateRfqIfVersion(found, rfq, now),
    ...(found.data.state === 'open' && rfq.state !== 'open'
      ? [clearDeadline(store, rfq.rfqId, deadlines.quoteBy)]
      : []),
    ...(found.data.state === 'draft' && rfq.state !== 'draft'
      ? [clearDeadline(store, rfq.rfqId, deadlines.draftBy)]
      : []),
    ...(isEndedRfq(rfq.state) ? [clearDeadline(store, rfq.rfqId, deadlines.awardBy)] : []),
  ],
  events: rfqEvents(found.data, rfq, found.version + 1),
});

/** The event of a quote at a version of its row; seen by its two companies and nobody else. */
export const quoteEvent = (quote: Quote, rowVersion: number): OutgoingEvent =>
  quoteMoved.create({
    subject: quote.quoteId,
    sequence: rowVersion,
    audience: [quote.buyerId, quote.supplierId],
    data: {
      quoteId: quote.quoteId,
      rfqId: quote.rfqId,
      buyerId: quote.buyerId,
      supplierId: quote.supplierId,
      state: quote.state,
      version: quote.currentVersion,
    },
  });

/** Keeps the deadline of a quote in step with its validity: set while it lives, cleared once it is over. */
export const validityDeadline = (store: Store, quote: Quote, correlationId: string): Write =>
  isLiveQuote(quote.state)
    ? setDeadline(store, {
        subject: quote.quoteId,
        name: deadlines.validUntil,
        dueAt: parseInstant(quote.validUntil),
        correlationId,
      })
    : clearDeadline(store, quote.quoteId, deadlines.validUntil);

/** Keeps the clock of an answer in step: set by a word of the buyer, cleared by one of the supplier. */
const replyDeadline = (
  store: Store,
  before: Quote,
  after: Quote,
  correlationId: string,
): readonly Write[] => {
  if (before.awaitingReplySince === after.awaitingReplySince) return [];
  return after.awaitingReplySince === undefined
    ? [clearDeadline(store, after.quoteId, deadlines.replyBy)]
    : [
        setDeadline(store, {
          subject: after.quoteId,
          name: deadlines.replyBy,
          dueAt: replyByOf(after.awaitingReplySince),
          correlationId,
        }),
      ];
};

/** The next version of a quote with its deadlines and its event. */
export const moveQuote = (
  sourcing: SourcingRepository,
  store: Store,
  found: Entity<Quote>,
  quote: Quote,
  at: { readonly now: Instant; readonly correlationId: string },
): { readonly writes: readonly Write[]; readonly events: readonly OutgoingEvent[] } => ({
  writes: [
    sourcing.updateQuoteIfVersion(found, quote, at.now),
    validityDeadline(store, quote, at.correlationId),
    ...replyDeadline(store, found.data, quote, at.correlationId),
  ],
  events: [quoteEvent(quote, found.version + 1)],
});

/** Rejects every quote that still lives; the request is over. */
export const rejectOthers = (
  sourcing: SourcingRepository,
  store: Store,
  others: readonly Entity<Quote>[],
  reason: string,
  at: { readonly now: Instant; readonly correlationId: string },
): Required<Effect> => {
  const effects = others.flatMap((other) => {
    const rejected = rejectWithRfq(other.data, reason);
    return rejected ? [moveQuote(sourcing, store, other, rejected, at)] : [];
  });
  return {
    writes: effects.flatMap((effect) => effect.writes),
    events: effects.flatMap((effect) => effect.events),
  };
};
