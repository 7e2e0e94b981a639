import { type Instant, isBefore } from '../../../shared/kernel/instant.ts';
import { invariant } from '../../../shared/kernel/invariant.ts';
import { compareMoney, type Money } from '../../../shared/kernel/money.ts';
import { compareRates, parseRate, rate } from '../../../shared/kernel/rate.ts';
import type { Application, GivenReason, LenderOffer } from './application.ts';
import { costOf } from './pricing.ts';
import { reasonsMax } from './scorecard.ts';
import { type ApplicationState, canApplicationMove } from './transitions.ts';

/** What a lender answers. */
export type LenderAnswer =
  | {
      readonly type: 'offered';
      readonly lenderId: string;
      readonly amount: Money;
      readonly annualRate: string;
      readonly fee: Money;
      readonly expiresAt: Instant;
      readonly isFirm: boolean;
    }
  | { readonly type: 'declined'; readonly lenderId: string; readonly reasons: readonly GivenReason[] };

const movedTo = (application: Application, to: ApplicationState): Application => {
  const { applicationId, state } = application;
  invariant(canApplicationMove(state, to), 'credit.forbidden_move', { applicationId, from: state, to });
  return { ...application, state: to };
};

const answered = (offer: LenderOffer, answer: LenderAnswer, application: Application): LenderOffer => {
  if (answer.type === 'declined') {
    return { ...offer, state: 'declined', reasons: answer.reasons.slice(0, reasonsMax) };
  }
  const { amount, annualRate, fee, expiresAt, isFirm } = answer;
  const isUsable =
    amount.currency === application.amount.currency &&
    compareMoney(amount, application.amount) === 0 &&
    fee.currency === amount.currency &&
    fee.amountMinor >= 0n &&
    compareRates(parseRate(annualRate), rate(1n)) < 0;
  // An offer of something else than was asked for is no offer; the borrower must not have to notice.
  if (!isUsable) return { ...offer, state: 'invalid' };
  const { tenorDays } = application;
  const { interest, total, apr } = costOf({ principal: amount, annualRate, fee, tenorDays });
  return { ...offer, state: 'offered', annualRate, interest, fee, total, apr, isFirm, expiresAt };
};

/** Opens the offers when the time is over or everybody has answered; else they stay sealed. */
export const closeIfReady = (application: Application, now: Instant): Application => {
  if (application.state !== 'submitted') return application;
  const isWaiting = application.offers.some(({ state }) => state === 'asked');
  if (isWaiting && isBefore(now, application.closesAt)) return application;
  return movedTo(
    application,
    application.offers.some(({ state }) => state === 'offered') ? 'offered' : 'declined',
  );
};

/** Takes a lender's answer; a repeated or late one, or one of another lender, changes nothing. */
export const decideLenderAnswer = (
  application: Application,
  requestId: string,
  answer: LenderAnswer,
  now: Instant,
): Application => {
  if (application.state !== 'submitted') return application;
  const isExpected = application.offers.some(
    (offer) => offer.requestId === requestId && offer.lenderId === answer.lenderId && offer.state === 'asked',
  );
  if (!isExpected) return application;
  const offers = application.offers.map((offer) =>
    offer.requestId === requestId ? answered(offer, answer, application) : offer,
  );
  return closeIfReady({ ...application, offers }, now);
};

/** A lender is not asked after all (its consent is gone): it counts as having declined. */
export const decideNotAsked = (application: Application, offerId: string, now: Instant): Application => {
  const offers = application.offers.map((offer) =>
    offer.offerId === offerId && offer.state === 'asked'
      ? {
          ...offer,
          state: 'declined' as const,
          reasons: [{ code: 'consent', text: 'The consent was withdrawn' }],
        }
      : offer,
  );
  return closeIfReady({ ...application, offers }, now);
};

/** Offers as the borrower sees them: cheapest first by what it pays in all; ties by the longer validity, then by id. */
export const rankOffers = (offers: readonly LenderOffer[]): readonly LenderOffer[] =>
  offers
    .filter(({ total }) => total !== undefined)
    .toSorted((a, b) => {
      const byCost = (a.total?.amountMinor ?? 0n) - (b.total?.amountMinor ?? 0n);
      if (byCost !== 0n) return byCost < 0n ? -1 : 1;
      if (a.expiresAt !== b.expiresAt) return (a.expiresAt ?? '') > (b.expiresAt ?? '') ? -1 : 1;
      return a.offerId < b.offerId ? -1 : 1;
    });

/** Instant from which no offer can be accepted any more. */
export const offersEndAt = (application: Application): Instant | undefined =>
  application.offers
    .flatMap(({ state, expiresAt }) => (state === 'offered' && expiresAt !== undefined ? [expiresAt] : []))
    .toSorted()
    .at(-1);

export type AcceptDecision =
  | { readonly kind: 'accepted'; readonly application: Application; readonly offer: LenderOffer }
  | {
      readonly kind: 'refused';
      readonly code: 'wrong_state' | 'no_such_offer' | 'offer_expired';
      readonly detail: string;
    };

/** Accepts exactly one offer; the others are released. Refusals in order: wrong_state, no_such_offer, offer_expired. */
export const decideAccept = (
  application: Application,
  offerId: string,
  loanId: string,
  now: Instant,
): AcceptDecision => {
  if (application.state !== 'offered') {
    return { kind: 'refused', code: 'wrong_state', detail: `The application is ${application.state}.` };
  }
  const offer = application.offers.find((one) => one.offerId === offerId && one.state === 'offered');
  if (!offer) return { kind: 'refused', code: 'no_such_offer', detail: 'There is no such offer.' };
  if (offer.expiresAt === undefined || !isBefore(now, offer.expiresAt)) {
    return { kind: 'refused', code: 'offer_expired', detail: `The offer ended at ${offer.expiresAt}.` };
  }
  const offers = application.offers.map((one): LenderOffer => {
    if (one.offerId === offerId) return { ...one, state: 'accepted' };
    return one.state === 'offered' ? { ...one, state: 'released' } : one;
  });
  const accepted = { ...movedTo(application, 'accepted'), offers, loanId };
  return { kind: 'accepted', application: accepted, offer };
};

/** A deadline of the application fell due. */
export const decideApplicationDeadline = (application: Application, now: Instant): Application => {
  if (application.state === 'submitted') return closeIfReady(application, now);
  const endsAt = offersEndAt(application);
  const isOver = endsAt !== undefined && !isBefore(now, endsAt);
  return application.state === 'offered' && isOver ? movedTo(application, 'expired') : application;
};
