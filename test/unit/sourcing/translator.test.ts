import { describe, expect, test } from 'vitest';
import { createTranslator } from '../../../functions/sourcing/translations/translator.ts';

const question = { text: '500개에 3.80', from: 'ko', to: 'vi' };

/** A translator behind a service that answers so. */
const behind = (answer: () => Promise<Response>) => {
  const asked: unknown[] = [];
  const send: typeof fetch = (url, init) => {
    asked.push([String(url), init?.body]);
    return answer();
  };
  return {
    asked,
    translate: () => createTranslator('https://words.example', send).translate(question, 'cor_1'),
  };
};

describe('the translator', () => {
  test('is asked with the text and both languages', async () => {
    const { asked, translate } = behind(async () =>
      Response.json({ text: '3.80 cho 500 cái', translator: 'words-4', confidence: 0.9 }),
    );
    expect(await translate()).toEqual({ text: '3.80 cho 500 cái', translator: 'words-4' });
    expect(asked).toEqual([
      ['https://words.example/translations', '{"text":"500개에 3.80","from":"ko","to":"vi"}'],
    ]);
  });

  test.each<[string, string, () => Promise<Response>]>([
    ['it cannot be reached', 'sourcing.translator_unreachable', () => Promise.reject(new Error('down'))],
    ['it refuses', 'sourcing.translator_refused', async () => new Response('busy', { status: 503 })],
    ['it answers something else', 'sourcing.translator_refused', async () => new Response('<html>')],
    [
      'it answers nothing',
      'sourcing.translator_refused',
      async () => Response.json({ text: '', translator: 'x' }),
    ],
    [
      'it answers far too much',
      'sourcing.translator_refused',
      async () => Response.json({ text: 'x'.repeat(16_001), translator: 'x' }),
    ],
  ])('when %s: %s', async (_when, code, answer) => {
    await expect(behind(answer).translate()).rejects.toMatchObject({ name: 'DependencyError', code });
  });
});
