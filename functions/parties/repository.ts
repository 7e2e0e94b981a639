import { z } from 'zod';
import { roles } from '../../shared/http/operation.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import type { Entity, Store } from '../../shared/persistence/store.ts';
import type { Write } from '../../shared/persistence/write.ts';
import type { BankAccountChange } from './domain/bank-account-change.ts';
import type { ApiKey, BankAccount, Company, Member } from './domain/company.ts';
import { partiesErrors } from './errors.ts';

const instant = z.custom<Instant>((value) => typeof value === 'string');

const companyRow: z.ZodType<Company> = z.object({
  companyId: z.string(),
  name: z.string(),
  country: z.string(),
  registrationNumber: z.string(),
  roles: z.array(z.enum(roles)),
  contactEmail: z.string(),
  verificationLevel: z.enum(['unverified', 'basic', 'verified']),
  verificationId: z.string().optional(),
  screening: z.enum(['pending', 'clear', 'potential', 'hit', 'lists_unavailable']),
  screenedAgainst: z.string().optional(),
  screenedAt: instant.optional(),
  ownerMemberId: z.string(),
  ownerKeys: z.array(z.string()).optional(),
  suspension: z.object({ reason: z.string(), since: instant }).optional(),
});

const keyRow: z.ZodType<ApiKey> = z.object({
  keyId: z.string(),
  companyId: z.string(),
  memberId: z.string(),
  name: z.string(),
  mode: z.enum(['test', 'live']),
  scopes: z.array(z.string()),
  hash: z.string(),
  createdAt: instant,
  revokedAt: instant.optional(),
});

const memberRow: z.ZodType<Member> = z.object({
  memberId: z.string(),
  companyId: z.string(),
  name: z.string(),
  email: z.string(),
});

const accountRow: z.ZodType<BankAccount> = z.object({
  bankAccountId: z.string(),
  companyId: z.string(),
  currency: z.string(),
  holderName: z.string(),
  accountNumber: z.string(),
  bic: z.string(),
  bankCountry: z.string(),
});

const changeRow: z.ZodType<BankAccountChange> = z.object({
  account: accountRow,
  state: z.enum(['name_review', 'awaiting_approval', 'cooling_off', 'active', 'cancelled']),
  replaces: z.string().optional(),
  nameMatch: z.object({
    verdict: z.enum(['match', 'close', 'mismatch']),
    scorePermille: z.int(),
    reason: z.string(),
  }),
  proposedBy: z.string(),
  proposedAt: instant,
  coolsOffUntil: instant.optional(),
  nameConfirmedBy: z.string().optional(),
  nameConfirmedBecause: z.string().optional(),
  approvedBy: z.string().optional(),
  approvedAt: instant.optional(),
  cancelledBy: z.string().optional(),
});
const pointerRow = z.object({ companyId: z.string() });
const openRow = z.object({ companyId: z.string(), bankAccountId: z.string() });

/** Where operators find the accounts that wait. */
const openAccounts = 'BANK-ACCOUNTS-OPEN';

const companyPk = (companyId: string): string => `COMPANY#${companyId}`;
const keysOf = (companyId: string): string => `${companyPk(companyId)}#KEYS`;

/** `key_<short id>`: the public name of a key. */
export const keyIdOf = (shortId: string): string => `key_${shortId}`;

/** Rows: COMPANY#id/COMPANY, COMPANY#id/MEMBER#id, COMPANY#id/BANK#currency (in use),
 * COMPANY#id/BANKCHANGE#account and BANKOPEN#currency (waiting), BANKACCOUNT#id/OWNER, KEY#keyId/KEY, REGISTRATION#country#number/REGISTRATION. */
