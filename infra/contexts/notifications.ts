import { apiEnv, consumersEnv } from '../../functions/notifications/env.ts';
import { operations } from '../../functions/notifications/operations.ts';
import { subscriptions } from '../../functions/notifications/subscriptions.ts';
import { defineContext } from './context.ts';

/** Webhooks and the event feed. */
export const notificationsContext = defineContext({
  name: 'notifications',
  stack: 'market',
  impact: 'Nobody is told of anything: webhooks and event feeds stand still.',
  operations,
  subscriptions,
  functions: {
    api: { env: apiEnv },
    // A message may wait ten seconds for an endpoint, and again after it lost a race.
    consumers: { env: consumersEnv, timeoutSeconds: 60 },
  },
  deadlines: true,
});
