import type { Handlers } from '../../shared/http/call.ts';
import type { createAccess } from './access.ts';
import { dcsaEvents } from './dcsa-events.ts';
import { type DeliveryParts, overrideEffect, releaseFactsOf } from './delivery-orders.ts';
import { viewDeliveryOrder } from './delivery-view.ts';
import { conditionsOf, decideOverride } from './domain/delivery-order.ts';
import { freightErrors } from './errors.ts';
import type { operations } from './operations.ts';

type DeliveryHandlers = Pick<
  Handlers<typeof operations>,
  'getDeliveryOrder' | 'releaseDeliveryOrder' | 'listTrackingEvents'
>;

/** What a consignment's parties follow on the way and wait for at the end: the carrier's events and the delivery order. */
export const deliveryHandlers = (
  { store, freight, papers }: DeliveryParts,
  { consignmentFor, poolOf }: Pick<ReturnType<typeof createAccess>, 'consignmentFor' | 'poolOf'>,
): DeliveryHandlers => {
  const arrived = async (...asked: Parameters<typeof consignmentFor>) => {
    const found = await consignmentFor(...asked);
    const { deliveryOrder, state, orderId, poolId } = found.data;
    if (!deliveryOrder) throw freightErrors.not_arrived(`The consignment is ${state.replaceAll('_', ' ')}.`);
    const pool = await poolOf(poolId);
    const conditions = conditionsOf(found.data, pool.data, await releaseFactsOf(freight, orderId));
    return { found, pool: pool.data, deliveryOrder, conditions };
  };

  return {
    listTrackingEvents: async ({ params, query, principal }) => {
      const { data } = await consignmentFor(params.consignmentId, principal);
      const pool = await poolOf(data.poolId);
      const version = query.version ?? '3.0';
      const events = dcsaEvents(await freight.findEvents(data.poolId), data, pool.data, version);
      return { status: 200, body: { version, events } };
    },

    getDeliveryOrder: async ({ params, principal, now }) => {
      const { found, pool, deliveryOrder, conditions } = await arrived(params.consignmentId, principal);
      return { status: 200, body: viewDeliveryOrder(found.data, deliveryOrder, pool, conditions, now) };
    },

    releaseDeliveryOrder: async ({ params, body, principal, now }) => {
      const { found, pool, deliveryOrder, conditions } = await arrived(params.consignmentId, principal);
      const after = decideOverride(deliveryOrder, body.reason, now);
      if (!after) throw freightErrors.nothing_waits(`It is ${deliveryOrder.state}.`);
      return {
        status: 200,
        body: viewDeliveryOrder(found.data, after, pool, conditions, now),
        ...(await overrideEffect({ store, freight, papers }, found, pool, after, conditions, now)),
      };
    },
  };
};
