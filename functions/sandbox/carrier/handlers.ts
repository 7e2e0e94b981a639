import type { Handlers } from '../../../shared/http/call.ts';
import { httpErrors } from '../../../shared/http/errors.ts';
import { addDuration, epochSeconds, type Instant, parseInstant } from '../../../shared/kernel/instant.ts';
import type { Entity, Store } from '../../../shared/persistence/store.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import { planAnswer } from '../answers.ts';
import { bookingRow, equipmentsOf, magicIn, notice, type TwinBooking } from './booking.ts';
import type { carrierOperations } from './operations.ts';
import { departureById, departuresOf, publish } from './schedule.ts';
import { deliveryOf, voyageEvents, waits } from './voyage.ts';

const confirmSeconds = 60;
const keyOf = (reference: string) => ({ pk: `CARRIER#${reference}`, sk: 'BOOKING' });

interface At {
  readonly now: Instant;
  readonly correlationId: string;
}

const find = async (store: Store, reference: string): Promise<Entity<TwinBooking>> => {
  const found = await store.get(keyOf(reference), (data) => bookingRow.parse(data));
  if (!found) throw httpErrors.not_found('The carrier knows no such booking.');
  return found;
};

const plan = (
  store: Store,
  booking: TwinBooking,
  message: { readonly id: string; readonly copy: string; readonly tellAt: Instant; readonly body: unknown },
  at: At,
): Effect =>
  planAnswer(
    store,
    {
      answerId: `carrier-${message.id}${message.copy}`,
      partner: 'carrier',
      url: booking.callbackUrl,
      contentType: 'application/json',
      body: JSON.stringify(message.body),
      webhookId: `carrier-${message.id}`,
      delaySeconds: epochSeconds(message.tellAt) - epochSeconds(at.now),
      correlationId: at.correlationId,
    },
    at.now,
  );

const merge = (effects: readonly Effect[]): Effect => ({
  writes: effects.flatMap((one) => one.writes ?? []),
  events: effects.flatMap((one) => one.events ?? []),
});

const answerBooking = (store: Store, booking: TwinBooking, at: At): Effect => {
  if (booking.magic.includes('SILENT')) return {};
  const id = `${booking.reference}-${booking.sailingId}-${booking.amendment}-booking`;
  const tellAt = addDuration(at.now, { seconds: confirmSeconds });
  const body = { messageType: 'BOOKING', booking: notice(booking) };
  return plan(store, booking, { id, copy: '', tellAt, body }, at);
};

