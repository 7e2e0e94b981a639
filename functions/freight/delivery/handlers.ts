import type { Handlers } from '../../../shared/http/call.ts';
import type { Access } from '../access.ts';
import { conditionsOf, decideOverride } from '../domain/decide-delivery.ts';
import { freightErrors } from '../errors.ts';
import { type DeliveryParts, overrideEffect, releaseFactsOf } from './delivery-orders.ts';
import type { deliveryOperations } from './operations.ts';
import { viewDeliveryOrder } from './view.ts';

/** What the consignee waits for at the end. */
export const deliveryHandlers = (
  { store, freight, papers }: DeliveryParts,
  { consignmentFor, poolOf }: Pick<Access, 'consignmentFor' | 'poolOf'>,
): Handlers<typeof deliveryOperations> => {
  const arrived = async (...asked: Parameters<typeof consignmentFor>) => {
    const found = await consignmentFor(...asked);
    const { deliveryOrder, state, orderId, poolId } = found.data;
    if (!deliveryOrder) throw freightErrors.not_arrived(`The consignment is ${state.replaceAll('_', ' ')}.`);
    const pool = await poolOf(poolId);
    const conditions = conditionsOf(found.data, pool.data, await releaseFactsOf(freight, orderId));
    return { found, pool: pool.data, deliveryOrder, conditions };
  };

  return {
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
