import { z } from 'zod';
import { pageQuery } from '../../shared/http/cursor.ts';
import { defineOperations } from '../../shared/http/operation.ts';
import {
  currencySchema,
  dateSchema,
  idSchema,
  positiveMoneySchema,
  textSchema,
} from '../../shared/http/schemas.ts';
import {
  balanceView,
  exampleBalance,
  exampleHold,
  exampleInvoice,
  exampleReversal,
  exampleSettlement,
  exampleStatement,
  holdView,
  invoiceView,
  reversalView,
  settlementView,
  statementView,
} from './shapes.ts';

const params = z.strictObject({ settlementId: idSchema('set') });
const invoiceParams = z.strictObject({ invoiceId: idSchema('inv') });
const statementQuery = z.strictObject({ currency: currencySchema, from: dateSchema, to: dateSchema });
const statementProblems = [
  'settlement.period_reversed',
  'settlement.statement_too_long',
  'date.malformed',
] as const;

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
  reverseFee: {
    method: 'POST',
    path: '/v1/settlements/{settlementId}/fee-reversals',
    summary: 'Give a fee back, in part or in full',
    description:
      'For operators. The seller’s balance gets the amount at once; a credit note with its own number follows within moments.',
    auth: 'key',
    roles: ['operator'],
    scope: 'settlement:write',
    params,
    body: z.strictObject({
      amount: positiveMoneySchema.optional().meta({
        description:
          'Fee and tax together; left out = all that was taken and not given back yet, and what fell short is no longer owed.',
      }),
      reason: textSchema(140),
    }),
    idempotent: true,
    responses: { 201: { description: 'It is given back', schema: reversalView } },
    problems: [
      'http.not_found',
      'settlement.no_fee',
      'settlement.reversal_too_large',
      'ledger.insufficient_funds',
    ],
    example: {
      body: { amount: { currency: 'USD', amount: '404.00' }, reason: 'Late support on order' },
      response: exampleReversal,
    },
  },
  listPaymentHolds: {
    method: 'GET',
    path: '/v1/payment-holds',
    summary: 'See what is held back of your proceeds, why, until when, and what would free it sooner',
    description: 'Those that fall free last come first; released ones stay in the list with their date.',
    auth: 'key',
    scope: 'settlement:read',
    query: pageQuery,
    idempotent: false,
    responses: {
      200: {
        description: 'Holds',
        schema: z.object({ items: z.array(holdView), next: z.string().optional() }),
      },
    },
    problems: ['http.bad_cursor'],
    example: { response: { items: [exampleHold] } },
  },
  listInvoices: {
    method: 'GET',
    path: '/v1/invoices',
    summary: 'List the invoices and credit notes for our fees',
    description: 'Newest first.',
    auth: 'key',
    scope: 'settlement:read',
    query: pageQuery,
    idempotent: false,
    responses: {
      200: {
        description: 'Invoices',
        schema: z.object({ items: z.array(invoiceView), next: z.string().optional() }),
      },
    },
    problems: ['http.bad_cursor'],
    example: { response: { items: [exampleInvoice] } },
  },
  getInvoice: {
    method: 'GET',
    path: '/v1/invoices/{invoiceId}',
    summary: 'Read an invoice or credit note for a fee of ours',
    auth: 'key',
    scope: 'settlement:read',
    params: invoiceParams,
    idempotent: false,
    responses: { 200: { description: 'The invoice', schema: invoiceView } },
    problems: ['settlement.no_such_invoice'],
    example: { response: exampleInvoice },
  },
  getInvoicePdf: {
    method: 'GET',
    path: '/v1/invoices/{invoiceId}/pdf',
    summary: 'Download an invoice or credit note as PDF',
    description:
      'The same bytes each time. Names in other than Latin scripts are written in Latin letters between square brackets; the JSON has them as they are.',
    auth: 'key',
    scope: 'settlement:read',
    params: invoiceParams,
    idempotent: false,
    responses: { 200: { description: 'The invoice', contentType: 'application/pdf' } },
    problems: ['settlement.no_such_invoice'],
  },
  getStatement: {
    method: 'GET',
    path: '/v1/statements',
    summary: 'Read the statement of a period in one currency',
    description:
      'Whole days in UTC, both included. A quarter of an hour after the period the statement has a number and never changes again. A suspended company can still read it.',
    auth: 'key',
    scope: 'settlement:read',
    query: statementQuery,
    idempotent: false,
    responses: { 200: { description: 'The statement', schema: statementView } },
    problems: statementProblems,
    example: { response: exampleStatement },
  },
  getStatementCsv: {
    method: 'GET',
    path: '/v1/statements/csv',
    summary: 'Download a statement as CSV',
    description:
      'One line a movement, with gross and deductions of each release in columns. Text that a spreadsheet would run as a formula carries an apostrophe.',
    auth: 'key',
    scope: 'settlement:read',
    query: statementQuery,
    idempotent: false,
    responses: { 200: { description: 'The statement', contentType: 'text/csv; charset=utf-8' } },
    problems: statementProblems,
  },
  getStatementPdf: {
    method: 'GET',
    path: '/v1/statements/pdf',
    summary: 'Download a statement as PDF',
    description:
      'Once the period is over, the same bytes each time. Names in other than Latin scripts are written in Latin letters between square brackets; the JSON has them as they are.',
    auth: 'key',
    scope: 'settlement:read',
    query: statementQuery,
    idempotent: false,
    responses: { 200: { description: 'The statement', contentType: 'application/pdf' } },
    problems: statementProblems,
  },
});
