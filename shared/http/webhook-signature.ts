import { createHmac, timingSafeEqual } from 'node:crypto';
import { epochSeconds, type Instant } from '../kernel/instant.ts';
import { httpErrors } from './errors.ts';

/** Oldest and newest timestamp that is accepted, in seconds from now (Standard Webhooks 1.0.0). */
export const signatureToleranceSeconds = 300;

const keyOf = (secret: string): Buffer => Buffer.from(secret.replace(/^whsec_/, ''), 'base64');

const signatureOf = (secret: string, id: string, timestamp: string, body: string): string =>
  `v1,${createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64')}`;

/** Headers of a signed webhook as Standard Webhooks 1.0.0 says; several secrets during a rotation give several signatures. */
export const signWebhook = (
  secrets: readonly string[],
  message: { readonly id: string; readonly now: Instant; readonly body: string },
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> => {
  const timestamp = String(epochSeconds(message.now));
  return {
    'webhook-id': message.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': secrets
      .map((secret) => signatureOf(secret, message.id, timestamp, message.body))
      .join(' '),
  };
};

const sameText = (left: string, right: string): boolean => {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/** Returns the webhook id of a message whose signature and age are right. Errors: http.bad_signature. */
export const verifyWebhook = (
  secret: string,
  message: {
    readonly headers: Readonly<Record<string, string | undefined>>;
    readonly body: string;
    readonly now: Instant;
  },
): string => {
  const id = message.headers['webhook-id'];
  const timestamp = message.headers['webhook-timestamp'];
  const given = message.headers['webhook-signature'];
  if (!id || !timestamp || !given) throw httpErrors.bad_signature('The webhook headers are missing.');
  const ageSeconds = epochSeconds(message.now) - Number(timestamp);
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(ageSeconds) > signatureToleranceSeconds) {
    throw httpErrors.bad_signature('The timestamp is over five minutes off.');
  }
  const expected = signatureOf(secret, id, timestamp, message.body);
  if (!given.split(' ').some((one) => sameText(one, expected))) {
    throw httpErrors.bad_signature('No signature matches.');
  }
  return id;
};

/**
 * The secret of one of many parties that share a route, from the house's own secret and the party's id (HMAC-SHA-256 as a key
 * derivation): each party knows only its own and can sign for nobody else.
 */
export const secretOfParty = (secret: string, partyId: string): string =>
  `whsec_${createHmac('sha256', keyOf(secret)).update(`party:${partyId}`).digest('base64')}`;
