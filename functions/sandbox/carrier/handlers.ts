import type { Handlers } from '../../../shared/http/call.ts';
import { httpErrors } from '../../../shared/http/errors.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { addDuration, epochSeconds, type Instant, parseInstant } from '../../../shared/kernel/instant.ts';
import type { Entity, Store } from '../../../shared/persistence/store.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import { planAnswer } from '../answers.ts';
import { askedOf, billNumbersOf, bookingRow, magicIn, notice, type TwinBooking } from './booking.ts';
import { amendmentIn, equipmentsOf, lotsOf, requestReferenceOf } from './dcsa-booking.ts';
import { checkInstructions } from './dcsa-documents.ts';
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

  sandboxBook: async ({ body, headers, now, correlationId }) => {
    const reference = requestReferenceOf(body);
    const acknowledged = { status: 202, body: { carrierBookingRequestReference: reference } };
    const known = await store.get(keyOf(reference), (data) => bookingRow.parse(data));
    if (known && (known.data.status !== 'REJECTED' || known.data.sailingId === body.routingReference))
      return acknowledged;
    const callbackUrl = headers['entrepot-callback-url'];
    if (callbackUrl === undefined)
      throw httpErrors.invalid_request('The header entrepot-callback-url says where answers go.');
    const cargoes = lotsOf(body);
    const magic = magicIn(cargoes.map(({ shipperReference }) => shipperReference));
    // A refused booking finds space on another departure.
    const isRefused = magic.includes('REFUSE') && !known;
    const booking: TwinBooking = {
      reference,
      callbackUrl,
      sailingId: body.routingReference,
      equipments: equipmentsOf(body),
      cargoes,
      asked: JSON.stringify(body),
      magic,
      status: isRefused ? 'REJECTED' : 'CONFIRMED',
      amendment: amendmentIn(body),
      toldCargo: [],
      declared: [],
    };
    const write = known
      ? store.updateIfVersion(known, booking, now)
      : store.insertIfAbsent(keyOf(booking.reference), 'carrier_booking', booking, now);
    const answer = answerBooking(store, booking, { now, correlationId });
    return { ...acknowledged, ...merge([{ writes: [write] }, answer]) };
  },

  sandboxGetBooking: async ({ params }) => {
    const { data } = await find(store, params.carrierBookingRequestReference);
    return { status: 200, body: notice(data) };
  },

  // Whatever has changed, it is confirmed and invoiced again.
  sandboxAmendBooking: async ({ params, body, now, correlationId }) => {
    const found = await find(store, params.carrierBookingRequestReference);
    const amendment = amendmentIn(body);
    const acknowledged = { status: 202, body: { carrierBookingRequestReference: found.data.reference } };
    if (found.data.amendment >= amendment) return acknowledged;
    const amended: TwinBooking = {
      ...found.data,
      sailingId: body.routingReference,
      amendment,
      // A refused booking finds space on another departure.
      ...(found.data.sailingId === body.routingReference ? {} : { status: 'CONFIRMED' as const }),
      equipments: equipmentsOf(body),
      cargoes: lotsOf(body),
      asked: JSON.stringify(body),
    };
    const answer = answerBooking(store, amended, { now, correlationId });
    const write = store.updateIfVersion(found, amended, now);
    return { ...acknowledged, ...merge([{ writes: [write] }, answer]) };
  },

  sandboxInstruct: async ({ params, body }) => {
    const { data } = await find(store, params.carrierBookingRequestReference);
    const { requestedNumberOfTransportDocuments, transportDocumentTypeCode } = askedOf(data);
    checkInstructions(body, {
      lots: data.cargoes,
      billNumbers: billNumbersOf(data.reference, requestedNumberOfTransportDocuments),
      isAir: transportDocumentTypeCode === 'SWB',
    });
    const number = deterministicId('shi', data.reference, body.transportDocumentReference).slice(-10);
    return { status: 202, body: { shippingInstructionsReference: `SBI${number}` } };
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
    const [declared] = body.VGMDeclarations;
    const answer = { status: 200, body: { feedbackElements: [] } };
    // A box that is not packed any more was told of, at most, in events that name no box.
    if ('isRetracted' in declared) return answer;
    const part = `${data.amendment}#${declared.declarationReference}#${declared.VGM.method}`;
    if (data.declared.includes(part)) return answer;
    const lotsInBox = declared.shipmentDetails.otherReferences.map(({ reference }) => reference);
    // The voyage is told once a departure, the delivery of a lot with the mass of the unit that it lies in.
    const isFirst = data.toldSailingId !== data.sailingId;
    const told = isFirst ? [] : data.toldCargo;
    const lots = data.cargoes.filter(
      ({ cargoReference }) => lotsInBox.includes(cargoReference) && !told.includes(cargoReference),
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
    return { ...answer, ...merge([{ writes: [update] }, ...effects]) };
  },
});
