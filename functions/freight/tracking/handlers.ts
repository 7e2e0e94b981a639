import type { Handlers } from '../../../shared/http/call.ts';
import type { Access } from '../access.ts';
import { viewTracking } from '../freight-view.ts';
import type { FreightRepository } from '../repository.ts';
import { dcsaEvents } from './dcsa-events.ts';
import type { trackingOperations } from './operations.ts';
/** What a consignment's parties follow on the way: milestones, and the carrier's own events. */
export const trackingHandlers = (
  freight: FreightRepository,
  { consignmentFor, poolOf }: Pick<Access, 'consignmentFor' | 'poolOf'>,
): Handlers<typeof trackingOperations> => ({
  getTracking: async ({ params, principal, now }) => {
    const { data } = await consignmentFor(params.consignmentId, principal);
    const pool = await poolOf(data.poolId);
    const events = await freight.findEvents(data.poolId);
    return { status: 200, body: viewTracking(data, pool.data, events, now) };
  },

  listTrackingEvents: async ({ params, query, principal }) => {
    const { data } = await consignmentFor(params.consignmentId, principal);
    const pool = await poolOf(data.poolId);
    const version = query.version ?? '3.0';
    const events = dcsaEvents(await freight.findEvents(data.poolId), data, pool.data, version);
    return { status: 200, body: { version, events } };
  },
});
