import { z } from 'zod';
import { defineOperations } from '../../shared/http/operation.ts';
import { idSchema } from '../../shared/http/schemas.ts';
import {
  acceptDisputeOfferBody,
  answerDisputeBody,
  determineDisputeBody,
  disputeShape,
  evidenceBody,
  openDisputeBody,
} from './dispute-shapes.ts';
import { exampleDispute } from './examples.ts';

const disputePath = z.strictObject({ disputeId: idSchema('dsp') });
const read = { auth: 'key', scope: 'orders:read', idempotent: false } as const;
const write = { auth: 'key', scope: 'orders:write', idempotent: true } as const;
const disputeAnswer = { 200: { description: 'The dispute as it is now.', schema: disputeShape } } as const;

/** Operations on disputes, merged into the context's operations. */
export const disputeOperations = defineOperations({
  openDispute: {
    method: 'POST',
    path: '/v1/orders/{orderId}/disputes',
    summary: 'Open a dispute about a share of the goods',
    description:
      'Open from shipment until the claim window ends or the goods are accepted. The acceptance clock stands still, and only the claimed amount is frozen in escrow. Several disputes may be open at once, each about its own share. Freight that the buyer paid may be claimed with the goods; it goes back only where the supplier is at fault. Three days to agree, escalation by either party from day 4, by itself on day 7.',
    ...write,
    roles: ['buyer'],
    params: z.strictObject({ orderId: idSchema('ord') }),
    body: openDisputeBody,
    responses: { 201: { description: 'Opened.', schema: disputeShape } },
    problems: ['http.not_found', 'orders.not_disputable', 'orders.dispute_open', 'orders.claim_too_high'],
    example: {
      body: {
        reason: 'defective',
        description: 'One carton in five shows cracked housings.',
        claimed: { currency: 'USD', amount: '390.00' },
        share: '0.2',
        evidence: [{ kind: 'photo', description: 'Cracked housings, carton 14.' }],
      },
      response: exampleDispute,
    },
  },
  listDisputes: {
    method: 'GET',
    path: '/v1/orders/{orderId}/disputes',
    summary: 'List the disputes of an order, oldest first',
    ...read,
    params: z.strictObject({ orderId: idSchema('ord') }),
    responses: {
      200: { description: 'All of them.', schema: z.object({ items: z.array(disputeShape) }) },
    },
    problems: ['http.not_found'],
  },
  getDispute: {
    method: 'GET',
    path: '/v1/disputes/{disputeId}',
    summary: 'Read a dispute',
    ...read,
    params: disputePath,
    responses: disputeAnswer,
    problems: ['http.not_found'],
    example: { response: exampleDispute },
  },
  answerDispute: {
    method: 'POST',
    path: '/v1/disputes/{disputeId}/answer',
    summary: 'Accept the claim or make an offer, as the supplier',
    ...write,
    roles: ['exporter'],
    params: disputePath,
    body: answerDisputeBody,
    responses: disputeAnswer,
    problems: ['http.not_found', 'orders.dispute_not_now', 'orders.refund_exceeds_claim'],
    example: {
      body: {
        decision: 'counter_offer',
        offer: { currency: 'USD', amount: '195.00' },
        note: 'Half of the cartons can be mended.',
      },
    },
  },
  acceptDisputeOffer: {
    method: 'POST',
    path: '/v1/disputes/{disputeId}/offer-acceptance',
    summary: "Accept the supplier's offer, as the buyer",
    ...write,
    roles: ['buyer'],
    params: disputePath,
    body: acceptDisputeOfferBody,
    responses: disputeAnswer,
    problems: ['http.not_found', 'orders.dispute_not_now', 'orders.offer_changed'],
    example: { body: { offer: { currency: 'USD', amount: '195.00' } } },
  },
  addDisputeEvidence: {
    method: 'POST',
    path: '/v1/disputes/{disputeId}/evidence',
    summary: 'Add a piece of evidence',
    ...write,
    params: disputePath,
    body: evidenceBody,
    responses: disputeAnswer,
    problems: ['http.not_found', 'orders.dispute_not_now'],
    example: {
      body: {
        kind: 'inspection_report',
        description: 'Report of the inspection at destination.',
        sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      },
    },
  },
  escalateDispute: {
    method: 'POST',
    path: '/v1/disputes/{disputeId}/escalation',
    summary: 'Ask for a determination, from the fourth day, as either party',
    ...write,
    params: disputePath,
    responses: disputeAnswer,
    problems: ['http.not_found', 'orders.dispute_not_now', 'orders.negotiation_running'],
  },
  determineDispute: {
    method: 'POST',
    path: '/v1/disputes/{disputeId}/determination',
    summary: 'Determine an escalated dispute, as an operator',
    ...write,
    roles: ['operator'],
    params: disputePath,
    body: determineDisputeBody,
    responses: disputeAnswer,
    problems: [
      'http.not_found',
      'orders.dispute_not_now',
      'orders.refund_exceeds_claim',
      'orders.fault_missing',
    ],
    example: {
      body: {
        refund: { currency: 'USD', amount: '300.00' },
        reasons: 'The photographs show cracks in 15 of 20 cartons.',
      },
    },
  },
  withdrawDispute: {
    method: 'POST',
    path: '/v1/disputes/{disputeId}/withdrawal',
    summary: 'Withdraw a dispute, as the buyer',
    ...write,
    roles: ['buyer'],
    params: disputePath,
    responses: disputeAnswer,
    problems: ['http.not_found', 'orders.dispute_not_now'],
  },
});
