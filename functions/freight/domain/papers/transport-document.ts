import { businessDateIn } from '../../../../shared/kernel/business-date.ts';
import type { Instant } from '../../../../shared/kernel/instant.ts';
import { type Consignment, payerOfFreight } from '../consignment.ts';
import { zoneOf } from '../cut-offs.ts';
import type { Observation } from '../fold-events.ts';
import type { Pool } from '../pool.ts';
import type { Sailing } from '../sailing.ts';
import { type BillUnit, billUnitOf, membersIn, sealsOf } from './bill-units.ts';
import { consignmentItemOf } from './cargo-items.ts';
import { carrierOf, documentTypeOf, house, partyOf, type Stamp } from './terms.ts';

/** What the carrier has said of the loading; a load that it took back leaves a bill that says so. */
export type Loading =
  | { readonly kind: 'received' | 'taken_back' }
  | { readonly kind: 'on_board'; readonly seen: Pick<Observation, 'atLocal' | 'vesselOrFlight'> };

/** Where the goods are by the carrier's actual events, as a bill words it: exactly one of the two dates stands on it. */
const shippedTerms = (loading: Loading, { sailing }: Pool, receivedAt: Instant) => {
  const { portOfLoading, vesselOrFlight, voyage } = sailing;
  if (loading.kind === 'on_board') {
    const date = loading.seen.atLocal.slice(0, 10);
    const vessel = loading.seen.vesselOrFlight || vesselOrFlight;
    return {
      isShippedOnBoardType: true,
      shippedOnBoardDate: date,
      displayedShippedOnBoardReceivedForShipment: `Shipped on board ${vessel} at ${portOfLoading} on ${date}`,
    };
  }
  const date = businessDateIn(receivedAt, zoneOf(portOfLoading));
  const received = `Received for shipment at ${portOfLoading} on ${date}, for ${vesselOrFlight} ${voyage}`;
  const takenBack =
    '. The carrier took back its report of loading: no goods are shipped on board by this bill';
  return {
    isShippedOnBoardType: false,
    receivedForShipmentDate: date,
    displayedShippedOnBoardReceivedForShipment: `${received}${loading.kind === 'taken_back' ? takenBack : ''}`,
  };
};

const dayAt = (at: Instant, port: string): string => businessDateIn(at, zoneOf(port));

/** The voyage between the stations of the two ports. */
export const transportsOf = ({
  portOfLoading,
  portOfDischarge,
  etd,
  eta,
  vesselOrFlight,
  voyage,
}: Sailing) => ({
  plannedDepartureDate: dayAt(etd, portOfLoading),
  plannedArrivalDate: dayAt(eta, portOfDischarge),
  placeOfReceipt: { UNLocationCode: portOfLoading },
  portOfLoading: { UNLocationCode: portOfLoading },
  portOfDischarge: { UNLocationCode: portOfDischarge },
  placeOfDelivery: { UNLocationCode: portOfDischarge },
  vesselVoyages: [{ vesselName: vesselOrFlight, carrierExportVoyageNumber: voyage }],
});

const equipmentsOf = (unit: BillUnit) => ({
  utilizedTransportEquipments: [
    {
      equipment: { equipmentReference: unit.equipmentReference, ISOEquipmentCode: unit.isoCode },
      isShipperOwned: false,
      ...sealsOf(unit),
    },
  ],
});

const commonTerms = (pool: Pool, stamp: Stamp) => ({
  transportDocumentSubReference: `v${stamp.version}`,
  transportDocumentTypeCode: documentTypeOf(pool.sailing),
  isElectronic: true,
  isToOrder: false,
  termsAndConditions: house.terms,
  issueDate: stamp.issuedOn,
  transports: transportsOf(pool.sailing),
  partyContactDetails: house.contacts,
});

/**
 * The house bill of one shipper as `TransportDocument` of DCSA EBL 3.0.4: the house is the carrier, and nobody else of the load is
 * named. By air the house air waybill in the same fields. `receivedAt` is when the goods were in the station for sure.
 */
export const houseBillOf = (consignment: Consignment, pool: Pool, loading: Loading, stamp: Stamp) => {
  const unit = billUnitOf(pool, consignment.consignmentId);
  const isPrepaid = payerOfFreight(consignment).payer === 'seller';
  const { portOfLoading, portOfDischarge } = pool.sailing;
  return {
    transportDocumentReference: consignment.houseBillNumber ?? '',
    transportDocumentStatus: 'ISSUED' as const,
    ...commonTerms(pool, stamp),
    ...shippedTerms(loading, pool, consignment.issuedAt ?? stamp.issuedAt),
    freightPaymentTermCode: isPrepaid ? ('PRE' as const) : ('COL' as const),
    invoicePayableAt: { UNLocationCode: isPrepaid ? portOfLoading : portOfDischarge },
    receiptTypeAtOrigin: 'CFS' as const,
    deliveryTypeAtDestination: 'CFS' as const,
    cargoMovementTypeAtOrigin: 'LCL' as const,
    cargoMovementTypeAtDestination: 'LCL' as const,
    ...house.carrier,
    documentParties: {
      shipper: partyOf(consignment.shipper),
      consignee: partyOf(consignment.consignee),
      issuingParty: house.party,
      notifyParties: [partyOf(consignment.consignee)],
    },
    consignmentItems: [consignmentItemOf(consignment, unit, consignment.consignmentId)],
    ...equipmentsOf(unit),
  };
};

/**
 * The master bill over one unit as `TransportDocument` of DCSA EBL 3.0.4: what the carrier was instructed to issue. A draft until it
 * has loaded, and again when it takes that back.
 */
export const masterBillOf = (
  pool: Pool,
  unit: BillUnit,
  members: readonly Consignment[],
  loading: Loading,
  stamp: Stamp,
  receivedAt: Instant,
) => {
  const isPacked = unit.isoCode !== 'LCL' && unit.isoCode !== 'AIR';
  const [handover, movement] = isPacked ? (['CY', 'FCL'] as const) : (['CFS', 'LCL'] as const);
  const booking = pool.booking?.carrierBookingReference ?? pool.poolId;
  const items = membersIn(unit, members);
  return {
    transportDocumentReference: unit.masterBillNumber,
    transportDocumentStatus: loading.kind === 'on_board' ? ('ISSUED' as const) : ('DRAFT' as const),
    ...commonTerms(pool, stamp),
    ...shippedTerms(loading, pool, receivedAt),
    freightPaymentTermCode: 'PRE' as const,
    invoicePayableAt: { UNLocationCode: pool.sailing.portOfLoading },
    receiptTypeAtOrigin: handover,
    deliveryTypeAtDestination: handover,
    cargoMovementTypeAtOrigin: movement,
    cargoMovementTypeAtDestination: movement,
    ...carrierOf(pool.sailing),
    documentParties: {
      shipper: house.party,
      consignee: house.party,
      issuingParty: { partyName: pool.sailing.carrier },
      notifyParties: [house.party],
    },
    consignmentItems: items.map((one) => consignmentItemOf(one, unit, booking)),
    ...equipmentsOf(unit),
  };
};
