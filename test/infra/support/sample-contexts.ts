import { Choice, Condition, Fail, Succeed } from 'aws-cdk-lib/aws-stepfunctions';
import { z } from 'zod';
import { type ContextPlan, defineContext, type WorkflowBuilder } from '../../../infra/contexts/context.ts';

const tableEnv = z.object({ STAGE: z.string(), CONTEXT: z.string(), TABLE_NAME: z.string().min(3) });

/** A leg with a step, a wait that may time out, and a choice. */
const sampleLeg: WorkflowBuilder = (_scope, { step, wait }) => {
  const parked = new Fail(_scope, 'Park for an operator', { error: 'parked' });
  const reserve = step('Reserve stock', { step: 'reserveStock' });
  const answer = wait('Wait for the answer', { step: 'parkAnswer', timeoutSeconds: 3600 });
  answer.addCatch(parked, { errors: ['States.ALL'], resultPath: '$.error' });
  reserve.addCatch(parked, { errors: ['States.ALL'], resultPath: '$.error' });
  const outcome = new Choice(_scope, 'Was it accepted?')
    .when(Condition.stringEquals('$.result.outcome', 'accepted'), new Succeed(_scope, 'Done'))
    .otherwise(parked);
  return reserve.next(answer).next(outcome);
};

/** Contexts that use every part once, so that the constructs are tested whatever the real ones need. */
export const sampleContexts: readonly ContextPlan[] = [
  defineContext({
    name: 'orders',
    stack: 'trade',
    impact: 'Orders stand still.',
    operations: {
      createOrder: { operationId: 'createOrder', method: 'POST', path: '/v1/orders', auth: 'key' },
      readOrder: { operationId: 'readOrder', method: 'GET', path: '/v1/orders/{orderId}', auth: 'key' },
    },
    subscriptions: ['entrepot.payments.payable_paid.v1', 'entrepot.orders.deadline_reached.v1'],
    requests: ['entrepot.payments.payable_requested.v1'],
    functions: {
      api: {
        env: tableEnv.extend({ CURSOR_SECRET_ARN: z.string(), STATE_MACHINE_ARN_TRADE: z.string() }),
      },
      consumers: { env: tableEnv },
      steps: { env: tableEnv },
    },
    deadlines: true,
    workflows: { trade: sampleLeg },
  }),
  defineContext({
    name: 'notifications',
    stack: 'market',
    impact: 'Nobody is told of anything.',
    subscriptions: ['entrepot.orders.created.v1', 'entrepot.payments.payable_paid.v1'],
    functions: { consumers: { env: tableEnv } },
  }),
  defineContext({
    name: 'payments',
    stack: 'regulated',
    impact: 'Buyers cannot pay.',
    operations: {
      receivePspEvent: {
        operationId: 'receivePspEvent',
        method: 'POST',
        path: '/v1/inbound/psp',
        auth: 'signature',
      },
    },
    subscriptions: ['entrepot.payments.payable_requested.v1'],
    functions: {
      api: {
        env: tableEnv.extend({ PSP_SECRET_NAME: z.string() }),
        grants: { partnerSecrets: ['psp'] },
      },
      consumers: {
        env: tableEnv.extend({ LEDGER_TABLE_NAME: z.string(), PSP_URL: z.url() }),
        grants: { ledger: 'post', invoke: ['ledger-query'] },
      },
    },
  }),
  defineContext({
    name: 'ledger',
    stack: 'regulated',
    impact: 'No money can be posted.',
    functions: {
      query: { env: tableEnv, grants: { table: 'read' } },
      audit: { env: tableEnv, schedule: 'cron(0 2 * * ? *)' },
    },
    immutable: true,
  }),
  defineContext({
    name: 'parties',
    stack: 'regulated',
    impact: 'Nobody can sign in.',
    operations: {
      signUp: { operationId: 'signUp', method: 'POST', path: '/v1/companies', auth: 'public' },
    },
    functions: { api: { env: tableEnv }, authorizer: { env: tableEnv } },
  }),
  defineContext({
    name: 'sandbox',
    stack: 'sandbox',
    impact: 'Tests against the sandbox stand still.',
    operations: {
      listScenarios: {
        operationId: 'listScenarios',
        method: 'GET',
        path: '/sandbox/scenarios',
        auth: 'public',
      },
    },
    functions: {
      api: {
        env: tableEnv.extend({ REGULATED_API_URL: z.string(), PSP_SECRET_NAME: z.string() }),
        grants: { partnerSecrets: ['psp'] },
      },
    },
  }),
];
