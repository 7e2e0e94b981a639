import { z } from 'zod';
import { instantSchema } from '../../../shared/http/schemas.ts';
import { languageTag } from '../shapes.ts';

/** Longest translation that is taken: some languages need several times the letters of others. */
export const translationLengthMax = 16_000;

/** The language that a reader wants. */
export const translationInput = z.strictObject({ language: languageTag }).meta({ id: 'TranslationInput' });

/** The message, and the language that a reader wants it in. */
export const messageTranslationInput = translationInput
  .extend({ messageNumber: z.int().min(1) })
  .meta({ id: 'MessageTranslationInput' });

/** A translation beside its original, which alone counts. */
export const translation = z
  .object({
    language: languageTag,
    text: z.string(),
    /** Who made it, with its version. */
    translator: z.string(),
    isMachineMade: z.literal(true),
    madeAt: instantSchema,
    original: z.object({ text: z.string(), language: languageTag.optional() }),
  })
  .meta({ id: 'Translation', description: 'For reading only: what was agreed is what the original says.' });
/** A translation, parsed. */
export type Translation = z.output<typeof translation>;
