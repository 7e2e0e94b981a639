import type { Handlers } from '../../../shared/http/call.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { invariant } from '../../../shared/kernel/invariant.ts';
import type { Entity, Store } from '../../../shared/persistence/store.ts';
import { countToday } from '../company-limits.ts';
import type { ComparisonRows } from '../comparison/rows.ts';
import { decideAnswer, raiseDifferences } from '../domain/decide-difference.ts';
import { decideAdoption, wordRefusal } from '../domain/decide-quote.ts';
import { applyChanges, canonicalOffer } from '../domain/offer.ts';
import { type Message, type Quote, type QuoteVersion, type Side, sideOf } from '../domain/quote.ts';
import { moveQuote } from '../effects.ts';
import { sourcingErrors } from '../errors.ts';
import { createQuoteAccess, quoteAfter } from '../quotes/access.ts';
import { createWriter } from '../quotes/make-version.ts';
import { quoteView } from '../quotes/view.ts';
import type { SourcingRepository } from '../repository.ts';
import type { messageOperations } from './operations.ts';

/** Handlers of the operations on messages and differences. */
export const createMessageHandlers = (
  sourcing: SourcingRepository,
  rows: ComparisonRows,
  store: Store,
): Handlers<typeof messageOperations> => {
  const { partyQuote, rfqOf, versionOf, parentOf } = createQuoteAccess(sourcing);
  const { heard, endings, writeVersion } = createWriter(sourcing, rows, store);

  /** A quote that may still be talked about, the side of the caller, and the current version. */
  const liveQuote = async (
    quoteId: string,
    companyId: string,
  ): Promise<{ found: Entity<Quote>; side: Side; current: QuoteVersion }> => {
    const found = await partyQuote(quoteId, companyId);
    const refusal = wordRefusal(found.data, companyId);
    if (refusal) throw sourcingErrors.quote_ended(refusal.detail);
    const side = sideOf(found.data, companyId);
    invariant(side, 'sourcing.no_side', { quoteId });
    return { found, side, current: await versionOf(found.data, found.data.currentVersion) };
  };

  const view = async (quote: Quote, current: QuoteVersion, now: Instant) => {
    const [rfq, parent] = await Promise.all([rfqOf(quote), parentOf(quote, current)]);
    return quoteView(quote, { current, parent }, { rfq: rfq.data, now });
  };

  return {
    sendMessage: async ({ principal, params, body, now, correlationId }) => {
      const { companyId } = principal;
      const { found, side, current } = await liveQuote(params.quoteId, companyId);
      const number = found.data.messages + 1;
      const { text, language, terms } = body;
      const message: Message = { number, author: side, text, language, terms, saidAt: now };
      const said = { by: side, terms: terms ?? {}, messageNumber: number, pointer: '/terms' };
      const raised = raiseDifferences({ ...found.data, messages: number }, current.offer, said);
      const { quote, writes } = await heard(raised.quote, side, now);
      const counted = await countToday(sourcing, companyId, { deed: 'message', text, pointer: '/text' }, now);
      const moved = moveQuote(sourcing, store, found, quote, { now, correlationId });
      return {
        status: 201,
        body: { message, quote: await view(quote, current, now) },
        version: found.version + 1,
        writes: [
          ...moved.writes,
          ...writes,
          counted,
          sourcing.insertMessage(quote.quoteId, message, now),
          ...endings(quote, found.version + 1, raised.ended, now),
        ],
        events: moved.events,
      };
    },

    listMessages: async ({ principal, params, page }) => {
      const found = await partyQuote(params.quoteId, principal.companyId);
      const { items, next } = await sourcing.messagesOf(found.data.quoteId, page);
      return { status: 200, body: { items, next: page.next(next) } };
    },

    raiseDifference: async ({ principal, params, body, now, correlationId }) => {
      const { found, side, current } = await liveQuote(params.quoteId, principal.companyId);
      const message = await sourcing.findMessage(found.data.quoteId, body.messageNumber);
      if (!message) {
        const detail = `The quote has ${found.data.messages} messages.`;
        throw sourcingErrors.message_unknown(detail, { pointer: '/messageNumber' });
      }
      const { messageNumber, terms } = body;
      const raised = raiseDifferences(found.data, current.offer, {
        by: side,
        terms,
        messageNumber,
        pointer: '/terms',
      });
      if (raised.quote.differences.every((one) => found.data.differences.includes(one))) {
        throw sourcingErrors.no_difference(`Version ${current.version} says the same.`, {
          pointer: '/terms',
        });
      }
      const moved = moveQuote(sourcing, store, found, raised.quote, { now, correlationId });
      return {
        status: 201,
        body: await view(raised.quote, current, now),
        version: found.version + 1,
        writes: [...moved.writes, ...endings(raised.quote, found.version + 1, raised.ended, now)],
        events: moved.events,
      };
    },

    answerDifference: async ({ principal, params, body, now, correlationId }) => {
      const { found, side, current } = await liveQuote(params.quoteId, principal.companyId);
      const { differenceId } = params;
      const decision = decideAnswer(found.data, { differenceId, side, answer: body.answer });
      if (decision.kind === 'refused') throw sourcingErrors.difference_unknown(decision.detail);
      if (decision.kind === 'adopted') {
        const { difference, ended } = decision;
        const offer = canonicalOffer(applyChanges(current.offer, difference.said), '/answer');
        const { validUntil } = offer;
        const quote = quoteAfter(decideAdoption(decision.quote, { validUntil, now }));
        const made = await writeVersion({
          found,
          quote,
          offer,
          author: quote.currentAuthor,
          speaker: side,
          fromMessage: difference.messageNumber,
          ended,
          pointer: '/answer',
          now,
          correlationId,
        });
        return { ...made, status: 200 };
      }
      const { quote, ended } = decision;
      const moved = moveQuote(sourcing, store, found, quote, { now, correlationId });
      return {
        status: 200,
        body: await view(quote, current, now),
        version: found.version + 1,
        writes: [...moved.writes, ...endings(quote, found.version + 1, ended, now)],
        events: moved.events,
      };
    },
  };
};
