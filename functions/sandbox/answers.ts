import { z } from 'zod';
import { addDuration, type Instant } from '../../shared/kernel/instant.ts';
import { setDeadline } from '../../shared/messaging/deadline.ts';
import type { Store } from '../../shared/persistence/store.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import { answerDue } from './contract.ts';

/** The outside parties that have a twin here and answer by webhook. */
export const answeringPartners = [
  'psp',
  'bank',
  'customs',
  'carrier',
  'tax_office',
  'lender',
  'registry',
  'fund',
] as const;
export type AnsweringPartner = (typeof answeringPartners)[number];

export const plannedAnswer = z.object({
  partner: z.enum(answeringPartners),
  url: z.string(),
  contentType: z.string(),
  body: z.string(),
  /** Stays the same when the same answer is sent twice. */
  webhookId: z.string(),
  /** One of several parties behind a twin, which signs with a secret of its own. */
  party: z.string().optional(),
});
export type PlannedAnswer = z.output<typeof plannedAnswer>;

export const answerKey = (answerId: string) => ({ pk: `ANSWER#${answerId}`, sk: 'ANSWER' });

/**
 * Plans a twin's answer as part of its effect: at once (through the outbox) or after `delaySeconds` on the sandbox clock.
 * `answerId` is deterministic, so that a repeated request does not plan it twice. Twins that answer twice plan two
 * answers with the same webhookId.
 */
export const planAnswer = (
  store: Store,
  answer: PlannedAnswer & { answerId: string; delaySeconds: number; correlationId: string },
  now: Instant,
): Effect => {
  const { answerId, delaySeconds, correlationId, ...planned } = answer;
  const row = store.insertIfAbsent(answerKey(answerId), 'answer', planned, now);
  if (delaySeconds <= 0) {
    return { writes: [row], events: [answerDue.create({ subject: answerId, data: { answerId } })] };
  }
  const dueAt = addDuration(now, { seconds: delaySeconds });
  return { writes: [row, setDeadline(store, { subject: answerId, name: 'answer', dueAt, correlationId })] };
};
