import { apiEnv } from '../../functions/ledger/env.ts';
import { operations } from '../../functions/ledger/operations.ts';
import { defineContext } from './context.ts';

/** Double entry: what everybody owns and owes. Its rows are never deleted. */
export const ledgerContext = defineContext({
  name: 'ledger',
  stack: 'regulated',
  impact: 'No balance or statement can be read.',
  operations,
  functions: {
    api: { env: apiEnv },
  },
  immutable: true,
});
