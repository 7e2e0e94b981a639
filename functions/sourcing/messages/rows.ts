import { z } from 'zod';
import type { Instant } from '../../../shared/kernel/instant.ts';
import type { RowKey, Store } from '../../../shared/persistence/store.ts';
import type { Write } from '../../../shared/persistence/write.ts';
import type { EndedDifference } from '../domain/decide-difference.ts';
import type { Message } from '../domain/quote.ts';
import { quotePk } from '../quotes/rows.ts';
import { revisionChanges } from '../quotes/shapes.ts';

const messageRow: z.ZodType<Message> = z.object({
  number: z.int(),
  author: z.enum(['buyer', 'supplier']),
  text: z.string(),
  language: z.string().optional(),
  terms: revisionChanges.optional(),
  saidAt: z.string(),
});

const messagePrefix = 'MESSAGE#';
const messageKey = (quoteId: string, number: number): RowKey => ({
  pk: quotePk(quoteId),
  sk: `${messagePrefix}${String(number).padStart(6, '0')}`,
});

/** Rows of what was said: QUOTE#id/MESSAGE#nnnnnn messages, QUOTE#id/DIFFERENCE#id#version differences that ended. */
export const createMessageRows = (store: Store) => ({
  findMessage: (quoteId: string, number: number) =>
    store.get(messageKey(quoteId, number), (data) => messageRow.parse(data)),
  /** A message is written once and never changed. */
  insertMessage: (quoteId: string, message: Message, now: Instant): Write =>
    store.insertIfAbsent(messageKey(quoteId, message.number), 'message', message, now),
  /** A page of messages, oldest first. */
  messagesOf: async (quoteId: string, page: { limit: number; from: Record<string, unknown> | undefined }) => {
    const read = (data: unknown): Message => messageRow.parse(data);
    const rows = await store.queryParts(quotePk(quoteId), messagePrefix, read, page);
    return { items: rows.items.map((row) => row.data), next: rows.next };
  },
  /** Keeps how a difference ended, beside the version of the quote that ended it. */
  insertEndedDifference: (
    quoteId: string,
    version: number,
    difference: EndedDifference,
    now: Instant,
  ): Write =>
    store.insertIfAbsent(
      { pk: quotePk(quoteId), sk: `DIFFERENCE#${difference.differenceId}#${version}` },
      'ended_difference',
      difference,
      now,
    ),
});
