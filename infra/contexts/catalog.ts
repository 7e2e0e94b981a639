import { apiEnv } from '../../functions/catalog/env.ts';
import { operations } from '../../functions/catalog/operations.ts';
import { defineContext } from './context.ts';

/** Goods on offer and their prices. */
export const catalogContext = defineContext({
  name: 'catalog',
  stack: 'market',
  impact: 'Suppliers cannot list goods and buyers cannot find or price them.',
  operations,
  functions: { api: { env: apiEnv } },
});
