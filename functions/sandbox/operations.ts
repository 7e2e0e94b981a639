import { registryOperations } from './registry/operations.ts';

/** Operations of all twins; each twin adds its own. They are outside the product and not in its OpenAPI document. */
export const operations = { ...registryOperations } as const;
