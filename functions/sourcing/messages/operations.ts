import { z } from 'zod';
import { pageQuery } from '../../../shared/http/cursor.ts';
import { defineOperations } from '../../../shared/http/operation.ts';
import { idSchema } from '../../../shared/http/schemas.ts';
import { exampleDifference, exampleMessage, exampleQuote } from '../examples.ts';
import { offerFaults, termFaults } from '../faults.ts';
import { quoteParams } from '../quotes/operations.ts';
import { quote } from '../quotes/shapes.ts';
import { differenceAnswer, differenceInput, messageInput, quoteMessage } from './shapes.ts';

/** HTTP operations by which the two sides of a quote talk, and keep what they said and what they signed the same. */
export const messageOperations = defineOperations({
  sendMessage: {
    method: 'POST',
    path: '/v1/quotes/{quoteId}/messages',
    summary: 'Write to the other side of a quote',
    description:
      'The text is kept as written. Terms that were agreed with it go into `terms`: each that the current version does not have becomes a difference, and nothing is accepted before both sides have adopted or dropped it.',
    auth: 'key',
    roles: ['buyer', 'exporter'],
    scope: 'sourcing:write',
    params: quoteParams,
    body: messageInput,
    idempotent: true,
    responses: { 201: { description: 'Sent', schema: z.object({ message: quoteMessage, quote }) } },
    problems: [
      'http.not_found',
      'sourcing.quote_ended',
      'sourcing.too_many_today',
      'sourcing.text_repeated',
      ...termFaults,
    ],
    example: {
      body: { text: exampleMessage.text, language: 'en', terms: exampleMessage.terms },
      response: { message: exampleMessage, quote: { ...exampleQuote, differences: [exampleDifference] } },
    },
  },
  listMessages: {
    method: 'GET',
    path: '/v1/quotes/{quoteId}/messages',
    summary: 'Messages of a quote, oldest first',
    auth: 'key',
    scope: 'sourcing:read',
    params: quoteParams,
    query: pageQuery,
    idempotent: false,
    responses: {
      200: {
        description: 'Messages',
        schema: z.object({ items: z.array(quoteMessage), next: z.string().optional() }),
      },
    },
    problems: ['http.not_found', 'http.bad_cursor'],
    example: { response: { items: [exampleMessage] } },
  },
  raiseDifference: {
    method: 'POST',
    path: '/v1/quotes/{quoteId}/differences',
    summary: 'Point at a message that says otherwise than the version',
    description: 'For what was agreed in plain text, by either side. It stands in the way of acceptance.',
    auth: 'key',
    roles: ['buyer', 'exporter'],
    scope: 'sourcing:write',
    params: quoteParams,
    body: differenceInput,
    idempotent: true,
    responses: { 201: { description: 'Raised', schema: quote } },
    problems: [
      'http.not_found',
      'sourcing.quote_ended',
      'sourcing.message_unknown',
      'sourcing.no_difference',
      ...termFaults,
    ],
    example: {
      body: { messageNumber: 1, terms: exampleMessage.terms },
      response: { ...exampleQuote, differences: [exampleDifference] },
    },
  },
  answerDifference: {
    method: 'POST',
    path: '/v1/quotes/{quoteId}/differences/{differenceId}/answer',
    summary: 'Adopt or drop a difference',
    description:
      'When both sides have adopted it, the term goes into the next version, which stays that of the side that made the current one. When both have dropped it, it is over.',
    auth: 'key',
    roles: ['buyer', 'exporter'],
    scope: 'sourcing:write',
    params: quoteParams.extend({ differenceId: idSchema('dif') }),
    body: differenceAnswer,
    idempotent: true,
    responses: { 200: { description: 'The quote', schema: quote } },
    problems: [
      'http.not_found',
      'sourcing.quote_ended',
      'sourcing.quote_expired',
      'sourcing.difference_unknown',
      'sourcing.too_many_versions',
      ...offerFaults,
    ],
    example: { body: { answer: 'adopt' }, response: exampleQuote },
  },
});
