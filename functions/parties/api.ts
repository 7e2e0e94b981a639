import { readEnv } from '../../shared/env.ts';
import { createApi } from '../../shared/http/api.ts';
import { httpErrors } from '../../shared/http/errors.ts';
import { parseJson, parsePart } from '../../shared/http/parse.ts';
import { verifyWebhook } from '../../shared/http/webhook-signature.ts';
import { systemClock } from '../../shared/kernel/clock.ts';
import { deterministicId } from '../../shared/kernel/ids.ts';
import { systemRandom } from '../../shared/kernel/random.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore, type Entity } from '../../shared/persistence/store.ts';
import { createSecrets } from '../../shared/secrets.ts';
import { createBankAccountHandlers } from './bank-account-handlers.ts';
import { companyRegistered, companyVerified } from './contract.ts';
import { createApiKeySecret } from './domain/api-key.ts';
import { type ApiKey, activeKeysMax, type Company } from './domain/company.ts';
import { ownerKeyOf } from './domain/owner-key.ts';
import { scopesFor } from './domain/scopes.ts';
import { apiEnv } from './env.ts';
import { partiesErrors } from './errors.ts';
import { operations } from './operations.ts';
import { createRegistry } from './registry.ts';
import { createPartiesRepository, keyIdOf } from './repository.ts';

