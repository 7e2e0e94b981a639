import type { z } from 'zod';
import { httpErrors } from './errors.ts';

/** Largest JSON body that is read, in bytes. */
export const bodyBytesMax = 256 * 1024;
const nestingMax = 32;

const escapePointer = (part: PropertyKey): string => String(part).replaceAll('~', '~0').replaceAll('/', '~1');

/** RFC 6901 pointer of a zod path under a prefix, e.g. `/lines/0/unitPrice/amount`. */
export const pointerOf = (path: readonly PropertyKey[], prefix = ''): string =>
  `${prefix}${path.map((part) => `/${escapePointer(part)}`).join('')}`;

/** What is simply not there is called missing; a message that a schema gave itself stays. */
const messageOf = (issue: z.core.$ZodIssue): string =>
  issue.code === 'invalid_type' && issue.message.endsWith(', received undefined')
    ? `Missing field; expected ${issue.expected}`
    : issue.message;

const flatten = (
  issues: readonly z.core.$ZodIssue[],
  prefix: string,
): { pointer: string; message: string }[] =>
  issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        pointer: pointerOf([...issue.path, key], prefix),
        message: `Unknown field ${JSON.stringify(key)}; remove it`,
      }));
    }
    if (issue.code === 'invalid_union' && issue.message === 'Invalid input') {
      // "Invalid input" mends nothing: the faults of the alternative that came closest do.
      const closest = issue.errors.toSorted((left, right) => left.length - right.length)[0] ?? [];
      if (closest.length > 0) return flatten(closest, pointerOf(issue.path, prefix));
    }
    return [{ pointer: pointerOf(issue.path, prefix), message: messageOf(issue) }];
  });

/** Parses one part of a request; every fault is listed with a pointer. Errors: http.invalid_request. */
export const parsePart = <Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  part: 'body' | 'query' | 'path',
): z.output<Schema> => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields = flatten(parsed.error.issues, part === 'body' ? '' : `/${part}`).slice(0, 20);
  const first = fields[0];
  throw httpErrors.invalid_request(
    `The ${part} has ${parsed.error.issues.length} fault(s), the first at ${first?.pointer || '/'}: ${first?.message}`,
    { fields },
  );
};

// Not by Math.max over all members: a wide body would be more arguments than a call may have.
const isTooDeep = (value: unknown, depth = 0): boolean => {
  if (depth > nestingMax) return true;
  if (value === null || typeof value !== 'object') return false;
  return Object.values(value).some((member) => isTooDeep(member, depth + 1));
};

/** The raw text of a body, decoded; refuses what is too large. */
export const readBodyText = (event: { body?: string | undefined; isBase64Encoded?: boolean }): string => {
  const text = event.isBase64Encoded
    ? Buffer.from(event.body ?? '', 'base64').toString('utf8')
    : (event.body ?? '');
  if (Buffer.byteLength(text) > bodyBytesMax)
    throw httpErrors.too_large(`The body is over ${bodyBytesMax} bytes.`);
  return text;
};

/** JSON of a body. Errors: http.malformed_json (missing, not JSON, nested too deep). */
export const parseJson = (text: string): unknown => {
  if (text.trim() === '') throw httpErrors.malformed_json('The body is empty; a JSON object is expected.');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw httpErrors.malformed_json(
      `The body is not JSON: ${cause instanceof Error ? cause.message : 'unreadable'}`,
    );
  }
  if (isTooDeep(value)) throw httpErrors.malformed_json(`The body nests deeper than ${nestingMax} levels.`);
  return value;
};
