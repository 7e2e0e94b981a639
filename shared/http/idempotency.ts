import { createHash } from 'node:crypto';
import { z } from 'zod';
import { addDuration, epochSeconds, type Instant } from '../kernel/instant.ts';
import type { Store } from '../persistence/store.ts';
import type { Write } from '../persistence/write.ts';
import { httpErrors } from './errors.ts';

/** How long an answer is kept for replay. After that the natural keys of the things themselves still refuse a repeat. */
export const idempotencyRetentionDays = 35;

const storedAnswer = z.object({
  requestHash: z.string(),
  status: z.number(),
  body: z.string(),
  headers: z.record(z.string(), z.string()),
});
export type StoredAnswer = z.output<typeof storedAnswer>;

/** The header's value. Errors: http.idempotency_key_missing. */
export const readIdempotencyKey = (header: string | undefined): string => {
  const key = header?.trim() ?? '';
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw httpErrors.idempotency_key_missing(
      header === undefined
        ? 'This operation needs an Idempotency-Key.'
        : 'The Idempotency-Key is empty, too long or has blanks.',
    );
  }
  return key;
};

/** What makes two requests the same: method, path and the very bytes of the body. */
export const hashRequest = (method: string, path: string, body: string): string =>
  createHash('sha256').update(`${method}\n${path}\n${body}`).digest('hex');

const keyOf = (ownerId: string, key: string) => ({ pk: `IDEMPOTENCY#${ownerId}#${key}`, sk: 'IDEMPOTENCY' });

/** The stored answer to the same request, or undefined. Errors: http.idempotency_key_reused when the request differs. */
export const findAnswer = async (
  store: Store,
  ownerId: string,
  key: string,
  requestHash: string,
): Promise<StoredAnswer | undefined> => {
  const found = await store.get(keyOf(ownerId, key), (data) => storedAnswer.parse(data));
  if (!found) return undefined;
  if (found.data.requestHash !== requestHash) {
    throw httpErrors.idempotency_key_reused('The same key came with another method, path or body.');
  }
  return found.data;
};

/** The row that makes the answer unique; it commits in the transaction of the effect itself. */
export const answerWrite = (
  store: Store,
  ownerId: string,
  key: string,
  answer: StoredAnswer,
  now: Instant,
): Write =>
  store.insertIfAbsent(keyOf(ownerId, key), 'idempotency', answer, now, {
    expiresAtEpochSeconds: epochSeconds(addDuration(now, { days: idempotencyRetentionDays })),
  });
