import { z } from 'zod';
import { defineOperations } from '../../shared/http/operation.ts';
import { idSchema } from '../../shared/http/schemas.ts';
import { comparisonOperations } from './comparison-operations.ts';
import { contractTerms } from './contract.ts';
import { exampleContract, exampleOffer, exampleQuote, exampleVersion } from './examples.ts';
import { groupOperations } from './group-operations.ts';
import { messageOperations } from './message-operations.ts';
import { rfqOperations, rfqParams, termFaults } from './rfq-operations.ts';
import {
  counterOffer,
  quote,
  quoteAcceptance,
  quoteEnding,
  quoteRevision,
  quoteSubmission,
  quoteWithVersions,
} from './shapes.ts';

const quoteParams = z.strictObject({ quoteId: idSchema('quo') });

const offerFaults = [
  ...termFaults,
  'sourcing.currency_mismatch',
  'sourcing.unit_mismatch',
  'sourcing.deposit_share_out_of_range',
  'sourcing.total_too_small',
  'sourcing.ship_date_past',
  'sourcing.validity_out_of_range',
  'sourcing.aql_unknown',
  'sourcing.release_plan_unsound',
  'sourcing.instalments_unsound',
  'sourcing.late_terms_unsound',
  'sourcing.sample_not_sealed',
  'sourcing.delivery_term_refused',
] as const;

const moveFaults = [
  'http.not_found',
  'sourcing.company_blocked',
  'sourcing.quote_ended',
  'sourcing.quote_expired',
  'sourcing.version_not_current',
] as const;

