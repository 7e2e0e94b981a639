import { z } from 'zod';
import { pageQuery } from '../../shared/http/cursor.ts';
import { defineOperations } from '../../shared/http/operation.ts';
import { textSchema } from '../../shared/http/schemas.ts';
import { breakStates } from './domain/breaks.ts';
import { report } from './report.ts';
import { breakId, breakShape, exampleBreak, importedStatement } from './shapes.ts';

const operator = { auth: 'key', roles: ['operator'] } as const;
const read = { ...operator, scope: 'payments:read', idempotent: false } as const;
const write = { ...operator, scope: 'payments:write', idempotent: true } as const;

const usd = (amount: string) => ({ currency: 'USD', amount });

/** Operations of reconciliation, all of them for operators. */
export const operations = defineOperations({
  getReconciliation: {
    ...read,
    method: 'GET',
    path: '/v1/reconciliation',
    summary: 'The last proof of the books against bank, PSP and trades',
    responses: { 200: { description: 'The report', schema: report } },
    problems: ['http.not_found'],
    example: {
      response: {
        on: '2026-11-23',
        at: '2026-11-23T03:00:00.000Z',
        books: [
          {
            book: '1010:USD',
            ledger: usd('6360.00'),
            outside: usd('6348.00'),
            oursOnly: usd('0.00'),
            theirsOnly: usd('-12.00'),
            matched: 1,
            openLines: 0,
            openEntries: 1,
            isProven: true,
          },
        ],
        clientMoney: [
          {
            currency: 'USD',
            safeguarded: usd('6360.00'),
            cardMoney: usd('0.00'),
            owed: usd('6360.00'),
            coverage: 'safeguarded',
          },
        ],
        states: { compared: 3, unjudged: 0 },
        unreachable: [],
        breaks: [
          {
            breakId: exampleBreak.breakId,
            type: 'unknown_to_us',
            subject: '1010:USD',
            amount: usd('-12.00'),
            since: exampleBreak.since,
            state: 'open',
            detail: exampleBreak.detail,
          },
        ],
      },
    },
  },
  listBreaks: {
    ...read,
    method: 'GET',
    path: '/v1/reconciliation/breaks',
    summary: 'Differences that were found, newest first, with their age',
    query: pageQuery.extend({ state: z.enum(breakStates).optional() }),
    responses: {
      200: {
        description: 'A page; with `state` a page may be short',
        schema: z.object({ items: z.array(breakShape), next: z.string().optional() }),
      },
    },
    problems: ['http.bad_cursor'],
    example: { response: { items: [exampleBreak] } },
  },
  getBreak: {
    ...read,
    method: 'GET',
    path: '/v1/reconciliation/breaks/{breakId}',
    summary: 'One difference',
    params: z.strictObject({ breakId }),
    responses: { 200: { description: 'The break', schema: breakShape } },
    problems: ['http.not_found'],
    example: { response: exampleBreak },
  },
  decideBreak: {
    ...write,
    method: 'POST',
    path: '/v1/reconciliation/breaks/{breakId}/decision',
    summary: 'Explain or resolve a difference, with a reason',
    description:
      '`explain`: it is known and waits for its other side; it alarms no more. `resolve`: it is accounted for and closed for good. Neither moves money or hides the amount: the proof goes on showing it.',
    params: z.strictObject({ breakId }),
    body: z.strictObject({ decision: z.enum(['explain', 'resolve']), reason: textSchema(300) }),
    responses: { 200: { description: 'Decided', schema: breakShape } },
    problems: ['http.not_found', 'reconciliation.break_closed'],
    example: {
      body: { decision: 'explain', reason: 'The bank takes it back tomorrow, ticket 7731' },
      response: { ...exampleBreak, state: 'explained' },
    },
  },
  bookUnknownEntry: {
    ...write,
    method: 'POST',
    path: '/v1/reconciliation/breaks/{breakId}/booking',
    summary: 'Have an entry of the bank booked that nobody told us of',
    description:
      'A credit of the safeguarded account becomes a receipt and is matched by its reference like any other; a debit can be a fee of the bank, which the house bears. The next proof clears the break.',
    params: z.strictObject({ breakId }),
    body: z.strictObject({ as: z.enum(['receipt', 'bank_fee']), reason: textSchema(200) }),
    responses: { 202: { description: 'Being booked', schema: breakShape } },
    problems: [
      'http.not_found',
      'reconciliation.break_closed',
      'reconciliation.entry_not_open',
      'reconciliation.not_bookable_as',
    ],
    example: {
      body: { as: 'bank_fee', reason: 'Account fee of November, by the price list of the bank' },
      response: { ...exampleBreak, state: 'explained' },
    },
  },
  importStatement: {
    ...write,
    method: 'POST',
    path: '/v1/reconciliation/statements',
    summary: 'Import a camt.053 statement by hand',
    description:
      'For a bank that sends files instead of answering questions. Statements come in the order of their numbers without gaps, and each opens with the balance that the one before closed with.',
    body: z.strictObject({ camt053: z.string().min(1).max(2_097_152) }),
    responses: {
      200: {
        description: 'Imported',
        schema: z.object({ statements: z.array(importedStatement) }),
      },
    },
    problems: [
      'xml.malformed',
      'xml.forbidden',
      'xml.too_large',
      'reconciliation.not_a_statement',
      'reconciliation.unknown_account',
      'reconciliation.statement_exists',
      'reconciliation.statement_exists_with_different_content',
      'reconciliation.statement_gap',
      'reconciliation.opening_balance_differs',
      'reconciliation.does_not_add_up',
      'reconciliation.duplicate_entry',
      'reconciliation.statement_incomplete',
      'reconciliation.too_many_entries',
    ],
    example: {
      body: {
        camt053: '<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">…',
      },
      response: {
        statements: [{ book: '1010:USD', statementId: 'STM-1', number: 1, on: '2026-11-22', entries: 3 }],
      },
    },
  },
});
