import type { Instant } from '../../../shared/kernel/instant.ts';
import type { RowKey, Store } from '../../../shared/persistence/store.ts';
import type { Write } from '../../../shared/persistence/write.ts';
import { quotePk } from '../quotes/rows.ts';
import { rfqPk } from '../rfqs/rows.ts';
import { type Translation, translation } from './shapes.ts';

/** What was written: the description of a request, or one message of a quote. */
export type WrittenText =
  | { readonly rfqId: string }
  | { readonly quoteId: string; readonly messageNumber: number };

const keyOf = (written: WrittenText, language: string): RowKey =>
  'rfqId' in written
    ? { pk: rfqPk(written.rfqId), sk: `TRANSLATION#${language}` }
    : {
        pk: quotePk(written.quoteId),
        sk: `TRANSLATION#${String(written.messageNumber).padStart(6, '0')}#${language}`,
      };

/** Rows: RFQ#id/TRANSLATION#language of a description, QUOTE#id/TRANSLATION#nnnnnn#language of a message; written once. */
export const createTranslationRows = (store: Store) => ({
  find: (written: WrittenText, language: string) =>
    store.get(keyOf(written, language), (data) => translation.parse(data)),
  insert: (written: WrittenText, made: Translation, now: Instant): Write =>
    store.insertIfAbsent(keyOf(written, made.language), 'translation', made, now),
});
/** See {@link createTranslationRows}. */
export type TranslationRows = ReturnType<typeof createTranslationRows>;
