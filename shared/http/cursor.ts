import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { httpErrors } from './errors.ts';

/** Query parameters of every listing. */
export const pageQuery = z.strictObject({
  limit: z
    .string()
    .regex(/^([1-9]\d?|100)$/, 'A whole number from 1 to 100')
    .optional(),
  cursor: z.string().max(2000).optional(),
});

const cursorBody = z.object({ scope: z.string(), key: z.record(z.string(), z.unknown()) });

/**
 * Opaque, signed cursors. The scope (company and operation) is inside the signature, so that a cursor of one company or
 * listing is worthless in another.
 */
export const createCursors = (secret: string) => {
  const sign = (payload: string): string => createHmac('sha256', secret).update(payload).digest('base64url');
  return {
    encode: (scope: string, key: Record<string, unknown> | undefined): string | undefined => {
      if (!key) return undefined;
      const payload = Buffer.from(JSON.stringify({ scope, key })).toString('base64url');
      return `${payload}.${sign(payload)}`;
    },
    /** Errors: http.bad_cursor. */
    decode: (scope: string, cursor: string | undefined): Record<string, unknown> | undefined => {
      if (cursor === undefined) return undefined;
      const [payload = '', signature = ''] = cursor.split('.');
      const given = Buffer.from(signature);
      const expected = Buffer.from(sign(payload));
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
        throw httpErrors.bad_cursor('The cursor was not issued by this service.');
      }
      const body = cursorBody.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
      if (body.scope !== scope) throw httpErrors.bad_cursor('The cursor belongs to another listing.');
      return body.key;
    },
  };
};
