import { businessDateIn } from '../../../../shared/kernel/business-date.ts';
import { type Consignment, cargoOfConsignment } from '../consignment.ts';
import { zoneOf } from '../cut-offs.ts';
import { freeTimeOn, type ReleaseCondition, storageFrom } from '../decide-delivery.ts';
import type { DeliveryOrder } from '../delivery-order.ts';
import type { Pool } from '../pool.ts';
import { billUnitOf } from './bill-units.ts';
import {
  cubicMetresOf,
  cut,
  documentTypeOf,
  house,
  hsCodesOf,
  kilograms,
  linesOf,
  partyOf,
  type Stamp,
} from './terms.ts';

const at = (locode: string) => ({ locationType: 'UNLO', UNLocationCode: locode });

const partiesOf = ({ shipper, consignee }: Consignment) => ({
  shipper: partyOf(shipper),
  consignee: partyOf(consignee),
  firstNotifyParty: partyOf(consignee),
});

/**
 * What the consignee has to know to fetch the goods, as `ArrivalNotice` of DCSA Arrival Notice 1.0.0 Beta 1. The free time is that of
 * the station (`STO`), in calendar days.
 */
export const arrivalNoticeOf = (consignment: Consignment, pool: Pool, order: DeliveryOrder, stamp: Stamp) => {
  const { sailing } = pool;
  const unit = billUnitOf(pool, consignment.consignmentId);
  const cargo = cargoOfConsignment(consignment);
  const free = freeTimeOn(businessDateIn(order.arrivedAt, 'Etc/UTC'));
  const [weight, volume] = [kilograms(cargo.weightGrams), cubicMetresOf(cargo.volumeMm3)];
  return {
    issueDate: stamp.issuedOn,
    ...house.carrier,
    carrierContactInformation: house.contacts,
    pickupLocation: at(sailing.portOfDischarge),
    additionalInformation: `Discharged at ${order.arrivedAt}. Free until ${order.freeUntil}, storage from ${storageFrom(order)}. Handed out against delivery order ${order.number}.`,
    references: [{ type: 'CR', value: consignment.consignmentId }],
    transportDocumentReference: consignment.houseBillNumber ?? '',
    transportDocumentTypeCode: documentTypeOf(sailing),
    isElectronic: true,
    deliveryTypeAtDestination: 'CFS' as const,
    cargoMovementTypeAtDestination: 'LCL' as const,
    termsAndConditions: house.terms,
    documentParties: partiesOf(consignment),
    vesselVoyageAtPOD: { name: sailing.vesselOrFlight, carrierImportVoyageNumber: sailing.voyage },
    transports: {
      departureDate: businessDateIn(sailing.etd, zoneOf(sailing.portOfLoading)),
      etaAtPortOfDischargeDate: businessDateIn(sailing.eta, zoneOf(sailing.portOfDischarge)),
      portOfLoading: at(sailing.portOfLoading),
      portOfDischarge: at(sailing.portOfDischarge),
      placeOfDelivery: at(sailing.portOfDischarge),
    },
    freetime: [
      {
        freetimeTypeCode: 'STO',
        isoEquipmentCode: unit.isoCode,
        quantity: free.days[sailing.mode],
        unitOfMeasure: 'CD',
        calculationBasis: free.source,
      },
    ],
    utilizedTransportEquipments: [
      { equipmentReference: unit.equipmentReference, ISOEquipmentCode: unit.isoCode },
    ],
    consignmentItems: [
      {
        carrierBookingReference: consignment.consignmentId,
        descriptionOfGoods: cut(consignment.goods, 5_000),
        HSCodes: hsCodesOf(consignment),
        shippingMarks: linesOf(consignment.marks),
        cargoItems: [
          {
            equipmentReference: unit.equipmentReference,
            weight: weight.value,
            weightUnit: weight.unit,
            volume: volume.value,
            volumeUnit: volume.unit,
            outerPackaging: { numberOfPackages: cargo.packages, description: 'Packages' },
          },
        ],
      },
    ],
  };
};

const standOf = (order: DeliveryOrder, conditions: readonly ReleaseCondition[]): string => {
  const missing = conditions.filter(({ isMet }) => !isMet).map(({ why }) => why);
  switch (order.state) {
    case 'released':
      return ['Released.', order.reason ?? ''].join(' ').trim();
    case 'misdelivered':
      return 'The carrier has handed the goods out without this order.';
    default:
      return `Not released: the goods may not be handed out. ${missing.join(' ')}`.trim();
  }
};

/**
 * What lets the consignee have the goods, as `deliveryOrder` of DCSA Delivery Order 1.0.0 Beta 1. It has no word for what an order
 * still waits for: that stands in `additionalInformation`, and `requestedReleaseDateTime` is there only once it is released. The
 * station unpacks the box, so there is nothing to bring back.
 */
export const deliveryOrderPaperOf = (
  consignment: Consignment,
  pool: Pool,
  order: DeliveryOrder,
  conditions: readonly ReleaseCondition[],
) => {
  const { equipmentReference } = billUnitOf(pool, consignment.consignmentId);
  const place = at(pool.sailing.portOfDischarge);
  return {
    deliveryOrderReference: order.number,
    additionalInformation: cut(standOf(order, conditions), 500),
    releaseParty: partyOf(consignment.consignee),
    transportDocumentReference: consignment.houseBillNumber ?? '',
    ...house.carrier,
    utilizedTransportEquipments: [{ equipmentReference }],
    pickupLocation: place,
    returnLocation: place,
    returnDescription: 'Nothing to return: the goods are unpacked at the freight station',
    ...(order.releasedAt === undefined ? {} : { requestedReleaseDateTime: order.releasedAt }),
  };
};
