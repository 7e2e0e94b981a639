import { z } from 'zod';
import { httpErrors } from '../../../shared/http/errors.ts';
import { gramsOf, type Lot, mm3Of, packages, party, volume, weight } from './dcsa-booking.ts';

const equipmentReference = z.string().min(1).max(11);
const billNumber = z.string().min(1).max(20);
const line = z
  .string()
  .regex(/^\S(.*\S)?$/)
  .max(35);
const customs = z
  .array(
    z.strictObject({ type: z.string(), countryCode: z.string().length(2), values: z.array(line).min(1) }),
  )
  .optional();
const contact = z.strictObject({ name: z.string().max(35), email: z.string().max(100) });

const consignmentItem = z.strictObject({
  carrierBookingReference: z.string().max(35),
  descriptionOfGoods: z.array(line).min(1),
  HSCodes: z.array(z.string().regex(/^\d{6,10}$/)),
  shippingMarks: z.array(z.string().max(35)),
  cargoItems: z.tuple([
    z.strictObject({
      equipmentReference,
      cargoGrossWeight: weight,
      cargoGrossVolume: volume,
      outerPackaging: z.strictObject({
        numberOfPackages: packages,
        description: z.string().max(100),
        woodDeclaration: z.string().max(30).optional(),
      }),
      houseBillOfLadingReference: billNumber,
    }),
  ]),
  references: z.tuple([z.strictObject({ type: z.literal('CR'), values: z.tuple([line]) })]),
  customsReferences: customs,
});

const seals = z
  .array(z.strictObject({ number: z.string().min(1).max(15), source: z.enum(['CAR', 'SHI', 'VET', 'CUS']) }))
  .min(1)
  .optional();

const houseBill = z.strictObject({
  houseBillOfLadingReference: billNumber,
  isToOrder: z.boolean(),
  methodOfPayment: z.enum(['A', 'B', 'C', 'D', 'H', 'Y', 'Z']),
  documentParties: z.strictObject({ shipper: party, consignee: party }),
  isCargoDeliveredInICS2Zone: z.boolean(),
  routingOfConsignmentCountries: z.array(z.string().length(2)).min(2),
  consignmentItems: z.tuple([
    z.strictObject({
      descriptionOfGoods: z.string().min(1).max(512),
      cargoItems: z.tuple([
        z.strictObject({
          equipmentReference,
          cargoGrossWeight: weight,
          outerPackaging: z.strictObject({
            packageCode: z.string().length(2),
            numberOfPackages: packages,
            shippingMarks: z.string().max(512),
          }),
        }),
      ]),
    }),
  ]),
  utilizedTransportEquipments: z
    .array(
      z.strictObject({
        equipmentReference,
        ISOEquipmentCode: z.string().max(4),
        emptyIndicatorCode: z.literal('LADEN'),
        isShipperOwned: z.boolean(),
        seals,
      }),
    )
    .min(1),
});

/** DCSA EBL 3.0.4 `CreateShippingInstructions`, as far as this carrier reads it; anything else is refused. */
export const createShippingInstructions = z.strictObject({
  shippingInstructionsRevisionNumber: z.int().min(1),
  transportDocumentReference: billNumber,
  transportDocumentTypeCode: z.enum(['BOL', 'SWB']),
  isShippedOnBoardType: z.boolean(),
  freightPaymentTermCode: z.enum(['PRE', 'COL']),
  isElectronic: z.boolean(),
  isToOrder: z.boolean(),
  partyContactDetails: z.array(contact).min(1),
  documentParties: z.strictObject({ shipper: party, consignee: party, notifyParties: z.array(party) }),
  isCargoDeliveredInICS2Zone: z.boolean(),
  consignmentItems: z.array(consignmentItem).min(1),
  utilizedTransportEquipments: z
    .array(z.strictObject({ equipmentReference, isShipperOwned: z.boolean(), seals }))
    .min(1),
  references: z.array(z.strictObject({ type: z.literal('CR'), value: line })),
  isHouseBillOfLadingsIssued: z.boolean(),
  houseBillOfLadings: z.array(houseBill).min(1),
});

const place = z.strictObject({
  UNLocationCode: z.string().length(5),
  facilityTypeCode: z.literal('COFS').optional(),
});
const partyDetails = z.strictObject({
  partyName: z.string().max(70),
  address: party.shape.address,
  contactDetails: contact.optional(),
});
const retracted = z.strictObject({
  declarationReference: z.string().max(500),
  isRetracted: z.literal(true),
  declarationDateTime: z.iso.datetime(),
});

