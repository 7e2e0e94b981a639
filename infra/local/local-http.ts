import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { type JsonObject, objectOf, parseJson, textOr } from './json.ts';
import { ServiceError } from './refusal.ts';

/** Kept-alive connections to the processes behind the gateway. */
const agent = new Agent({ keepAlive: true, maxSockets: 256, scheduling: 'lifo' });

/** An answer read to its end. */
export interface LocalAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Sends one request to a port of this machine and reads the whole answer. */
export function send(
  port: number,
  options: { method: string; path: string; headers: IncomingHttpHeaders; body: Buffer | string },
): Promise<LocalAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: '127.0.0.1',
        port,
        agent,
        method: options.method,
        path: options.path,
        headers: options.headers,
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () =>
          resolve({
            status: incoming.statusCode ?? 502,
            headers: incoming.headers,
            body: Buffer.concat(chunks),
          }),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(options.body);
  });
}

/** The agent, for requests that are streamed rather than read. */
export const localAgent = agent;

/** Calls an AWS JSON service on a local port; throws ServiceError with the service's code when it refuses. */
export async function callJson(
  port: number,
  target: string,
  body: JsonObject,
  contentType = 'application/x-amz-json-1.0',
): Promise<JsonObject> {
  const text = JSON.stringify(body);
  const answer = await send(port, {
    method: 'POST',
    path: '/',
    headers: {
      'content-type': contentType,
      'content-length': String(Buffer.byteLength(text)),
      'x-amz-target': target,
      authorization:
        'AWS4-HMAC-SHA256 Credential=engine/20200101/eu-central-1/local/aws4_request, SignedHeaders=host, Signature=0',
      'x-amz-date': '20200101T000000Z',
    },
    body: text,
  });
  const parsed = answer.body.length === 0 ? {} : objectOf(parseJson(answer.body.toString('utf8')));
  if (answer.status < 300) return parsed;
  const code = textOr(parsed.__type, 'InternalFailure').split('#').at(-1) ?? 'InternalFailure';
  throw new ServiceError(code, textOr(parsed.message ?? parsed.Message, code), answer.status);
}
