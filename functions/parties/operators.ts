import { z } from 'zod';
import { readEnv } from '../../shared/env.ts';
import { systemClock } from '../../shared/kernel/clock.ts';
import { createIdFactory } from '../../shared/kernel/ids.ts';
import { systemRandom } from '../../shared/kernel/random.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore } from '../../shared/persistence/store.ts';
import { commitTransaction } from '../../shared/persistence/transaction.ts';
import { createApiKeySecret } from './domain/api-key.ts';
import type { ApiKey, Company, Member } from './domain/company.ts';
import { allScopes } from './domain/scopes.ts';
import { operatorsEnv } from './env.ts';
import { createPartiesRepository, keyIdOf } from './repository.ts';

const env = readEnv(operatorsEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const parties = createPartiesRepository(store);
const newId = createIdFactory(systemClock, systemRandom);

const request = z.strictObject({ name: z.string().min(1).max(120), email: z.email() });

/**
 * Makes a key for one of Entrepôt's own staff. There is no route to it: who may invoke it is decided by IAM alone, so an
 * operator is someone who can already reach the account. Each call makes a person and a key; the key is shown once.
 */
export const handler = async (
  event: unknown,
): Promise<{ companyId: string; keyId: string; secret: string }> => {
  const { name, email } = request.parse(event);
  const now = systemClock.now();
  const [companyId, memberId] = [newId('com'), newId('mem')];
  const company: Company = {
    companyId,
    name: `Entrepôt operations: ${name}`,
    country: 'NL',
    registrationNumber: `operator-${memberId}`,
    roles: ['operator'],
    contactEmail: email,
    verificationLevel: 'verified',
    screening: 'clear',
    ownerMemberId: memberId,
  };
  const member: Member = { memberId, companyId, name, email };
  const { shortId, secret, hash } = createApiKeySecret('test', systemRandom);
  const keyId = keyIdOf(shortId);
  const key: ApiKey = {
    keyId,
    companyId,
    memberId,
    name: 'operator',
    mode: 'test',
    scopes: allScopes,
    hash,
    createdAt: now,
  };
  await commitTransaction(store.client, [
    ...parties.insertCompany(company, now),
    parties.insertMember(member, now),
    parties.insertKey(key, now),
  ]);
  return { companyId, keyId, secret };
};
