import type { Handlers } from '../../../shared/http/call.ts';
import type { translatorOperations } from './operations.ts';

/** The twin of the translation service knows no language: it puts the two tags before the text. `NO-TRANSLATION` in it: no answer. */
export const translatorHandlers = (): Handlers<typeof translatorOperations> => ({
  sandboxTranslate: async ({ body: { text, from, to } }) =>
    text.includes('NO-TRANSLATION')
      ? { status: 503 }
      : { status: 200, body: { text: `[${from ?? 'und'} → ${to}] ${text}`, translator: 'sandbox-1' } },
});
