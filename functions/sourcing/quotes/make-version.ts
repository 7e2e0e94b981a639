import type { Instant } from '../../../shared/kernel/instant.ts';
import type { OutgoingEvent } from '../../../shared/messaging/event.ts';
import type { Entity, Store } from '../../../shared/persistence/store.ts';
import type { Write } from '../../../shared/persistence/write.ts';
import { askFreight } from '../comparison/estimates.ts';
import type { ComparisonRows } from '../comparison/rows.ts';
import { type EndedDifference, settleByVersion } from '../domain/decide-difference.ts';
import type { Offer } from '../domain/offer.ts';
import type { Quote, QuoteVersion, Side } from '../domain/quote.ts';
import { afterWord, countReply } from '../domain/reply-clock.ts';
import { noRecord } from '../domain/supplier-record.ts';
import { moveQuote } from '../effects.ts';
import type { SourcingRepository } from '../repository.ts';
import { createQuoteAccess, estimatedVersion } from './access.ts';
import { quoteView } from './view.ts';

/** A version that was decided on and is to be written. */
export interface MadeVersion {
  readonly found: Entity<Quote>;
  /** The quote as it is after the move. */
  readonly quote: Quote;
  readonly offer: Offer;
  /** Whose version it is, and who has just spoken. */
  readonly author: Side;
  readonly speaker: Side;
  readonly message?: string | undefined;
  readonly fromMessage?: number | undefined;
  readonly ended?: readonly EndedDifference[];
  /** Where the caller finds a term at fault. */
  readonly pointer: string;
  readonly now: Instant;
  readonly correlationId: string;
}

/** Writes words of a negotiation: versions, and the clock of an answer with what it means for the supplier's record. */
export const createWriter = (sourcing: SourcingRepository, rows: ComparisonRows, store: Store) => {
  const { rfqOf, versionOf, assertOffer } = createQuoteAccess(sourcing);

  /** The quote after a word of one side, with the record of the supplier where it was an answer. */
  const heard = async (
    quote: Quote,
    by: Side,
    now: Instant,
  ): Promise<{ readonly quote: Quote; readonly writes: readonly Write[] }> => {
    const after = afterWord(quote, by, now);
    if (!after.isAnswer) return { quote: after.quote, writes: [] };
    const record = await rows.findRecord(quote.supplierId);
    const counted = countReply(record?.data ?? noRecord, true);
    return { quote: after.quote, writes: [rows.putRecord(record, quote.supplierId, counted, now)] };
  };

  const endings = (quote: Quote, version: number, ended: readonly EndedDifference[], now: Instant) =>
    ended.map((one) => sourcing.insertEndedDifference(quote.quoteId, version, one, now));

  /** The next version with all that follows from it; differences on which it says the same as the message are over. */
  const writeVersion = async (made: MadeVersion) => {
    const { found, offer, author, message, fromMessage, now, correlationId } = made;
    const [rfq, parent] = await Promise.all([
      rfqOf(found.data),
      versionOf(found.data, found.data.currentVersion),
    ]);
    await assertOffer(offer, made.quote, { rfq: rfq.data, now, pointer: made.pointer });
    const settled = settleByVersion(made.quote, offer);
    const { quote, writes } = await heard(settled.quote, made.speaker, now);
    const current: QuoteVersion = {
      version: quote.currentVersion,
      parentVersion: found.data.currentVersion,
      author,
      offer,
      message,
      ...(fromMessage === undefined ? {} : { fromMessage }),
      madeAt: now,
    };
    const moved = moveQuote(sourcing, store, found, quote, { now, correlationId });
    const ended = [...(made.ended ?? []), ...settled.ended];
    const events: readonly OutgoingEvent[] = [
      ...moved.events,
      askFreight(estimatedVersion(rfq.data, quote, current), now),
    ];
    return {
      status: 201,
      body: quoteView(quote, { current, parent }, { rfq: rfq.data, now }),
      version: found.version + 1,
      writes: [
        ...moved.writes,
        ...writes,
        sourcing.insertVersion(quote.quoteId, current, now),
        ...endings(quote, found.version + 1, ended, now),
      ],
      events,
    };
  };

  return { heard, endings, writeVersion };
};
