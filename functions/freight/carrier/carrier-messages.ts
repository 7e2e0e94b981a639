import { z } from 'zod';
import { parseInstant } from '../../../shared/kernel/instant.ts';
import { parseMoney } from '../../../shared/kernel/money.ts';
import { containerTypes } from '../domain/cargo/equipment.ts';
import type { BookingAnswer } from '../domain/decide-pool.ts';
import type { Sailing } from '../domain/sailing.ts';
import type { InvoiceLine } from '../domain/sharing/allocate-cost.ts';
import { eventWire } from './carrier-events.ts';
import { tariffLineWire, toTariffLines } from './tariff-wire.ts';

const text = z.string().min(1).max(200);
const dateTime = z.string().max(40);
const amount = z.string().regex(/^\d{1,15}(\.\d{1,3})?$/);

/** A departure with its tariff, as the carrier's schedule gives it. */
const sailingWire = z.object({
  sailingId: text,
  modeOfTransport: z.enum(['VESSEL', 'AIR']),
  carrierName: text,
  carrierCode: z.string().max(4).optional(),
  vesselName: text,
  vesselIMONumber: z.string().optional(),
  carrierVoyageNumber: text,
  placeOfReceipt: z.object({ UNLocationCode: z.string().length(5), departureDateTime: dateTime }),
  placeOfDelivery: z.object({ UNLocationCode: z.string().length(5), arrivalDateTime: dateTime }),
  tariff: z.object({
    currencyCode: z.string().length(3),
    lcl: z.object({ perRevenueTon: amount, perBill: amount }).optional(),
    containers: z.array(z.object({ type: z.enum(containerTypes), allIn: amount })),
    air: z
      .object({
        breaks: z.array(z.object({ fromKg: z.int().min(0), perKg: amount })).min(1),
        perBill: amount,
      })
      .optional(),
    charges: z.array(tariffLineWire).max(60).optional(),
  }),
});

/** The carrier's schedule. */
export const scheduleWire = z.object({ sailings: z.array(sailingWire).max(50) });
export { sailingWire };

/** A departure in our words. DomainError instant.malformed, money.*. */
export const toSailing = (wire: z.output<typeof sailingWire>): Sailing => {
  const { tariff } = wire;
  const money = (value: string) =>
    parseMoney({ currency: tariff.currencyCode, amount: value }, { allowZero: true });
  return {
    sailingId: wire.sailingId,
    mode: wire.modeOfTransport === 'AIR' ? 'air' : 'sea',
    carrier: wire.carrierName,
    carrierCode: wire.carrierCode,
    vesselOrFlight: wire.vesselName,
    vesselImo: wire.vesselIMONumber,
    voyage: wire.carrierVoyageNumber,
    portOfLoading: wire.placeOfReceipt.UNLocationCode,
    portOfDischarge: wire.placeOfDelivery.UNLocationCode,
    etd: parseInstant(wire.placeOfReceipt.departureDateTime),
    eta: parseInstant(wire.placeOfDelivery.arrivalDateTime),
    tariff: {
      currency: tariff.currencyCode,
      lcl: tariff.lcl && {
        perRevenueTon: money(tariff.lcl.perRevenueTon),
        perBill: money(tariff.lcl.perBill),
      },
      containers: tariff.containers.map(({ type, allIn }) => ({ type, allIn: money(allIn) })),
      air: tariff.air && {
        breaks: tariff.air.breaks.map(({ fromKg, perKg }) => ({ fromKg, perKg: money(perKg) })),
        perBill: money(tariff.air.perBill),
      },
      lines: tariff.charges && toTariffLines(tariff.charges, tariff.currencyCode),
    },
  };
};

/** States of a booking by DCSA Booking 2.0.5. */
const bookingStatuses = [
  'RECEIVED',
  'PENDING_UPDATE',
  'UPDATE_RECEIVED',
  'CONFIRMED',
  'PENDING_AMENDMENT',
  'REJECTED',
  'DECLINED',
  'CANCELLED',
  'COMPLETED',
] as const;

