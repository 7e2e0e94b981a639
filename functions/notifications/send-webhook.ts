import { lookup as resolveName } from 'node:dns/promises';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { AttemptFailure, AttemptResult } from './domain/delivery.ts';
import { hostOf, mayReach, type UrlRule } from './domain/endpoint-url.ts';

/** An address that a name resolved to. */
export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

/** Every address of a name. */
export type Resolve = (host: string) => Promise<readonly ResolvedAddress[]>;

/** A webhook ready to go. */
export interface OutgoingWebhook {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What the system's resolver says. */
export const systemResolve: Resolve = (host) => resolveName(host, { all: true });

class AttemptFailed extends Error {
  override readonly name = 'AttemptFailed';
  readonly failure: AttemptFailure;

  constructor(failure: AttemptFailure) {
    super(failure);
    this.failure = failure;
  }
}

/** The addresses of a host; a name of which even one address is closed is refused whole. */
const addressesOf = async (
  url: URL,
  rule: UrlRule,
  resolve: Resolve,
): Promise<readonly ResolvedAddress[]> => {
  const host = hostOf(url);
  const family = isIP(host);
  const addresses =
    family === 0
      ? await resolve(host).catch(() => {
          throw new AttemptFailed('unreachable');
        })
      : [{ address: host, family }];
  if (addresses.length === 0) throw new AttemptFailed('unreachable');
  if (!addresses.every(({ address }) => mayReach(address, rule))) throw new AttemptFailed('address_refused');
  return addresses;
};

/** Whether a name leads to a closed address today; one that does not resolve (yet) is not held against its owner. */
export const resolvesToClosedAddress = (
  url: URL,
  rule: UrlRule,
  resolve: Resolve = systemResolve,
): Promise<boolean> =>
  addressesOf(url, rule, resolve).then(
    () => false,
    (error: unknown) => error instanceof AttemptFailed && error.failure === 'address_refused',
  );

/** Connects to the very addresses that were judged, whatever the name says a moment later (DNS rebinding). */
const pinnedTo =
  (addresses: readonly ResolvedAddress[]): LookupFunction =>
  (_host, options, done) => {
    const [first] = addresses;
    if (options.all) done(null, [...addresses]);
    else done(null, first?.address ?? '', first?.family);
  };

const statusOf = (webhook: OutgoingWebhook, lookup: LookupFunction, signal: AbortSignal): Promise<number> =>
  new Promise((resolve, reject) => {
    const start = webhook.url.protocol === 'https:' ? requestHttps : requestHttp;
    const headers = { ...webhook.headers, 'content-length': String(Buffer.byteLength(webhook.body)) };
    // Node's own client follows no redirect and knows no proxy; a new connection each time shares nothing between companies.
    const request = start(
      webhook.url,
      { method: 'POST', headers, agent: false, lookup, signal },
      (response) => {
        resolve(response.statusCode ?? 0);
        // The status is all we want; a body without end is not ours to read.
        response.destroy();
      },
    );
    request.on('error', reject);
    request.end(webhook.body);
  });

const timeUp = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new AttemptFailed('timeout')), { once: true });
  });

/** Sends webhooks under the stage's rule. Never throws: what went wrong is the result of the attempt. */
export const createWebhookSender =
  (rule: UrlRule, timeoutMs: number, resolve: Resolve = systemResolve) =>
  async (webhook: OutgoingWebhook): Promise<AttemptResult> => {
    const signal = AbortSignal.timeout(timeoutMs);
    const attempt = async (): Promise<number> => {
      const addresses = await addressesOf(webhook.url, rule, resolve);
      return statusOf(webhook, pinnedTo(addresses), signal);
    };
    try {
      return { kind: 'answered', status: await Promise.race([attempt(), timeUp(signal)]) };
    } catch (error) {
      if (error instanceof AttemptFailed) return { kind: 'failed', failure: error.failure };
      return { kind: 'failed', failure: signal.aborted ? 'timeout' : 'unreachable' };
    }
  };
export type WebhookSender = ReturnType<typeof createWebhookSender>;
