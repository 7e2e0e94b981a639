import { z } from 'zod';
import { DependencyError } from '../../../shared/kernel/errors.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { formatMoney } from '../../../shared/kernel/money.ts';
import type { Pool } from '../domain/pool.ts';
import type { Sailing } from '../domain/sailing.ts';
import type { InvoiceDispute } from '../domain/tariff/invoice-dispute.ts';
import { type BookingWire, bookingWire, sailingWire, scheduleWire, toSailing } from './carrier-messages.ts';

const timeoutMs = 8_000;

/** A paper that is sent, as its text was stored. */
export type PaperText = string;

interface Sent {
  readonly method: 'POST' | 'PUT';
  readonly text: string;
  /** Where answers are to go. */
  readonly callbackUrl?: string;
}

const call = async (url: string, correlationId: string, sent?: Sent): Promise<Response> => {
  try {
    return await fetch(url, {
      method: sent?.method ?? 'GET',
      headers: {
        'entrepot-correlation-id': correlationId,
        ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
        ...(sent?.callbackUrl === undefined ? {} : { 'entrepot-callback-url': sent.callbackUrl }),
      },
      ...(sent === undefined ? {} : { body: sent.text }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch (cause) {
    throw new DependencyError({ code: 'freight.carrier_unreachable', status: 504, cause });
  }
};

const posted = (body: object): Sent => ({ method: 'POST', text: JSON.stringify(body) });

/** Taken or not; what the carrier writes beside that is of no meaning, and often nothing. */
const acknowledged = (response: Response): Response => {
  if (response.ok) return response;
  throw new DependencyError({
    code: 'freight.carrier_refused',
    status: 502,
    detail: `The carrier answered ${response.status}.`,
  });
};

const read = async <Schema extends z.ZodType>(
  response: Response,
  schema: Schema,
): Promise<z.output<Schema>> => {
  const parsed = schema.safeParse(await acknowledged(response).json());
  if (!parsed.success) throw new DependencyError({ code: 'freight.carrier_unreadable', status: 502 });
  return parsed.data;
};

const acknowledgement = z.looseObject({ carrierBookingRequestReference: z.string() });
const massAnswer = z.looseObject({
  feedbackElements: z
    .array(z.looseObject({ severity: z.string(), message: z.string().optional() }))
    .optional(),
});

/**
 * The carrier as a port: schedule, booking, shipping instructions and verified mass out; confirmations and events come back
 * to the inbound route. Bookings, instructions and masses go out as the papers of the pool that were stored, word for word (DCSA
 * Booking 2.0.5, EBL 3.0.4, VGM 1.0.1). The carrier takes our customer's reference, the poolId, for its request reference, so that
 * asking twice asks once.
 * Errors: DependencyError freight.carrier_unreachable, freight.carrier_refused, freight.carrier_unreadable.
 */
export const createCarrier = (baseUrl: string, apiBaseUrl: string) => {
  const callbackUrl = `${apiBaseUrl}/v1/inbound/carrier`;
  const bookingUrl = (poolId: string, part = ''): string => `${baseUrl}/bookings/${poolId}${part}`;

  const declareMass = async (pool: Pool, declaration: PaperText): Promise<void> => {
    const text = `{"VGMDeclarations":[${declaration}]}`;
    const url = bookingUrl(pool.poolId, '/vgm-declarations');
    const answer = await read(await call(url, pool.correlationId, { method: 'POST', text }), massAnswer);
    const error = answer.feedbackElements?.find(({ severity }) => severity === 'ERROR');
    if (error)
      throw new DependencyError({
        code: 'freight.carrier_refused',
        status: 502,
        detail: error.message ?? '',
      });
  };

  /** Books, or says what the booking is to be now; the answer comes to the inbound route. */
  const book = async (pool: Pool, text: PaperText, method: Sent['method']): Promise<void> => {
    const url = method === 'PUT' ? bookingUrl(pool.poolId) : `${baseUrl}/bookings`;
    const response = await call(url, pool.correlationId, { method, text, callbackUrl });
    const { carrierBookingRequestReference } = await read(response, acknowledgement);
    if (carrierBookingRequestReference !== pool.poolId)
      throw new DependencyError({ code: 'freight.carrier_unreadable', status: 502 });
  };

  return {
    schedule: async (
      lane: { from: string; to: string; mode: 'sea' | 'air' },
      after: Instant,
      correlationId: string,
    ): Promise<readonly Sailing[]> => {
      const query = new URLSearchParams({ ...lane, after });
      const wire = await read(await call(`${baseUrl}/schedules?${query}`, correlationId), scheduleWire);
      return wire.sailings.map(toSailing);
    },

    /** One departure, or undefined when the carrier does not know it. */
    sailing: async (sailingId: string, correlationId: string): Promise<Sailing | undefined> => {
      const response = await call(`${baseUrl}/schedules/${encodeURIComponent(sailingId)}`, correlationId);
      if (response.status === 404) return undefined;
      return toSailing(await read(response, sailingWire));
    },

    book: (pool: Pool, request: PaperText) => book(pool, request, 'POST'),

    /** Moves a booking to another departure, or tells what is left of one from which a member was taken out. */
    rebook: (pool: Pool, request: PaperText) => book(pool, request, 'PUT'),

    /** What the carrier says now; undefined when it knows nothing of the booking. */
    askBooking: async (pool: Pool): Promise<BookingWire | undefined> => {
      const response = await call(bookingUrl(pool.poolId), pool.correlationId);
      if (response.status === 404) return undefined;
      return read(response, bookingWire);
    },

    /** Tells the carrier at destination that the goods may be handed out; told twice is told once. */
    release: async (order: {
      readonly poolId: string;
      readonly consignmentId: string;
      readonly deliveryOrderNumber: string;
    }): Promise<void> => {
      const request = {
        cargoReference: order.consignmentId,
        deliveryOrderReference: order.deliveryOrderNumber,
      };
      acknowledged(await call(bookingUrl(order.poolId, '/releases'), order.poolId, posted(request)));
    },

    /** Tells the carrier which lines of its invoice are held back and why; told twice is told once. */
    dispute: async (pool: Pool, { disputeId, lines, dueAt }: InvoiceDispute): Promise<void> => {
      const request = {
        disputeReference: disputeId,
        answerBy: dueAt,
        charges: lines.map((line) => ({
          chargeName: line.code,
          cargoReference: line.consignmentId,
          reasonCode: line.finding === 'not_quoted' ? 'NOT_QUOTED' : 'ABOVE_QUOTE',
          currencyCode: line.disputed.currency,
          currencyAmount: formatMoney(line.disputed).amount,
        })),
      };
      acknowledged(
        await call(bookingUrl(pool.poolId, '/invoice-disputes'), pool.correlationId, posted(request)),
      );
    },

    /** Shipping instructions and, last, the verified masses: without them nothing is loaded (SOLAS VI/2). */
    instruct: async (
      pool: Pool,
      papers: { readonly instructions: readonly PaperText[]; readonly masses: readonly PaperText[] },
    ): Promise<void> => {
      const url = bookingUrl(pool.poolId, '/shipping-instructions');
      for (const text of papers.instructions)
        acknowledged(await call(url, pool.correlationId, { method: 'POST', text }));
      for (const declaration of papers.masses) await declareMass(pool, declaration);
    },
  };
};
export type Carrier = ReturnType<typeof createCarrier>;
