import { z } from 'zod';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { invariant } from '../../../shared/kernel/invariant.ts';
import type { RowKey, Store } from '../../../shared/persistence/store.ts';
import type { Write } from '../../../shared/persistence/write.ts';
import {
  consignmentPaperKinds,
  type IssuedPaper,
  type Paper,
  paperHash,
  poolPaperKinds,
} from '../domain/papers/paper.ts';

/** Characters of one row: well below the 400 KB that a row may have, whatever the text. */
const chunkCharacters = 90_000;
/** Most versions of all papers of one subject that a listing shows. */
const listedMax = 1_000;

const instant = z.custom<Instant>((value) => typeof value === 'string');
const paperRow: z.ZodType<Paper> = z.object({
  name: z.string(),
  kind: z.enum([...poolPaperKinds, ...consignmentPaperKinds]),
  reference: z.string(),
  version: z.number(),
  hash: z.string(),
  basis: z.string(),
  state: z.enum(['valid', 'void']),
  issuedAt: instant,
  replaces: z.object({ version: z.number(), hash: z.string(), why: z.string() }).optional(),
});
const textRow = z.object({ text: z.string() });
const jsonObject = z.record(z.string(), z.unknown());

const padded = (value: number): string => String(value).padStart(4, '0');
const partition = (subject: string): string => `PAPERS#${subject}`;
const paperKey = (subject: string, name: string, version: number): RowKey => ({
  pk: partition(subject),
  sk: `PAPER#${name}#${padded(version)}`,
});
const textPrefix = (name: string, version: number): string => `TEXT#${name}#${padded(version)}#`;

const chunksOf = (text: string): readonly string[] =>
  Array.from({ length: Math.ceil(text.length / chunkCharacters) }, (_, index) =>
    text.slice(index * chunkCharacters, (index + 1) * chunkCharacters),
  );

const readPaper = (data: unknown): Paper => paperRow.parse(data);

/**
 * Papers of a pool or a consignment. Rows: PAPERS#subject/PAPER#name#version (what it is) and /TEXT#name#version#n (what it says),
 * written once and never changed.
 */
export const createPaperRepository = (store: Store) => ({
  /** The last version of a paper. */
  findLast: async (subject: string, name: string): Promise<Paper | undefined> => {
    const found = await store.queryParts(partition(subject), `PAPER#${name}#`, readPaper, {
      descending: true,
      limit: 1,
    });
    return found.items[0]?.data;
  },
  findVersion: async (subject: string, name: string, version: number): Promise<Paper | undefined> =>
    (await store.get(paperKey(subject, name, version), readPaper))?.data,

  /** All versions of all papers of a subject, by name and version. */
  list: async (subject: string): Promise<readonly Paper[]> => {
    const found = await store.queryParts(partition(subject), 'PAPER#', readPaper, { limit: listedMax });
    return found.items.map(({ data }) => data);
  },

  /** What a version says. InvariantViolation `freight.paper_differs` when it is not what was issued. */
  read: async (
    subject: string,
    { name, version, hash }: Paper,
  ): Promise<Readonly<Record<string, unknown>>> => {
    const found = await store.queryParts(partition(subject), textPrefix(name, version), (data) =>
      textRow.parse(data),
    );
    const document = jsonObject.parse(JSON.parse(found.items.map(({ data }) => data.text).join('')));
    invariant(paperHash(document) === hash, 'freight.paper_differs', { subject, name, version });
    return document;
  },

  /** A new version; stale when another one was quicker. */
  insert: (subject: string, { paper, text }: IssuedPaper, now: Instant): readonly Write[] => [
    store.insertIfAbsent(paperKey(subject, paper.name, paper.version), 'paper', paper, now),
    ...chunksOf(text).map((chunk, index) =>
      store.insertIfAbsent(
        { pk: partition(subject), sk: `${textPrefix(paper.name, paper.version)}${padded(index)}` },
        'paper_text',
        { text: chunk },
        now,
      ),
    ),
  ],
});
export type PaperRepository = ReturnType<typeof createPaperRepository>;
