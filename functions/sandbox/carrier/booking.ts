import { z } from 'zod';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { formatMoney, type Money, money, parseMoney } from '../../../shared/kernel/money.ts';
import { cargo } from './operations.ts';
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
] as const;

/** A booking as the carrier keeps it. */
export const bookingRow = z.object({
  reference: z.string(),
  callbackUrl: z.string(),
  sailingId: z.string(),
  equipment: z.string(),
  cargoes: z.array(cargo),
  magic: z.array(z.enum(carrierMagic)),
  status: z.enum(['RECEIVED', 'CONFIRMED', 'REJECTED']),
  amendment: z.int(),
  instructedAmendment: z.int().optional(),
});
export type TwinBooking = z.output<typeof bookingRow>;

const containerByIso: Readonly<Record<string, string>> = { '22G1': '20GP', '42G1': '40GP', '45G1': '40HC' };

/** Equipment in the words of the tariff: a container, or `LOOSE` for co-loading and air. */
export const equipmentOf = (isoCode: string | undefined): string =>
  isoCode === undefined ? 'LOOSE' : (containerByIso[isoCode] ?? 'LOOSE');

/** Magic words in what the booking says. */
export const magicIn = (texts: readonly (string | undefined)[]): (typeof carrierMagic)[number][] =>
  carrierMagic.filter((word) => texts.some((text) => text?.includes(word)));

interface Charge {
  readonly chargeName: string;
  readonly currencyCode: string;
  readonly currencyAmount: string;
  readonly cargoReference?: string;
}

const dollars = (text: string): bigint => parseMoney({ currency: 'USD', amount: text }).amountMinor;

const charge = (chargeName: string, value: Money, cargoReference?: string): Charge => {
  const wire = formatMoney(value);
  return {
    chargeName,
    currencyCode: wire.currency,
    currencyAmount: wire.amount,
    ...(cargoReference === undefined ? {} : { cargoReference }),
  };
};

const halfUp = (numerator: bigint, denominator: bigint): bigint =>
  (numerator * 2n + denominator) / (denominator * 2n);

/** Cubic metres in billionths, as exact as they are sent. */
const nanoOf = (cubicMetres: string): bigint => {
  const [whole = '0', fraction = ''] = cubicMetres.split('.');
  return BigInt(whole + fraction.padEnd(9, '0'));
};

const looseByTon = (booking: TwinBooking, departure: Departure): bigint => {
  const { lcl } = departure.service.tariff;
  if (!lcl) return 0n;
  const nano = 1_000_000_000n;
  return booking.cargoes.reduce((sum, lot) => {
    const byWeight = BigInt(lot.grossWeightGrams) * 1000n;
    const byVolume = nanoOf(lot.volumeCubicMetres);
    const tons = [byWeight, byVolume, nano].reduce((most, one) => (one > most ? one : most));
    return sum + halfUp(dollars(lcl.perRevenueTon) * tons, nano);
  }, 0n);
};

const looseByKilo = (booking: TwinBooking, departure: Departure): bigint => {
  const { air } = departure.service.tariff;
  if (!air) return 0n;
  const grams = booking.cargoes.reduce((sum, lot) => sum + BigInt(lot.grossWeightGrams), 0n);
  const cubic = booking.cargoes.reduce((sum, lot) => sum + BigInt(lot.chargeableCubicCentimetres), 0n);
  const halves = [(grams + 499n) / 500n, (cubic * 2n + 5_999n) / 6_000n];
  const weight = (halves[0] ?? 0n) > (halves[1] ?? 0n) ? (halves[0] ?? 0n) : (halves[1] ?? 0n);
  const prices = air.breaks.map(({ fromKg, perKg }) => {
    const rated = weight > BigInt(fromKg) * 2n ? weight : BigInt(fromKg) * 2n;
    return halfUp(dollars(perKg) * rated, 2n);
  });
  return prices.reduce((least, one) => (one < least ? one : least));
};

/** The carrier's invoice by its own tariff: carriage, one bill fee a cargo, and what one cargo alone has caused. */
export const chargesOf = (booking: TwinBooking, departure: Departure): readonly Charge[] => {
  const { tariff, mode } = departure.service;
  const whole = tariff.containers.find((one) => one.type === booking.equipment);
  const loose = mode === 'air' ? looseByKilo(booking, departure) : looseByTon(booking, departure);
  const carriage = whole ? dollars(whole.allIn) : loose;
  const perBill = (mode === 'air' ? tariff.air : tariff.lcl)?.perBill ?? '0.01';
  const dearer = booking.magic.includes('EXPENSIVE') ? 11n : 10n;
  const examined = booking.cargoes.find((lot) => lot.shipperReference?.includes('EXAM'));
  return [
    charge(mode === 'air' ? 'AIR_FREIGHT' : 'OCEAN_FREIGHT', money('USD', (carriage * dearer) / 10n)),
    charge('DOCUMENTATION', money('USD', dollars(perBill) * BigInt(booking.cargoes.length))),
    ...(examined ? [charge('CUSTOMS_EXAM', money('USD', 25_000n), examined.cargoReference)] : []),
  ];
};

/** What the carrier says to the booking now. */
export const notice = (booking: TwinBooking) => {
  const departure = departureById(booking.sailingId);
  const common = { carrierBookingRequestReference: booking.reference, bookingStatus: booking.status };
  if (booking.status === 'REJECTED') return { ...common, reason: 'No space on this departure' };
  if (booking.status !== 'CONFIRMED' || !departure) return common;
  return {
    ...common,
    carrierBookingReference: `SB${deterministicId('bkg', booking.reference).slice(-9)}`,
    transportDocumentReference: `SBM${deterministicId('mbl', booking.reference).slice(-9)}`,
    charges: chargesOf(booking, departure),
  };
};
