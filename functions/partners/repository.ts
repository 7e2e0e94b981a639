import { z } from 'zod';
import { type Instant, isInstant } from '../../shared/kernel/instant.ts';
import { clearDeadline, setDeadline } from '../../shared/messaging/deadline.ts';
import type { Entity, Store } from '../../shared/persistence/store.ts';
import type { Write } from '../../shared/persistence/write.ts';
import { dataClasses } from './contract.ts';
import type { Consent } from './domain/consent.ts';
import type { ProfileNews } from './domain/profile.ts';
import type { Pull } from './domain/pull.ts';
import { consentStates } from './domain/transitions.ts';

const instant = z.custom<Instant>((value) => typeof value === 'string' && isInstant(value));
const classes = z.array(z.enum(dataClasses));

const consentRow: z.ZodType<Consent> = z.object({
  consentId: z.string(),
  subjectCompanyId: z.string(),
  subjectName: z.string(),
  partnerId: z.string(),
  partnerName: z.string(),
  purpose: z.string(),
  dataClasses: classes,
  state: z.enum(consentStates),
  expiresAt: instant,
  grantedByKeyId: z.string(),
  endedAt: instant.optional(),
});

const pullRow: z.ZodType<Pull> = z.object({
  pullId: z.string(),
  consentId: z.string(),
  subjectCompanyId: z.string(),
  partnerId: z.string(),
  dataClasses: classes,
  fields: z.array(z.string()),
  contentHash: z.string(),
  dataAsOf: z.string(),
  keyId: z.string(),
  at: instant,
});

const amount = z.object({ currency: z.string(), amount: z.string() });
const profileRow: z.ZodType<ProfileNews> = z.object({
  sequence: z.int(),
  profile: z.object({
    companyId: z.string(),
    asOf: z.string(),
    features: z.record(z.string(), z.string()),
    limit: amount,
    available: amount,
    score: z.string(),
    modelVersion: z.string(),
    reasons: z.array(z.object({ code: z.string(), text: z.string() })),
  }),
});

const lenderRow = z.object({ companyId: z.string(), name: z.string() });
export type Lender = z.output<typeof lenderRow>;

const consentRef = z.object({ consentId: z.string() });

interface PageRequest {
  readonly limit: number;
  readonly from: Record<string, unknown> | undefined;
}

/** The deadline that ends a consent. */
export const expiryDeadline = 'expiry';

const consentKey = (consentId: string) => ({ pk: `CONSENT#${consentId}`, sk: 'CONSENT' });
const pairPk = (partnerId: string, subjectId: string): string => `PARTNER#${partnerId}#SUBJECT#${subjectId}`;
const pairKey = (consent: Consent) => ({
  pk: pairPk(consent.partnerId, consent.subjectCompanyId),
  sk: `CONSENT#${consent.consentId}`,
});
const profileKey = (companyId: string) => ({ pk: `COMPANY#${companyId}`, sk: 'PROFILE' });
const lenderKey = (companyId: string) => ({ pk: `COMPANY#${companyId}`, sk: 'LENDER' });
const consentsOf = (companyId: string): string => `COMPANY#${companyId}#CONSENT`;
const pullsOf = (companyId: string): string => `COMPANY#${companyId}#PULL`;

const readConsent = (data: unknown): Consent => consentRow.parse(data);

/** Consents that are looked at for one lender and one company; there are rarely two. */
const grantedPerPairMax = 100;

/**
 * Rows: CONSENT#id/CONSENT the consent, CONSENT#id/PARTY#company its place in the listings of both sides;
 * PARTNER#p#SUBJECT#s/CONSENT#id only while it is granted; PULL#id/SUBJECT and PULL#id/PARTNER the log entry in both enquiry
 * logs; COMPANY#id/PROFILE and COMPANY#id/LENDER what credit and parties told.
 */
export const createPartnersRepository = (store: Store) => ({
  findConsent: (consentId: string) => store.get(consentKey(consentId), readConsent),

  insertConsentIfAbsent: (consent: Consent, correlationId: string, now: Instant): readonly Write[] => [
    store.insertIfAbsent(consentKey(consent.consentId), 'consent', consent, now),
    store.insertIfAbsent(pairKey(consent), 'granted', { consentId: consent.consentId }, now),
    ...[consent.subjectCompanyId, consent.partnerId].map((companyId) =>
      store.insertIfAbsent(
        { pk: consentKey(consent.consentId).pk, sk: `PARTY#${companyId}` },
        'party',
        { consentId: consent.consentId },
        now,
        { owner: { pk: consentsOf(companyId), sk: `${now}#${consent.consentId}` } },
      ),
    ),
    setDeadline(store, {
      subject: consent.consentId,
      name: expiryDeadline,
      dueAt: consent.expiresAt,
      correlationId,
    }),
  ],

  /** Takes an ended consent out of what pulls look at, and its deadline away. */
  endConsentIfVersion: (found: Entity<Consent>, ended: Consent, now: Instant): readonly Write[] => [
    store.updateIfVersion(found, ended, now),
    store.remove(pairKey(ended)),
    clearDeadline(store, ended.consentId, expiryDeadline),
  ],

  /** Lets a pull pass only while the consent is as it was read. */
  checkConsent: (found: Entity<Consent>): Write => store.checkVersion(found),

  /** Both sides' consents, newest first. */
  listConsents: async (companyId: string, page: PageRequest) => {
    const rows = await store.queryOwned(consentsOf(companyId), (data) => consentRef.parse(data), page);
    const items = await store.getMany(
      rows.items.map(({ data }) => consentKey(data.consentId)),
      readConsent,
    );
    return { items, next: rows.next };
  },

  /** What a company has granted to a lender, newest first, strongly consistent. */
  grantedTo: async (partnerId: string, subjectId: string): Promise<readonly Entity<Consent>[]> => {
    const refs = await store.queryParts(
      pairPk(partnerId, subjectId),
      'CONSENT#',
      (data) => consentRef.parse(data),
      { limit: grantedPerPairMax, descending: true },
    );
    return store.getMany(
      refs.items.map(({ data }) => consentKey(data.consentId)),
      readConsent,
    );
  },

  insertPullIfAbsent: (pull: Pull): readonly Write[] =>
    (
      [
        ['SUBJECT', pull.subjectCompanyId],
        ['PARTNER', pull.partnerId],
      ] as const
    ).map(([side, companyId]) =>
      store.insertIfAbsent({ pk: `PULL#${pull.pullId}`, sk: side }, 'pull', pull, pull.at, {
        owner: { pk: pullsOf(companyId), sk: `${pull.at}#${pull.pullId}` },
      }),
    ),

  /** Pulls of a company's data and pulls that it made itself, newest first. */
  listPulls: (companyId: string, page: PageRequest) =>
    store.queryOwned(pullsOf(companyId), (data) => pullRow.parse(data), page),

  findProfile: (companyId: string) => store.get(profileKey(companyId), (data) => profileRow.parse(data)),
  saveProfile: (found: Entity<ProfileNews> | undefined, news: ProfileNews, now: Instant): Write =>
    found
      ? store.updateIfVersion(found, news, now)
      : store.insertIfAbsent(profileKey(news.profile.companyId), 'profile', news, now),

  findLender: (companyId: string) => store.get(lenderKey(companyId), (data) => lenderRow.parse(data)),
  insertLenderIfAbsent: (lender: Lender, now: Instant): Write =>
    store.insertIfAbsent(lenderKey(lender.companyId), 'lender', lender, now),
});