/**
 * What the carrier says to a booking, as `Booking` of DCSA Booking 2.0.5; what it says beside that is kept and not read. The basis of
 * a charge that one cargo alone has caused is `CARGO` and our reference of it.
 */
export const bookingWire = z.looseObject({
  carrierBookingRequestReference: text,
  bookingStatus: z.enum(bookingStatuses),
  carrierBookingReference: z.string().min(1).max(35).optional(),
  /** Our count of amendments, repeated. */
  bookingChannelReference: z.string().max(20).optional(),
  transportDocumentReferences: z.array(z.string().min(1).max(20)).max(30).optional(),
  requestedEquipments: z
    .array(z.looseObject({ equipmentReferences: z.array(z.string().min(1).max(11)).optional() }))
    .max(30)
    .optional(),
  feedbacks: z
    .array(z.looseObject({ severity: z.string(), message: z.string().max(5_000) }))
    .max(50)
    .optional(),
  charges: z
    .array(
      z.looseObject({
        chargeName: z.string().min(1).max(50),
        currencyCode: z.string().length(3),
        currencyAmount: z.number().min(0).max(1_000_000_000_000),
        calculationBasis: z.string().max(50),
      }),
    )
    .max(2_000)
    .optional(),
});
export type BookingWire = z.output<typeof bookingWire>;

/** Invoice lines of a confirmed booking. DomainError money.*, currency.*. */
const toInvoice = (wire: BookingWire): readonly InvoiceLine[] =>
  (wire.charges ?? []).map((charge) => ({
    code: charge.chargeName,
    amount: parseMoney({ currency: charge.currencyCode, amount: String(charge.currencyAmount) }),
    consignmentId: /^CARGO (\S+)$/.exec(charge.calculationBasis)?.[1],
  }));

const statusOf = ({ bookingStatus }: BookingWire): BookingAnswer['status'] => {
  if (bookingStatus === 'CONFIRMED' || bookingStatus === 'COMPLETED') return 'CONFIRMED';
  return ['REJECTED', 'DECLINED', 'CANCELLED'].includes(bookingStatus) ? 'REJECTED' : 'RECEIVED';
};

/** Containers in the order of the booking, as far as each has a number. */
const containersIn = ({ requestedEquipments = [] }: BookingWire): readonly string[] => {
  const numbers = requestedEquipments.map(({ equipmentReferences }) => equipmentReferences?.[0]);
  const end = numbers.indexOf(undefined);
  return numbers.slice(0, end < 0 ? numbers.length : end).flatMap((one) => one ?? []);
};

/** A booking notice in our words. DomainError money.*, currency.*. */
export const toBookingAnswer = (wire: BookingWire): BookingAnswer => {
  const amendment = /^A(\d{1,4})$/.exec(wire.bookingChannelReference ?? '')?.[1];
  return {
    status: statusOf(wire),
    carrierBookingReference: wire.carrierBookingReference,
    masterBillNumbers: wire.transportDocumentReferences,
    containerNumbers: containersIn(wire),
    reason: wire.feedbacks?.find(({ severity }) => severity === 'ERROR')?.message,
    amendment: amendment === undefined ? undefined : Number(amendment),
    invoice: toInvoice(wire),
  };
};

/** What the carrier says to lines that were held back: it takes all of them back, or insists on them. */
const disputeAnswerWire = z.object({
  carrierBookingRequestReference: text,
  disputeReference: text,
  decision: z.enum(['CREDITED', 'UPHELD']),
  reason: z.string().max(300).optional(),
});
export type DisputeAnswerWire = z.output<typeof disputeAnswerWire>;

/** Everything that the carrier sends to the inbound route. */
export const carrierMessage = z.discriminatedUnion('messageType', [
  z.object({ messageType: z.literal('BOOKING'), booking: bookingWire }),
  z.object({ messageType: z.literal('EVENT'), event: eventWire }),
  z.object({ messageType: z.literal('INVOICE_DISPUTE'), dispute: disputeAnswerWire }),
]);
