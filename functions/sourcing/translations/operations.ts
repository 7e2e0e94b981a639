import { defineOperations } from '../../../shared/http/operation.ts';
import { exampleMessage, exampleRfqInput } from '../examples.ts';
import { quoteParams } from '../quotes/operations.ts';
import { rfqParams } from '../rfqs/operations.ts';
import { messageTranslationInput, translation, translationInput } from './shapes.ts';

const description =
  'Made once for each language and kept; the same answer comes again. The original stands beside it and alone counts. While the translator does not answer, 502 or 504; nothing else waits for it.';
const read = {
  auth: 'key',
  scope: 'sourcing:read',
  idempotent: true,
  responses: { 200: { description: 'The translation', schema: translation } },
} as const;
const refusals = ['http.not_found', 'sourcing.same_language', 'sourcing.too_many_today'] as const;
const made = { translator: 'sandbox-1', isMachineMade: true, madeAt: '2026-11-24T03:00:05.000Z' } as const;

/** HTTP operations that translate what people wrote. */
export const translationOperations = defineOperations({
  translateRfq: {
    method: 'POST',
    path: '/v1/rfqs/{rfqId}/translations',
    summary: 'Read the description of a request in another language',
    description,
    ...read,
    params: rfqParams,
    body: translationInput,
    problems: [...refusals, 'sourcing.nothing_to_translate'],
    example: {
      body: { language: 'vi' },
      response: {
        language: 'vi',
        text: 'Đèn bàn LED gập được, 8 W.',
        original: { text: exampleRfqInput.productName, language: 'en' },
        ...made,
      },
    },
  },
  translateMessage: {
    method: 'POST',
    path: '/v1/quotes/{quoteId}/translations',
    summary: 'Read a message of a quote in another language',
    description,
    ...read,
    params: quoteParams,
    body: messageTranslationInput,
    problems: [...refusals, 'sourcing.message_unknown'],
    example: {
      body: { messageNumber: 1, language: 'ko' },
      response: {
        language: 'ko',
        text: '500개에 3.80, 20일이면 됩니다.',
        original: { text: exampleMessage.text, language: exampleMessage.language },
        ...made,
      },
    },
  },
});
