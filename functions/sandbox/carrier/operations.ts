import { z } from 'zod';
import { defineOperations } from '../../../shared/http/operation.ts';
import { createBooking } from './dcsa-booking.ts';
import { createShippingInstructions, postDeclarations } from './dcsa-documents.ts';

const reference = z.object({ carrierBookingRequestReference: z.string().max(60) });
const taken = { 202: { description: 'Taken' } };

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
    summary: 'Ask for a booking (DCSA Booking 2.0.5); answers go where `entrepot-callback-url` says',
    auth: 'public',
    body: createBooking,
    idempotent: false,
    responses: taken,
    problems: ['http.invalid_request'],
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
    method: 'PUT',
    path: '/sandbox/carrier/bookings/{carrierBookingRequestReference}',
    summary: 'The booking as it is to be now: on another departure, or with other cargo',
    auth: 'public',
    params: reference,
    body: createBooking,
    idempotent: false,
    responses: taken,
    problems: ['http.invalid_request'],
  },
  sandboxInstruct: {
    method: 'POST',
    path: '/sandbox/carrier/bookings/{carrierBookingRequestReference}/shipping-instructions',
    summary: 'Shipping instructions of one transport document, with its house bills (DCSA EBL 3.0.4)',
    auth: 'public',
    params: reference,
    body: createShippingInstructions,
    idempotent: false,
    responses: taken,
    problems: ['http.invalid_request'],
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
    path: '/sandbox/carrier/bookings/{carrierBookingRequestReference}/vgm-declarations',
    summary: 'The verified gross mass of one box (DCSA VGM 1.0.1); without it nothing is loaded',
    auth: 'public',
    params: reference,
    body: postDeclarations,
    idempotent: false,
    responses: { 200: { description: 'Taken' } },
    problems: ['http.invalid_request'],
  },
});
