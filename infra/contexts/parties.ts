import { apiEnv, authorizerEnv, consumersEnv, operatorsEnv } from '../../functions/parties/env.ts';
import { operations } from '../../functions/parties/operations.ts';
import { subscriptions } from '../../functions/parties/subscriptions.ts';
import { defineContext } from './context.ts';

/** Who trades here: companies, members, keys, verification and screening. */
export const partiesContext = defineContext({
  name: 'parties',
  stack: 'regulated',
  impact: 'Nobody can sign up, be verified or call any API with a key.',
  operations,
  subscriptions,
  deadlines: true,
  functions: {
    api: { env: apiEnv, grants: { partnerSecrets: ['registry'] } },
    authorizer: { env: authorizerEnv, grants: { table: 'read' } },
    consumers: { env: consumersEnv },
    operators: { env: operatorsEnv },
  },
});
