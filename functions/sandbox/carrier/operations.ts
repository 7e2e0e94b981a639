import { z } from 'zod';
import { defineOperations } from '../../../shared/http/operation.ts';

const reference = z.object({ carrierBookingRequestReference: z.string().max(60) });
const taken = { 202: { description: 'Taken' } };

/** One lot of a booking, as the carrier is told of it. */
export const cargo = z.object({
  cargoReference: z.string(),
  shipperReference: z.string().optional(),
  numberOfPackages: z.int(),
  grossWeightGrams: z.string().regex(/^\d{1,15}$/),
  volumeCubicMetres: z.string().regex(/^\d{1,9}(\.\d{1,9})?$/),
  chargeableCubicCentimetres: z.string().regex(/^\d{1,18}$/),
  marks: z.string().optional(),
  isOverLength: z.boolean().optional(),
  isDangerous: z.boolean().optional(),
  isCoLoaded: z.boolean().optional(),
});

/** The carrier, as its twin: schedule, booking and documents in; confirmations and DCSA events out. */
export const carrierOperations = defineOperations({
  sandboxListSchedules: {
    method: 'GET',
    path: '/sandbox/carrier/schedules',
    summary: 'Departures on a lane',
    auth: 'public',
    query: z.object({
      from: z.string(),
      to: z.string(),
      mode: z.enum(['sea', 'air']),
      after: z.string().optional(),
    }),
    idempotent: false,
    responses: { 200: { description: 'Departures' } },
    problems: [],
  },
  sandboxGetSchedule: {
    method: 'GET',
    path: '/sandbox/carrier/schedules/{sailingId}',
    summary: 'One departure',
    auth: 'public',
    params: z.object({ sailingId: z.string().max(80) }),
    idempotent: false,
    responses: { 200: { description: 'The departure' }, 404: { description: 'Unknown' } },
    problems: [],
  },
  sandboxBook: {
    method: 'POST',
    path: '/sandbox/carrier/bookings',
    summary: 'Ask for a booking',
    auth: 'public',
    body: z.object({
      carrierBookingRequestReference: z.string(),
      callbackUrl: z.string(),
      sailingId: z.string(),
      carrierExportVoyageNumber: z.string(),
      amendment: z.int().min(0).optional(),
      requestedEquipments: z.array(z.object({ ISOEquipmentCode: z.string(), units: z.int() })),
      cargoes: z.array(cargo).min(1),
      remark: z.string().optional(),
    }),
    idempotent: false,
    responses: taken,
    problems: [],
  },
  sandboxGetBooking: {
    method: 'GET',
    path: '/sandbox/carrier/bookings/{carrierBookingRequestReference}',
    summary: 'What the carrier says to a booking',
    auth: 'public',
    params: reference,
    idempotent: false,
    responses: { 200: { description: 'The booking' }, 404: { description: 'Unknown' } },
    problems: [],
  },
  sandboxAmendBooking: {
    method: 'POST',
    path: '/sandbox/carrier/bookings/{carrierBookingRequestReference}/amendments',
    summary: 'Move a booking to another departure',
    auth: 'public',
    params: reference,
    body: z.object({
      sailingId: z.string(),
      carrierExportVoyageNumber: z.string(),
      amendment: z.int(),
      requestedEquipments: z.array(z.object({ ISOEquipmentCode: z.string(), units: z.int() })).optional(),
      cargoes: z.array(cargo).min(1).optional(),
    }),
    idempotent: false,
    responses: taken,
    problems: [],
  },
  sandboxInstruct: {
    method: 'POST',
    path: '/sandbox/carrier/bookings/{carrierBookingRequestReference}/shipping-instructions',
    summary: 'Shipping instructions with the house bills',
    auth: 'public',
    params: reference,
    body: z.object({
      carrierBookingReference: z.string().optional(),
      transportDocuments: z.array(cargo.extend({ houseBillNumber: z.string().optional() })).min(1),
    }),
    idempotent: false,
    responses: taken,
    problems: [],
  },
  sandboxRelease: {
    method: 'POST',
    path: '/sandbox/carrier/bookings/{carrierBookingRequestReference}/releases',
    summary: 'A delivery order: the cargo may be handed out',
    auth: 'public',
    params: reference,
    body: z.object({ cargoReference: z.string(), deliveryOrderReference: z.string() }),
    idempotent: false,
    responses: taken,
    problems: [],
  },
  sandboxDisputeInvoice: {
    method: 'POST',
    path: '/sandbox/carrier/bookings/{carrierBookingRequestReference}/invoice-disputes',
    summary: 'Lines of an invoice that the customer holds back',
    auth: 'public',
    params: reference,
    body: z.object({
      disputeReference: z.string(),
      answerBy: z.string(),
      charges: z
        .array(
          z.object({
            chargeName: z.string(),
            cargoReference: z.string().optional(),
            reasonCode: z.enum(['NOT_QUOTED', 'ABOVE_QUOTE']),
            currencyCode: z.string(),
            currencyAmount: z.string(),
          }),
        )
        .min(1),
    }),
    idempotent: false,
    responses: taken,
    problems: [],
  },
  sandboxDeclareMass: {
    method: 'POST',
    path: '/sandbox/carrier/bookings/{carrierBookingRequestReference}/vgm',
    summary: 'The verified gross mass; without it nothing is loaded',
    auth: 'public',
    params: reference,
    body: z.object({
      equipmentReference: z.string().optional(),
      cargoReferences: z.array(z.string()).optional(),
      verifiedGrossMass: z.string(),
      massUnit: z.literal('KGM'),
      method: z.enum(['SM1', 'SM2']),
      amendment: z.int(),
    }),
    idempotent: false,
    responses: taken,
    problems: [],
  },
});
