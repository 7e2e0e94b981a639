import { readEnv } from '../../shared/env.ts';
import { createApi } from '../../shared/http/api.ts';
import { httpErrors } from '../../shared/http/errors.ts';
import { canonicalHash } from '../../shared/kernel/canonical-hash.ts';
import { parseInstant } from '../../shared/kernel/instant.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore, type Entity } from '../../shared/persistence/store.ts';
import { type Consent, covers, endConsent } from './domain/consent.ts';
import { decideExpiry } from './domain/consent-terms.ts';
import type { Pull } from './domain/pull.ts';
import { apiEnv } from './env.ts';
import { partnersErrors } from './errors.ts';
import { operations } from './operations.ts';
import { createPartnersRepository } from './repository.ts';
import { announceConsent, announcePull } from './snapshot.ts';

const env = readEnv(apiEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const partners = createPartnersRepository(store);

const toView = ({ data, createdAt }: Pick<Entity<Consent>, 'data' | 'createdAt'>) => ({
  ...data,
  grantedAt: createdAt,
});

const partysConsent = async (companyId: string, consentId: string): Promise<Entity<Consent>> => {
  const found = await partners.findConsent(consentId);
  const isParty = found && [found.data.subjectCompanyId, found.data.partnerId].includes(companyId);
  if (!isParty) throw httpErrors.not_found('No such consent.');
  return found;
};

/** The HTTP function of partners. */
export const handler = createApi({
  context: 'partners',
  operations,
  store,
  cursorSecretArn: env.CURSOR_SECRET_ARN,
  handlers: {
    createConsent: async ({ principal, body, now, newId, correlationId }) => {
      if (body.partnerId === principal.companyId)
        throw partnersErrors.own_company('The partner is the company itself.', { pointer: '/partnerId' });
      const lender = await partners.findLender(body.partnerId);
      if (!lender)
        throw partnersErrors.unknown_partner(`No lender has the id ${body.partnerId}.`, {
          pointer: '/partnerId',
        });
      const asked =
        body.expiresAt === undefined ? undefined : parseInstant(body.expiresAt, { pointer: '/expiresAt' });
      const expiry = decideExpiry(now, asked);
      if (expiry.kind === 'refused')
        throw partnersErrors.bad_expiry(`The latest moment possible is ${expiry.latest}.`, {
          pointer: '/expiresAt',
        });
      const consent: Consent = {
        consentId: newId('cst'),
        subjectCompanyId: principal.companyId,
        subjectName: principal.companyName,
        partnerId: body.partnerId,
        partnerName: lender.data.name,
        purpose: body.purpose,
        dataClasses: body.dataClasses,
        state: 'granted',
        expiresAt: expiry.expiresAt,
        grantedByKeyId: principal.keyId,
      };
      return {
        status: 201,
        version: 1,
        location: `/v1/consents/${consent.consentId}`,
        body: toView({ data: consent, createdAt: now }),
        writes: partners.insertConsentIfAbsent(consent, correlationId, now),
        events: [announceConsent(consent, 1)],
      };
    },

    listConsents: async ({ principal, page }) => {
      const found = await partners.listConsents(principal.companyId, page);
      return { status: 200, body: { items: found.items.map(toView), next: page.next(found.next) } };
    },

    getConsent: async ({ principal, params }) => {
      const found = await partysConsent(principal.companyId, params.consentId);
      return { status: 200, version: found.version, body: toView(found) };
    },

    revokeConsent: async ({ principal, params, now }) => {
      const found = await partysConsent(principal.companyId, params.consentId);
      if (found.data.subjectCompanyId !== principal.companyId)
        throw partnersErrors.subject_only('The consent was given by another company.');
      const ended = endConsent(found.data, 'taken_back', now);
      if (!ended) return { status: 204 };
      return {
        status: 204,
        writes: partners.endConsentIfVersion(found, ended, now),
        events: [announceConsent(ended, found.version + 1)],
      };
    },

    pullCreditProfile: async ({ principal, params, now, newId }) => {
      const granted = await partners.grantedTo(principal.companyId, params.companyId);
      const consent = granted.find(({ data }) => covers(data, 'credit_profile', now));
      // The same words for a company that is unknown, so that nobody can ask who trades here.
      if (!consent)
        throw partnersErrors.consent_missing(
          'No consent to read the credit profile under this id is in force.',
        );
      const kept = await partners.findProfile(params.companyId);
      if (!kept) throw partnersErrors.no_profile_yet('Nothing was handed over and nothing was logged.');
      const { profile } = kept.data;
      const pull: Pull = {
        pullId: newId('pul'),
        consentId: consent.data.consentId,
        subjectCompanyId: params.companyId,
        partnerId: principal.companyId,
        dataClasses: ['credit_profile'],
        fields: Object.keys(profile).sort(),
        contentHash: canonicalHash(profile),
        dataAsOf: profile.asOf,
        keyId: principal.keyId,
        at: now,
      };
      return {
        status: 200,
        body: { pull, profile },
        // A consent that is revoked while we read makes this fail, and the next look finds it gone.
        writes: [partners.checkConsent(consent), ...partners.insertPullIfAbsent(pull)],
        events: [announcePull(pull)],
      };
    },

    listPulls: async ({ principal, page }) => {
      const found = await partners.listPulls(principal.companyId, page);
      return {
        status: 200,
        body: { items: found.items.map(({ data }) => data), next: page.next(found.next) },
      };
    },
  },
});
