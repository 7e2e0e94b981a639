import { compareInstants, type Instant, parseInstant } from '../../../shared/kernel/instant.ts';
import { invariant } from '../../../shared/kernel/invariant.ts';
import { limitsAt } from './limits.ts';
import { type Quote, type Side, sideOf } from './quote.ts';
import { isLiveQuote, nextQuoteState, type QuoteMove } from './transitions.ts';

/** Refusals of moves on a quote; each is a code of the catalogue. `not_a_party` looks like an unknown id outside. */
export interface QuoteRefusal {
  readonly kind: 'refused';
  readonly code:
    | 'not_a_party'
    | 'quote_ended'
    | 'quote_expired'
    | 'version_not_current'
    | 'not_your_turn'
    | 'too_many_versions'
    | 'quote_shortlisted'
    | 'already_shortlisted'
    | 'differences_open'
    | 'message_unknown'
    | 'difference_unknown'
    | 'no_difference';
  readonly detail: string;
}

/** The quote as it is after the move, or why it does not move. */
export type QuoteDecision = { readonly kind: 'moved'; readonly quote: Quote } | QuoteRefusal;

const refused = (code: QuoteRefusal['code'], detail: string): QuoteRefusal => ({
  kind: 'refused',
  code,
  detail,
});

const moved = (quote: Quote, move: QuoteMove, change: Partial<Quote> = {}): QuoteDecision => {
  const state = nextQuoteState(quote.state, move);
  invariant(state !== undefined, 'sourcing.no_such_move', {
    quoteId: quote.quoteId,
    state: quote.state,
    move,
  });
  return { kind: 'moved', quote: { ...quote, ...change, state } };
};

const notParty = refused('not_a_party', 'No such quote.');

const endedRefusal = (quote: Quote): QuoteRefusal | undefined =>
  isLiveQuote(quote.state) ? undefined : refused('quote_ended', `The quote is ${quote.state}.`);

const expiredRefusal = (quote: Quote, now: Instant): QuoteRefusal | undefined =>
  compareInstants(now, parseInstant(quote.validUntil)) < 0
    ? undefined
    : refused('quote_expired', `Version ${quote.currentVersion} was valid until ${quote.validUntil}.`);

const staleRefusal = (quote: Quote, version: number): QuoteRefusal | undefined =>
  version === quote.currentVersion
    ? undefined
    : refused('version_not_current', `The current version is ${quote.currentVersion}, not ${version}.`);

/**
 * A new version by one side: a counter-offer by the buyer, a revision by the supplier. It must answer the current version.
 * Either side may also improve on its own version.
 */
export function decideNewVersion(
  quote: Quote,
  made: { by: Side; companyId: string; parentVersion: number; validUntil: string; now: Instant },
): QuoteDecision {
  if (sideOf(quote, made.companyId) !== made.by) return notParty;
  const refusal =
    endedRefusal(quote) ?? expiredRefusal(quote, made.now) ?? staleRefusal(quote, made.parentVersion);
  if (refusal) return refusal;
  if (made.by === 'supplier' && quote.state === 'shortlisted') {
    return refused('quote_shortlisted', `The buyer has shortlisted version ${quote.currentVersion}.`);
  }
  const currentVersion = quote.currentVersion + 1;
  const { versionsMax } = limitsAt(made.now);
  if (currentVersion > versionsMax) {
    return refused('too_many_versions', `A negotiation has at most ${versionsMax} versions.`);
  }
  const { by: currentAuthor, validUntil } = made;
  return moved(quote, made.by === 'buyer' ? 'counter' : 'revise', {
    currentVersion,
    currentAuthor,
    validUntil,
  });
}

/** Both sides took a term over: the next version, still of the side that made the current one, so that the other accepts it. */
export function decideAdoption(quote: Quote, made: { validUntil: string; now: Instant }): QuoteDecision {
  const refusal = endedRefusal(quote) ?? expiredRefusal(quote, made.now);
  if (refusal) return refusal;
  const currentVersion = quote.currentVersion + 1;
  const { versionsMax } = limitsAt(made.now);
  if (currentVersion > versionsMax) {
    return refused('too_many_versions', `A negotiation has at most ${versionsMax} versions.`);
  }
  return moved(quote, 'adopt', { currentVersion, validUntil: made.validUntil });
}

/** Whether a side may say or answer something now; undefined = it may. */
export const wordRefusal = (quote: Quote, companyId: string): QuoteRefusal | undefined =>
  sideOf(quote, companyId) === undefined ? notParty : endedRefusal(quote);

/** Acceptance of the current version by the side that did not make it. */
export function decideAccept(
  quote: Quote,
  accepted: { companyId: string; version: number; contractId: string; now: Instant },
): QuoteDecision {
  const side = sideOf(quote, accepted.companyId);
  if (side === undefined) return notParty;
  const refusal =
    endedRefusal(quote) ?? expiredRefusal(quote, accepted.now) ?? staleRefusal(quote, accepted.version);
  if (refusal) return refusal;
  if (side === quote.currentAuthor) {
    return refused('not_your_turn', `Version ${quote.currentVersion} is your own.`);
  }
  if (quote.differences.length > 0) {
    const open = quote.differences.map(({ term, messageNumber }) => `${term} (message ${messageNumber})`);
    return refused('differences_open', `Said otherwise than in the version: ${open.join(', ')}.`);
  }
  return moved(quote, 'accept', { contractId: accepted.contractId });
}

/** The buyer shortlists the supplier's current version: from now on only a counter-offer of the buyer moves it. */
export function decideShortlist(
  quote: Quote,
  made: { companyId: string; version: number; now: Instant },
): QuoteDecision {
  if (sideOf(quote, made.companyId) !== 'buyer') return notParty;
  const refusal = endedRefusal(quote) ?? expiredRefusal(quote, made.now) ?? staleRefusal(quote, made.version);
  if (refusal) return refusal;
  if (quote.state === 'shortlisted') {
    return refused('already_shortlisted', `Version ${quote.currentVersion} is on the shortlist.`);
  }
  return quote.currentAuthor === 'supplier'
    ? moved(quote, 'shortlist')
    : refused('not_your_turn', `Version ${quote.currentVersion} is your own.`);
}

/** The buyer turns the quote down. */
export function decideReject(quote: Quote, companyId: string, reason: string | undefined): QuoteDecision {
  if (sideOf(quote, companyId) !== 'buyer') return notParty;
  return endedRefusal(quote) ?? moved(quote, 'reject', { endReason: reason });
}

/** The supplier takes the quote back. */
export function decideWithdraw(quote: Quote, companyId: string, reason: string | undefined): QuoteDecision {
  if (sideOf(quote, companyId) !== 'supplier') return notParty;
  return endedRefusal(quote) ?? moved(quote, 'withdraw', { endReason: reason });
}

/** The request ended without this quote; undefined when it is over already. */
export function rejectWithRfq(quote: Quote, reason: string): Quote | undefined {
  if (!isLiveQuote(quote.state)) return undefined;
  const decision = moved(quote, 'reject', { endReason: reason });
  return decision.kind === 'moved' ? decision.quote : undefined;
}

/** The validity ran out; undefined when the quote is over, or a newer version is still valid. */
export function decideQuoteDeadline(quote: Quote, now: Instant): Quote | undefined {
  if (!isLiveQuote(quote.state) || !expiredRefusal(quote, now)) return undefined;
  const decision = moved(quote, 'expire', { endReason: `Valid until ${quote.validUntil}.` });
  return decision.kind === 'moved' ? decision.quote : undefined;
}
