import { z } from 'zod';
import { defineOperations } from '../../../shared/http/operation.ts';
import { idSchema, textSchema } from '../../../shared/http/schemas.ts';
import { deliveryOrder } from '../delivery-shapes.ts';

const params = z.object({ consignmentId: idSchema('cns') });

/** Delivery orders. */
export const deliveryOperations = defineOperations({
  getDeliveryOrder: {
    method: 'GET',
    path: '/v1/consignments/{consignmentId}/delivery-order',
    summary: 'What lets the consignee have the goods, and what it still waits for',
    auth: 'key',
    scope: 'freight:read',
    params,
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
    params,
    body: z.strictObject({ reason: textSchema(200) }).meta({ id: 'DeliveryOrderRelease' }),
    idempotent: true,
    responses: { 200: { description: 'The delivery order', schema: deliveryOrder } },
    problems: ['http.not_found', 'freight.not_arrived', 'freight.nothing_waits'],
    example: { body: { reason: 'Duty is guaranteed by the broker' } },
  },
});
