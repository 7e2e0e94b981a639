import { z } from 'zod';
import { defineOperations } from '../../../shared/http/operation.ts';
import { textSchema } from '../../../shared/http/schemas.ts';
import { consignmentParams } from '../shapes.ts';
import { deliveryOrder } from './shapes.ts';

/** Delivery orders. */
export const deliveryOperations = defineOperations({
  getDeliveryOrder: {
    method: 'GET',
    path: '/v1/consignments/{consignmentId}/delivery-order',
    summary: 'What lets the consignee have the goods, and what it still waits for',
    auth: 'key',
    scope: 'freight:read',
    params: consignmentParams,
    idempotent: false,
    responses: { 200: { description: 'The delivery order', schema: deliveryOrder } },
    problems: ['http.not_found', 'freight.not_arrived'],
  },
  releaseDeliveryOrder: {
    method: 'POST',
    path: '/v1/consignments/{consignmentId}/delivery-order/release',
    summary: 'Release goods although a condition is not met',
    description: 'For operators: the way out, with a reason that both parties see.',
    auth: 'key',
    roles: ['operator'],
    scope: 'freight:write',
    params: consignmentParams,
    body: z.strictObject({ reason: textSchema(200) }).meta({ id: 'DeliveryOrderRelease' }),
    idempotent: true,
    responses: { 200: { description: 'The delivery order', schema: deliveryOrder } },
    problems: ['http.not_found', 'freight.not_arrived', 'freight.nothing_waits'],
    example: { body: { reason: 'Duty is guaranteed by the broker' } },
  },
});
