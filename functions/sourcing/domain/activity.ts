import { canonicalHash } from '../../../shared/kernel/canonical-hash.ts';
import type { SourcingLimits } from './limits.ts';

/** What is counted of a company in a day. */
export type Deed = 'quote' | 'request' | 'message' | 'translation';

/** What a company did on one day (UTC). */
export interface Activity {
  readonly counts: Readonly<Record<Deed, number>>;
  /** How often each free text was sent, by the fingerprint of the text. */
  readonly texts: Readonly<Record<string, number>>;
}

/** A day on which nothing was done yet. */
export const noActivity: Activity = {
  counts: { quote: 0, request: 0, message: 0, translation: 0 },
  texts: {},
};

/** The day with one deed more, or why it is refused. */
export type ActivityDecision =
  | { readonly kind: 'counted'; readonly activity: Activity }
  | { readonly kind: 'refused'; readonly code: 'too_many_today' | 'text_repeated'; readonly detail: string };

const maxOf: Readonly<Record<Deed, (limits: SourcingLimits) => number>> = {
  quote: ({ quotesPerDayMax }) => quotesPerDayMax,
  request: ({ requestsPerDayMax }) => requestsPerDayMax,
  message: ({ messagesPerDayMax }) => messagesPerDayMax,
  translation: ({ translationsPerDayMax }) => translationsPerDayMax,
};

const fingerprintDigits = 16;
/** Shorter texts are courtesies, not copies. */
const textLengthMin = 20;

/** The same for texts that differ in case, width or blanks only. */
const fingerprintOf = (text: string): string =>
  canonicalHash(text.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, ' ').trim()).slice(
    0,
    fingerprintDigits,
  );

/** Counts one deed of a day; the same free text again and again is spam, and so is more than the limit of a day. */
export function countDeed(
  activity: Activity,
  deed: Deed,
  text: string | undefined,
  limits: SourcingLimits,
): ActivityDecision {
  const count = activity.counts[deed] + 1;
  const max = maxOf[deed](limits);
  if (count > max) {
    return { kind: 'refused', code: 'too_many_today', detail: `At most ${max} in a day (UTC).` };
  }
  const counts = { ...activity.counts, [deed]: count };
  if (text === undefined || text.trim().length < textLengthMin) {
    return { kind: 'counted', activity: { ...activity, counts } };
  }
  const fingerprint = fingerprintOf(text);
  const times = (activity.texts[fingerprint] ?? 0) + 1;
  if (times > limits.sameTextPerDayMax) {
    const detail = `The same text was sent ${limits.sameTextPerDayMax} times today.`;
    return { kind: 'refused', code: 'text_repeated', detail };
  }
  return { kind: 'counted', activity: { counts, texts: { ...activity.texts, [fingerprint]: times } } };
}
