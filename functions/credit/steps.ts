import { SFNClient } from '@aws-sdk/client-sfn';
import { readEnv } from '../../shared/env.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore, type Entity } from '../../shared/persistence/store.ts';
import { createSteps, type StepResult } from '../../shared/workflow/steps.ts';
import { createWaits } from '../../shared/workflow/waits.ts';
import { createCapacity } from './capacity.ts';
import { decideFundingAsked, decidePark, decideReserved } from './domain/decide-loan.ts';
import type { Loan } from './domain/loan.ts';
import { stepsEnv } from './env.ts';
import { drawdownWait, hasDrawdownEnded } from './leg-waits.ts';
import { createLenders } from './lender.ts';
import { loanChange } from './loan-effects.ts';
import { createCreditRepository } from './repository.ts';

const env = readEnv(stepsEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const credit = createCreditRepository(store);
const capacity = createCapacity(store);
const waits = createWaits(store, new SFNClient({}));
const lenders = createLenders(env.LENDER_URL, env.API_BASE_URL);

const load = async (loanId: string): Promise<Entity<Loan>> => {
  const found = await credit.findLoan(loanId);
  if (!found) throw new Error(`There is no loan ${loanId}`);
  return found;
};

const changed = (found: Entity<Loan>, after: Loan, now: Instant): StepResult => ({
  output: { state: after.state },
  ...loanChange(credit, found, after, now),
});

/** Steps of the leg `loan`; reserve exposure and its undo stand side by side. */
export const handler = createSteps({
  context: 'credit',
  store,
  steps: {
    reserveExposure: async ({ subject, now }) => {
      const found = await load(subject);
      const loan = found.data;
      if (loan.state !== 'approved') return { output: { state: loan.state } };
      const counter = await capacity.read(loan.borrowerId, loan.principal.currency);
      const isThere = counter !== undefined && counter.available.amountMinor >= loan.principal.amountMinor;
      const result = changed(found, decideReserved(loan, isThere), now);
      if (!isThere) return result;
      // Whoever takes the rest in between fails the condition, and this is decided again.
      return { ...result, writes: [...(result.writes ?? []), ...capacity.reserve(loan, now)] };
    },

    undoReserveExposure: async ({ subject, now }) => {
      const { data: loan } = await load(subject);
      if (!(await capacity.isReserved(subject))) return { output: { state: loan.state } };
      return { output: { state: loan.state }, writes: capacity.release(loan, now) };
    },

    // The state is written before the call: an answer may come back before the call returns.
    recordFundingRequest: async ({ subject, now }) => {
      const found = await load(subject);
      return changed(found, decideFundingAsked(found.data), now);
    },

    askLenderToFund: async ({ subject }) => {
      const { data: loan } = await load(subject);
      if (loan.state === 'awaiting_funds') await lenders.fund(loan);
      return { output: { state: loan.state } };
    },

    awaitDrawdown: async ({ subject, taskToken = '', execution, now }) => {
      await waits.park({ subject, name: drawdownWait, taskToken, execution, now }, async () => {
        const { state } = (await load(subject)).data;
        return hasDrawdownEnded(state) ? { state } : undefined;
      });
      return { output: {} };
    },

    park: async ({ subject, now }) => {
      const found = await load(subject);
      return changed(found, decidePark(found.data, now), now);
    },
  },
});
