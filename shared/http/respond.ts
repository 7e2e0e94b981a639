import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Answer } from './call.ts';
import { etagOf } from './etag.ts';
import type { KeptAnswer } from './idempotency.ts';
import type { Operation } from './operation.ts';

const headersOf = (answer: Answer): Record<string, string> => ({
  'content-type': answer.text?.contentType ?? 'application/json; charset=utf-8',
  'cache-control': 'no-store',
  ...(answer.version === undefined ? {} : { etag: etagOf(answer.version) }),
  ...(answer.location === undefined ? {} : { location: answer.location }),
  ...(answer.text?.fileName === undefined
    ? {}
    : { 'content-disposition': `attachment; filename="${answer.text.fileName}"` }),
});

const bodyOf = (answer: Answer, operation: Operation): string => {
  if (answer.text) return answer.text.body;
  if (answer.body === undefined) return '';
  const schema = operation.responses[answer.status]?.schema;
  return JSON.stringify(schema ? schema.parse(answer.body) : answer.body);
};

/** An answer in the form that goes out and is kept; a field that no response schema names never leaves. */
export const keptAnswerOf = (answer: Answer, operation: Operation): KeptAnswer => ({
  status: answer.status,
  headers: headersOf(answer),
  body: bodyOf(answer, operation),
  ...(answer.text?.isBase64 ? { isBase64: true } : {}),
});

/** The HTTP response of an answer; a replayed one says so and is otherwise the same to the byte. */
export const toHttpResult = (
  kept: KeptAnswer,
  options: { readonly isReplay: boolean },
): APIGatewayProxyStructuredResultV2 => ({
  statusCode: kept.status,
  headers: { ...kept.headers, ...(options.isReplay ? { 'idempotency-replayed': 'true' } : {}) },
  ...(kept.body === '' ? {} : { body: kept.body }),
  ...(kept.isBase64 ? { isBase64Encoded: true } : {}),
});
