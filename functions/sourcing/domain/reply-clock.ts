import { addDuration, compareInstants, type Instant, parseInstant } from '../../../shared/kernel/instant.ts';
import type { SupplierRecord } from './compare-quotes.ts';
import { limitsAt } from './limits.ts';
import type { Quote, Side } from './quote.ts';
import { isLiveQuote } from './transitions.ts';

/** The last moment at which a word of the buyer counts as answered in time. */
export const replyByOf = (since: string): Instant => {
  const from = parseInstant(since);
  return addDuration(from, { hours: limitsAt(from).replyHours });
};

/** The quote after a message or version of one side: the buyer's starts the clock, the supplier's stops it. */
export function afterWord(
  quote: Quote,
  by: Side,
  now: Instant,
): { readonly quote: Quote; readonly isAnswer: boolean } {
  const { awaitingReplySince, ...rest } = quote;
  if (by === 'supplier') return { quote: rest, isAnswer: awaitingReplySince !== undefined };
  return { quote: { ...rest, awaitingReplySince: awaitingReplySince ?? now }, isAnswer: false };
}

/** The quote after the time for an answer ran out, or undefined when nothing waits any more. */
export function decideReplyDeadline(quote: Quote, now: Instant): Quote | undefined {
  const { awaitingReplySince, ...rest } = quote;
  if (awaitingReplySince === undefined || !isLiveQuote(quote.state)) return undefined;
  return compareInstants(now, replyByOf(awaitingReplySince)) >= 0 ? rest : undefined;
}

/** One more word of a buyer on the record of a supplier, answered in time or not. */
export const countReply = (record: SupplierRecord, isInTime: boolean): SupplierRecord => ({
  ...record,
  messages: record.messages + 1,
  messagesAnsweredInTime: record.messagesAnsweredInTime + (isInTime ? 1 : 0),
});
