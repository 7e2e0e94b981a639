import { z } from 'zod';
import { defineOperations } from '../../../shared/http/operation.ts';
import { consignmentParams, tracking } from '../shapes.ts';
import { dcsaEvent } from './dcsa-shapes.ts';

/** Where goods are. */
export const trackingOperations = defineOperations({
  getTracking: {
    method: 'GET',
    path: '/v1/consignments/{consignmentId}/tracking',
    summary: 'Where the goods are: planned, estimated and observed',
    auth: 'key',
    scope: 'freight:read',
    params: consignmentParams,
    idempotent: false,
    responses: { 200: { description: 'Milestones', schema: tracking } },
    problems: ['http.not_found'],
  },
  listTrackingEvents: {
    method: 'GET',
    path: '/v1/consignments/{consignmentId}/events',
    summary: 'The carrier’s events in DCSA’s Track and Trace, 3.0 or 2.2',
    description:
      'Planned, estimated, actual and retracted, by when they were created; milestones fold them. For systems that speak the standard.',
    auth: 'key',
    scope: 'freight:read',
    params: consignmentParams,
    query: z.strictObject({ version: z.enum(['3.0', '2.2']).optional() }),
    idempotent: false,
    responses: {
      200: {
        description: 'The events',
        schema: z.object({ version: z.enum(['3.0', '2.2']), events: z.array(dcsaEvent) }),
      },
    },
    problems: ['http.not_found'],
  },
});
