import { z } from 'zod';
import { DependencyError } from '../../../shared/kernel/errors.ts';
import { translationLengthMax } from './shapes.ts';

const timeoutMs = 6_000;

const answer = z.object({
  text: z.string().min(1).max(translationLengthMax),
  translator: z.string().min(1).max(60),
});

/** A text to translate; `from` is left out where its author named no language. */
export interface TranslationQuestion {
  readonly text: string;
  readonly from?: string | undefined;
  readonly to: string;
}

/**
 * The translation service: text in, text and name of what made it out. Errors: DependencyError sourcing.translator_unreachable,
 * sourcing.translator_refused.
 */
export const createTranslator = (baseUrl: string, send: typeof fetch = fetch) => ({
  translate: async (
    question: TranslationQuestion,
    correlationId: string,
  ): Promise<{ readonly text: string; readonly translator: string }> => {
    let response: Response;
    try {
      response = await send(`${baseUrl}/translations`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'entrepot-correlation-id': correlationId },
        body: JSON.stringify(question),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
    } catch (cause) {
      throw new DependencyError({ code: 'sourcing.translator_unreachable', status: 504, cause });
    }
    const parsed = response.ok ? answer.safeParse(await response.json().catch(() => undefined)) : undefined;
    if (!parsed?.success) throw new DependencyError({ code: 'sourcing.translator_refused', status: 502 });
    return parsed.data;
  },
});
/** See {@link createTranslator}. */
export type Translator = ReturnType<typeof createTranslator>;
