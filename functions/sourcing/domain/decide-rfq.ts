import { addDuration, compareInstants, type Instant, parseInstant } from '../../../shared/kernel/instant.ts';
import { invariant } from '../../../shared/kernel/invariant.ts';
import { limitsAt, type SourcingLimits } from './limits.ts';
import type { Rfq } from './rfq.ts';
import { firstShipDay } from './ship-day.ts';
import { isEndedRfq, nextRfqState, type RfqMove } from './transitions.ts';

/** Refusals of moves on a request; each is a code of the catalogue. */
export interface RfqRefusal {
  readonly kind: 'refused';
  readonly code:
    | 'self_dealing'
    | 'nobody_invited'
    | 'quote_by_out_of_range'
    | 'ship_date_past'
    | 'currency_mismatch'
    | 'not_a_draft'
    | 'too_many_matchings'
    | 'too_many_invited'
    | 'rfq_not_open'
    | 'rfq_ended';
  readonly detail: string;
  /** Name of the field at fault, where it is one. */
  readonly field?: string;
}

/** The request as it is after the move, with all that the caller keeps in it. */
export type RfqDecision<Kept extends Rfq> = { readonly kind: 'moved'; readonly rfq: Kept } | RfqRefusal;

const refused = (code: RfqRefusal['code'], detail: string, field?: string): RfqRefusal => ({
  kind: 'refused',
  code,
  detail,
  ...(field === undefined ? {} : { field }),
});

/** The limits of the day on which a request was opened. InvariantViolation `sourcing.not_opened`. */
export const limitsOf = ({ rfqId, openedAt }: Pick<Rfq, 'rfqId' | 'openedAt'>): SourcingLimits => {
  invariant(openedAt !== undefined, 'sourcing.not_opened', { rfqId });
  return limitsAt(parseInstant(openedAt));
};

const moved = <Kept extends Rfq>(rfq: Kept, move: RfqMove): RfqDecision<Kept> => {
  const state = nextRfqState(rfq.state, move);
  invariant(state !== undefined, 'sourcing.no_such_move', { rfqId: rfq.rfqId, state: rfq.state, move });
  return { kind: 'moved', rfq: { ...rfq, state } };
};

/** The last instant at which an award may be given. */
export const awardByOf = (rfq: Pick<Rfq, 'rfqId' | 'openedAt' | 'quoteBy'>): Instant =>
  addDuration(parseInstant(rfq.quoteBy), { days: limitsOf(rfq).awardDays });

/** The last instant at which a draft may still be opened. */
export const draftByOf = (draftedAt: Instant): Instant =>
  addDuration(draftedAt, { days: limitsAt(draftedAt).draftDays });

/** Whether a draft may begin to take quotes as it is: this is its screening. */
export function decideOpen<
  Kept extends Rfq & {
    readonly targetUnitPrice?: { readonly currency: string } | undefined;
    readonly budgetMax?: { readonly currency: string } | undefined;
  },
>(asked: Kept, now: Instant): RfqDecision<Kept> {
  if (asked.state !== 'draft') return refused('not_a_draft', `The request is ${asked.state}.`);
  const invited = asked.invitedSupplierIds ?? [];
  const { quoteByDaysMax, invitationsMax } = limitsAt(now);
  const last = addDuration(now, { days: quoteByDaysMax });
  const quoteBy = parseInstant(asked.quoteBy);
  if (invited.includes(asked.buyerId)) {
    return refused('self_dealing', 'The invited suppliers include the buyer.', 'invitedSupplierIds');
  }
  if (invited.length > invitationsMax) {
    return refused('too_many_invited', `At most ${invitationsMax} are invited.`, 'invitedSupplierIds');
  }
  if (asked.visibility === 'invited' && invited.length === 0 && !asked.isMatchingWanted) {
    return refused('nobody_invited', 'The request is for invited suppliers only.', 'invitedSupplierIds');
  }
  if (compareInstants(quoteBy, now) <= 0 || compareInstants(quoteBy, last) > 0) {
    return refused('quote_by_out_of_range', `${asked.quoteBy} is not between now and ${last}.`, 'quoteBy');
  }
  if (asked.latestShipOn !== undefined && asked.latestShipOn < firstShipDay(now)) {
    return refused('ship_date_past', `${asked.latestShipOn} has passed.`, 'latestShipOn');
  }
  for (const field of ['targetUnitPrice', 'budgetMax'] as const) {
    const amount = asked[field];
    if (amount !== undefined && amount.currency !== asked.currency) {
      return refused('currency_mismatch', `The request is in ${asked.currency}.`, field);
    }
  }
  return moved({ ...asked, openedAt: now, matchingsAsked: asked.isMatchingWanted ? 1 : 0 }, 'open');
}

