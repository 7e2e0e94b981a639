import type { Instant } from '../../../shared/kernel/instant.ts';
import type { Store } from '../../../shared/persistence/store.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import { planAnswer } from '../answers.ts';

/** One thing that the twin tells. */
export interface PspEvent {
  readonly type: string;
  readonly subject: string;
  readonly occurredAt: Instant;
  readonly data: unknown;
  readonly delaySeconds: number;
  readonly correlationId: string;
  /** Tells repetitions of one event apart; they keep the webhook id. */
  readonly copy: number;
}

export type PlanEvent = (event: PspEvent, now: Instant) => Effect;

/** Plans events to the merchant's one webhook address, as real PSPs have it. */
export const createPspEvents =
  (store: Store, inboundUrl: string): PlanEvent =>
  (event, now) => {
    const webhookId = `psp-${event.subject}-${event.type}`;
    const { type, occurredAt, data, delaySeconds, correlationId, copy } = event;
    return planAnswer(
      store,
      {
        answerId: copy === 0 ? webhookId : `${webhookId}-again-${copy}`,
        partner: 'psp',
        url: inboundUrl,
        contentType: 'application/json',
        body: JSON.stringify({ eventId: webhookId, type, occurredAt, data }),
        webhookId,
        delaySeconds,
        correlationId,
      },
      now,
    );
  };
