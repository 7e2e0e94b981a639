import type { Instant } from '../../../shared/kernel/instant.ts';
import type { Entity } from '../../../shared/persistence/store.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import { consolidatedArrivalNoticeIssued } from '../contract.ts';
import { type Consignment, cargoOfConsignment } from '../domain/consignment.ts';
import { openDeliveryOrder, storageFrom } from '../domain/decide-delivery.ts';
import type { DeliveryOrder } from '../domain/delivery-order.ts';
import type { Pool } from '../domain/pool.ts';
import type { ConsolidatedArrival, FreightRepository } from '../repository.ts';

/** Goods of the same order over several suppliers that travel in the same pool; fewer than two are nothing together. */
export const travelTogether = async (
  freight: FreightRepository,
  { consolidatedOrderId, poolId }: Consignment,
): Promise<readonly Entity<Consignment>[]> => {
  if (consolidatedOrderId === undefined) return [];
  const all = await freight.findTogether(consolidatedOrderId);
  const here = all.filter(({ data }) => data.poolId === poolId && data.state !== 'left_out');
  return here.length < 2 ? [] : here;
};

const noticeOf = (
  together: readonly Entity<Consignment>[],
  consolidatedOrderId: string,
  pool: Pool,
  order: DeliveryOrder,
): ConsolidatedArrival => ({
  consolidatedOrderId,
  consigneeId: together[0]?.data.consignee.companyId ?? '',
  poolId: pool.poolId,
  place: pool.sailing.portOfDischarge,
  arrivedAt: order.arrivedAt,
  freeUntil: order.freeUntil,
  storageFrom: storageFrom(order),
  consignments: together.map(({ data }) => {
    const { packages, weightGrams } = cargoOfConsignment(data);
    return {
      consignmentId: data.consignmentId,
      orderId: data.orderId,
      shipperId: data.shipper.companyId,
      goods: data.goods,
      deliveryOrderNumber: openDeliveryOrder(data, pool.sailing.mode, order.arrivedAt).number,
      packages,
      grossWeightGrams: Number(weightGrams),
    };
  }),
});

/**
 * Tells the buyer once that goods of its order over several suppliers have arrived with a pool, whichever of them is the first to be
 * noted; the row is the guard. Nothing when they do not travel together.
 */
export const tellTogether = async (
  freight: FreightRepository,
  together: readonly Entity<Consignment>[],
  { consolidatedOrderId, correlationId }: Consignment,
  pool: Pool,
  order: DeliveryOrder,
  now: Instant,
): Promise<Effect> => {
  if (together.length === 0 || consolidatedOrderId === undefined) return {};
  if (await freight.findArrival(consolidatedOrderId, pool.poolId)) return {};
  const notice = noticeOf(together, consolidatedOrderId, pool, order);
  const event = consolidatedArrivalNoticeIssued.create({
    subject: consolidatedOrderId,
    audience: [notice.consigneeId],
    data: notice,
  });
  return { writes: [freight.insertArrival(notice, now)], events: [{ ...event, correlationId }] };
};