const declaration = z
  .strictObject({
    declarationReference: z.string().max(500),
    declarationDateTime: z.iso.datetime(),
    VGM: z.strictObject({
      weight,
      method: z.enum(['SM1', 'SM2']),
      dateTime: z.iso.datetime(),
      location: place,
      certificationReference: z.string().max(70).optional(),
    }),
    equipmentDetails: z.strictObject({
      equipmentReference,
      ISOEquipmentCode: z.string().max(4).optional(),
      isShipperOwned: z.boolean().optional(),
      cargoGrossWeight: weight,
      tareWeight: weight.optional(),
    }),
    shipmentDetails: z.strictObject({
      carrierBookingReference: z.string().max(35),
      transportDocumentReference: billNumber.optional(),
      otherReferences: z.array(z.strictObject({ typeCode: z.literal('SI'), reference: z.string() })).min(1),
    }),
    vesselVoyageDetails: z.strictObject({
      carrierCode: z.string().max(4).optional(),
      carrierCodeListProvider: z.enum(['SMDG', 'NMFTA']).optional(),
      exportVoyageNumberOrReference: z.strictObject({ carrierVoyageNumber: z.string() }),
      portOfLoading: place,
      portOfDischarge: place,
      vesselName: z.string().max(50),
    }),
    responsibleParty: partyDetails,
    authorizedPersonSignatory: z.string().regex(/^[^a-z]+$/),
    weighingParty: partyDetails.optional(),
  })
  .refine(({ VGM }) => VGM.method === 'SM2' || VGM.certificationReference !== undefined, {
    message: 'A box that was weighed has a certificate',
    path: ['VGM', 'certificationReference'],
  })
  .refine(
    ({ VGM, equipmentDetails: { cargoGrossWeight, tareWeight } }) =>
      VGM.weight.value >= cargoGrossWeight.value + (VGM.method === 'SM2' ? (tareWeight?.value ?? 0) : 0),
    { message: 'The box is lighter than what is in it', path: ['VGM', 'weight'] },
  );

/** Verified masses of DCSA VGM 1.0.1 `PostVGMDeclarationsRequest`, as far as this carrier reads them; anything else is refused. */
export const postDeclarations = z.strictObject({
  VGMDeclarations: z.tuple([z.union([retracted, declaration])]),
});

const refusal = (pointer: string, message: string) =>
  httpErrors.invalid_request(message, { fields: [{ pointer, message }] });

/**
 * Holds shipping instructions against what was booked: every lot as it was booked, under one house bill that says the same. Errors:
 * http.invalid_request.
 */
export const checkInstructions = (
  {
    consignmentItems,
    houseBillOfLadings,
    transportDocumentReference,
  }: z.output<typeof createShippingInstructions>,
  booked: { readonly lots: readonly Lot[]; readonly billNumbers: readonly string[]; readonly isAir: boolean },
): void => {
  if (!booked.billNumbers.includes(transportDocumentReference))
    throw refusal('/transportDocumentReference', 'No such transport document was confirmed.');
  if (houseBillOfLadings.length !== consignmentItems.length)
    throw refusal('/houseBillOfLadings', 'There is one house bill for each consignment item.');
  for (const [
    index,
    {
      cargoItems: [item],
      references: [customer],
    },
  ] of consignmentItems.entries()) {
    const lot = booked.lots.find(({ cargoReference }) => cargoReference === customer.values[0]);
    const pointer = `/consignmentItems/${index}`;
    if (!lot) throw refusal(pointer, 'It was not booked.');
    const isAsBooked =
      lot.numberOfPackages === item.outerPackaging.numberOfPackages &&
      lot.grossWeightGrams === gramsOf(item.cargoGrossWeight) &&
      (booked.isAir || lot.volumeMm3 === mm3Of(item.cargoGrossVolume));
    if (!isAsBooked) throw refusal(pointer, 'Packages, weight or volume differ from the booking.');
    const [inHouse] =
      houseBillOfLadings.find((one) => one.houseBillOfLadingReference === item.houseBillOfLadingReference)
        ?.consignmentItems[0].cargoItems ?? [];
    if (
      inHouse?.outerPackaging.numberOfPackages !== lot.numberOfPackages ||
      gramsOf(inHouse.cargoGrossWeight) !== lot.grossWeightGrams
    )
      throw refusal(pointer, 'Its house bill says something else.');
  }
};
