import { businessDateIn, daysBetween } from '../../../shared/kernel/business-date.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import type { Consignment } from '../domain/consignment.ts';
import { type ReleaseCondition, storageFrom } from '../domain/decide-delivery.ts';
import type { DeliveryOrder } from '../domain/delivery-order.ts';
import type { Pool } from '../domain/pool.ts';

/** A delivery order as it goes out, with the conditions as they stand. */
export const viewDeliveryOrder = (
  consignment: Consignment,
  order: DeliveryOrder,
  pool: Pool,
  conditions: readonly ReleaseCondition[],
  now: Instant,
) => {
  const { number, ...rest } = order;
  const until = businessDateIn(order.releasedAt ?? now, 'Etc/UTC');
  return {
    ...rest,
    consignmentId: consignment.consignmentId,
    deliveryOrderNumber: number,
    houseBillNumber: consignment.houseBillNumber,
    place: pool.sailing.portOfDischarge,
    conditions,
    storageFrom: storageFrom(order),
    daysOver: Math.max(0, daysBetween(storageFrom(order), until) + 1),
  };
};
