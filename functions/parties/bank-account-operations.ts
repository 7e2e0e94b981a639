import { z } from 'zod';
import { pageQuery } from '../../shared/http/cursor.ts';
import {
  countrySchema,
  currencySchema,
  idSchema,
  instantSchema,
  textSchema,
} from '../../shared/http/schemas.ts';
import { companyId } from './contract.ts';

const bankAccountId = idSchema('bnk');

const bankAccount = z
  .object({
    bankAccountId,
    currency: currencySchema,
    holderName: z.string(),
    accountNumber: z.string().meta({ description: 'Masked but for the last four characters.' }),
    bic: z.string(),
    bankCountry: countrySchema,
    state: z.enum(['name_review', 'awaiting_approval', 'cooling_off', 'active', 'cancelled']).meta({
      description:
        'Payouts go to the active account of their currency; a change waits for approval and cools off first.',
    }),
    nameMatch: z
      .object({ verdict: z.enum(['match', 'close', 'mismatch']), reason: z.string() })
      .optional()
      .meta({ description: 'Whether the holder is your company, by name.' }),
    replaces: bankAccountId.optional(),
    usableFrom: instantSchema.optional().meta({ description: 'Earliest moment of use of a change.' }),
    nextAction: z.string().optional(),
  })
  .meta({ id: 'BankAccount' });

const account = {
  bankAccountId: 'bnk_01K9Z3V5T8QW2M4N6P8R0S1T3V',
  currency: 'EUR',
  holderName: 'Vermeer Licht B.V.',
  accountNumber: '••••4300',
  bic: 'ABNANL2A',
  bankCountry: 'NL',
};
const active = { ...account, state: 'active' };
const coolingOff = {
  ...account,
  state: 'cooling_off',
  nameMatch: { verdict: 'match', reason: 'The holder is the company.' },
  replaces: 'bnk_01K9Z3V5T8QW2M4N6P8R0S1T3W',
  usableFrom: '2026-11-24T08:00:00.000Z',
  nextAction:
    'Nothing to do: it is used from 2026-11-24T08:00:00.000Z on; until then payouts go to the account in use.',
};

const write = { auth: 'key', scope: 'parties:write', idempotent: true, method: 'POST' } as const;
const params = z.strictObject({ bankAccountId });

/** Operations about the accounts that payouts go to; part of the operations of parties. */
export const bankAccountOperations = {
  createBankAccount: {
    ...write,
    path: '/v1/bank-accounts',
    summary: 'Name the account that receives payouts of one currency',
    description:
      'The first account of a currency is used at once if its holder is your company by name. Another one later is a change: a second member approves it, everybody in your company is told by letter, and it is used after 48 hours at the earliest; until then payouts go to the account in use. Where the name differs, an operator has to confirm it.',
    body: z
      .strictObject({
        currency: currencySchema,
        holderName: textSchema(140),
        accountNumber: z
          .string()
          .regex(/^[A-Z0-9]{4,34}$/, 'Letters and digits without blanks')
          .meta({ example: 'NL91ABNA0417164300' }),
        bic: z
          .string()
          .regex(/^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/, 'A BIC of 8 or 11 characters')
          .meta({ example: 'ABNANL2A' }),
        bankCountry: countrySchema,
      })
      .meta({ id: 'BankAccountRequest' }),
    responses: { 201: { description: 'In use, or waiting as `state` says', schema: bankAccount } },
    problems: [
      'parties.bad_account_number',
      'parties.holder_name_not_latin',
      'parties.bank_account_unchanged',
      'parties.bank_account_change_open',
    ],
    example: {
      body: {
        currency: 'EUR',
        holderName: 'Vermeer Licht B.V.',
        accountNumber: 'NL91ABNA0417164300',
        bic: 'ABNANL2A',
        bankCountry: 'NL',
      },
      response: active,
    },
  },
  listBankAccounts: {
    method: 'GET',
    path: '/v1/bank-accounts',
    summary: 'Payout accounts of the company: in use, waiting and cancelled',
    auth: 'key',
    scope: 'parties:read',
    idempotent: false,
    responses: { 200: { description: 'Accounts', schema: z.object({ items: z.array(bankAccount) }) } },
    problems: [],
    example: { response: { items: [active] } },
  },
  approveBankAccount: {
    ...write,
    path: '/v1/bank-accounts/{bankAccountId}/approval',
    summary: 'Approve the change of a bank account as a second person',
    description:
      'By a member who was here before the change was proposed, with a key from before, or by an operator after calling the company back on a number that was known before.',
    params,
    responses: {
      200: { description: 'Approved; it cools off if the time is not over', schema: bankAccount },
    },
    problems: [
      'http.not_found',
      'parties.bank_account_not_waiting',
      'parties.same_approver',
      'parties.approver_too_new',
    ],
    example: { response: coolingOff },
  },
  cancelBankAccount: {
    ...write,
    path: '/v1/bank-accounts/{bankAccountId}/cancellation',
    summary: 'Stop a bank account that is not in use yet',
    description: 'Any member may, at any time before it is used: that was not us.',
    params,
    responses: { 200: { description: 'Cancelled', schema: bankAccount } },
    problems: ['http.not_found', 'parties.bank_account_not_waiting'],
    example: { response: { ...account, state: 'cancelled' } },
  },
  listBankAccountReviews: {
    method: 'GET',
    path: '/v1/bank-account-reviews',
    summary: 'Bank accounts of all companies that wait to come into use, the oldest first',
    auth: 'key',
    scope: 'parties:read',
    roles: ['operator'],
    query: pageQuery,
    idempotent: false,
    responses: {
      200: {
        description: 'A page',
        schema: z.object({
          items: z.array(bankAccount.extend({ companyId, proposedAt: instantSchema })),
          next: z.string().optional(),
        }),
      },
    },
    problems: ['http.bad_cursor'],
    example: {
      response: {
        items: [
          {
            ...coolingOff,
            companyId: 'com_01K9Z3V5T8QW2M4N6P8R0S1T3V',
            proposedAt: '2026-11-22T08:00:00.000Z',
          },
        ],
      },
    },
  },
  confirmBankAccountName: {
    ...write,
    path: '/v1/bank-accounts/{bankAccountId}/name-confirmation',
    summary: 'Confirm that an account under another name belongs to the company',
    roles: ['operator'],
    params,
    body: z.strictObject({ reason: textSchema(300) }).meta({ id: 'NameConfirmation' }),
    responses: { 200: { description: 'Confirmed', schema: bankAccount } },
    problems: ['http.not_found', 'parties.bank_account_not_waiting'],
    example: {
      body: { reason: 'Trade name of the company, register extract of 2026-11-20 seen' },
      response: active,
    },
  },
} as const;
