import { SFNClient } from '@aws-sdk/client-sfn';
import { readEnv } from '../../shared/env.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore, type Entity } from '../../shared/persistence/store.ts';
import { createSteps, type Step } from '../../shared/workflow/steps.ts';
import { createWaits } from '../../shared/workflow/waits.ts';
import { changeEffect } from './claim-effects.ts';
import type { Claim } from './domain/claim.ts';
import { decideDeclared, decidePark } from './domain/decide-claim.ts';
import { stepsEnv } from './env.ts';
import { type WaitName, waitEnds } from './leg-waits.ts';
import { createRefundsRepository } from './repository.ts';
import { createTaxOffice } from './tax-office.ts';

const env = readEnv(stepsEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const claims = createRefundsRepository(store);
const waits = createWaits(store, new SFNClient({}));
const taxOffice = createTaxOffice(env.TAX_OFFICE_URL, env.API_BASE_URL);

const load = async (claimId: string): Promise<Entity<Claim>> => {
  const found = await claims.find(claimId);
  if (!found) throw new Error(`There is no claim ${claimId}`);
  return found;
};

const awaitEnd =
  (name: WaitName): Step =>
  async ({ subject, taskToken = '', execution, now }) => {
    await waits.park({ subject, name, taskToken, execution, now }, async () => {
      const { data } = await load(subject);
      return waitEnds[name](data) ? { state: data.state } : undefined;
    });
    return { output: {} };
  };

/** Steps of the leg `refund`. */
export const handler = createSteps({
  context: 'refunds',
  store,
  steps: {
    awaitMatch: awaitEnd('match'),
    awaitReference: awaitEnd('reference'),

    // The state is written before the call: an answer may come back before the call returns.
    recordDeclaration: async ({ subject, now }) => {
      const found = await load(subject);
      const decision = decideDeclared(found.data);
      if (decision.kind !== 'changed') return { output: { state: found.data.state } };
      const { claim } = decision;
      return { output: { state: claim.state }, ...changeEffect(store, claims, found, claim, now) };
    },

    sendToTaxOffice: async ({ subject }) => {
      const { data } = await load(subject);
      if (data.state === 'declared') {
        await taxOffice.declare(data);
        await taxOffice.answerQuery(data);
      }
      return { output: { state: data.state } };
    },

    awaitAnswer: awaitEnd('answer'),
    awaitQueryAnswer: awaitEnd('query'),
    awaitPayment: awaitEnd('payment'),

    park: async ({ subject, now }) => {
      const found = await load(subject);
      const decision = decidePark(
        found.data,
        'A step failed or took too long and was handed to an operator.',
        now,
      );
      if (decision.kind !== 'changed') return { output: { state: found.data.state } };
      return { output: { state: 'parked' }, ...changeEffect(store, claims, found, decision.claim, now) };
    },
  },
});
