import { z } from 'zod';
import { instantSchema } from '../../../shared/http/schemas.ts';
import { answer, revisionChanges, side } from '../quotes/shapes.ts';
import { languageTag, writtenText } from '../shapes.ts';

/** Whether a side takes a difference over or lets it fall. */
export const differenceAnswer = z.strictObject({ answer }).meta({ id: 'DifferenceAnswer' });

/** Terms by name, at least one. */
const someTerms = revisionChanges.refine((terms) => Object.keys(terms).length > 0, 'Name at least one term');

/** What one side says to the other. */
export const messageInput = z
  .strictObject({
    /** Kept exactly as written; a translation never takes its place. */
    text: writtenText(4_000),
    language: languageTag.optional(),
    /** Terms that were agreed with it; each that the current version does not have becomes a difference. */
    terms: someTerms.optional(),
  })
  .meta({ id: 'MessageInput' });

/** Points at a message that says something otherwise than the version. */
export const differenceInput = z
  .strictObject({ messageNumber: z.int().min(1), terms: someTerms })
  .meta({ id: 'DifferenceInput' });

/** A message as it was written. */
export const quoteMessage = z
  .object({
    number: z.int(),
    author: side,
    text: z.string(),
    language: z.string().optional(),
    terms: revisionChanges.optional(),
    saidAt: instantSchema,
  })
  .meta({ id: 'QuoteMessage' });
