import { SFNClient } from '@aws-sdk/client-sfn';
import { readEnv } from '../../shared/env.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore, type Entity } from '../../shared/persistence/store.ts';
import { createSteps, type Step, type StepContext } from '../../shared/workflow/steps.ts';
import { createWaits } from '../../shared/workflow/waits.ts';
import { createAuthority } from './authority.ts';
import { changeEffect } from './declaration-effects.ts';
import { decideLodged, decidePark } from './domain/decide-declaration.ts';
import type { Declaration } from './domain/declaration.ts';
import { payAuthority, requestDuty } from './duty-payment.ts';
import { stepsEnv } from './env.ts';
import { overdue, type StateWait, waitsEndedBy } from './leg-waits.ts';
import { createCustomsRepository } from './repository.ts';
import { applyStatus } from './status-query.ts';

const env = readEnv(stepsEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const customs = createCustomsRepository(store);
const waits = createWaits(store, new SFNClient({}));
const authority = createAuthority(env.CUSTOMS_URL, env.API_BASE_URL);

const load = async (declarationId: string): Promise<Entity<Declaration>> => {
  const found = await customs.find(declarationId);
  if (!found) throw new Error(`There is no declaration ${declarationId}`);
  return found;
};

const stateOf = (declaration: Declaration): { state: string } => ({
  state: declaration.hold?.owner === 'operator' ? 'parked' : declaration.state,
});

const parkToken = (
  context: StepContext,
  name: string,
  outcome: (declaration: Declaration) => { readonly state: string } | undefined,
): Promise<void> => {
  const { subject, taskToken = '', execution, now } = context;
  return waits.park({ subject, name, taskToken, execution, now }, async () => {
    const { data } = await load(subject);
    return outcome(data) ?? (data.isOverdue ? overdue : undefined);
  });
};

const awaitState =
  (name: StateWait): Step =>
  async (context) => {
    await parkToken(context, name, (declaration) =>
      waitsEndedBy(declaration.state).includes(name) ? stateOf(declaration) : undefined,
    );
    return { output: {} };
  };

/** Steps of the legs `export` and `import`. */
export const handler = createSteps({
  context: 'customs',
  store,
  steps: {
    // The state is written before the call: an answer may come back before the call returns.
    recordLodgement: async ({ subject, now }) => {
      const found = await load(subject);
      const after = decideLodged(found.data);
      return { output: stateOf(after), ...changeEffect(store, customs, found, after, now) };
    },

    sendLodgement: async ({ subject }) => {
      const { data } = await load(subject);
      if (data.state === 'lodged') await authority.lodge(data);
      return { output: stateOf(data) };
    },

    awaitRelease: awaitState('release'),
    awaitAssessment: awaitState('assessment'),
    awaitExit: awaitState('exit'),

    askStatus: async ({ subject, now }) => {
      const found = await load(subject);
      const after = await applyStatus(authority, found.data, now);
      return { output: stateOf(after), ...changeEffect(store, customs, found, after, now) };
    },

    requestDuty: async ({ subject, now }) => {
      const found = await load(subject);
      const { declaration, events } = requestDuty(found.data, now);
      const writes = declaration === found.data ? [] : [customs.updateIfVersion(found, declaration, now)];
      return { output: { hasDuty: declaration.duty !== undefined }, writes, events };
    },

    awaitPayment: async (context) => {
      await parkToken(context, 'payment', ({ duty }) => (duty?.paidAt ? { state: 'paid' } : undefined));
      return { output: {} };
    },

    payAuthority: async ({ subject, now }) => {
      const found = await load(subject);
      const { declaration, events } = payAuthority(found.data);
      const writes = declaration === found.data ? [] : [customs.updateIfVersion(found, declaration, now)];
      return { output: stateOf(declaration), writes, events };
    },

    advisePayment: async ({ subject }) => {
      const { data } = await load(subject);
      await authority.advisePayment(data);
      return { output: stateOf(data) };
    },

    park: async ({ subject, now }) => {
      const found = await load(subject);
      const after = decidePark(found.data, 'A step of the leg failed and was handed to an operator.', now);
      return { output: stateOf(after), ...changeEffect(store, customs, found, after, now) };
    },
  },
});
