import { statementEntryRequested } from '../../functions/payments/contract.ts';
import { apiEnv, consumersEnv, dailyEnv } from '../../functions/reconciliation/env.ts';
import { operations } from '../../functions/reconciliation/operations.ts';
import { subscriptions } from '../../functions/reconciliation/subscriptions.ts';
import { defineContext } from './context.ts';

/** The daily proof of the books against bank, PSP and trades. It reads the ledger and cannot write it. */
export const reconciliationContext = defineContext({
  name: 'reconciliation',
  stack: 'regulated',
  impact: 'Nobody proves that clients’ money is there.',
  operations,
  subscriptions,
  requests: [statementEntryRequested.type],
  functions: {
    api: { env: apiEnv },
    consumers: { env: consumersEnv },
    // After the banks have issued the statements of the day before.
    daily: { env: dailyEnv, grants: { ledger: 'read' }, schedule: 'cron(0 4 * * ? *)', timeoutSeconds: 600 },
  },
});
