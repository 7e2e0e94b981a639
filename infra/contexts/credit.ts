import { apiEnv, consumersEnv, stepsEnv } from '../../functions/credit/env.ts';
import { operations } from '../../functions/credit/operations.ts';
import { subscriptions } from '../../functions/credit/subscriptions.ts';
import { loanLeg } from '../../functions/credit/workflow.ts';
import {
  ownTransferRequested,
  payableCancellationRequested,
  payableReductionRequested,
  payableRequested,
  payoutRequested,
} from '../../functions/payments/contract.ts';
import {
  companyClaimReductionRequested,
  companyClaimRequested,
} from '../../functions/settlement/contract.ts';
import { defineContext } from './context.ts';

/** Scores, offers, draws and repayments. */
export const creditContext = defineContext({
  name: 'credit',
  stack: 'regulated',
  impact: 'No loan is offered, drawn or repaid.',
  operations,
  subscriptions,
  requests: [
    payableRequested.type,
    payableCancellationRequested.type,
    payableReductionRequested.type,
    payoutRequested.type,
    ownTransferRequested.type,
    companyClaimRequested.type,
    companyClaimReductionRequested.type,
  ],
  functions: {
    api: { env: apiEnv, grants: { partnerSecrets: ['lender'] } },
    consumers: { env: consumersEnv, grants: { ledger: 'post' } },
    steps: { env: stepsEnv },
  },
  deadlines: true,
  workflows: { loan: loanLeg },
});
