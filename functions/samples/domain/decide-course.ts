import { addDuration, compareInstants, type Instant } from '../../../shared/kernel/instant.ts';
import { type DeadlineName, deadlinesOf, isDeadlineName } from './deadlines.ts';
import { closeEscrow } from './decide-order.ts';
import { askMoney, type Decision, move, unchanged } from './decision.ts';
import { isAnswerDue, type Sample } from './sample.ts';
import { nextSampleState, type SampleMove } from './transitions.ts';

const isOpenTo = (sample: Sample, made: SampleMove): boolean =>
  nextSampleState(sample.state, made) !== undefined;

/** The fee is held in escrow: the production clock starts now. A payment for a sample that is over is `late`. */
export function decideFunded(sample: Sample, now: Instant): Decision | { readonly kind: 'late' } {
  if (sample.state === 'cancelled') return { kind: 'late' };
  if (!isOpenTo(sample, 'funded')) return unchanged;
  const leadDays = sample.quote?.leadDays ?? 0;
  return move(sample, 'funded', { paidAt: now, dispatchBy: addDuration(now, { days: leadDays }) });
}

/**
 * Whether escrow refuses a late payment's refund because none of it is there any more: the cancellation reached escrow after the
 * payment, sent all of it back, and was known here before the payment was.
 */
export const isFeeBackAlready = (code: string): boolean =>
  code === 'escrow.over' || code === 'escrow.nothing_held';

/** Production begins, once. */
export const decideStartProduction = (sample: Sample): Decision =>
  isOpenTo(sample, 'start_production') ? move(sample, 'start_production') : unchanged;

/** The review begins, once. */
export const decideStartReview = (sample: Sample): Decision =>
  isOpenTo(sample, 'start_review') ? move(sample, 'start_review') : unchanged;

/**
 * After a review: approved or not, the supplier has delivered what was ordered, so the fee is released; only a rejection as
 * not to specification first waits for the supplier's answer.
 */
export function decideSettle(sample: Sample, now: Instant): Decision {
  if (!isOpenTo(sample, 'release') || isAnswerDue(sample)) return unchanged;
  const reason = sample.review?.ground ?? sample.review?.outcome ?? 'reviewed';
  return move(sample, 'release', { money: askMoney(sample, 'release', reason, now) });
}

const answerTo = { release: 'released', refund: 'refunded' } as const;

/** Escrow has settled the release, or paid the fee back. What does not answer the last request changes nothing. */
export function decideMoneyMoved(sample: Sample, made: 'released' | 'refunded', requestId: string): Decision {
  const { money } = sample;
  if (money?.requestId !== requestId || answerTo[money.kind] !== made || !isOpenTo(sample, made))
    return unchanged;
  return move(sample, made, { parking: undefined });
}

/** Escrow has refused the request: the money stands still until an operator decides. */
export function decideRequestRefused(
  sample: Sample,
  refused: { readonly requestId: string; readonly code: string; readonly now: Instant },
): Decision {
  if (sample.money?.requestId !== refused.requestId || !isOpenTo(sample, 'request_refused')) return unchanged;
  return park(sample, 'request_refused', `escrow refused: ${refused.code}`, refused.now);
}

/** The leg cannot go on: the money stands still until an operator decides. A sample that is over stays as it is. */
export const decidePark = (sample: Sample, reason: string, now: Instant): Decision =>
  isOpenTo(sample, 'park') ? park(sample, 'park', reason, now) : unchanged;

/**
 * The card issuer took the fee back before it was released: nothing goes on by itself, an operator decides. A fee that was released
 * already is the supplier's debt, and the sample stays as it is.
 */
export const decideChargedBack = (
  sample: Sample,
  chargeback: { readonly chargebackId: string; readonly isOutOfEscrow: boolean },
  now: Instant,
): Decision =>
  chargeback.isOutOfEscrow
    ? decidePark(sample, `the card issuer took the fee back (${chargeback.chargebackId})`, now)
    : unchanged;

function park(sample: Sample, made: 'park' | 'request_refused', reason: string, parkedAt: Instant): Decision {
  return move(sample, made, { parking: { from: sample.state, reason, owner: 'operator', parkedAt } });
}

type Lapse = (
  sample: Sample,
  now: Instant,
) => Decision | { readonly kind: 'remind'; readonly reviewBy: Instant };

const refundFor =
  (made: 'dispatch_lapsed' | 'answer_lapsed', reason: string): Lapse =>
  (sample, now) =>
    move(sample, made, { endReason: reason, money: askMoney(sample, 'refund', reason, now) });

const lapseFor =
  (reason: string): Lapse =>
  (sample, now) =>
    move(sample, 'lapse', { endReason: reason, ...closeEscrow(sample, reason, now) });

/** What follows when a deadline has passed. */
const lapses: Readonly<Record<DeadlineName, Lapse>> = {
  request_lapse: lapseFor('not_quoted'),
  quote_lapse: lapseFor('quote_expired'),
  payment: lapseFor('not_paid'),
  dispatch: refundFor('dispatch_lapsed', 'never_dispatched'),
  delivery: (sample, now) => move(sample, 'delivery_lapsed', { deliveredAt: now, isDeliveryAssumed: true }),
  review_reminder: (sample) => {
    const reviewBy = deadlinesOf(sample).review;
    return reviewBy ? { kind: 'remind', reviewBy } : unchanged;
  },
  review: (sample, now) =>
    move(sample, 'review_lapsed', {
      review: { outcome: 'rejected', ground: 'silence', findings: [], reviewedAt: now },
    }),
  answer: refundFor('answer_lapsed', 'not_to_specification'),
  settle: decideSettle,
  money: (sample, now) => decidePark(sample, 'escrow has not answered', now),
};

/** What a fired deadline means now: nothing when the sample has moved on, or the deadline has moved. */
export function decideDeadline(sample: Sample, name: string, now: Instant): ReturnType<Lapse> {
  const dueAt = isDeadlineName(name) ? deadlinesOf(sample)[name] : undefined;
  if (!isDeadlineName(name) || dueAt === undefined || compareInstants(now, dueAt) < 0) return unchanged;
  return lapses[name](sample, now);
}
