import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { BillBook } from './bill.ts';
import { correlationsIn } from './correlation.ts';
import type { Functions } from './functions.ts';
import { authorizerEvent, type HttpAnswer, httpAnswer, httpEvent } from './http-event.ts';
import {
  type Authorizer,
  corsValue,
  type HttpApiSettings,
  matchRoute,
  type Route,
  type RouteMatch,
} from './http-routes.ts';
import { type JsonObject, objectOf } from './json.ts';
import { ServiceError } from './refusal.ts';
import { arn } from './resource-identity.ts';
import { answerJson, readBody } from './wire.ts';

/** Payload limit of an HTTP API. */
const BODY_BYTES_MAX = 10 * 1024 * 1024;

/** Handles a request that is not of the template; false when it is not its own. */
export type ExtraRoute = (
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
) => boolean | Promise<boolean>;

/** API Gateway's own answers. */
const MESSAGES: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  413: 'Request Entity Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

class Refused extends Error {
  readonly status: number;

  constructor(status: number) {
    super(MESSAGES[status] ?? 'Internal Server Error');
    this.status = status;
  }
}

/** The public HTTP API of the template, payload format 2.0 in and out. */
export class HttpApi {
  readonly #routes: readonly Route[];
  readonly #functions: Functions;
  readonly #bill: BillBook;
  readonly #now: () => number;
  readonly #extraRoutes: readonly ExtraRoute[];
  readonly #server: Server;
  readonly #authorized = new Map<string, { until: number; context: JsonObject | undefined }>();
  readonly #tokens = new Map<string, { left: number; at: number }>();
  #running = 0;