/** HTTP operations on quotes. */
export const quoteOperations = defineOperations({
  submitQuote: {
    method: 'POST',
    path: '/v1/rfqs/{rfqId}/quotes',
    summary: 'Quote a request',
    description:
      'One quote for each supplier and request; after that, revise it. The answer warns of terms that are legal but unwise, such as FOB for goods that share a container.',
    auth: 'key',
    roles: ['exporter'],
    scope: 'sourcing:write',
    params: rfqParams,
    body: quoteSubmission,
    idempotent: true,
    responses: { 201: { description: 'Submitted', schema: quote } },
    problems: [
      'http.not_found',
      'sourcing.company_blocked',
      'sourcing.self_dealing',
      'sourcing.rfq_not_open',
      'sourcing.already_quoted',
      'sourcing.too_many_today',
      'sourcing.text_repeated',
      ...offerFaults,
    ],
    example: { body: { offer: exampleOffer }, response: exampleQuote },
  },
  listQuotes: {
    method: 'GET',
    path: '/v1/rfqs/{rfqId}/quotes',
    summary: 'Quotes of a request',
    description: 'The buyer sees all of them, ten at most; a supplier sees its own.',
    auth: 'key',
    scope: 'sourcing:read',
    params: rfqParams,
    idempotent: false,
    responses: { 200: { description: 'Quotes', schema: z.object({ items: z.array(quote) }) } },
    problems: ['http.not_found'],
    example: { response: { items: [exampleQuote] } },
  },
  getQuote: {
    method: 'GET',
    path: '/v1/quotes/{quoteId}',
    summary: 'Read a quote with all its versions',
    auth: 'key',
    scope: 'sourcing:read',
    params: quoteParams,
    idempotent: false,
    responses: { 200: { description: 'The quote', schema: quoteWithVersions } },
    problems: ['http.not_found'],
    example: { response: { ...exampleQuote, versions: [exampleVersion] } },
  },
  counterQuote: {
    method: 'POST',
    path: '/v1/quotes/{quoteId}/counter-offer',
    summary: 'Answer a quote with a counter-offer',
    description: 'Makes a new version that cites the current one; terms left out stay as they are.',
    auth: 'key',
    roles: ['buyer'],
    scope: 'sourcing:write',
    params: quoteParams,
    body: counterOffer,
    idempotent: true,
    responses: { 201: { description: 'Countered', schema: quote } },
    problems: [...moveFaults, 'sourcing.too_many_versions', ...offerFaults],
    example: {
      body: { parentVersion: 1, changes: { unitPrice: { currency: 'USD', amount: '3.80' } } },
      response: { ...exampleQuote, state: 'countered' },
    },
  },
  reviseQuote: {
    method: 'POST',
    path: '/v1/quotes/{quoteId}/revision',
    summary: 'Revise a quote',
    description: 'Makes a new version that cites the current one; terms left out stay as they are.',
    auth: 'key',
    roles: ['exporter'],
    scope: 'sourcing:write',
    params: quoteParams,
    body: quoteRevision,
    idempotent: true,
    responses: { 201: { description: 'Revised', schema: quote } },
    problems: [...moveFaults, 'sourcing.too_many_versions', 'sourcing.quote_shortlisted', ...offerFaults],
    example: {
      body: { parentVersion: 2, changes: { unitPrice: { currency: 'USD', amount: '3.85' } } },
      response: { ...exampleQuote, state: 'revised' },
    },
  },
  acceptQuote: {
    method: 'POST',
    path: '/v1/quotes/{quoteId}/acceptance',
    summary: 'Accept the current version',
    description:
      'The buyer accepts a version of the supplier, the supplier a counter-offer of the buyer. The terms freeze into a contract. When the last award is given, the other quotes are rejected.',
    auth: 'key',
    roles: ['buyer', 'exporter'],
    scope: 'sourcing:write',
    params: quoteParams,
    body: quoteAcceptance,
    idempotent: true,
    responses: { 201: { description: 'The contract', schema: z.object({ contract: contractTerms }) } },
    problems: [
      ...moveFaults,
      'sourcing.not_your_turn',
      'sourcing.differences_open',
      'sourcing.sample_not_cited',
      'sourcing.rfq_ended',
      'sourcing.ship_date_past',
      'sourcing.delivery_term_refused',
    ],
    example: { body: { version: 1 }, response: { contract: exampleContract } },
  },
  shortlistQuote: {
    method: 'POST',
    path: '/v1/quotes/{quoteId}/shortlisting',
    summary: 'Put the current version on the shortlist',
    description: 'The supplier can revise it no more, unless the buyer makes a counter-offer.',
    auth: 'key',
    roles: ['buyer'],
    scope: 'sourcing:write',
    params: quoteParams,
    body: quoteAcceptance,
    idempotent: true,
    responses: { 200: { description: 'Shortlisted', schema: quote } },
    problems: [...moveFaults, 'sourcing.not_your_turn', 'sourcing.already_shortlisted'],
    example: { body: { version: 1 }, response: { ...exampleQuote, state: 'shortlisted' } },
  },
  rejectQuote: {
    method: 'POST',
    path: '/v1/quotes/{quoteId}/rejection',
    summary: 'Turn a quote down',
    auth: 'key',
    roles: ['buyer'],
    scope: 'sourcing:write',
    params: quoteParams,
    body: quoteEnding,
    idempotent: true,
    responses: { 200: { description: 'Rejected', schema: quote } },
    problems: ['http.not_found', 'sourcing.quote_ended'],
    example: { body: { reason: 'Lead time too long.' }, response: { ...exampleQuote, state: 'rejected' } },
  },
  withdrawQuote: {
    method: 'POST',
    path: '/v1/quotes/{quoteId}/withdrawal',
    summary: 'Take a quote back',
    auth: 'key',
    roles: ['exporter'],
    scope: 'sourcing:write',
    params: quoteParams,
    body: quoteEnding,
    idempotent: true,
    responses: { 200: { description: 'Withdrawn', schema: quote } },
    problems: ['http.not_found', 'sourcing.quote_ended'],
    example: { body: {}, response: { ...exampleQuote, state: 'withdrawn' } },
  },
});

/** HTTP operations of sourcing. */
export const operations = {
  ...rfqOperations,
  ...quoteOperations,
  ...messageOperations,
  ...comparisonOperations,
  ...groupOperations,
};
