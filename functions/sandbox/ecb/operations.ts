import { defineOperations } from '../../../shared/http/operation.ts';

/** The European Central Bank's reference rates, as its twin. */
export const ecbOperations = defineOperations({
  sandboxDailyRates: {
    method: 'GET',
    path: '/sandbox/ecb/eurofxref-daily.xml',
    summary: 'The latest daily reference rates, units for one euro',
    auth: 'public',
    idempotent: false,
    responses: { 200: { description: 'The ECB format', contentType: 'application/xml' } },
    problems: [],
  },
  sandboxHistory: {
    method: 'GET',
    path: '/sandbox/ecb/eurofxref-hist-90d.xml',
    summary: 'The reference rates of the last ninety days, newest first',
    auth: 'public',
    idempotent: false,
    responses: { 200: { description: 'The ECB format', contentType: 'application/xml' } },
    problems: [],
  },
});
