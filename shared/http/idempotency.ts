import { createHash } from 'node:crypto';
import { z } from 'zod';
import { addDuration, epochSeconds, type Instant } from '../kernel/instant.ts';
import type { Store } from '../persistence/store.ts';
import type { Write } from '../persistence/write.ts';
import { httpErrors } from './errors.ts';
import { seal, unseal } from './sealed.ts';

/**
 * How long an answer is kept for replay. After that only things with a natural key of their own (a payable, a contract, a
 * claim's declaration, a payout, whose id comes from this very key) still refuse a repeat.
 */
export const idempotencyRetentionDays = 35;

/** Fewest characters of a key that seals a secret answer: it must not be guessable. */
const secretKeyLengthMin = 16;

const storedAnswer = z.object({
  requestHash: z.string(),
  status: z.number(),
  body: z.string(),
  headers: z.record(z.string(), z.string()),
  isBase64: z.boolean().optional(),
  isSealed: z.boolean(),
});

/** An answer as it went out. */
export type KeptAnswer = Omit<z.output<typeof storedAnswer>, 'requestHash' | 'isSealed'>;

/** The repeatable identity of a request: who sends it, under which key, and what. */
export interface RequestIdentity {
  readonly ownerId: string;
  readonly key: string;
  readonly requestHash: string;
}

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

// The key itself is not stored: it may seal the answer.
const rowKey = ({ ownerId, key }: RequestIdentity) => ({
  pk: `IDEMPOTENCY#${ownerId}#${createHash('sha256').update(key).digest('hex')}`,
  sk: 'IDEMPOTENCY',
});

/** The stored answer to the same request, or undefined. Errors: http.idempotency_key_reused when the request differs. */
export const findAnswer = async (store: Store, request: RequestIdentity): Promise<KeptAnswer | undefined> => {
  const found = await store.get(rowKey(request), (data) => storedAnswer.parse(data));
  if (!found) return undefined;
  const { requestHash, isSealed, body, ...kept } = found.data;
  if (requestHash !== request.requestHash) {
    throw httpErrors.idempotency_key_reused('The same key came with another method, path or body.');
  }
  return { ...kept, body: isSealed ? unseal(body, request.key) : body };
};

/**
 * The row that makes the answer unique; it commits in the transaction of the effect itself. A secret answer is sealed with
 * the caller's key, so that only the caller can have it again. Errors: http.idempotency_key_missing when that key is short.
 */
export const answerWrite = (
  store: Store,
  request: RequestIdentity,
  answer: KeptAnswer & { readonly isSecret: boolean },
  now: Instant,
): Write => {
  const { isSecret, body, ...kept } = answer;
  if (isSecret && request.key.length < secretKeyLengthMin) {
    throw httpErrors.idempotency_key_missing(
      `The answer holds a secret: use an unguessable Idempotency-Key of ${secretKeyLengthMin} characters or more.`,
    );
  }
  const row = {
    ...kept,
    requestHash: request.requestHash,
    isSealed: isSecret,
    body: isSecret ? seal(body, request.key) : body,
  };
  return store.insertIfAbsent(rowKey(request), 'idempotency', row, now, {
    expiresAtEpochSeconds: epochSeconds(addDuration(now, { days: idempotencyRetentionDays })),
  });
};
