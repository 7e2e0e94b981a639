import type { z } from 'zod';
import { DependencyError } from '../../shared/kernel/errors.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import { formatMoney } from '../../shared/kernel/money.ts';
import { cubicMetres } from '../../shared/kernel/quantity.ts';
import { type BookingWire, bookingWire, sailingWire, scheduleWire, toSailing } from './carrier-messages.ts';
import { type Consignment, cargoOfConsignment, piecesOf } from './domain/consignment.ts';
import type { InvoiceDispute } from './domain/invoice-dispute.ts';
import { amendmentOf, type Pool } from './domain/pool.ts';
import type { Sailing } from './domain/sailing.ts';
import { conditionsOf } from './domain/tariff/both-ends.ts';
import { type VerifiedMass, verifiedMassesOf } from './domain/verified-mass.ts';

const timeoutMs = 8_000;

/** ISO 6346 size and type codes. */
const isoCodes: Readonly<Record<string, string>> = { '20GP': '22G1', '40GP': '42G1', '40HC': '45G1' };

const call = async (url: string, correlationId: string, body?: unknown): Promise<Response> => {
  try {
    return await fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        'entrepot-correlation-id': correlationId,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch (cause) {
    throw new DependencyError({ code: 'freight.carrier_unreachable', status: 504, cause });
  }
};

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

const cargoLine = (consignment: Consignment) => {
  const cargo = cargoOfConsignment(consignment);
  const conditions = conditionsOf(piecesOf(consignment));
  return {
    cargoReference: consignment.consignmentId,
    shipperReference: consignment.reference,
    numberOfPackages: cargo.packages,
    grossWeightGrams: cargo.weightGrams.toString(),
    volumeCubicMetres: cubicMetres(cargo.volumeMm3),
    chargeableCubicCentimetres: cargo.airVolumeCm3.toString(),
    marks: consignment.marks,
    isOverLength: conditions.has('over_length'),
    isDangerous: conditions.has('dangerous_goods'),
  };
};

/** Containers of the plan by type; co-loading and air ask for none. */
const equipmentsOf = (pool: Pool) => {
  const types = (pool.plan?.units ?? []).flatMap(({ type }) => isoCodes[type] ?? []);
  return [...Map.groupBy(types, (type) => type)].map(([type, list]) => ({
    ISOEquipmentCode: type,
    units: list.length,
  }));
};

/** A lot of a booking, with whether it goes into a container of the booking or with the carrier's own groupage. */
const bookedLine = (pool: Pool, consignment: Consignment) => ({
  ...cargoLine(consignment),
  isCoLoaded: pool.plan?.coLoadedIds?.includes(consignment.consignmentId) ?? false,
});

/**
 * The carrier as a port: schedule, booking, shipping instructions and verified mass out; confirmations and events come back
 * to the inbound route. Requests are keyed by the poolId, so that asking twice asks once.
 * Errors: DependencyError freight.carrier_unreachable, freight.carrier_refused, freight.carrier_unreadable.
 */
export const createCarrier = (baseUrl: string, apiBaseUrl: string) => {
  const callbackUrl = `${apiBaseUrl}/v1/inbound/carrier`;
  const bookingUrl = (poolId: string, part = ''): string => `${baseUrl}/bookings/${poolId}${part}`;
  const instructionsOf = (pool: Pool, members: readonly Consignment[]) => ({
    carrierBookingReference: pool.booking?.carrierBookingReference,
    transportDocuments: members.map((one) => ({
      houseBillNumber: one.houseBillNumber,
      ...cargoLine(one),
    })),
  });

  const declareMass = async (pool: Pool, mass: VerifiedMass): Promise<void> => {
    const verified = {
      equipmentReference: mass.unit,
      cargoReferences: mass.consignmentIds,
      verifiedGrossMass: mass.grossMassKg,
      massUnit: 'KGM',
      method: mass.method,
      amendment: amendmentOf(pool),
    };
    acknowledged(await call(bookingUrl(pool.poolId, '/vgm'), pool.correlationId, verified));
  };

  return {
    declareMass,

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

    book: async (pool: Pool, members: readonly Consignment[]): Promise<void> => {
      const request = {
        carrierBookingRequestReference: pool.poolId,
        callbackUrl,
        sailingId: pool.sailing.sailingId,
        carrierExportVoyageNumber: pool.sailing.voyage,
        // What is said of an earlier try of the booking, on another departure, is not said of this one.
        amendment: amendmentOf(pool),
        requestedEquipments: equipmentsOf(pool),
        cargoes: members.map((one) => bookedLine(pool, one)),
      };
      acknowledged(await call(`${baseUrl}/bookings`, pool.correlationId, request));
    },

    /** What the carrier says now; undefined when it knows nothing of the booking. */
    askBooking: async (pool: Pool): Promise<BookingWire | undefined> => {
      const response = await call(bookingUrl(pool.poolId), pool.correlationId);
      if (response.status === 404) return undefined;
      return read(response, bookingWire);
    },

    /** Moves a confirmed booking to another departure. */
    amend: async (pool: Pool): Promise<void> => {
      const request = {
        sailingId: pool.sailing.sailingId,
        carrierExportVoyageNumber: pool.sailing.voyage,
        amendment: amendmentOf(pool),
      };
      acknowledged(await call(bookingUrl(pool.poolId, '/amendments'), pool.correlationId, request));
    },

    /** Tells the carrier what is left of a booking from which a member was taken out; it confirms and invoices anew. */
    rebook: async (pool: Pool, members: readonly Consignment[]): Promise<void> => {
      const request = {
        sailingId: pool.sailing.sailingId,
        carrierExportVoyageNumber: pool.sailing.voyage,
        amendment: amendmentOf(pool),
        requestedEquipments: equipmentsOf(pool),
        cargoes: members.map((one) => bookedLine(pool, one)),
      };
      acknowledged(await call(bookingUrl(pool.poolId, '/amendments'), pool.correlationId, request));
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
      acknowledged(await call(bookingUrl(order.poolId, '/releases'), order.poolId, request));
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
      acknowledged(await call(bookingUrl(pool.poolId, '/invoice-disputes'), pool.correlationId, request));
    },

    /** Shipping instructions and, last, the verified mass: without it nothing is loaded (SOLAS VI/2). */
    instruct: async (pool: Pool, members: readonly Consignment[]): Promise<void> => {
      const instructions = instructionsOf(pool, members);
      acknowledged(
        await call(bookingUrl(pool.poolId, '/shipping-instructions'), pool.correlationId, instructions),
      );
      const weights = new Map(members.map((one) => [one.consignmentId, cargoOfConsignment(one).weightGrams]));
      for (const mass of verifiedMassesOf(pool, (id) => weights.get(id) ?? 0n)) await declareMass(pool, mass);
    },
  };
};
export type Carrier = ReturnType<typeof createCarrier>;
