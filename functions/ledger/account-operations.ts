import { z } from 'zod';
import { pageQuery } from '../../shared/http/cursor.ts';
import type { Operation } from '../../shared/http/operation.ts';
import { instantSchema, moneySchema, signedMoneySchema } from '../../shared/http/schemas.ts';
import { accountCodes } from './contract.ts';

const accountId = z
  .string()
  .regex(
    /^\d{4}:[A-Z]{2,8}:[A-Z]{3}(:[A-Za-z0-9_.:-]{1,80})?$/,
    'An account id such as 2040:ENT:USD:com_01J…',
  )
  .meta({ example: '2040:ENT:USD:com_01K9Z3V5T8QW2M4N6P8R0S1T3V' });
const params = z.strictObject({ accountId });

const lineView = z
  .object({
    journalId: z.string(),
    kind: z.string(),
    description: z.string(),
    references: z.record(z.string(), z.string()),
    side: z.enum(['debit', 'credit']),
    amount: moneySchema,
    balance: signedMoneySchema.meta({ description: 'What the account held after this line.' }),
    postedAt: instantSchema,
  })
  .meta({ id: 'AccountLine', description: 'One posting in the history of an account.' });

const exampleAccount = '2040:ENT:USD:com_01K9Z3V5T8QW2M4N6P8R0S1T3V';
const usd = (amount: string) => ({ currency: 'USD', amount });

/** Operations on one account: for the company that owns it, and for operators on every account. */
export const accountOperations = {
  getAccountBalance: {
    method: 'GET',
    path: '/v1/ledger/accounts/{accountId}',
    summary: 'What one of your accounts held at a time',
    description:
      'With `at` the sum of everything posted before that instant; without it what the account holds now, and how much of it is set aside. Operators see every account.',
    auth: 'key',
    scope: 'ledger:read',
    params,
    query: z.strictObject({ at: instantSchema.optional() }),
    idempotent: false,
    responses: {
      200: {
        description: 'The balance',
        schema: z.object({
          account: accountId,
          code: z.enum(accountCodes),
          name: z.string(),
          at: instantSchema,
          balance: signedMoneySchema.meta({ description: 'Available and set aside together.' }),
          pending: moneySchema.optional().meta({ description: 'Set aside; only of the present.' }),
        }),
      },
    },
    problems: ['ledger.no_such_account'],
    example: {
      response: {
        account: exampleAccount,
        code: '2040',
        name: 'seller_available',
        at: '2026-11-22T08:00:00.000Z',
        balance: usd('13596.00'),
        pending: usd('0.00'),
      },
    },
  },
  listAccountLines: {
    method: 'GET',
    path: '/v1/ledger/accounts/{accountId}/lines',
    summary: 'The statement of one of your accounts, page by page',
    description:
      'Lines posted from `from` until before `before`, oldest first, each with the balance after it; `opening` is what the account held before the first line of the page, `closing` after its last. Statements with numbers are at /v1/statements. Operators see every account.',
    auth: 'key',
    scope: 'ledger:read',
    params,
    query: pageQuery.extend({ from: instantSchema.optional(), before: instantSchema.optional() }),
    idempotent: false,
    responses: {
      200: {
        description: 'Lines',
        schema: z.object({
          account: accountId,
          opening: signedMoneySchema,
          items: z.array(lineView),
          closing: signedMoneySchema,
          next: z.string().optional(),
        }),
      },
    },
    problems: ['http.bad_cursor', 'ledger.no_such_account'],
    example: {
      response: {
        account: exampleAccount,
        opening: usd('0.00'),
        items: [
          {
            journalId: 'jrn_01K9Z3V5T8QW2M4N6P8R0S1T3V',
            kind: 'waterfall',
            description: 'Release of an order to its seller',
            references: { orderId: 'ord_01K9Z3V5T8QW2M4N6P8R0S1T3V' },
            side: 'credit',
            amount: usd('13596.00'),
            balance: usd('13596.00'),
            postedAt: '2026-11-22T08:00:00.000Z',
          },
        ],
        closing: usd('13596.00'),
      },
    },
  },
} as const satisfies Readonly<Record<string, Omit<Operation, 'operationId'>>>;
