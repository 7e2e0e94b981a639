import { z } from 'zod';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { formatMoney, type Money, money } from '../../../shared/kernel/money.ts';
import { dollars, endChargesOf, halfUp } from './end-charges.ts';
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
  cargoes: z.array(cargo),
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

const containerByIso: Readonly<Record<string, string>> = { '22G1': '20GP', '42G1': '40GP', '45G1': '40HC' };

/** Equipment in the words of the tariff. */
export const equipmentsOf = (
  requested: readonly { readonly ISOEquipmentCode: string; readonly units: number }[],
): TwinBooking['equipments'] =>
  requested.flatMap(({ ISOEquipmentCode, units }) => {
    const type = containerByIso[ISOEquipmentCode];
    return type === undefined ? [] : [{ type, units }];
  });

/** Magic words in what the booking says. */
export const magicIn = (texts: readonly (string | undefined)[]): (typeof carrierMagic)[number][] =>
  carrierMagic.filter((word) => texts.some((text) => text?.includes(word)));

interface Charge {
  readonly chargeName: string;
  readonly currencyCode: string;
  readonly currencyAmount: string;
  readonly cargoReference?: string;
}

const charge = (chargeName: string, value: Money, cargoReference?: string): Charge => {
  const wire = formatMoney(value);
  return {
    chargeName,
    currencyCode: wire.currency,
    currencyAmount: wire.amount,
    ...(cargoReference === undefined ? {} : { cargoReference }),
  };
};

/** Cubic metres in billionths, as exact as they are sent. */
const nanoOf = (cubicMetres: string): bigint => {
  const [whole = '0', fraction = ''] = cubicMetres.split('.');
  return BigInt(whole + fraction.padEnd(9, '0'));
};

type Lot = TwinBooking['cargoes'][number];

const largest = (values: readonly bigint[]): bigint =>
  values.reduce((most, one) => (one > most ? one : most));

const tonsOf = (lot: Lot): bigint =>
  largest([BigInt(lot.grossWeightGrams) * 1000n, nanoOf(lot.volumeCubicMetres), 1_000_000_000n]);

const halfKilosOf = (lots: readonly Lot[]): bigint => {
  const grams = lots.reduce((sum, lot) => sum + BigInt(lot.grossWeightGrams), 0n);
  const cubic = lots.reduce((sum, lot) => sum + BigInt(lot.chargeableCubicCentimetres), 0n);
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

/** What the carrier says to the booking now. */
export const notice = (booking: TwinBooking) => {
  const departure = departureById(booking.sailingId);
  const common = {
    carrierBookingRequestReference: booking.reference,
    bookingStatus: booking.status,
    amendment: booking.amendment,
  };
  if (booking.status === 'REJECTED') return { ...common, reason: 'No space on this departure' };
  if (booking.status !== 'CONFIRMED' || !departure) return common;
  return {
    ...common,
    carrierBookingReference: `SB${deterministicId('bkg', booking.reference).slice(-9)}`,
    transportDocumentReference: `SBM${deterministicId('mbl', booking.reference).slice(-9)}`,
    charges: chargesOf(booking, departure),
  };
};
