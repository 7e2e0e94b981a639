import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerJson } from './wire.ts';

/** Access key of the engine's own tooling: tests and the command line, past IAM. */
export const OPERATOR_KEY = 'operator';

/** The services behind the gateway. */
export type ServiceName =
  | 'dynamodb'
  | 'streams'
  | 'sqs'
  | 'sns'
  | 's3'
  | 'lambda'
  | 'states'
  | 'secretsmanager'
  | 'ssm';

/** What the signature of a request says about it. */
export interface AwsRequest {
  readonly accessKey: string;
  readonly service: ServiceName | undefined;
  /** Service as signed, for the message about one that is not run. */
  readonly scope: string;
  /** Operation of a JSON service; empty for the others. */
  readonly operation: string;
}

/** Reads access key, service and operation from the signature and the target header; signatures are not verified. */
export function readAwsRequest(request: IncomingMessage, url: URL): AwsRequest {
  const credential =
    /Credential=([^,\s]+)/.exec(request.headers.authorization ?? '')?.[1] ??
    url.searchParams.get('X-Amz-Credential') ??
    '';
  const [accessKey = '', , , scope = ''] = decodeURIComponent(credential).split('/');
  const target = String(request.headers['x-amz-target'] ?? '');
  const operation = target.split('.')[1] ?? '';
  return { accessKey, scope, operation, service: serviceOf(scope, target) };
}

function serviceOf(scope: string, target: string): ServiceName | undefined {
  if (target.startsWith('DynamoDBStreams')) return 'streams';
  switch (scope) {
    case 'dynamodb':
    case 'sqs':
    case 'sns':
    case 's3':
    case 'lambda':
    case 'states':
    case 'secretsmanager':
    case 'ssm':
      return scope;
    default:
      return undefined;
  }
}

/** Answers with an error in the shape that the service's SDK client reads. */
export function answerError(
  response: ServerResponse,
  service: ServiceName | undefined,
  error: { code: string; message: string; status: number },
): void {
  const { code, message, status } = error;
  if (service === 's3' || service === 'sns') {
    const body =
      service === 's3'
        ? `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code.replace(/Exception$/, '')}</Code><Message>${xml(message)}</Message></Error>`
        : `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${xml(message)}</Message></Error></ErrorResponse>`;
    response.writeHead(status, { 'content-type': 'application/xml' });
    response.end(body);
    return;
  }
  answerJson(
    response,
    status,
    { __type: `com.amazonaws.${service ?? 'local'}#${code}`, message, Message: message },
    {
      'content-type': service === 'lambda' ? 'application/json' : 'application/x-amz-json-1.0',
      'x-amzn-errortype': code,
    },
  );
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
