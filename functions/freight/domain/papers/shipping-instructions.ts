import { type Consignment, cargoOfConsignment, payerOfFreight } from '../consignment.ts';
import type { Pool } from '../pool.ts';
import { type BillUnit, houseBillNumberOf, membersIn, sealsOf } from './bill-units.ts';
import { consignmentItemOf } from './cargo-items.ts';
import { cut, documentTypeOf, house, isInIcs2Zone, kilograms, partyOf, type Stamp } from './terms.ts';

const companyOf = (party: Consignment['shipper']) => ({ ...partyOf(party), typeOfPerson: 'LEGAL_PERSON' });

const houseBillIn = (consignment: Consignment, { sailing, poolId }: Pool, unit: BillUnit) => {
  const cargo = cargoOfConsignment(consignment);
  const isPrepaid = payerOfFreight(consignment).payer === 'seller';
  const { portOfLoading, portOfDischarge } = sailing;
  return {
    houseBillOfLadingReference: houseBillNumberOf(consignment.consignmentId, poolId),
    isToOrder: false,
    // H: electronic transfer; Z: not prepaid.
    methodOfPayment: isPrepaid ? 'H' : 'Z',
    documentParties: {
      shipper: companyOf(consignment.shipper),
      consignee: companyOf(consignment.consignee),
    },
    isCargoDeliveredInICS2Zone: isInIcs2Zone(portOfDischarge),
    routingOfConsignmentCountries: [portOfLoading.slice(0, 2), portOfDischarge.slice(0, 2)],
    consignmentItems: [
      {
        descriptionOfGoods: cut(consignment.goods, 512),
        cargoItems: [
          {
            equipmentReference: unit.equipmentReference,
            cargoGrossWeight: kilograms(cargo.weightGrams),
            outerPackaging: {
              packageCode: 'PK',
              numberOfPackages: cargo.packages,
              shippingMarks: cut(consignment.marks, 512),
            },
          },
        ],
      },
    ],
    utilizedTransportEquipments: [
      {
        equipmentReference: unit.equipmentReference,
        ISOEquipmentCode: unit.isoCode,
        emptyIndicatorCode: 'LADEN' as const,
        isShipperOwned: false,
        ...sealsOf(unit),
      },
    ],
  };
};

/**
 * What the carrier is to write on the master bill of one unit, with the house bills under it, as DCSA EBL 3.0.4
 * `CreateShippingInstructions`. Seals stand on it once the station has told them. `PK` is a package of any kind (UN/ECE Recommendation 21).
 */
export const shippingInstructionsOf = (
  pool: Pool,
  unit: BillUnit,
  members: readonly Consignment[],
  stamp: Stamp,
) => {
  const items = membersIn(unit, members);
  const booking = pool.booking?.carrierBookingReference ?? pool.poolId;
  return {
    shippingInstructionsRevisionNumber: stamp.version,
    transportDocumentReference: unit.masterBillNumber,
    transportDocumentTypeCode: documentTypeOf(pool.sailing),
    isShippedOnBoardType: true,
    freightPaymentTermCode: 'PRE' as const,
    isElectronic: true,
    isToOrder: false,
    partyContactDetails: house.contacts,
    documentParties: { shipper: house.party, consignee: house.party, notifyParties: [house.party] },
    isCargoDeliveredInICS2Zone: isInIcs2Zone(pool.sailing.portOfDischarge),
    consignmentItems: items.map((one) =>
      consignmentItemOf(one, unit, booking, {
        houseBillOfLadingReference: houseBillNumberOf(one.consignmentId, pool.poolId),
      }),
    ),
    utilizedTransportEquipments: [
      { equipmentReference: unit.equipmentReference, isShipperOwned: false, ...sealsOf(unit) },
    ],
    references: [{ type: 'CR', value: pool.poolId }],
    isHouseBillOfLadingsIssued: true,
    houseBillOfLadings: items.map((one) => houseBillIn(one, pool, unit)),
  };
};
