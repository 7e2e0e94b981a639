import { z } from 'zod';
import { parseInstant } from '../../shared/kernel/instant.ts';
import { parseMoney } from '../../shared/kernel/money.ts';
import { eventWire } from './carrier-events.ts';
import type { InvoiceLine } from './domain/allocate-cost.ts';
import { containerTypes } from './domain/equipment.ts';
import type { Sailing } from './domain/sailing.ts';
import { tariffLineWire, toTariffLines } from './tariff-wire.ts';

const text = z.string().min(1).max(200);
const dateTime = z.string().max(40);
const amount = z.string().regex(/^\d{1,15}(\.\d{1,3})?$/);

/** A departure with its tariff, as the carrier's schedule gives it. */
const sailingWire = z.object({
  sailingId: text,
  modeOfTransport: z.enum(['VESSEL', 'AIR']),
  carrierName: text,
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

/** What the carrier says to a booking; charges with a cargo reference are caused by that cargo alone. */
export const bookingWire = z.object({
  carrierBookingRequestReference: text,
  bookingStatus: z.enum(['RECEIVED', 'CONFIRMED', 'REJECTED']),
  carrierBookingReference: text.optional(),
  transportDocumentReference: text.optional(),
  reason: z.string().max(300).optional(),
  amendment: z.int().min(0).optional(),
  charges: z
    .array(
      z.object({
        chargeName: text,
        currencyCode: z.string().length(3),
        currencyAmount: amount,
        cargoReference: text.optional(),
      }),
    )
    .max(2_000)
    .optional(),
});
export type BookingWire = z.output<typeof bookingWire>;

/** Invoice lines of a confirmed booking. DomainError money.*, currency.*. */
export const toInvoice = (wire: BookingWire): readonly InvoiceLine[] =>
  (wire.charges ?? []).map((charge) => ({
    code: charge.chargeName,
    amount: parseMoney({ currency: charge.currencyCode, amount: charge.currencyAmount }),
    consignmentId: charge.cargoReference,
  }));

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
