import { z } from 'zod';
import { instantSchema } from '../../../shared/http/schemas.ts';
import { consignmentPaperKinds, poolPaperKinds } from '../domain/papers/paper.ts';

const about = {
  name: z.string(),
  kind: z.enum([...consignmentPaperKinds, ...poolPaperKinds]),
  standard: z.string().meta({ description: 'By whose field names the document is written.' }),
  reference: z.string(),
  version: z.int(),
  state: z.enum(['valid', 'void']),
  hash: z
    .string()
    .meta({ description: 'SHA-256 of `document` as canonical JSON (RFC 8785), in hexadecimal.' }),
  issuedAt: instantSchema,
  replaces: z
    .object({ version: z.int(), hash: z.string(), why: z.string() })
    .optional()
    .meta({ description: 'The version before, and why there is another.' }),
};

/** One version of a paper without what it says. */
export const paperSummary = z.object(about).meta({ id: 'PaperSummary' });

/** One version of a paper. */
export const paper = z
  .object({
    ...about,
    document: z
      .record(z.string(), z.unknown())
      .meta({ description: 'The paper itself, by the field names of its standard.' }),
  })
  .meta({ id: 'Paper' });
