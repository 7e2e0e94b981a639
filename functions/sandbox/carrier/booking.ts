import { z } from 'zod';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { formatMoney, type Money, money } from '../../../shared/kernel/money.ts';
import { containerNumberOf } from './container-number.ts';
import { type BookingAsked, createBooking, type Lot, lot } from './dcsa-booking.ts';
import { dollars, endChargesOf, halfUp } from './end-charges.ts';
import { type Departure, departureById } from './schedule.ts';

/** Magic words in the remark of a booking or the reference of a shipper. */
export const carrierMagic = [
  'RETRACT',
  'NEVER-SAILS',
  'TRANSSHIP',
  'REFUSE',
  'SILENT',
  'EXPENSIVE',
  'EXAM',
  'SURPRISE',
  'INSISTS',
  'TNT22',
  'TNT30',
  'CONTRADICT',
  'LATE',
] as const;

/** A booking as the carrier keeps it. */
export const bookingRow = z.object({
  reference: z.string(),
  callbackUrl: z.string(),
  sailingId: z.string(),
  /** Containers by type, with how many of each; none = co-loading or air. */
  equipments: z.array(z.object({ type: z.string(), units: z.int() })),
  cargoes: z.array(lot),
  /** As it was asked for last. */
  asked: z.string(),
  magic: z.array(z.enum(carrierMagic)),
  status: z.enum(['RECEIVED', 'CONFIRMED', 'REJECTED']),
  amendment: z.int(),
  isDisputed: z.boolean().optional(),
  /** Cargo that waited for its delivery order and has it. */
  released: z.array(z.string()).optional(),
  /** Departure whose voyage is being told, the lots whose delivery is, and the units whose mass is known. */
  toldSailingId: z.string().optional(),
  toldCargo: z.array(z.string()),
  declared: z.array(z.string()),
});
export type TwinBooking = z.output<typeof bookingRow>;

/** Magic words in what the booking says. */
export const magicIn = (texts: readonly (string | undefined)[]): (typeof carrierMagic)[number][] =>
  carrierMagic.filter((word) => texts.some((text) => text?.includes(word)));

/** A charge as DCSA writes it; the basis says for which cargo it is, or that it is for all. */
const charge = (chargeName: string, value: Money, cargoReference?: string) => {
  const { currency, amount } = formatMoney(value);
  return {
    chargeName,
    currencyAmount: Number(amount),
    currencyCode: currency,
    paymentTermCode: 'PRE' as const,
    calculationBasis: cargoReference === undefined ? 'BOOKING' : `CARGO ${cargoReference}`,
    unitPrice: Number(amount),
    quantity: 1,
  };
};
type Charge = ReturnType<typeof charge>;

const largest = (values: readonly bigint[]): bigint =>
  values.reduce((most, one) => (one > most ? one : most));

const tonsOf = (lot: Lot): bigint =>
  largest([BigInt(lot.grossWeightGrams) * 1000n, BigInt(lot.volumeMm3), 1_000_000_000n]);

const halfKilosOf = (lots: readonly Lot[]): bigint => {
  const grams = lots.reduce((sum, lot) => sum + BigInt(lot.grossWeightGrams), 0n);
  const cubic = lots.reduce((sum, lot) => sum + BigInt(lot.volumeMm3) / 1000n, 0n);
  return largest([(grams + 499n) / 500n, (cubic * 2n + 5_999n) / 6_000n]);
};

/** Lots that go into none of the containers of the booking. */
const looseLots = ({ equipments, cargoes }: TwinBooking): TwinBooking['cargoes'] =>
  equipments.length === 0 ? cargoes : cargoes.filter((lot) => lot.isCoLoaded === true);

const looseByTon = (booking: TwinBooking, departure: Departure): bigint => {
  const { lcl } = departure.service.tariff;
  if (!lcl) return 0n;
  return looseLots(booking).reduce(
    (sum, lot) => sum + halfUp(dollars(lcl.perRevenueTon) * tonsOf(lot), 1_000_000_000n),
    0n,
  );
};

const looseByKilo = (booking: TwinBooking, departure: Departure): bigint => {
  const { air } = departure.service.tariff;
  if (!air) return 0n;
  const weight = halfKilosOf(booking.cargoes);
  const prices = air.breaks.map(({ fromKg, perKg }) => {
    const rated = weight > BigInt(fromKg) * 2n ? weight : BigInt(fromKg) * 2n;
    return halfUp(dollars(perKg) * rated, 2n);
  });
  return prices.reduce((least, one) => (one < least ? one : least));
};

