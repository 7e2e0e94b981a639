import { SFNClient } from '@aws-sdk/client-sfn';
import { readEnv } from '../../shared/env.ts';
import { invariant } from '../../shared/kernel/invariant.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore, type Entity } from '../../shared/persistence/store.ts';
import { createSteps, type Step, type StepContext, type StepResult } from '../../shared/workflow/steps.ts';
import { createWaits } from '../../shared/workflow/waits.ts';
import {
  decidePark,
  decideSettle,
  decideStartProduction,
  decideStartReview,
} from './domain/decide-course.ts';
import type { Decision } from './domain/decision.ts';
import type { Sample } from './domain/sample.ts';
import { isWaiting, type SampleWait } from './domain/transitions.ts';
import { moveEffect } from './effects.ts';
import { stepsEnv } from './env.ts';
import { createSampleRepository } from './repository.ts';

const env = readEnv(stepsEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const samples = createSampleRepository(store);
const waits = createWaits(store, new SFNClient({}));

const stored = async (sampleId: string): Promise<Entity<Sample>> => {
  const found = await samples.find(sampleId);
  invariant(found, 'samples.leg_without_sample', { sampleId });
  return found;
};

/** A step that decides and says in which state that leaves the sample; when nothing is to be done it says so too. */
const deciding =
  (decide: (sample: Sample, context: StepContext) => Decision): Step =>
  async (context): Promise<StepResult> => {
    const found = await stored(context.subject);
    const decision = decide(found.data, context);
    const sample = decision.kind === 'moved' ? decision.sample : found.data;
    const effect = decision.kind === 'moved' ? moveEffect(samples, store, found, sample, context) : {};
    return { output: { state: sample.state }, ...effect };
  };

/** A step that parks the token of a wait, and resumes it at once when what it waits for has happened. */
const waiting =
  (name: SampleWait): Step =>
  async ({ subject, execution, taskToken, now }): Promise<StepResult> => {
    invariant(taskToken, 'samples.wait_without_token', { subject, name });
    await waits.park({ subject, name, taskToken, execution, now }, async () => {
      const { state } = (await stored(subject)).data;
      return isWaiting(name, state) ? undefined : { state };
    });
    return { output: { state: 'waiting' } };
  };

/** The steps of the leg `sample`. */
export const handler = createSteps({
  context: 'samples',
  store,
  steps: {
    awaitPayment: waiting('payment'),
    startProduction: deciding(decideStartProduction),
    awaitDispatch: waiting('dispatch'),
    awaitDelivery: waiting('delivery'),
    startReview: deciding(decideStartReview),
    awaitReview: waiting('review'),
    settleReview: deciding((sample, { now }) => decideSettle(sample, now)),
    awaitAnswer: waiting('answer'),
    awaitMoney: waiting('money'),
    parkSample: deciding((sample, { now }) => decidePark(sample, 'the leg could not go on', now)),
  },
});
