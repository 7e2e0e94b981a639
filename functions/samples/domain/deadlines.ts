import { addDuration, compareInstants, type Instant } from '../../../shared/kernel/instant.ts';
import { isAnswerDue, type Sample } from './sample.ts';
import { timersOf } from './timers.ts';

/** What a deadline of a sample ends, or (reminder) announces. */
export const deadlineNames = [
  'request_lapse',
  'quote_lapse',
  'payment',
  'dispatch',
  'delivery',
  'review_reminder',
  'review',
  'answer',
  'settle',
  'money',
] as const;
/** One of {@link deadlineNames}. */
export type DeadlineName = (typeof deadlineNames)[number];
/** When which deadline falls due. */
export type Deadlines = Readonly<Partial<Record<DeadlineName, Instant>>>;

/** Deadlines after which a side has lost its move. The others only remind, or repair what has stopped. */
const endingMoves: ReadonlySet<DeadlineName> = new Set<DeadlineName>([
  'request_lapse',
  'quote_lapse',
  'payment',
  'dispatch',
  'review',
  'answer',
]);

const after = (instant: Instant | undefined, days: number, name: DeadlineName): Deadlines =>
  instant === undefined ? {} : { [name]: addDuration(instant, { days }) };

/** The deadlines that a sample has in its state: every state that waits for somebody has one. */
export function deadlinesOf(sample: Sample): Deadlines {
  const timers = timersOf(sample.requestedAt);
  const { quote, review } = sample;
  switch (sample.state) {
    case 'requested':
      return after(sample.requestedAt, timers.quoteDays, 'request_lapse');
    case 'quoted':
      return quote ? { quote_lapse: quote.validUntil } : {};
    case 'awaiting_payment':
      return sample.acceptedAt
        ? { payment: addDuration(sample.acceptedAt, { hours: timers.paymentHours }) }
        : {};
    case 'paid':
    case 'in_production':
      return after(sample.dispatchBy, quote?.graceDays ?? 0, 'dispatch');
    case 'shipped':
      return after(sample.dispatch?.dispatchedAt, timers.deliveryDays, 'delivery');
    case 'delivered':
    case 'under_review':
      return {
        ...after(sample.deliveredAt, timers.reviewReminderDays, 'review_reminder'),
        ...after(sample.deliveredAt, timers.reviewDays, 'review'),
      };
    case 'approved':
    case 'approved_with_changes':
    case 'rejected':
      return isAnswerDue(sample)
        ? after(review?.reviewedAt, timers.answerDays, 'answer')
        : after(review?.reviewedAt, timers.settleDays, 'settle');
    case 'releasing':
    case 'refunding':
      return after(sample.money?.askedAt, timers.moneyDays, 'money');
    case 'parked':
    case 'closed':
    case 'refunded':
    case 'cancelled':
      return {};
  }
}

/** The deadline that has taken a side's move away already, should the sweeper not have come by yet. At the instant itself it has. */
export function passedDeadline(sample: Sample, now: Instant): Instant | undefined {
  return Object.entries(deadlinesOf(sample))
    .filter(([name]) => isDeadlineName(name) && endingMoves.has(name))
    .map(([, dueAt]) => dueAt)
    .find((dueAt) => compareInstants(now, dueAt) >= 0);
}

/** True for the name of a deadline of this context. */
export const isDeadlineName = (name: string): name is DeadlineName =>
  deadlineNames.some((known) => known === name);