  constructor(parts: {
    routes: readonly Route[];
    functions: Functions;
    bill: BillBook;
    now: () => number;
    extraRoutes: readonly ExtraRoute[];
  }) {
    this.#routes = parts.routes;
    this.#functions = parts.functions;
    this.#bill = parts.bill;
    this.#now = parts.now;
    this.#extraRoutes = parts.extraRoutes;
    this.#server = createServer({ keepAliveTimeout: 30_000 }, (request, response) => {
      void this.#serve(request, response);
    });
  }

  /** Listens on 127.0.0.1; port 0 takes a free one. Returns the port. */
  listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', () => {
        const address = this.#server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : port);
      });
    });
  }

  /** Requests of the template's routes that are not answered yet. */
  running(): number {
    return this.#running;
  }

  /** Closes the listener and its connections. */
  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://local');
    try {
      for (const extra of this.#extraRoutes) if (await extra(request, response, url)) return;
      if (this.#answerPreflight(request, response)) return;
      const match = matchRoute(this.#routes, request.method ?? 'GET', url.pathname);
      if (match === undefined) throw new Refused(404);
      await this.#counted(() => this.#call(request, response, url, match));
    } catch (error) {
      if (response.headersSent) {
        response.destroy();
        return;
      }
      const status = error instanceof Refused || error instanceof ServiceError ? error.status : 500;
      answerJson(response, status, { message: MESSAGES[status] ?? 'Internal Server Error' });
    }
  }

  async #counted(work: () => Promise<void>): Promise<void> {
    this.#running += 1;
    try {
      await work();
    } finally {
      this.#running -= 1;
    }
  }

  async #call(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
    match: RouteMatch,
  ): Promise<void> {
    const { route } = match;
    this.#throttle(route.api);
    const body = await readBody(request, BODY_BYTES_MAX);
    if (body === undefined) throw new Refused(413);
    const requestId = randomUUID();
    const extras = { body, requestId, nowMs: this.#now(), authorizer: undefined };
    const plain = httpEvent(request, url, match, extras);
    const correlations = correlationsIn(JSON.stringify(plain.headers));
    this.#bill.add('httpApi.requests', 1, route.target.context, correlations);
    const authorizer = await this.#authorize(route, plain, request);
    const event =
      authorizer === undefined ? plain : httpEvent(request, url, match, { ...extras, authorizer });
    const outcome = await withinTime(
      this.#functions.invoke(route.target.arn, event, correlations),
      route.timeoutMs,
    );
    if (!outcome.isOk) throw new Refused(500);
    reply(response, httpAnswer(outcome.payload), requestId, corsHeaders(request, route.api));
  }

  /** Undefined without an authorizer; its context otherwise. Throws Refused 401 or 403. */
  async #authorize(
    route: Route,
    event: JsonObject,
    request: IncomingMessage,
  ): Promise<JsonObject | undefined> {
    const { authorizer } = route;
    if (authorizer === undefined) return undefined;
    const identity = authorizer.identityHeaders.map((name) => request.headers[name]);
    if (identity.some((value) => value === undefined || value === '')) throw new Refused(401);
    const key = JSON.stringify([authorizer.id, ...identity]);
    const known = this.#authorized.get(key);
    if (known !== undefined && known.until > this.#now()) {
      if (known.context === undefined) throw new Refused(403);
      return known.context;
    }
    const context = await this.#askAuthorizer(authorizer, route, event, identity.map(String));
    if (authorizer.ttlSeconds > 0) {
      this.#authorized.set(key, { until: this.#now() + authorizer.ttlSeconds * 1000, context });
    }
    if (context === undefined) throw new Refused(403);
    return context;
  }

  async #askAuthorizer(
    authorizer: Authorizer,
    route: Route,
    event: JsonObject,
    identity: readonly string[],
  ): Promise<JsonObject | undefined> {
    const routeArn = arn(
      'execute-api',
      `${route.api.id}/${route.api.stage}/${route.routeKey.replace(' ', '')}`,
    );
    const outcome = await this.#functions.invoke(
      authorizer.target.arn,
      authorizerEvent(event, identity, routeArn),
      [],
    );
    if (!outcome.isOk) throw new Refused(outcome.error.errorMessage === 'Unauthorized' ? 401 : 500);
    const answer = objectOf(outcome.payload);
    return answer.isAuthorized === true ? objectOf(answer.context) : undefined;
  }

  /** Token bucket of the stage, in machine time: a moved sandbox clock must not refill it. */
  #throttle({ id, burst, ratePerSecond }: HttpApiSettings): void {
    if (!Number.isFinite(burst) || !Number.isFinite(ratePerSecond)) return;
    const now = Date.now();
    const bucket = this.#tokens.get(id) ?? { left: burst, at: now };
    const left = Math.min(burst, bucket.left + ((now - bucket.at) / 1000) * ratePerSecond);
    if (left < 1) throw new Refused(429);
    this.#tokens.set(id, { left: left - 1, at: now });
  }

  #answerPreflight(request: IncomingMessage, response: ServerResponse): boolean {
    const isPreflight =
      request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
    const cors = this.#routes[0]?.api;
    if (!isPreflight || cors === undefined || Object.keys(cors.cors).length === 0) return false;
    response.writeHead(204, {
      ...corsHeaders(request, cors),
      'access-control-allow-methods': corsValue(cors.cors, 'AllowMethods'),
      'access-control-allow-headers': corsValue(cors.cors, 'AllowHeaders'),
      'access-control-max-age': corsValue(cors.cors, 'MaxAge') || '0',
    });
    response.end();
    return true;
  }
}

function corsHeaders(request: IncomingMessage, { cors }: HttpApiSettings): Record<string, string> {
  const { origin } = request.headers;
  const allowed = corsValue(cors, 'AllowOrigins').split(',');
  if (origin === undefined || !(allowed.includes('*') || allowed.includes(origin))) return {};
  const exposed = corsValue(cors, 'ExposeHeaders');
  return {
    'access-control-allow-origin': allowed.includes('*') ? '*' : origin,
    ...(exposed === '' ? {} : { 'access-control-expose-headers': exposed }),
  };
}

function reply(
  response: ServerResponse,
  answer: HttpAnswer,
  requestId: string,
  cors: Record<string, string>,
): void {
  response.writeHead(answer.status, {
    ...answer.headers,
    ...cors,
    'content-length': String(answer.body.length),
    'apigw-requestid': requestId,
  });
  response.end(answer.body);
}

async function withinTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Refused(504)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
