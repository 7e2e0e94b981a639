import { SFNClient } from '@aws-sdk/client-sfn';
import { readEnv } from '../../shared/env.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore } from '../../shared/persistence/store.ts';
import { createSteps } from '../../shared/workflow/steps.ts';
import { createWaits } from '../../shared/workflow/waits.ts';
import { createEffects } from './effects.ts';
import { stepsEnv } from './env.ts';
import { createLegSteps } from './leg-steps.ts';
import { createRepository } from './repository.ts';

const env = readEnv(stepsEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const repository = createRepository(store);

/** The steps function of both legs. */
export const handler = createSteps({
  context: env.CONTEXT,
  store,
  steps: createLegSteps({
    repository,
    effects: createEffects(repository),
    waits: createWaits(store, new SFNClient({})),
  }),
});
