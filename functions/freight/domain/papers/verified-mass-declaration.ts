import type { Pool } from '../pool.ts';
import type { VerifiedMass } from '../verified-mass.ts';
import { billUnitsOf } from './bill-units.ts';
import { carrierOf, house, kilograms, type Stamp } from './terms.ts';

const unitOf = (pool: Pool, { unit }: VerifiedMass) =>
  pool.sailing.mode === 'air' ? undefined : billUnitsOf(pool).find((one) => String(one.number) === unit);

const boxOf = (pool: Pool, mass: VerifiedMass) => {
  const bill = unitOf(pool, mass);
  return {
    equipmentReference: bill?.equipmentReference ?? mass.unit,
    ...(mass.type === undefined
      ? {}
      : { ISOEquipmentCode: bill?.isoCode ?? mass.type, isShipperOwned: false }),
    cargoGrossWeight: kilograms(mass.cargoGrams),
    ...(mass.tareKg === 0n ? {} : { tareWeight: kilograms(mass.tareKg * 1000n) }),
  };
};

const voyageOf = ({ sailing }: Pool) => ({
  ...carrierOf(sailing),
  exportVoyageNumberOrReference: { carrierVoyageNumber: sailing.voyage },
  portOfLoading: { UNLocationCode: sailing.portOfLoading },
  portOfDischarge: { UNLocationCode: sailing.portOfDischarge },
  vesselName: sailing.vesselOrFlight,
});

/** Name of a declaration in all its versions. */
export const declarationReferenceOf = ({ poolId }: Pool, { unit }: Pick<VerifiedMass, 'unit'>): string =>
  `VGM-${poolId}-${unit}`;

/**
 * The verified gross mass of one box as `VGMDeclaration` of DCSA VGM 1.0.1 (SOLAS VI/2): the house is the shipper of the master bill
 * and answers for it. By method 2 the mass is cargo, tare and the dunnage that lies between their sum and the whole. The consignments
 * in the box stand as `SI` references.
 */
export const verifiedMassDeclarationOf = (pool: Pool, mass: VerifiedMass, stamp: Stamp) => {
  const bill = unitOf(pool, mass);
  const { partyName, address } = house.party;
  const responsibleParty = { partyName, address, contactDetails: house.contacts[0] };
  const { weighing } = mass;
  return {
    declarationReference: declarationReferenceOf(pool, mass),
    declarationDateTime: stamp.issuedAt,
    VGM: {
      weight: kilograms(BigInt(mass.grossMassKg) * 1000n),
      method: mass.method,
      dateTime: weighing?.weighedAt ?? stamp.issuedAt,
      location: { UNLocationCode: pool.sailing.portOfLoading, facilityTypeCode: 'COFS' },
      ...(weighing ? { certificationReference: weighing.certificate } : {}),
    },
    equipmentDetails: boxOf(pool, mass),
    shipmentDetails: {
      carrierBookingReference: pool.booking?.carrierBookingReference ?? pool.poolId,
      ...(bill ? { transportDocumentReference: bill.masterBillNumber } : {}),
      otherReferences: mass.consignmentIds.map((reference) => ({ typeCode: 'SI', reference })),
    },
    vesselVoyageDetails: voyageOf(pool),
    responsibleParty,
    authorizedPersonSignatory: house.contacts[0].name.toUpperCase(),
    ...(mass.method === 'SM1' ? { weighingParty: responsibleParty } : {}),
  };
};

/** A declaration that is taken back: its box is not packed any more. */
export const retractedDeclarationOf = (declarationReference: string, stamp: Stamp) => ({
  declarationReference,
  isRetracted: true,
  declarationDateTime: stamp.issuedAt,
});
