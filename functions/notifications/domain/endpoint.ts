import type { Instant } from '../../../shared/kernel/instant.ts';
import type { Random } from '../../../shared/kernel/random.ts';

const secretBytes = 32;

/** Where a company wants its events sent. */
export interface Endpoint {
  readonly endpointId: string;
  readonly url: string;
  /** Left out = every event that the company may see. */
  readonly eventTypes?: readonly string[] | undefined;
  readonly state: 'active' | 'disabled';
  readonly createdAt: Instant;
  readonly disabledAt?: Instant | undefined;
  /** Kept as it is, because it must sign; the table is encrypted at rest and no view shows it. */
  readonly secret: string;
  readonly previousSecret?: { readonly secret: string; readonly validUntil: Instant } | undefined;
}

/** A signing secret as Standard Webhooks 1.0.0 writes it: `whsec_` and 24 to 64 bytes in base 64. */
export const createSigningSecret = (random: Random): string =>
  `whsec_${Buffer.from(random.bytes(secretBytes)).toString('base64')}`;

/** The secrets that sign at that moment: the current one, and the one before while the receiver changes over. */
export const signingSecrets = (endpoint: Endpoint, now: Instant): readonly string[] => {
  const { secret, previousSecret } = endpoint;
  return previousSecret && now < previousSecret.validUntil ? [secret, previousSecret.secret] : [secret];
};
