import { addDays, type BusinessDate, businessDateIn } from '../../../shared/kernel/business-date.ts';
import { type DeliveryTerm, type Leg, type Party, payerOf } from '../../../shared/kernel/incoterm.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { invariant } from '../../../shared/kernel/invariant.ts';
import type { Money } from '../../../shared/kernel/money.ts';
import { type CargoTotals, cargoOf, type PieceGroup } from './cargo/cargo.ts';
import { overDimensioned } from './cargo/misfits.ts';
import type { DeliveryOrder } from './delivery-order.ts';
import type { Load } from './planning/plan-load.ts';
import type { EndCharges } from './tariff/both-ends.ts';
import type { FreightQuote } from './tariff/quote-freight.ts';
import { type ConsignmentState, canConsignmentMove } from './transitions.ts';

/** A company on the bill. */
export interface BillParty {
  readonly companyId: string;
  readonly name: string;
  readonly country: string;
}

/** One line that a party is charged, and why it is that party. */
export interface ChargedLine {
  readonly code: string;
  readonly name: string;
  readonly leg: Leg;
  readonly payer: Party;
  readonly amount: Money;
  readonly because: string;
  /** Counts as carriage to the border, which the customs value is adjusted by. */
  readonly isToBorder: boolean;
}

/** What was allocated to a consignment, and who pays it by the delivery term. */
export interface ConsignmentCharge {
  /** All of it, both ends, whoever pays. */
  readonly amount: Money;
  /** Who pays the main carriage. */
  readonly payer: 'seller' | 'buyer';
  readonly payerId: string;
  /** Carriage to the border that this payer pays: what the customs value is adjusted by. */
  readonly toBorder?: Money | undefined;
  readonly lines?: readonly ChargedLine[] | undefined;
}

/** Terms of a booking that names no departure. */
export interface Assignment {
  /** First day on which the goods can be at the station. */
  readonly readyOn?: BusinessDate | undefined;
}

/** Goods of one order on their way; it belongs to one pool at a time. */
export interface Consignment {
  readonly consignmentId: string;
  readonly orderId: string;
  /** The buyer's order over several suppliers that its order is part of. */
  readonly consolidatedOrderId?: string | undefined;
  readonly poolId: string;
  readonly sailingId: string;
  readonly state: ConsignmentState;
  /** Booked on no departure in particular: it goes where it costs least, until it is frozen. */
  readonly assignment?: Assignment | undefined;
  readonly shipper: BillParty;
  readonly consignee: BillParty;
  readonly goods: string;
  /** Of the contract; says what the goods are to their neighbours in a container. */
  readonly hsCode?: string | undefined;
  readonly marks: string;
  /** The shipper's own reference; goes to the carrier as it is. */
  readonly reference?: string | undefined;
  readonly deliveryTerm: DeliveryTerm;
  /** Currency in which the order is settled. */
  readonly orderCurrency: string;
  /** Last day on which the goods may be shipped, grace included. */
  readonly shipBy: BusinessDate;
  readonly declared: readonly PieceGroup[];
  /** As the CFS measured them; billing and planning go by these once they are there. */
  readonly measured?: readonly PieceGroup[] | undefined;
  readonly warehouseReceipt?: string | undefined;
  readonly quote: FreightQuote;
  /** An operator has agreed the handling of pieces of more than 2.1 m with the station. */
  readonly isOverDimensionApproved?: boolean | undefined;
  /** What was quoted beside the carriage, at both ends; absent where the departure's rates are all-in. */
  readonly ends?: EndCharges | undefined;
  /** Export declaration released by customs: nothing is loaded before. */
  readonly isCleared: boolean;
  readonly mrn?: string | undefined;
  readonly houseBillNumber?: string | undefined;
  /** Master bill over the house bill that stands. */
  readonly issuedUnder?: string | undefined;
  readonly issuedAt?: Instant | undefined;
  /** Amendment of the booking by which its bill was looked at last. */
  readonly billedAmendment?: number | undefined;
  readonly charge?: ConsignmentCharge | undefined;
  /** Revision of the pool's plan by which it was charged last. */
  readonly chargedRevision?: number | undefined;
  /** Its share has been asked for. */
  readonly isAsked?: boolean | undefined;
  readonly reason?: string | undefined;
  /** From arrival on. */
  readonly deliveryOrder?: DeliveryOrder | undefined;
  /** Carrier events that count now; undefined again when retracted. */
  readonly onBoardEventId?: string | undefined;
  readonly arrivedEventId?: string | undefined;
  readonly deliveredEventId?: string | undefined;
  readonly correlationId: string;
  readonly createdAt: Instant;
}

/** Pieces that count: measured, else declared. */
export const piecesOf = (consignment: Consignment): readonly PieceGroup[] =>
  consignment.measured ?? consignment.declared;

/** Totals that count. */
export const cargoOfConsignment = (consignment: Consignment): CargoTotals => cargoOf(piecesOf(consignment));

/** The consignment as a lot to plan with. */
export const loadOf = (consignment: Consignment): Load => ({
  consignmentId: consignment.consignmentId,
  pieces: piecesOf(consignment),
  hsCode: consignment.hsCode,
  cargo: cargoOfConsignment(consignment),
});

/** True when pieces of it still need an operator's word: an edge of more than 2.1 m. */
export const awaitsApproval = (consignment: Consignment): boolean =>
  consignment.isOverDimensionApproved !== true && overDimensioned(piecesOf(consignment)).length > 0;

/** Who pays the main carriage under the term. */
export const payerOfFreight = (consignment: Consignment): { payer: 'seller' | 'buyer'; payerId: string } => {
  const payer = payerOf(consignment.deliveryTerm, 'mainCarriage');
  const party = payer === 'seller' ? consignment.shipper : consignment.consignee;
  return { payer, payerId: party.companyId };
};

/** Company that has booked the consignment: the exporter, which under EXW is the buyer. */
export const bookedBy = ({ deliveryTerm, shipper, consignee }: Consignment): string =>
  (payerOf(deliveryTerm, 'exportClearance') === 'seller' ? shipper : consignee).companyId;

/** True when a departure still ships it in time; the day counts in UTC. */
export const shipsInTime = (shipBy: BusinessDate, etd: Instant): boolean =>
  businessDateIn(etd, 'Etc/UTC') <= shipBy;

/** Last day of shipment with its grace days. */
export const shipByOf = (latestShipOn: BusinessDate, graceDays: number): BusinessDate =>
  addDays(latestShipOn, graceDays);

/** The next state, checked against the table. InvariantViolation `freight.forbidden_transition`. */
export const moveConsignment = (
  consignment: Consignment,
  to: ConsignmentState,
  change: Partial<Consignment> = {},
): Consignment => {
  invariant(canConsignmentMove(consignment.state, to), 'freight.forbidden_transition', {
    consignmentId: consignment.consignmentId,
    from: consignment.state,
    to,
  });
  return { ...consignment, ...change, state: to };
};
