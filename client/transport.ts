import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** A successful answer: the parsed body, the status, and the headers that matter to a caller. */
export interface Reply<Body> {
  readonly status: number;
  readonly body: Body;
  readonly etag: string | undefined;
  readonly isReplayed: boolean;
  readonly requestId: string | undefined;
}

/** How an operation is called on the wire. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly isIdempotent: boolean;
  readonly isText: boolean;
}

export interface CallInput {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  readonly ifMatch?: string;
  /** Left out = a new one for this call; retries of the call share it. */
  readonly idempotencyKey?: string;
}

export type Send = <Body>(route: Route, input: CallInput) => Promise<Reply<Body>>;

/** A refusal of the API as RFC 9457 describes it. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly status: number;
  readonly code: string;
  readonly problem: Readonly<Record<string, unknown>>;

  constructor(status: number, problem: Readonly<Record<string, unknown>>) {
    super(
      `${status} ${String(problem.code)}: ${String(problem.detail)} ${JSON.stringify(problem.errors ?? [])}`,
    );
    this.status = status;
    this.code = String(problem.code);
    this.problem = problem;
  }
}

export interface TransportOptions {
  readonly baseUrl: string;
  readonly apiKey?: string;
  /** Groups everything that one trade causes; shown in events and on the bill. */
  readonly correlationId?: string;
  /** Most tries of a call whose answer was lost or that was asked to wait. */
  readonly attemptsMax?: number;
}

const retryableStatuses = new Set([429, 502, 503, 504]);
const pauseMsMax = 5_000;

/** Worth another try: asked to wait, or the gateway itself gave up (the service's own refusals are problems). */
const isPassing = (response: Response): boolean =>
  retryableStatuses.has(response.status) ||
  (response.status >= 500 && !response.headers.get('content-type')?.includes('problem+json'));

const urlOf = (baseUrl: string, route: Route, input: CallInput): string => {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(input.params?.[name] ?? ''),
  );
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input.query ?? {}))
    if (value !== undefined) query.set(name, value);
  const text = query.toString();
  return `${baseUrl}${path}${text ? `?${text}` : ''}`;
};

const parseBody = (route: Route, text: string): unknown => {
  if (text === '') return undefined;
  return route.isText ? text : JSON.parse(text);
};

/**
 * Sends calls to the API. A lost connection, a 429/502/503/504 or a gateway's own 500 is tried again with the same Idempotency-Key, so that
 * nothing happens twice. Errors: ProblemError for every refusal.
 */
export const createTransport = (options: TransportOptions): Send => {
  const attemptsMax = options.attemptsMax ?? 6;

  const once = async (route: Route, input: CallInput, idempotencyKey: string): Promise<Response> =>
    fetch(urlOf(options.baseUrl, route, input), {
      method: route.method,
      headers: {
        accept: 'application/json',
        ...(options.apiKey ? { authorization: `Bearer ${options.apiKey}` } : {}),
        ...(options.correlationId ? { 'entrepot-correlation-id': options.correlationId } : {}),
        ...(input.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(route.isIdempotent ? { 'idempotency-key': idempotencyKey } : {}),
        ...(input.ifMatch ? { 'if-match': input.ifMatch } : {}),
      },
      ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
    });

  return async <Body>(route: Route, input: CallInput): Promise<Reply<Body>> => {
    const idempotencyKey = input.idempotencyKey ?? randomUUID();
    const isRepeatable = route.isIdempotent || route.method === 'GET' || input.ifMatch !== undefined;
    for (let attempt = 1; ; attempt += 1) {
      const response = await once(route, input, idempotencyKey).catch((error: unknown) => {
        if (!isRepeatable || attempt >= attemptsMax) throw error;
        return undefined;
      });
      if (response && !(isPassing(response) && isRepeatable && attempt < attemptsMax)) {
        const text = await response.text();
        if (!response.ok) throw new ProblemError(response.status, JSON.parse(text || '{}'));
        return {
          status: response.status,
          // The document that this client is generated from is held against the service's answers by a test.
          body: parseBody(route, text) as Body,
          etag: response.headers.get('etag') ?? undefined,
          isReplayed: response.headers.get('idempotency-replayed') === 'true',
          requestId: response.headers.get('entrepot-request-id') ?? undefined,
        };
      }
      const waitSeconds = Number(response?.headers.get('retry-after') ?? 0);
      await sleep(Math.max(waitSeconds * 1000, Math.min(50 * 2 ** attempt, pauseMsMax)));
    }
  };
};
