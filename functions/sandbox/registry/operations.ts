import { z } from 'zod';
import { defineOperations } from '../../../shared/http/operation.ts';

/** The company registry and the sanctions list provider, as their twin. */
export const registryOperations = defineOperations({
  sandboxSanctionsList: {
    method: 'GET',
    path: '/sandbox/registry/sanctions-list',
    summary: 'The consolidated sanctions list of the sandbox',
    auth: 'public',
    idempotent: false,
    responses: { 200: { description: 'The list' }, 503: { description: 'Not available' } },
    problems: [],
  },
  sandboxVerification: {
    method: 'POST',
    path: '/sandbox/registry/verifications',
    summary: 'Ask the registry twin to confirm a company',
    auth: 'public',
    body: z.strictObject({
      verificationId: z.string(),
      companyId: z.string(),
      name: z.string(),
      country: z.string(),
      registrationNumber: z.string(),
      callbackUrl: z.string(),
    }),
    idempotent: false,
    responses: { 202: { description: 'Asked' } },
    problems: [],
  },
});
