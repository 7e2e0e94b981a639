import { z } from 'zod';

const name = z.string().min(1).max(70);
const locode = z.string().regex(/^[A-Z]{2}[A-Z2-9]{3}$/);
const handover = z.enum(['CY', 'CFS']);
const movement = z.enum(['FCL', 'LCL']);
const address = z.strictObject({
  street: z.string().max(70),
  streetNumber: z.string().max(50).optional(),
  postCode: z.string().max(10).optional(),
  city: z.string().max(35),
  countryCode: z.string().length(2),
});
const identifyingCodes = z
  .array(z.strictObject({ codeListProvider: z.string(), partyCode: z.string().max(150) }))
  .optional();
const contact = z.strictObject({ name: z.string().max(35), email: z.string().max(100) });
const reference = z.strictObject({
  type: z.enum(['CR', 'AEF', 'AKG']),
  value: z
    .string()
    .regex(/^\S(.*\S)?$/)
    .max(35),
});

/** A party of a booking or bill: an address, or lines of one where that is all that is known. */
export const party = z.strictObject({
  partyName: name,
  typeOfPerson: z.literal('LEGAL_PERSON').optional(),
  address: address.optional(),
  addressLines: z.array(z.string().max(250)).optional(),
  identifyingCodes,
  partyContactDetails: z.array(contact).min(1).optional(),
});

export const weight = z.strictObject({ value: z.number().positive(), unit: z.literal('KGM') });
export const volume = z.strictObject({ value: z.number().positive(), unit: z.literal('MTQ') });
export const packages = z.int().min(1);

const dangerousGoods = z.strictObject({
  properShippingName: z.string().min(1).max(250),
  UNNumber: z.string().regex(/^\d{4}$/),
  imoClass: z.string().max(4),
  packingGroup: z.int().min(1).max(3).optional(),
  specialCertificateNumber: z.string().max(255).optional(),
});

const commodity = z.strictObject({
  commodityType: z.string().min(1).max(550),
  HSCodes: z.array(z.string().regex(/^\d{6,10}$/)).optional(),
  cargoGrossWeight: weight,
  // Measured in whole centimetres, as on a flight, thin things have none.
  cargoGrossVolume: volume.extend({ value: z.number().min(0) }),
  outerPackaging: z.strictObject({
    numberOfPackages: packages,
    description: z.string().max(100),
    dangerousGoods: z.array(dangerousGoods).min(1).optional(),
  }),
  references: z.array(reference).min(1),
});

/** A booking as customers ask for it: DCSA Booking 2.0.5 `CreateBooking`, as far as this carrier reads it; anything else is refused. */
export const createBooking = z.strictObject({
  receiptTypeAtOrigin: handover,
  deliveryTypeAtDestination: handover,
  cargoMovementTypeAtOrigin: movement,
  cargoMovementTypeAtDestination: movement,
  freightPaymentTermCode: z.enum(['PRE', 'COL']),
  extendedContractQuotationReference: z.string().max(70),
  routingReference: z.string().max(80),
  carrierExportVoyageNumber: z.string().max(50),
  carrierCode: z.string().max(4).optional(),
  carrierCodeListProvider: z.enum(['SMDG', 'NMFTA']).optional(),
  isPartialLoadAllowed: z.boolean(),
  isExportDeclarationRequired: z.boolean(),
  transportDocumentTypeCode: z.enum(['BOL', 'SWB']),
  requestedNumberOfTransportDocuments: z.int().min(1).max(30),
  bookingChannelReference: z.string().regex(/^A\d{1,4}$/),
  isEquipmentSubstitutionAllowed: z.boolean(),
  references: z.tuple([reference]),
  documentParties: z.strictObject({ bookingAgent: party, shipper: party, consignee: party }),
  partyContactDetails: z.array(contact).min(1),
  shipmentLocations: z
    .array(
      z.strictObject({
        location: z.strictObject({ UNLocationCode: locode }),
        locationTypeCode: z.enum(['POL', 'POD']),
      }),
    )
    .length(2),
  requestedEquipments: z
    .array(
      z.strictObject({
        ISOEquipmentCode: z.string().max(4),
        units: z.literal(1),
        isShipperOwned: z.literal(false),
        commodities: z.array(commodity).min(1),
      }),
    )
    .min(1)
    .max(30),
});
export type BookingAsked = z.output<typeof createBooking>;

/** One lot of a booking, as the carrier reckons with it. */
export const lot = z.object({
  cargoReference: z.string(),
  shipperReference: z.string().optional(),
  numberOfPackages: z.int(),
  grossWeightGrams: z.string().regex(/^\d{1,15}$/),
  /** In billionths of a cubic metre; of an air cargo in whole centimetres of each edge. */
  volumeMm3: z.string().regex(/^\d{1,18}$/),
  isOverLength: z.boolean().optional(),
  isDangerous: z.boolean().optional(),
  isCoLoaded: z.boolean().optional(),
});
export type Lot = z.output<typeof lot>;

/** Kilograms as grams, exactly. */
export const gramsOf = ({ value }: z.output<typeof weight>): string => String(Math.round(value * 1_000));

/** Cubic metres as mm³, exactly. */
export const mm3Of = ({ value }: z.output<typeof volume>): string =>
  String(Math.round(value * 1_000_000_000));

const referenceOf = (references: readonly z.output<typeof reference>[], type: string): string | undefined =>
  references.find((one) => one.type === type)?.value;

const containerByIso: Readonly<Record<string, string>> = { '22G1': '20GP', '42G1': '40GP', '45G1': '40HC' };

/** Containers in the words of the tariff; `LCL` and `AIR` are none. */
export const equipmentsOf = ({ requestedEquipments }: BookingAsked): { type: string; units: number }[] =>
  [...Map.groupBy(requestedEquipments, ({ ISOEquipmentCode }) => containerByIso[ISOEquipmentCode])].flatMap(
    ([type, list]) => (type === undefined ? [] : [{ type, units: list.length }]),
  );

/** The lots of a booking. */
export const lotsOf = ({ requestedEquipments }: BookingAsked): Lot[] =>
  requestedEquipments.flatMap(({ ISOEquipmentCode, commodities }) =>
    commodities.map(({ references, cargoGrossWeight, cargoGrossVolume, outerPackaging }) => ({
      cargoReference: referenceOf(references, 'CR') ?? '',
      shipperReference: referenceOf(references, 'AEF'),
      numberOfPackages: outerPackaging.numberOfPackages,
      grossWeightGrams: gramsOf(cargoGrossWeight),
      volumeMm3: mm3Of(cargoGrossVolume),
      isOverLength: outerPackaging.description.includes('over length'),
      isDangerous: outerPackaging.dangerousGoods !== undefined,
      isCoLoaded: ISOEquipmentCode === 'LCL',
    })),
  );

/** The customer's own reference, which this carrier takes for its request reference. */
export const requestReferenceOf = ({ references: [first] }: BookingAsked): string => first.value;

/** Which amendment of the customer's booking this is. */
export const amendmentIn = ({ bookingChannelReference }: BookingAsked): number =>
  Number(bookingChannelReference.slice(1));
