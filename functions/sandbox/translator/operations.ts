import { z } from 'zod';
import { defineOperations } from '../../../shared/http/operation.ts';

/** The translation service, as its twin. */
export const translatorOperations = defineOperations({
  sandboxTranslate: {
    method: 'POST',
    path: '/sandbox/translator/translations',
    summary: 'Translate a text',
    auth: 'public',
    body: z.strictObject({ text: z.string().max(4_000), from: z.string().optional(), to: z.string() }),
    idempotent: false,
    responses: {
      200: { description: 'The translation', schema: z.object({ text: z.string(), translator: z.string() }) },
      503: { description: 'Not available' },
    },
    problems: [],
  },
});
