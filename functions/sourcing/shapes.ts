import { z } from 'zod';
import { textSchema } from '../../shared/http/schemas.ts';

/** How goods travel on the main carriage. */
export const transportMode = z.enum(['sea', 'air', 'road', 'rail']);
/** A short text for the other side. */
export const message = textSchema(2_000);

/** Text for people that is kept exactly as written, line breaks included; of control characters only these and tabs pass. */
export const writtenText = (lengthMax: number) =>
  z
    .string()
    .min(1)
    .max(lengthMax)
    .regex(
      /^(?:[\n\t]|[^\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069])*$/u,
      'Control characters and direction overrides are not allowed',
    )
    .regex(/\S/u, 'It holds blanks only');

/** Language of a text, BCP 47 in its usual short form. */
export const languageTag = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/, 'A language tag such as "ko" or "zh-Hant"')
  .meta({ example: 'ko' });
