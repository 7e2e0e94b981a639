import { bankOperations } from './bank/operations.ts';
import { customsOperations } from './customs/operations.ts';
import { ecbOperations } from './ecb/operations.ts';
import { pspOperations } from './psp/operations.ts';
import { registryOperations } from './registry/operations.ts';

/** Operations of all twins; each twin adds its own. They are outside the product and not in its OpenAPI document. */
export const operations = {
  ...bankOperations,
  ...customsOperations,
  ...ecbOperations,
  ...pspOperations,
  ...registryOperations,
} as const;
