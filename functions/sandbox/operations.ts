import { bankOperations } from './bank/operations.ts';
import { carrierOperations } from './carrier/operations.ts';
import { customsOperations } from './customs/operations.ts';
import { ecbOperations } from './ecb/operations.ts';
import { fundOperations } from './fund/operations.ts';
import { lenderOperations } from './lender/operations.ts';
import { mailOperations } from './mail/operations.ts';
import { pspOperations } from './psp/operations.ts';
import { registryOperations } from './registry/operations.ts';
import { taxOfficeOperations } from './tax-office/operations.ts';
import { translatorOperations } from './translator/operations.ts';

/** Operations of all twins; each twin adds its own. They are outside the product and not in its OpenAPI document. */
export const operations = {
  ...bankOperations,
  ...carrierOperations,
  ...customsOperations,
  ...ecbOperations,
  ...fundOperations,
  ...lenderOperations,
  ...mailOperations,
  ...pspOperations,
  ...registryOperations,
  ...taxOfficeOperations,
  ...translatorOperations,
} as const;
