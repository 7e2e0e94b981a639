import { addDuration, type Instant } from '../../../shared/kernel/instant.ts';
import { slowPauseSeconds } from './limits.ts';
import { retrySchedule } from './retry-schedule.ts';
import { type DeliveryState, deliveryTransitions } from './transitions.ts';

/** Why an attempt got no answer. */
export const attemptFailures = ['timeout', 'unreachable', 'address_refused'] as const;
export type AttemptFailure = (typeof attemptFailures)[number];

/** What became of one attempt: a status line, or the reason why there was none. */
export type AttemptResult =
  | { readonly kind: 'answered'; readonly status: number }
  | { readonly kind: 'failed'; readonly failure: AttemptFailure };

/** One attempt as it is kept. */
export interface Attempt {
  readonly at: Instant;
  readonly status?: number | undefined;
  readonly failure?: AttemptFailure | undefined;
}

/** One event on its way to one endpoint. */
export interface Delivery {
  readonly deliveryId: string;
  /** Also the webhook id, so that the receiver knows a repeat by it. */
  readonly eventId: string;
  readonly eventType: string;
  readonly companyId: string;
  readonly endpointId: string;
  readonly correlationId: string;
  readonly isReplay: boolean;
  readonly state: DeliveryState;
  readonly attempts: readonly Attempt[];
  readonly nextAttemptAt?: Instant | undefined;
}

/** What an attempt changes besides the delivery itself. */
export interface AttemptDecision {
  readonly delivery: Delivery;
  /** The endpoint said 410: it wants nothing more. */
  readonly shouldDisableEndpoint: boolean;
  /** Until when nothing is sent to this endpoint, because waiting for it costs others their turn. */
  readonly pausedUntil?: Instant | undefined;
}

const isSuccess = (result: AttemptResult): boolean =>
  result.kind === 'answered' && result.status >= 200 && result.status < 300;

const move = (
  delivery: Delivery,
  by: keyof typeof deliveryTransitions.pending,
  nextAttemptAt?: Instant,
): Delivery => ({
  ...delivery,
  state: deliveryTransitions.pending[by],
  nextAttemptAt,
});

/** Ends a delivery whose endpoint is deleted or disabled. */
export const cancelDelivery = (delivery: Delivery): Delivery => move(delivery, 'endpoint_gone');

/** Books one attempt: 2xx delivers, 410 disables the endpoint, all else (redirects too) waits for its next turn or ends. */
export const bookAttempt = (delivery: Delivery, result: AttemptResult, at: Instant): AttemptDecision => {
  const attempt: Attempt =
    result.kind === 'answered' ? { at, status: result.status } : { at, failure: result.failure };
  const tried = { ...delivery, attempts: [...delivery.attempts, attempt] };
  if (isSuccess(result)) return { delivery: move(tried, 'answered_2xx'), shouldDisableEndpoint: false };
  if (result.kind === 'answered' && result.status === 410)
    return { delivery: move(tried, 'endpoint_gone'), shouldDisableEndpoint: true };
  const pause =
    result.kind === 'failed' && result.failure === 'timeout'
      ? { pausedUntil: addDuration(at, { seconds: slowPauseSeconds }) }
      : {};
  const wait = retrySchedule[tried.attempts.length];
  const moved = wait
    ? move(tried, 'failed_with_attempts_left', addDuration(at, wait))
    : move(tried, 'failed_for_the_last_time');
  return { delivery: moved, shouldDisableEndpoint: false, ...pause };
};