const endsOf = (lot: Lot, { service: { tariff }, etd }: Departure): readonly Charge[] => {
  const isExamined = lot.shipperReference?.includes('EXAM') ?? false;
  const measures = {
    revenueTonNano: tonsOf(lot),
    chargeableHalfKg: halfKilosOf([lot]),
    isOverLength: lot.isOverLength ?? false,
    isDangerous: lot.isDangerous ?? false,
    isExamined,
  };
  const billed = endChargesOf(tariff.charges, measures, etd.slice(0, 10));
  const own = [...billed].map(([code, minor]) => charge(code, money('USD', minor), lot.cargoReference));
  const isSurprised = lot.shipperReference?.includes('SURPRISE') ?? false;
  return isSurprised ? [...own, charge('WAR_RISK', money('USD', dollars('85.00')), lot.cargoReference)] : own;
};

/** The carrier's invoice by its own tariff: carriage, one bill fee a cargo, both ends, and what one cargo alone has caused. */
export const chargesOf = (booking: TwinBooking, departure: Departure): readonly Charge[] => {
  const { tariff, mode } = departure.service;
  const whole = booking.equipments.reduce((sum, { type, units }) => {
    const allIn = tariff.containers.find((one) => one.type === type)?.allIn ?? '0';
    return sum + dollars(allIn) * BigInt(units);
  }, 0n);
  const loose = mode === 'air' ? looseByKilo(booking, departure) : looseByTon(booking, departure);
  const carriage = whole + loose;
  const perBill = (mode === 'air' ? tariff.air : tariff.lcl)?.perBill ?? '0.01';
  const dearer = booking.magic.includes('EXPENSIVE') ? 11n : 10n;
  return [
    charge(mode === 'air' ? 'AIR_FREIGHT' : 'OCEAN_FREIGHT', money('USD', (carriage * dearer) / 10n)),
    charge('DOCUMENTATION', money('USD', dollars(perBill) * BigInt(booking.cargoes.length))),
    ...booking.cargoes.flatMap((lot) => endsOf(lot, departure)),
  ];
};

/** Numbers of the transport documents of a booking. */
export const billNumbersOf = (reference: string, count: number): readonly string[] =>
  Array.from(
    { length: count },
    (_, index) => `SBM${deterministicId('mbl', reference, String(index)).slice(-9)}`,
  );

const withContainers = ({ requestedEquipments }: BookingAsked, reference: string) =>
  requestedEquipments.map(({ ISOEquipmentCode, units, isShipperOwned }, index) => ({
    ISOEquipmentCode,
    units,
    isShipperOwned,
    ...(/^\d/.test(ISOEquipmentCode) ? { equipmentReferences: [containerNumberOf(reference, index)] } : {}),
  }));

const noSpace = {
  severity: 'ERROR',
  code: 'PROPERTY_VALUE_MUST_CHANGE',
  message: 'No space on this departure',
  jsonPath: '$.routingReference',
};

/** The booking as it was asked for. */
export const askedOf = ({ asked }: TwinBooking): BookingAsked => createBooking.parse(JSON.parse(asked));

/**
 * What the carrier says to the booking now, as DCSA Booking 2.0.5 `Booking`: what was asked, the numbers of its transport documents
 * and containers, and the charges. What is packed in which box it does not repeat.
 */
export const notice = (booking: TwinBooking) => {
  const departure = departureById(booking.sailingId);
  const asked = askedOf(booking);
  const common = {
    ...asked,
    carrierBookingRequestReference: booking.reference,
    bookingStatus: booking.status,
    ...(booking.amendment > 0 && booking.status === 'CONFIRMED'
      ? { amendedBookingStatus: 'AMENDMENT_CONFIRMED' }
      : {}),
    requestedEquipments: withContainers(asked, booking.reference),
  };
  if (booking.status === 'REJECTED') return { ...common, feedbacks: [noSpace] };
  if (booking.status !== 'CONFIRMED' || !departure) return common;
  return {
    ...common,
    carrierBookingReference: `SB${deterministicId('bkg', booking.reference).slice(-9)}`,
    transportDocumentReferences: billNumbersOf(booking.reference, asked.requestedNumberOfTransportDocuments),
    transportPlan: [
      {
        transportPlanStage: 'MNC',
        transportPlanStageSequenceNumber: 1,
        loadLocation: { UNLocationCode: departure.service.from },
        dischargeLocation: { UNLocationCode: departure.service.to },
        plannedDepartureDate: departure.etd.slice(0, 10),
        plannedArrivalDate: departure.eta.slice(0, 10),
        modeOfTransport: departure.service.mode === 'air' ? 'AIR' : 'VESSEL',
        vesselName: departure.vesselName,
        carrierExportVoyageNumber: departure.carrierVoyageNumber,
      },
    ],
    charges: chargesOf(booking, departure),
  };
};
