import { apiEnv } from '../../functions/catalog/env.ts';
import { operations } from '../../functions/catalog/operations.ts';
import { defineContext } from './context.ts';

/** Goods on offer. */
export const catalogContext = defineContext({
  name: 'catalog',
  stack: 'market',
  impact: 'Exporters cannot list goods and buyers cannot find any.',
  operations,
  functions: {
    api: { env: apiEnv },
  },
});
