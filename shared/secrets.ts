import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Clock } from './kernel/clock.ts';
import { epochMs } from './kernel/instant.ts';

const cacheMs = 5 * 60 * 1000;

/** Reads secrets by ARN or name and keeps them for five minutes, so that a rotated one is picked up without a deployment. */
export const createSecrets = (clock: Clock, client = new SecretsManagerClient({})) => {
  const cache = new Map<string, { readonly value: string; readonly readAtMs: number }>();
  return {
    read: async (secretId: string): Promise<string> => {
      const nowMs = epochMs(clock.now());
      const cached = cache.get(secretId);
      if (cached && Math.abs(nowMs - cached.readAtMs) < cacheMs) return cached.value;
      const found = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
      if (!found.SecretString) throw new Error(`The secret ${secretId} has no text value`);
      cache.set(secretId, { value: found.SecretString, readAtMs: nowMs });
      return found.SecretString;
    },
  };
};
export type Secrets = ReturnType<typeof createSecrets>;
