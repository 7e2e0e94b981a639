import type {
  APIGatewayRequestAuthorizerEventV2,
  APIGatewaySimpleAuthorizerWithContextResult,
} from 'aws-lambda';
import { readEnv } from '../../shared/env.ts';
import { type Principal, principalToContext } from '../../shared/http/principal.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore } from '../../shared/persistence/store.ts';
import { isSameKey, shortIdOf } from './domain/api-key.ts';
import { authorizerEnv } from './env.ts';
import { createPartiesRepository, keyIdOf } from './repository.ts';

const env = readEnv(authorizerEnv);
const parties = createPartiesRepository(createStore(createDocumentClient(), env.TABLE_NAME));

const bearerOf = (header: string | undefined): string =>
  /^Bearer (\S{1,200})$/i.exec(header?.trim() ?? '')?.[1] ?? '';

const principalOf = async (key: string): Promise<Principal | undefined> => {
  const shortId = shortIdOf(key);
  if (shortId === undefined) return undefined;
  const found = await parties.findKey(keyIdOf(shortId));
  if (!found || found.data.revokedAt || !isSameKey(key, found.data.hash)) return undefined;
  const company = await parties.findCompany(found.data.companyId);
  if (!company) return undefined;
  const { companyId, name, country, roles, verificationLevel, screening, suspension } = company.data;
  return {
    companyId,
    companyName: name,
    country,
    memberId: found.data.memberId,
    keyId: found.data.keyId,
    mode: found.data.mode,
    roles: [...roles],
    scopes: [...found.data.scopes],
    verificationLevel,
    screening,
    ...(suspension ? { isSuspended: true } : {}),
  };
};

/**
 * Turns an API key into a principal, on every request, so that a revoked key stops at once. A request without a valid key
 * passes with no principal at all: the API function then refuses it with a problem+json 401, as it refuses everything
 * that has no principal.
 */
export const handler = async (
  event: APIGatewayRequestAuthorizerEventV2,
): Promise<APIGatewaySimpleAuthorizerWithContextResult<Record<string, string>>> => {
  const principal = await principalOf(bearerOf(event.headers?.authorization));
  return { isAuthorized: true, context: principal ? principalToContext(principal) : {} };
};
