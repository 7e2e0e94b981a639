import { z } from 'zod';
import { defineOperations } from '../../../shared/http/operation.ts';

const params = z.object({ localReference: z.string().max(60) });
const taken = { 202: { description: 'Taken; the answer comes to the callback' } };

/** The customs authority, as its twin. Bodies are XML in the shape of a WCO declaration. */
export const customsOperations = defineOperations({
  sandboxLodgeDeclaration: {
    method: 'POST',
    path: '/sandbox/customs/declarations',
    summary: 'Lodge a declaration with the customs twin',
    auth: 'public',
    idempotent: false,
    responses: taken,
    problems: [],
  },
  sandboxDeclarationStatus: {
    method: 'GET',
    path: '/sandbox/customs/declarations/{localReference}',
    summary: 'All that the customs twin has said on a lodgement',
    auth: 'public',
    params,
    idempotent: false,
    responses: { 200: { description: 'Responses' }, 404: { description: 'Never seen' } },
    problems: [],
  },
  sandboxAnswerQuery: {
    method: 'POST',
    path: '/sandbox/customs/declarations/{localReference}/answers',
    summary: 'Hand documents to the customs twin',
    auth: 'public',
    params,
    idempotent: false,
    responses: taken,
    problems: [],
  },
  sandboxPayDuty: {
    method: 'POST',
    path: '/sandbox/customs/declarations/{localReference}/payments',
    summary: 'Advise the customs twin of a payment',
    auth: 'public',
    params,
    idempotent: false,
    responses: taken,
    problems: [],
  },
});
