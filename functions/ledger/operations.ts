import { z } from 'zod';
import { pageQuery } from '../../shared/http/cursor.ts';
import { defineOperations } from '../../shared/http/operation.ts';
import {
  currencySchema,
  idSchema,
  instantSchema,
  moneySchema,
  signedMoneySchema,
} from '../../shared/http/schemas.ts';
import { accountOperations } from './account-operations.ts';
import { accountCodes, ledgerNames } from './contract.ts';
import { correctionOperations } from './correction-operations.ts';

const postingView = z
  .object({
    account: z.string().meta({ example: '2010:ENT:USD:esc_01K9Z3V5T8QW2M4N6P8R0S1T3V' }),
    code: z.enum(accountCodes),
    name: z.string().meta({ example: 'escrow_order' }),
    side: z.enum(['debit', 'credit']),
    amount: moneySchema,
  })
  .meta({ id: 'Posting', description: 'One side of a journal that your company may see.' });

const journalView = z
  .object({
    journalId: idSchema('jrn'),
    kind: z.string().meta({ example: 'waterfall' }),
    description: z.string(),
    businessEventId: z.string(),
    references: z.record(z.string(), z.string()),
    postedAt: instantSchema,
    postings: z.array(postingView),
  })
  .meta({
    id: 'Journal',
    description:
      'A movement of money. Only postings of your own company are shown, so those shown need not balance; the whole journal does.',
  });

const accountView = z
  .object({
    account: z.string().meta({ example: '2040:ENT:USD:com_01K9Z3V5T8QW2M4N6P8R0S1T3V' }),
    code: z.enum(accountCodes),
    name: z.string().meta({ example: 'seller_available' }),
    available: moneySchema,
    pending: moneySchema.meta({ description: 'Reserved for a movement that has been decided.' }),
  })
  .meta({ id: 'LedgerAccount' });

const currencyProof = z
  .object({
    ledger: z
      .enum(ledgerNames)
      .meta({ description: 'Whose books: the house (ENT) or the partner fund (FUND).' }),
    currency: currencySchema,
    totalDebits: moneySchema,
    totalCredits: moneySchema,
    difference: signedMoneySchema,
    isBalanced: z.boolean(),
    safeguarded: signedMoneySchema.meta({
      description: 'Client money in the safeguarded bank account (1010).',
    }),
    inTransit: signedMoneySchema.meta({
      description: 'Card money that the PSP has not paid out yet (1110).',
    }),
    clientLiabilities: signedMoneySchema.meta({ description: 'All that is owed to clients.' }),
    isCovered: z.boolean(),
  })
  .meta({ id: 'CurrencyProof' });

const usd = (amount: string) => ({ currency: 'USD', amount });
const companyId = 'com_01K9Z3V5T8QW2M4N6P8R0S1T3V';
const orderId = 'ord_01K9Z3V5T8QW2M4N6P8R0S1T3V';

/** HTTP operations of the ledger. Companies read; operators also correct, two at a time. */
export const operations = defineOperations({
  ...accountOperations,
  ...correctionOperations,
  listJournals: {
    method: 'GET',
    path: '/v1/ledger/journals',
    summary: 'List the movements of money that you are party to',
    description:
      'Newest first; with `reference` only those about that order, escrow, payout, claim or other thing. A page may be short although `next` is there: go on while it is.',
    auth: 'key',
    scope: 'ledger:read',
    query: pageQuery.extend({
      reference: z
        .string()
        .regex(/^[A-Za-z0-9_.:-]{1,80}$/, 'An id such as ord_01J…')
        .optional()
        .meta({ example: orderId }),
    }),
    idempotent: false,
    responses: {
      200: {
        description: 'Journals',
        schema: z.object({ items: z.array(journalView), next: z.string().optional() }),
      },
    },
    problems: ['http.bad_cursor'],
    example: {
      response: {
        items: [
          {
            journalId: 'jrn_01K9Z3V5T8QW2M4N6P8R0S1T3V',
            kind: 'waterfall',
            description: 'Release of an order to its seller',
            businessEventId: 'rel_01K9Z3V5T8QW2M4N6P8R0S1T3V',
            references: { orderId },
            postedAt: '2026-11-22T08:00:00.000Z',
            postings: [
              {
                account: `2040:ENT:USD:${companyId}`,
                code: '2040',
                name: 'seller_available',
                side: 'credit',
                amount: usd('13596.00'),
              },
            ],
          },
        ],
      },
    },
  },
  listAccounts: {
    method: 'GET',
    path: '/v1/ledger/accounts',
    summary: 'List your accounts with their balances',
    description:
      'Accounts that your company owns in the books; listings may lag the last movement by moments.',
    auth: 'key',
    scope: 'ledger:read',
    idempotent: false,
    responses: { 200: { description: 'Accounts', schema: z.object({ items: z.array(accountView) }) } },
    problems: [],
    example: {
      response: {
        items: [
          {
            account: `2040:ENT:USD:${companyId}`,
            code: '2040',
            name: 'seller_available',
            available: usd('13596.00'),
            pending: usd('0.00'),
          },
        ],
      },
    },
  },
  getConservationProof: {
    method: 'GET',
    path: '/v1/ledger/proof',
    summary: 'Prove that no money was made or lost, and that client money is covered',
    description:
      'Sums of the whole ledger, nothing of any company. Debits equal credits in each currency; the safeguarded bank account and card money on its way from the PSP cover what clients are owed.',
    auth: 'key',
    scope: 'ledger:read',
    idempotent: false,
    responses: {
      200: {
        description: 'The proof',
        schema: z.object({
          asOf: instantSchema,
          journals: z.int(),
          isBalanced: z.boolean(),
          isCovered: z.boolean(),
          currencies: z.array(currencyProof),
        }),
      },
    },
    problems: [],
    example: {
      response: {
        asOf: '2026-11-22T08:00:00.000Z',
        journals: 2,
        isBalanced: true,
        isCovered: true,
        currencies: [
          {
            ledger: 'ENT',
            currency: 'USD',
            totalDebits: usd('13095.24'),
            totalCredits: usd('13095.24'),
            difference: usd('0.00'),
            isBalanced: true,
            safeguarded: usd('6360.00'),
            inTransit: usd('0.00'),
            clientLiabilities: usd('6360.00'),
            isCovered: true,
          },
        ],
      },
    },
  },
});