/** Counts one more quote; the last that fits closes the request to others. At the deadline itself it is too late. */
export function decideTakeQuote<Kept extends Rfq>(
  rfq: Kept,
  supplierId: string,
  now: Instant,
): RfqDecision<Kept> {
  if (supplierId === rfq.buyerId) return refused('self_dealing', 'The request is your own.');
  if (rfq.state !== 'open') return refused('rfq_not_open', `The request is ${rfq.state}.`);
  if (compareInstants(now, parseInstant(rfq.quoteBy)) >= 0) {
    return refused('rfq_not_open', `Quotes were taken until ${rfq.quoteBy}.`);
  }
  const quotesTaken = rfq.quotesTaken + 1;
  const { quotesMax } = limitsOf(rfq);
  invariant(quotesTaken <= quotesMax, 'sourcing.too_many_quotes', { rfqId: rfq.rfqId, quotesTaken });
  const taken: Kept = { ...rfq, quotesTaken };
  return quotesTaken === quotesMax ? moved(taken, 'fill') : { kind: 'moved', rfq: taken };
}

/** Counts one more award; the last one awards the request. */
export function decideAward<Kept extends Rfq>(rfq: Kept): RfqDecision<Kept> {
  if (isEndedRfq(rfq.state) || rfq.state === 'draft') {
    return refused('rfq_ended', `The request is ${rfq.state}.`);
  }
  const awards = rfq.awards + 1;
  invariant(awards <= rfq.awardsMax, 'sourcing.too_many_awards', { rfqId: rfq.rfqId, awards });
  const awarded: Kept = { ...rfq, awards };
  return awards === rfq.awardsMax ? moved(awarded, 'award') : { kind: 'moved', rfq: awarded };
}

/** The buyer wants no more quotes, and goes on with those that are there. */
export function decideStopQuotes<Kept extends Rfq>(rfq: Kept): RfqDecision<Kept> {
  if (rfq.state !== 'open') return refused('rfq_not_open', `The request is ${rfq.state}.`);
  return moved(rfq, 'stop_quotes');
}

/** The buyer looks for suppliers once more, as often as the limits allow. */
export function decideMatchAgain<Kept extends Rfq>(rfq: Kept): RfqDecision<Kept> {
  if (rfq.state !== 'open') return refused('rfq_not_open', `The request is ${rfq.state}.`);
  const { matchingsMax } = limitsOf(rfq);
  if (rfq.matchingsAsked >= matchingsMax) {
    return refused('too_many_matchings', `Suppliers were looked for ${rfq.matchingsAsked} times.`);
  }
  return { kind: 'moved', rfq: { ...rfq, matchingsAsked: rfq.matchingsAsked + 1 } };
}

/** The buyer ends the request, or its time for an award has run out. */
export function decideEnd<Kept extends Rfq>(rfq: Kept): RfqDecision<Kept> {
  if (isEndedRfq(rfq.state)) return refused('rfq_ended', `The request is ${rfq.state}.`);
  return moved(rfq, rfq.awards > 0 ? 'award' : 'cancel');
}

/** What a deadline of a request means now: `undefined` when it means nothing any more, or not yet. */
export function decideRfqDeadline<Kept extends Rfq>(rfq: Kept, name: string, now: Instant): Kept | undefined {
  const isPast = (limit: Instant): boolean => compareInstants(now, limit) >= 0;
  if (name === 'quote_by' && rfq.state === 'open' && isPast(parseInstant(rfq.quoteBy))) {
    const decision = moved(rfq, 'expire');
    return decision.kind === 'moved' ? decision.rfq : undefined;
  }
  if (name === 'draft_by') {
    const decision = rfq.state === 'draft' ? moved(rfq, 'cancel') : undefined;
    return decision?.kind === 'moved' ? decision.rfq : undefined;
  }
  if (rfq.state === 'draft') return undefined;
  if (name === 'award_by' && !isEndedRfq(rfq.state) && isPast(awardByOf(rfq))) {
    const decision = decideEnd(rfq);
    return decision.kind === 'moved' ? decision.rfq : undefined;
  }
  return undefined;
}
