import { z } from 'zod';
import { pageQuery } from '../../../shared/http/cursor.ts';
import { defineOperations } from '../../../shared/http/operation.ts';
import { idSchema } from '../../../shared/http/schemas.ts';
import { exampleMatching, exampleRfq, exampleRfqInput } from '../examples.ts';
import { termFaults } from '../faults.ts';
import { rfq, rfqClosure, rfqInput, rfqMatching, rfqOpening } from './shapes.ts';

/** Names one request. */
export const rfqParams = z.strictObject({ rfqId: idSchema('rfq') });

/** What opening a request is refused for. */
const openingFaults = [
  'sourcing.company_blocked',
  'sourcing.self_dealing',
  'sourcing.supplier_unknown',
  'sourcing.nobody_invited',
  'sourcing.too_many_invited',
  'sourcing.quote_by_out_of_range',
  'sourcing.ship_date_past',
  'sourcing.currency_mismatch',
  'sourcing.too_many_today',
  'sourcing.text_repeated',
] as const;

/** HTTP operations on requests. */
export const rfqOperations = defineOperations({
  openRfq: {
    method: 'POST',
    path: '/v1/rfqs',
    summary: 'Ask for quotes',
    description:
      'A public request is open to every exporter, an invited one to those named. It takes ten quotes at most, until quoteBy. Target price and budget stay with the buyer. Suppliers are looked for in the catalogue and invited; `matchings` explains each. `isDraft` keeps it for later.',
    auth: 'key',
    roles: ['buyer'],
    scope: 'sourcing:write',
    body: rfqOpening,
    idempotent: true,
    responses: { 201: { description: 'Open, or kept as a draft', schema: rfq } },
    problems: [...openingFaults, ...termFaults],
    example: { body: exampleRfqInput, response: exampleRfq },
  },
  listRfqs: {
    method: 'GET',
    path: '/v1/rfqs',
    summary: 'List requests',
    description:
      '`mine`: those that the company opened. `open`: public ones that take quotes. `invited`: those that name the company. `quoted`: those that it has quoted. Left out: `mine` for a buyer, else `open`.',
    auth: 'key',
    scope: 'sourcing:read',
    query: pageQuery.extend({ view: z.enum(['mine', 'open', 'invited', 'quoted']).optional() }),
    idempotent: false,
    responses: {
      200: {
        description: 'Requests',
        schema: z.object({ items: z.array(rfq), next: z.string().optional() }),
      },
    },
    problems: ['http.bad_cursor'],
    example: { response: { items: [exampleRfq] } },
  },
  getRfq: {
    method: 'GET',
    path: '/v1/rfqs/{rfqId}',
    summary: 'Read a request',
    auth: 'key',
    scope: 'sourcing:read',
    params: rfqParams,
    idempotent: false,
    responses: { 200: { description: 'The request', schema: rfq } },
    problems: ['http.not_found'],
    example: { response: exampleRfq },
  },
  closeRfq: {
    method: 'POST',
    path: '/v1/rfqs/{rfqId}/closure',
    summary: 'Take no more quotes, or end the request',
    auth: 'key',
    roles: ['buyer'],
    scope: 'sourcing:write',
    params: rfqParams,
    body: rfqClosure,
    idempotent: true,
    responses: { 200: { description: 'Closed', schema: rfq } },
    problems: ['http.not_found', 'sourcing.rfq_not_open', 'sourcing.rfq_ended'],
    example: { body: { outcome: 'stop_quotes' }, response: { ...exampleRfq, state: 'closed_by_buyer' } },
  },
  replaceDraft: {
    method: 'PUT',
    path: '/v1/rfqs/{rfqId}',
    summary: 'Replace a draft',
    auth: 'key',
    roles: ['buyer'],
    scope: 'sourcing:write',
    params: rfqParams,
    body: rfqInput,
    idempotent: false,
    ifMatch: true,
    responses: { 200: { description: 'Replaced, with its new ETag', schema: rfq } },
    problems: [
      'http.not_found',
      'http.if_match_missing',
      'http.version_mismatch',
      'sourcing.not_a_draft',
      ...termFaults,
    ],
    example: { body: exampleRfqInput, response: { ...exampleRfq, state: 'draft' } },
  },
  openDraft: {
    method: 'POST',
    path: '/v1/rfqs/{rfqId}/opening',
    summary: 'Open a draft: from now on it takes quotes',
    auth: 'key',
    roles: ['buyer'],
    scope: 'sourcing:write',
    params: rfqParams,
    idempotent: true,
    responses: { 200: { description: 'Open', schema: rfq } },
    problems: ['http.not_found', 'sourcing.not_a_draft', ...openingFaults],
    example: { response: exampleRfq },
  },
  matchAgain: {
    method: 'POST',
    path: '/v1/rfqs/{rfqId}/matching',
    summary: 'Look for suppliers once more',
    description:
      'The catalogue may have grown. The answer comes by event and is the next version of the explanation.',
    auth: 'key',
    roles: ['buyer'],
    scope: 'sourcing:write',
    params: rfqParams,
    idempotent: true,
    responses: { 202: { description: 'Suppliers are being looked for', schema: rfq } },
    problems: ['http.not_found', 'sourcing.rfq_not_open', 'sourcing.too_many_matchings'],
    example: { response: exampleRfq },
  },
  listMatchings: {
    method: 'GET',
    path: '/v1/rfqs/{rfqId}/matchings',
    summary: 'Why these suppliers',
    description:
      'For the buyer: every answer of matching, oldest first, with the parts of each score, the version of the ranking and what became of each candidate.',
    auth: 'key',
    roles: ['buyer'],
    scope: 'sourcing:read',
    params: rfqParams,
    idempotent: false,
    responses: { 200: { description: 'Matchings', schema: z.object({ items: z.array(rfqMatching) }) } },
    problems: ['http.not_found'],
    example: { response: { items: [exampleMatching] } },
  },
});
