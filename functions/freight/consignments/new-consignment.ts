import { type BusinessDate, parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { parseDeliveryTerm, payerOf } from '../../../shared/kernel/incoterm.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import type { OrderSnapshot } from '../../orders/contract.ts';
import type { PieceGroup } from '../domain/cargo/cargo.ts';
import { type Consignment, shipByOf } from '../domain/consignment.ts';
import type { Pool } from '../domain/pool.ts';
import { chargesAtBothEnds } from '../domain/tariff/both-ends.ts';
import type { FreightQuote } from '../domain/tariff/quote-freight.ts';
import type { Clearance } from '../repository.ts';

/** What booking needs to know of an order; under EXW the buyer is the exporter and books. */
export const bookableOrder = (order: OrderSnapshot) => {
  const { terms } = order;
  const term = parseDeliveryTerm(terms.deliveryTerm);
  const isSeller = payerOf(term, 'exportClearance') === 'seller';
  return {
    orderState: order.state,
    transportMode: terms.transportMode,
    shipBy: shipByOf(parseBusinessDate(terms.latestShipOn), terms.graceDays),
    bookedBy: isSeller ? terms.supplierId : terms.buyerId,
    shipperName: isSeller ? terms.supplierName : terms.buyerName,
    pieces: terms.packing.map((line) => ({
      count: line.packages,
      lengthMm: line.lengthMm,
      widthMm: line.widthMm,
      heightMm: line.heightMm,
      grossWeightGrams: line.grossWeightGrams,
      isStackable: line.isStackable,
      ...(line.handling === undefined ? {} : { handling: line.handling }),
    })),
  };
};

const dayOf = (day: string | undefined): BusinessDate | undefined =>
  day === undefined ? undefined : parseBusinessDate(day);

/** A consignment that has just joined a pool. */
export const newConsignment = (made: {
  readonly order: OrderSnapshot;
  readonly request: {
    readonly pieces: readonly PieceGroup[];
    readonly marks?: string | undefined;
    readonly reference?: string | undefined;
    /** Last day of shipment with its grace days, or an earlier one that the booking asks for. */
    readonly shipBy: BusinessDate;
    /** Asked for instead of a departure. */
    readonly cheapest?: { readonly readyOn?: string | undefined } | undefined;
  };
  readonly consignmentId: string;
  readonly pool: Pool;
  readonly quote: FreightQuote;
  readonly clearance: Clearance | undefined;
  readonly correlationId: string;
  readonly now: Instant;
}): Consignment => {
  const { order, request, pool } = made;
  const { terms } = order;
  const deliveryTerm = parseDeliveryTerm(terms.deliveryTerm);
  return {
    consignmentId: made.consignmentId,
    orderId: order.orderId,
    consolidatedOrderId: order.consolidatedOrderId,
    poolId: pool.poolId,
    sailingId: pool.sailing.sailingId,
    state: 'joined',
    assignment: request.cheapest && { readyOn: dayOf(request.cheapest.readyOn) },
    shipper: { companyId: terms.supplierId, name: terms.supplierName, country: terms.supplierCountry },
    consignee: { companyId: terms.buyerId, name: terms.buyerName, country: terms.buyerCountry },
    goods: terms.productName,
    hsCode: terms.hsCode,
    marks: request.marks ?? order.orderId,
    reference: request.reference,
    deliveryTerm,
    orderCurrency: terms.goodsTotal.currency,
    shipBy: request.shipBy,
    declared: request.pieces,
    quote: made.quote,
    ends: chargesAtBothEnds(pool.sailing, request.pieces, deliveryTerm),
    isCleared: made.clearance !== undefined,
    mrn: made.clearance?.mrn,
    correlationId: made.correlationId,
    createdAt: made.now,
  };
};