export const createPartiesRepository = (store: Store) => ({
  findCompany: (companyId: string) =>
    store.get({ pk: companyPk(companyId), sk: 'COMPANY' }, (data) => companyRow.parse(data)),

  insertCompany: (company: Company, now: Instant): readonly Write[] => [
    store.insertIfAbsent({ pk: companyPk(company.companyId), sk: 'COMPANY' }, 'company', company, now),
    // The natural key: one firm of a register signs up once, whatever key or body it comes with.
    store.insertIfAbsent(
      {
        pk: `REGISTRATION#${company.country}#${company.registrationNumber.toUpperCase()}`,
        sk: 'REGISTRATION',
      },
      'registration',
      { companyId: company.companyId },
      now,
      {
        refuse: () =>
          partiesErrors.registration_taken(
            `${company.registrationNumber} in ${company.country} belongs to a company that is here already.`,
            { pointer: '/registrationNumber' },
          ),
      },
    ),
  ],

  updateCompany: (entity: Entity<Company>, company: Company, now: Instant): Write =>
    store.updateIfVersion(entity, company, now),

  insertMember: (member: Member, now: Instant): Write =>
    store.insertIfAbsent(
      { pk: companyPk(member.companyId), sk: `MEMBER#${member.memberId}` },
      'member',
      member,
      now,
    ),
  findMember: (companyId: string, memberId: string) =>
    store.get({ pk: companyPk(companyId), sk: `MEMBER#${memberId}` }, (data) => memberRow.parse(data)),
  listMembers: (companyId: string, page: { limit: number; from: Record<string, unknown> | undefined }) =>
    store.queryParts(companyPk(companyId), 'MEMBER#', (data) => memberRow.parse(data), page),

  insertKey: (key: ApiKey, now: Instant): Write =>
    store.insertIfAbsent({ pk: `KEY#${key.keyId}`, sk: 'KEY' }, 'key', key, now, {
      owner: { pk: keysOf(key.companyId), sk: key.createdAt },
    }),
  findKey: (keyId: string) => store.get({ pk: `KEY#${keyId}`, sk: 'KEY' }, (data) => keyRow.parse(data)),
  updateKey: (entity: Entity<ApiKey>, key: ApiKey, now: Instant): Write =>
    store.updateIfVersion(entity, key, now),
  listKeys: (companyId: string, page: { limit: number; from: Record<string, unknown> | undefined }) =>
    store.queryOwned(keysOf(companyId), (data) => keyRow.parse(data), page),

  findBankAccount: (companyId: string, currency: string) =>
    store.get({ pk: companyPk(companyId), sk: `BANK#${currency}` }, (data) => accountRow.parse(data)),
  insertBankAccount: (account: BankAccount, now: Instant): Write =>
    store.insertIfAbsent(
      { pk: companyPk(account.companyId), sk: `BANK#${account.currency}` },
      'bank_account',
      account,
      now,
    ),
  replaceBankAccount: (entity: Entity<BankAccount>, account: BankAccount, now: Instant): Write =>
    store.updateIfVersion(entity, account, now),
  listBankAccounts: (companyId: string) =>
    store.queryParts(companyPk(companyId), 'BANK#', (data) => accountRow.parse(data)),

  /** Accounts that are or were to come into use by a decision of people; the newest first. */
  listBankAccountChanges: (companyId: string) =>
    store.queryParts(companyPk(companyId), 'BANKCHANGE#', (data) => changeRow.parse(data), {
      descending: true,
      limit: 50,
    }),
  /** The company that named an account. */
  findBankAccountOwner: async (bankAccountId: string): Promise<string | undefined> =>
    (await store.get({ pk: `BANKACCOUNT#${bankAccountId}`, sk: 'OWNER' }, (data) => pointerRow.parse(data)))
      ?.data.companyId,
  findBankAccountChange: (companyId: string, bankAccountId: string) =>
    store.get({ pk: companyPk(companyId), sk: `BANKCHANGE#${bankAccountId}` }, (data) =>
      changeRow.parse(data),
    ),
  /** One change of a currency at a time. Errors: parties.bank_account_change_open. */
  insertBankAccountChange: (change: BankAccountChange, now: Instant): readonly Write[] => {
    const { companyId, bankAccountId, currency } = change.account;
    const pk = companyPk(companyId);
    const refuse = () =>
      partiesErrors.bank_account_change_open(`An account for ${currency} waits already.`, {
        pointer: '/currency',
      });
    return [
      store.insertIfAbsent(
        { pk, sk: `BANKOPEN#${currency}` },
        'bank_account_open',
        { companyId, bankAccountId },
        now,
        { refuse, owner: { pk: openAccounts, sk: `${now}#${bankAccountId}` } },
      ),
      store.insertIfAbsent({ pk, sk: `BANKCHANGE#${bankAccountId}` }, 'bank_account_change', change, now),
      store.insertIfAbsent(
        { pk: `BANKACCOUNT#${bankAccountId}`, sk: 'OWNER' },
        'bank_account_owner',
        { companyId },
        now,
      ),
    ];
  },
  updateBankAccountChange: (
    entity: Entity<BankAccountChange>,
    change: BankAccountChange,
    now: Instant,
  ): Write => store.updateIfVersion(entity, change, now),
  /** Lets an account come into use at once only while no other one of its currency waits. Errors: parties.bank_account_change_open. */
  noBankAccountChange: (companyId: string, currency: string): Write => ({
    kind: 'check',
    tableName: store.tableName,
    key: { pk: companyPk(companyId), sk: `BANKOPEN#${currency}` },
    condition: 'attribute_not_exists(pk)',
    refuse: () =>
      partiesErrors.bank_account_change_open(`An account for ${currency} waits already.`, {
        pointer: '/currency',
      }),
  }),
  /** Accounts of all companies that wait to come into use, the oldest first; may lag by moments. */
  listOpenBankAccounts: async (page: {
    limit: number;
    from: Record<string, unknown> | undefined;
  }): Promise<{
    readonly items: readonly BankAccountChange[];
    readonly next?: Record<string, unknown> | undefined;
  }> => {
    const open = await store.queryOwned(openAccounts, (data) => openRow.parse(data), {
      ...page,
      ascending: true,
    });
    const keys = open.items.map(({ data }) => ({
      pk: companyPk(data.companyId),
      sk: `BANKCHANGE#${data.bankAccountId}`,
    }));
    const found = await store.getMany(keys, (data) => changeRow.parse(data));
    return { items: found.map(({ data }) => data), next: open.next };
  },
  /** Makes room for the next change of that currency. */
  closeBankAccountChange: ({ account }: BankAccountChange): Write =>
    store.remove({ pk: companyPk(account.companyId), sk: `BANKOPEN#${account.currency}` }),

  /** Marks a webhook of the registry as taken; a repeat finds the row there. */
  registryAnswerTaken: (webhookId: string) =>
    store.get({ pk: `WEBHOOK#${webhookId}`, sk: 'WEBHOOK' }, (data) => data),
  takeRegistryAnswer: (webhookId: string, now: Instant): Write =>
    store.insertIfAbsent({ pk: `WEBHOOK#${webhookId}`, sk: 'WEBHOOK' }, 'webhook', {}, now),
});
export type PartiesRepository = ReturnType<typeof createPartiesRepository>;