const env = readEnv(apiEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const parties = createPartiesRepository(store);
const registry = createRegistry(env.REGISTRY_URL);
const secrets = createSecrets(systemClock);

const ownCompany = async (companyId: string): Promise<Entity<Company>> => {
  const found = await parties.findCompany(companyId);
  if (!found) throw httpErrors.not_found('No such company.');
  return found;
};

/** Every active key of a company; there are never more than `activeKeysMax`. */
const activeKeys = async (companyId: string) => {
  const { items } = await parties.listKeys(companyId, { limit: 100, from: undefined });
  return items.filter((key) => key.data.revokedAt === undefined);
};

/** Id of the question that a company asks the registry as it is at that version. */
const verificationIdAt = (companyId: string, version: number): string =>
  deterministicId('ver', companyId, String(version));

export const handler = createApi({
  context: 'parties',
  operations,
  store,
  cursorSecretArn: env.CURSOR_SECRET_ARN,
  handlers: {
    registerCompany: async ({ body, now, newId }) => {
      const { contactName, contactEmail, ...firm } = body;
      const [companyId, memberId] = [newId('com'), newId('mem')];
      const company: Company = {
        ...firm,
        companyId,
        contactEmail,
        verificationLevel: 'unverified',
        screening: 'pending',
        ownerMemberId: memberId,
      };
      const { shortId, secret, hash } = createApiKeySecret('test', systemRandom);
      const key: ApiKey = {
        keyId: keyIdOf(shortId),
        companyId,
        memberId,
        name: 'first key',
        mode: 'test',
        scopes: scopesFor(firm.roles),
        hash,
        createdAt: now,
      };
      return {
        status: 201,
        body: { company, apiKey: { ...key, secret } },
        isSecret: true,
        writes: [
          ...parties.insertCompany(company, now),
          parties.insertMember({ memberId, companyId, name: contactName, email: contactEmail }, now),
          parties.insertKey(key, now),
        ],
        events: [
          companyRegistered.create({
            subject: companyId,
            sequence: 1,
            audience: [companyId],
            data: {
              companyId,
              name: firm.name,
              country: firm.country,
              roles: firm.roles,
              registrationNumber: firm.registrationNumber,
            },
          }),
        ],
      };
    },

    getMyCompany: async ({ principal }) => {
      const found = await ownCompany(principal.companyId);
      return { status: 200, body: found.data, version: found.version };
    },

    requestVerification: async ({ principal, now, correlationId }) => {
      const found = await ownCompany(principal.companyId);
      const { companyId, name, country, registrationNumber, verificationId, verificationLevel } = found.data;
      if (verificationLevel === 'verified') return { status: 202, body: found.data };
      if (verificationId)
        throw partiesErrors.verification_running('The registry has not answered the last request yet.');
      const newVerificationId = verificationIdAt(companyId, found.version);
      await registry.requestVerification({
        verificationId: newVerificationId,
        companyId,
        name,
        country,
        registrationNumber,
        callbackUrl: `${env.API_BASE_URL}/v1/inbound/registry`,
        correlationId,
      });
      const company = { ...found.data, verificationId: newVerificationId };
      return { status: 202, body: company, writes: [parties.updateCompany(found, company, now)] };
    },

    suspendCompany: async ({ params, body, now }) => {
      const found = await ownCompany(params.companyId);
      if (found.data.suspension) return { status: 200, body: found.data };
      const company: Company = { ...found.data, suspension: { reason: body.reason, since: now } };
      return { status: 200, body: company, writes: [parties.updateCompany(found, company, now)] };
    },

    reinstateCompany: async ({ params, now }) => {
      const found = await ownCompany(params.companyId);
      const { suspension, ...company } = found.data;
      if (!suspension) return { status: 200, body: company };
      return { status: 200, body: company, writes: [parties.updateCompany(found, company, now)] };
    },

    receiveRegistryAnswer: async ({ headers, rawBody, now }) => {
      const secret = await secrets.read(env.REGISTRY_SECRET_NAME);
      const webhookId = verifyWebhook(secret, { headers, body: rawBody, now });
      const answer = parsePart(operations.receiveRegistryAnswer.body, parseJson(rawBody), 'body');
      if (await parties.registryAnswerTaken(webhookId)) return { status: 200 };
      const found = await ownCompany(answer.companyId);
      const taken = parties.takeRegistryAnswer(webhookId, now);
      // An answer to a question that is no longer open is noted and changes nothing. One that is faster than our own note
      // of the question (or comes after a crash before it) is known by the version that asked.
      const open = found.data.verificationId ?? verificationIdAt(answer.companyId, found.version);
      if (open !== answer.verificationId) return { status: 200, writes: [taken] };
      const level = answer.result === 'confirmed' ? 'verified' : 'unverified';
      const named = answer.ownerNumbers?.map(ownerKeyOf);
      const owners = level === 'verified' && named ? { ownerKeys: [...new Set(named)].sort() } : {};
      const company = {
        ...found.data,
        ...owners,
        verificationLevel: level,
        verificationId: undefined,
      } as const;
      return {
        status: 200,
        writes: [taken, parties.updateCompany(found, company, now)],
        events: [
          companyVerified.create({
            subject: company.companyId,
            sequence: found.version + 1,
            audience: [company.companyId],
            data: { companyId: company.companyId, level, ...owners },
          }),
        ],
      };
    },

    createApiKey: async ({ principal, body, now }) => {
      const missing = body.scopes.filter((scope) => !principal.scopes.includes(scope));
      if (missing.length > 0) {
        throw partiesErrors.scope_not_held(`The calling key does not hold ${missing.join(', ')}.`, {
          pointer: '/scopes',
        });
      }
      if (body.mode === 'live' && principal.verificationLevel !== 'verified') {
        throw partiesErrors.live_needs_verification('The company is not verified yet.', { pointer: '/mode' });
      }
      const memberId = body.memberId ?? principal.memberId;
      if (!(await parties.findMember(principal.companyId, memberId))) {
        throw httpErrors.not_found('No such member of your company.', { pointer: '/memberId' });
      }
      if ((await activeKeys(principal.companyId)).length >= activeKeysMax) {
        throw partiesErrors.too_many_keys(`The company has ${activeKeysMax} active keys.`);
      }
      const { shortId, secret, hash } = createApiKeySecret(body.mode, systemRandom);
      const key: ApiKey = {
        keyId: keyIdOf(shortId),
        companyId: principal.companyId,
        memberId,
        name: body.name,
        mode: body.mode,
        scopes: [...new Set(body.scopes)],
        hash,
        createdAt: now,
      };
      return {
        status: 201,
        body: { ...key, secret },
        isSecret: true,
        writes: [parties.insertKey(key, now)],
      };
    },

    listApiKeys: async ({ principal, page }) => {
      const found = await parties.listKeys(principal.companyId, page);
      return {
        status: 200,
        body: { items: found.items.map((key) => key.data), next: page.next(found.next) },
      };
    },

    revokeApiKey: async ({ principal, params, now }) => {
      const found = await parties.findKey(params.keyId);
      if (!found || found.data.companyId !== principal.companyId) throw httpErrors.not_found('No such key.');
      if (found.data.revokedAt) return { status: 204 };
      const others = (await activeKeys(principal.companyId)).filter((key) => key.data.keyId !== params.keyId);
      if (others.length === 0) throw partiesErrors.last_key('Without it nobody could act for the company.');
      return { status: 204, writes: [parties.updateKey(found, { ...found.data, revokedAt: now }, now)] };
    },

    addMember: async ({ principal, body, now, newId }) => {
      const member = { memberId: newId('mem'), companyId: principal.companyId, ...body };
      return { status: 201, body: member, writes: [parties.insertMember(member, now)] };
    },

    listMembers: async ({ principal, page }) => {
      const found = await parties.listMembers(principal.companyId, page);
      return {
        status: 200,
        body: { items: found.items.map((member) => member.data), next: page.next(found.next) },
      };
    },

    ...createBankAccountHandlers(store, parties),
  },
});
