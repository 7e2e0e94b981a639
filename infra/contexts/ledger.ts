import { waitedTooLongMessage } from '../../functions/ledger/contract.ts';
import { apiEnv, auditorEnv, sealerEnv } from '../../functions/ledger/env.ts';
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
    sealer: { env: sealerEnv, follows: 'JOURNAL' },
    'late-seals': {
      env: sealerEnv,
      schedule: 'rate(1 minute)',
      alarm: {
        message: waitedTooLongMessage,
        what: 'A journal waited for more than five minutes for its place in the hash chain.',
      },
    },
    auditor: { env: auditorEnv, grants: { table: 'read' }, memoryMb: 1024 },
  },
  immutable: true,
});
