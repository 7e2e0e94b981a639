import { defineOperations } from '../../../shared/http/operation.ts';

/** What the carrier sends. */
export const carrierOperations = defineOperations({
  receiveCarrierEvent: {
    method: 'POST',
    path: '/v1/inbound/carrier',
    summary: 'Booking notices and tracking events of the carrier, signed',
    auth: 'signature',
    idempotent: false,
    responses: { 200: { description: 'Taken' } },
    problems: ['http.bad_signature', 'http.malformed_json', 'freight.bad_message'],
  },
});
