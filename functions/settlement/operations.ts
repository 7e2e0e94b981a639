import { z } from 'zod';
import { pageQuery } from '../../shared/http/cursor.ts';
import { defineOperations } from '../../shared/http/operation.ts';
import { currencySchema, dateSchema, idSchema } from '../../shared/http/schemas.ts';
import {
  balanceView,
  exampleBalance,
  exampleSettlement,
  exampleStatement,
  settlementView,
  statementView,
} from './shapes.ts';

const params = z.strictObject({ settlementId: idSchema('set') });

/** HTTP operations of settlement. */
export const operations = defineOperations({
  listBalances: {
    method: 'GET',
    path: '/v1/balances',
    summary: 'See what money you have, where it is and when it is free',
    auth: 'key',
    scope: 'settlement:read',
    idempotent: false,
    responses: {
      200: {
        description: 'One balance per currency',
        schema: z.object({ items: z.array(balanceView) }),
      },
    },
    problems: [],
    example: { response: { items: [exampleBalance] } },
  },
  listSettlements: {
    method: 'GET',
    path: '/v1/settlements',
    summary: 'List the releases that were or are being paid out to you',
    description: 'Newest first. `view=parked` is for operators: all that wait for one, whosever they are.',
    auth: 'key',
    scope: 'settlement:read',
    query: pageQuery.extend({ view: z.enum(['mine', 'parked']).optional() }),
    idempotent: false,
    responses: {
      200: {
        description: 'Settlements',
        schema: z.object({ items: z.array(settlementView), next: z.string().optional() }),
      },
    },
    problems: ['http.bad_cursor', 'http.forbidden_role'],
    example: { response: { items: [exampleSettlement] } },
  },
  getSettlement: {
    method: 'GET',
    path: '/v1/settlements/{settlementId}',
    summary: 'Read how a release was shared out',
    description: 'For the seller: the lines tell of its debts, so the buyer reads the escrow instead.',
    auth: 'key',
    scope: 'settlement:read',
    params,
    idempotent: false,
    responses: { 200: { description: 'The settlement, with its ETag', schema: settlementView } },
    problems: ['http.not_found'],
    example: { response: exampleSettlement },
  },
  retrySettlement: {
    method: 'POST',
    path: '/v1/settlements/{settlementId}/retry',
    summary: 'Try a parked settlement again',
    description: 'For operators, once the cause is mended; otherwise it is tried again once a day.',
    auth: 'key',
    roles: ['operator'],
    scope: 'settlement:write',
    params,
    idempotent: true,
    responses: { 202: { description: 'It will be tried within a minute', schema: settlementView } },
    problems: ['http.not_found', 'settlement.not_parked'],
    example: {
      response: {
        ...exampleSettlement,
        state: 'parked',
        deductions: [],
        available: undefined,
        journalId: undefined,
        settledAt: undefined,
        parked: {
          reason: 'The waterfall could not be posted.',
          owner: 'operator',
          nextTryAt: '2026-11-22T08:05:00.000Z',
        },
      },
    },
  },
  getStatement: {
    method: 'GET',
    path: '/v1/statements',
    summary: 'Read the statement of a period in one currency',
    description:
      'Whole days in UTC, both included. Once the period is over, the statement has a number and never changes again.',
    auth: 'key',
    scope: 'settlement:read',
    query: z.strictObject({ currency: currencySchema, from: dateSchema, to: dateSchema }),
    idempotent: false,
    responses: { 200: { description: 'The statement', schema: statementView } },
    problems: ['settlement.period_reversed', 'settlement.statement_too_long', 'date.malformed'],
    example: { response: exampleStatement },
  },
});
