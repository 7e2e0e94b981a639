import { Logger } from '@aws-lambda-powertools/logger';

/** The only fields that may be logged: no bodies, bank details or identity documents (a field outside this list is dropped). */
const allowedFields = new Set([
  'operationId',
  'requestId',
  'correlationId',
  'companyId',
  'keyId',
  'status',
  'code',
  'eventId',
  'eventType',
  'subject',
  'step',
  'execution',
  'attempt',
  'reason',
  'count',
  'url',
  'evidence',
]);

const logger = new Logger();

const permitted = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => allowedFields.has(name)));

/** Structured JSON logging through an allow-list of fields; errors keep their stack for us and never reach a caller. */
export const log = {
  info: (message: string, fields: Record<string, unknown> = {}): void =>
    logger.info(message, permitted(fields)),
  warn: (message: string, fields: Record<string, unknown> = {}): void =>
    logger.warn(message, permitted(fields)),
  error: (message: string, error: unknown, fields: Record<string, unknown> = {}): void =>
    logger.error(message, {
      ...permitted(fields),
      error: error instanceof Error ? error : new Error(String(error)),
    }),
};
