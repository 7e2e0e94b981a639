import { z } from 'zod';
import { type Clock, systemClock } from '../kernel/clock.ts';
import { createIdFactory } from '../kernel/ids.ts';
import { addDuration, epochSeconds, type Instant } from '../kernel/instant.ts';
import { systemRandom } from '../kernel/random.ts';
import { log } from '../observability/logger.ts';
import type { Store } from '../persistence/store.ts';
import { AlreadyDone, commitEffect, type Effect, untilFresh } from '../persistence/unit-of-work.ts';

/** What every state of a machine passes to its steps function: ids, never documents. */
export const stepRequest = z.object({
  step: z.string(),
  /** Name of the execution, `$$.Execution.Name`. */
  execution: z.string(),
  /** `$$.State.EnteredTime`: tells a retry (same instant) from a second visit. */
  enteredAt: z.string(),
  taskToken: z.string().optional(),
  /** Id of the thing whose leg this is. */
  subject: z.string(),
  correlationId: z.string(),
});
export type StepRequest = z.output<typeof stepRequest>;

export interface StepContext extends Omit<StepRequest, 'step'> {
  readonly now: Instant;
  readonly newId: (prefix: string) => string;
}

/** The outcome of a step: small output for the machine's Choice states, and the effect committed with the step's row. */
export interface StepResult extends Effect {
  readonly output: Readonly<Record<string, string | number | boolean>>;
}

export type Step = (context: StepContext) => Promise<StepResult>;

const stepOutput = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/**
 * The steps function of a context. A step's effect commits together with a row named by execution, step and entry, so that
 * a retried task finds its own earlier answer and does nothing twice.
 */
export const createSteps = (options: {
  readonly context: string;
  readonly store: Store;
  readonly steps: Readonly<Record<string, Step>>;
  readonly clock?: Clock;
}) => {
  const clock = options.clock ?? systemClock;
  const newId = createIdFactory(clock, systemRandom);
  const steps = new Map(Object.entries(options.steps));

  return async (event: unknown): Promise<Record<string, string | number | boolean>> => {
    const request = stepRequest.parse(event);
    const step = steps.get(request.step);
    if (!step) throw new Error(`${options.context} has no step ${request.step}`);
    const key = { pk: `STEP#${request.execution}`, sk: `${request.step}#${request.enteredAt}` };
    const earlier = () => options.store.get(key, (data) => stepOutput.parse(data));
    // A retried wait comes with another task token, which must be parked even though the row says that the step was done.
    const done = request.taskToken === undefined ? await earlier() : undefined;
    if (done) return done.data;
    try {
      return await untilFresh(async () => {
        const now = clock.now();
        const result = await step({ ...request, now, newId });
        const guard = options.store.insertIfAbsent(key, 'step', result.output, now, {
          expiresAtEpochSeconds: epochSeconds(addDuration(now, { days: 400 })),
        });
        await commitEffect(options.store, guard, result, {
          context: options.context,
          now,
          newId,
          correlationId: request.correlationId,
          causationId: `${request.execution}/${request.step}`,
        });
        log.info('Step done', { step: request.step, execution: request.execution, subject: request.subject });
        return result.output;
      });
    } catch (error) {
      const winner = error instanceof AlreadyDone ? await earlier() : undefined;
      if (winner) return winner.data;
      throw error;
    }
  };
};
