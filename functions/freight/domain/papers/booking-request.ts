import type { DangerousGoods } from '../cargo/handling.ts';
import { type Consignment, cargoOfConsignment, piecesOf } from '../consignment.ts';
import { amendmentOf, type Pool } from '../pool.ts';
import { conditionsOf } from '../tariff/both-ends.ts';
import { type BillUnit, billUnitsOf, membersIn } from './bill-units.ts';
import { carrierOf, cubicMetresOf, cut, documentTypeOf, house, hsCodesOf, kilograms } from './terms.ts';

const packingGroups = { I: 1, II: 2, III: 3 } as const;

/** As far as the shipper has declared it; what DCSA asks beyond stands in the signed declaration that travels with the goods. */
const dangerousGoodsOf = (goods: string, dangerous: DangerousGoods) => ({
  properShippingName: cut(goods, 250),
  UNNumber: dangerous.unNumber.replace(/^UN/, ''),
  imoClass: dangerous.class,
  ...(dangerous.packingGroup === undefined ? {} : { packingGroup: packingGroups[dangerous.packingGroup] }),
  ...(dangerous.declarationNumber === undefined
    ? {}
    : { specialCertificateNumber: dangerous.declarationNumber }),
});

const commodityOf = (consignment: Consignment, mode: 'sea' | 'air') => {
  const cargo = cargoOfConsignment(consignment);
  const pieces = piecesOf(consignment);
  const dangerous = pieces.flatMap(({ handling }) => handling?.dangerousGoods ?? []);
  const hsCodes = hsCodesOf(consignment);
  const { goods, reference, consignmentId } = consignment;
  return {
    commodityType: cut(goods, 550),
    ...(hsCodes.length > 0 ? { HSCodes: hsCodes } : {}),
    cargoGrossWeight: kilograms(cargo.weightGrams),
    // Airlines measure every edge in whole centimetres.
    cargoGrossVolume: cubicMetresOf(mode === 'air' ? cargo.airVolumeCm3 * 1_000n : cargo.volumeMm3),
    outerPackaging: {
      numberOfPackages: cargo.packages,
      description: conditionsOf(pieces).has('over_length') ? 'Packages, over length' : 'Packages',
      ...(dangerous.length > 0
        ? { dangerousGoods: dangerous.map((one) => dangerousGoodsOf(goods, one)) }
        : {}),
    },
    references: [
      { type: 'CR', value: consignmentId },
      ...(reference === undefined ? [] : [{ type: 'AEF', value: cut(reference, 35) }]),
    ],
  };
};

const equipmentOf = (unit: BillUnit, members: readonly Consignment[], mode: 'sea' | 'air') => ({
  ISOEquipmentCode: unit.isoCode,
  units: 1,
  isShipperOwned: false,
  commodities: membersIn(unit, members).map((one) => commodityOf(one, mode)),
});

/**
 * What the carrier is asked for, as DCSA Booking 2.0.5 `CreateBooking`; sent again whole it amends the booking. One requested
 * equipment a unit, with what is packed in it; lots that the carrier packs itself stand under `LCL`, and on a flight under `AIR`,
 * because DCSA books containers only. `bookingChannelReference` counts our amendments, and the carrier's answer repeats it.
 */
export const bookingRequestOf = (pool: Pool, members: readonly Consignment[]) => {
  const { sailing, poolId } = pool;
  const units = billUnitsOf(pool);
  const isPacked = units.some(({ isoCode }) => isoCode !== 'LCL' && isoCode !== 'AIR');
  const [handover, movement] = isPacked ? (['CY', 'FCL'] as const) : (['CFS', 'LCL'] as const);
  return {
    receiptTypeAtOrigin: handover,
    deliveryTypeAtDestination: handover,
    cargoMovementTypeAtOrigin: movement,
    cargoMovementTypeAtDestination: movement,
    freightPaymentTermCode: 'PRE' as const,
    extendedContractQuotationReference: cut(sailing.sailingId, 70),
    routingReference: sailing.sailingId,
    carrierExportVoyageNumber: sailing.voyage,
    ...carrierOf(sailing),
    isPartialLoadAllowed: false,
    isExportDeclarationRequired: true,
    transportDocumentTypeCode: documentTypeOf(sailing),
    requestedNumberOfTransportDocuments: units.length,
    bookingChannelReference: `A${amendmentOf(pool)}`,
    isEquipmentSubstitutionAllowed: false,
    references: [{ type: 'CR', value: poolId }],
    documentParties: {
      bookingAgent: { ...house.party, partyContactDetails: house.contacts },
      shipper: house.party,
      consignee: house.party,
    },
    partyContactDetails: house.contacts,
    shipmentLocations: [
      { location: { UNLocationCode: sailing.portOfLoading }, locationTypeCode: 'POL' },
      { location: { UNLocationCode: sailing.portOfDischarge }, locationTypeCode: 'POD' },
    ],
    requestedEquipments: units.map((unit) => equipmentOf(unit, members, sailing.mode)),
  };
};