/** The carrier twin. What each magic word does stands in the README of the sandbox. */
export const carrierHandlers = (store: Store): Handlers<typeof carrierOperations> => ({
  sandboxListSchedules: async ({ query, now }) => {
    const after = query.after === undefined ? now : parseInstant(query.after);
    return { status: 200, body: { sailings: departuresOf(query, after).map(publish) } };
  },

  sandboxGetSchedule: async ({ params }) => {
    const departure = departureById(params.sailingId);
    if (!departure) throw httpErrors.not_found('No such departure.');
    return { status: 200, body: publish(departure) };
  },

  sandboxBook: async ({ body, now, correlationId }) => {
    const known = await store.get(keyOf(body.carrierBookingRequestReference), (data) =>
      bookingRow.parse(data),
    );
    if (known && (known.data.status !== 'REJECTED' || known.data.sailingId === body.sailingId))
      return { status: 202 };
    const magic = magicIn([body.remark, ...body.cargoes.map((lot) => lot.shipperReference)]);
    // A refused booking finds space on another departure.
    const isRefused = magic.includes('REFUSE') && !known;
    const booking: TwinBooking = {
      reference: body.carrierBookingRequestReference,
      callbackUrl: body.callbackUrl,
      sailingId: body.sailingId,
      equipments: equipmentsOf(body.requestedEquipments),
      cargoes: body.cargoes,
      magic,
      status: isRefused ? 'REJECTED' : 'CONFIRMED',
      amendment: body.amendment ?? 0,
      toldCargo: [],
      declared: [],
    };
    const write = known
      ? store.updateIfVersion(known, booking, now)
      : store.insertIfAbsent(keyOf(booking.reference), 'carrier_booking', booking, now);
    const answer = answerBooking(store, booking, { now, correlationId });
    return { status: 202, ...merge([{ writes: [write] }, answer]) };
  },

  sandboxGetBooking: async ({ params }) => {
    const { data } = await find(store, params.carrierBookingRequestReference);
    return { status: 200, body: notice(data) };
  },

  // With other cargo it is a booking anew: confirmed and invoiced again.
  sandboxAmendBooking: async ({ params, body, now, correlationId }) => {
    const found = await find(store, params.carrierBookingRequestReference);
    if (found.data.amendment >= body.amendment) return { status: 202 };
    const { requestedEquipments, cargoes } = body;
    // A refused booking finds space on another departure.
    const isElsewhere = found.data.sailingId !== body.sailingId;
    const amended: TwinBooking = {
      ...found.data,
      sailingId: body.sailingId,
      amendment: body.amendment,
      ...(isElsewhere && cargoes ? { status: 'CONFIRMED' as const } : {}),
      ...(requestedEquipments ? { equipments: equipmentsOf(requestedEquipments) } : {}),
      ...(cargoes ? { cargoes } : {}),
    };
    const answer = cargoes ? answerBooking(store, amended, { now, correlationId }) : {};
    return { status: 202, ...merge([{ writes: [store.updateIfVersion(found, amended, now)] }, answer]) };
  },

  sandboxInstruct: async ({ params }) => {
    await find(store, params.carrierBookingRequestReference);
    return { status: 202 };
  },

  // Cargo with the word `WAITS` is handed out a day after this; other cargo by the timetable, whatever the papers say.
  sandboxRelease: async ({ params, body, now, correlationId }) => {
    const found = await find(store, params.carrierBookingRequestReference);
    const departure = departureById(found.data.sailingId);
    const lot = found.data.cargoes.find((one) => one.cargoReference === body.cargoReference);
    if (!departure || !lot) throw httpErrors.not_found('No such cargo.');
    if (!waits(lot) || found.data.released?.includes(lot.cargoReference)) return { status: 202 };
    const released = [...(found.data.released ?? []), lot.cargoReference];
    const told = deliveryOf(found.data, departure, lot, addDuration(now, { days: 1 }));
    const message = { id: told.eventId, copy: '', tellAt: told.tellAt, body: told.body };
    return {
      status: 202,
      ...merge([
        { writes: [store.updateIfVersion(found, { ...found.data, released }, now)] },
        plan(store, found.data, message, { now, correlationId }),
      ]),
    };
  },

  // Untold it credits after two days; `INSISTS` upholds its lines.
  sandboxDisputeInvoice: async ({ params, body, now, correlationId }) => {
    const found = await find(store, params.carrierBookingRequestReference);
    const { data } = found;
    if (data.isDisputed) return { status: 202 };
    const decision = data.magic.includes('INSISTS') ? 'UPHELD' : 'CREDITED';
    const dispute = {
      carrierBookingRequestReference: data.reference,
      disputeReference: body.disputeReference,
      decision,
      reason: decision === 'CREDITED' ? 'Credit note follows' : 'Charged as per our tariff',
    };
    const answer = plan(
      store,
      data,
      {
        id: `${data.reference}-dispute`,
        copy: '',
        tellAt: addDuration(now, { days: 2 }),
        body: { messageType: 'INVOICE_DISPUTE', dispute },
      },
      { now, correlationId },
    );
    const update = store.updateIfVersion(found, { ...data, isDisputed: true }, now);
    return { status: 202, ...merge([{ writes: [update] }, answer]) };
  },

  sandboxDeclareMass: async ({ params, body, now, correlationId }) => {
    const found = await find(store, params.carrierBookingRequestReference);
    const departure = departureById(found.data.sailingId);
    if (!departure) throw httpErrors.not_found('No such departure.');
    const { data } = found;
    const part = `${body.amendment}#${body.equipmentReference ?? ''}#${body.method}`;
    if (data.declared.includes(part)) return { status: 202 };
    // The voyage is told once a departure, the delivery of a lot with the mass of the unit that it lies in.
    const isFirst = data.toldSailingId !== data.sailingId;
    const told = isFirst ? [] : data.toldCargo;
    const lots = data.cargoes.filter(
      ({ cargoReference }) =>
        (body.cargoReferences?.includes(cargoReference) ?? true) && !told.includes(cargoReference),
    );
    const booking: TwinBooking = {
      ...data,
      toldSailingId: data.sailingId,
      toldCargo: [...told, ...lots.map(({ cargoReference }) => cargoReference)],
      declared: [...data.declared, part],
    };
    const events = voyageEvents({ ...booking, cargoes: lots }, departure, now);
    const effects = events
      .filter((one) => isFirst || one.isDelivery)
      .flatMap((one) =>
        Array.from({ length: one.copies }, (_, copy) =>
          plan(
            store,
            data,
            { id: one.eventId, copy: copy === 0 ? '' : `-copy${copy}`, tellAt: one.tellAt, body: one.body },
            { now, correlationId },
          ),
        ),
      );
    const update = store.updateIfVersion(found, booking, now);
    return { status: 202, ...merge([{ writes: [update] }, ...effects]) };
  },
});
