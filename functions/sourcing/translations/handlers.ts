import type { Handlers } from '../../../shared/http/call.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { countToday } from '../company-limits.ts';
import { sourcingErrors } from '../errors.ts';
import { createQuoteAccess } from '../quotes/access.ts';
import type { SourcingRepository } from '../repository.ts';
import { visibleRfq } from '../rfqs/access.ts';
import type { translationOperations } from './operations.ts';
import type { TranslationRows, WrittenText } from './rows.ts';
import type { Translation } from './shapes.ts';
import type { Translator } from './translator.ts';

interface Wanted {
  readonly written: WrittenText;
  readonly original: { readonly text: string; readonly language?: string | undefined };
  readonly language: string;
  readonly companyId: string;
  readonly now: Instant;
  readonly correlationId: string;
}

/** Handlers of the operations that translate. */
export const createTranslationHandlers = (
  sourcing: SourcingRepository,
  rows: TranslationRows,
  translator: Translator,
): Handlers<typeof translationOperations> => {
  const { partyQuote } = createQuoteAccess(sourcing);

  /** What is kept already, or a new translation that is kept with the answer. */
  const translated = async ({ written, original, language, companyId, now, correlationId }: Wanted) => {
    if (original.language === language) {
      throw sourcingErrors.same_language(`It is written in "${language}".`, { pointer: '/language' });
    }
    const kept = await rows.find(written, language);
    if (kept) return { status: 200, body: kept.data };
    const counted = await countToday(sourcing, companyId, { deed: 'translation', pointer: '/language' }, now);
    const question = { text: original.text, from: original.language, to: language };
    const found = await translator.translate(question, correlationId);
    const made: Translation = { language, ...found, isMachineMade: true, madeAt: now, original };
    return { status: 200, body: made, writes: [rows.insert(written, made, now), counted] };
  };

  return {
    translateRfq: async ({ principal: { companyId }, params: { rfqId }, body, now, correlationId }) => {
      const { data } = await visibleRfq(sourcing, rfqId, companyId);
      if (data.description === undefined) {
        throw sourcingErrors.nothing_to_translate('The request has no description.');
      }
      const original = { text: data.description, language: data.language };
      return translated({
        written: { rfqId },
        original,
        language: body.language,
        companyId,
        now,
        correlationId,
      });
    },

    translateMessage: async ({ principal: { companyId }, params, body, now, correlationId }) => {
      const { quoteId, messages } = (await partyQuote(params.quoteId, companyId)).data;
      const { messageNumber } = body;
      const message = await sourcing.findMessage(quoteId, messageNumber);
      if (!message) {
        const detail = `The quote has ${messages} messages.`;
        throw sourcingErrors.message_unknown(detail, { pointer: '/messageNumber' });
      }
      const { text, language } = message.data;
      const written = { quoteId, messageNumber };
      return translated({
        written,
        original: { text, language },
        language: body.language,
        companyId,
        now,
        correlationId,
      });
    },
  };
};
