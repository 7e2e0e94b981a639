import type { z } from 'zod';
import type { Instant } from '../../../shared/kernel/instant.ts';
import type { Store } from '../../../shared/persistence/store.ts';
import type { Effect } from '../../../shared/persistence/unit-of-work.ts';
import { endDispute } from '../charges/invoice-disputes.ts';
import { decideBookingAnswer } from '../domain/decide-pool.ts';
import { type CarrierEvent, nameOf } from '../domain/fold-events.ts';
import { freightErrors } from '../errors.ts';
import { changePool, joinEffects } from '../freight-effects.ts';
import type { Papers } from '../papers/issue-papers.ts';
import type { FreightRepository } from '../repository.ts';
import { followEvents } from '../tracking/follow-members.ts';
import { type EventWire, poolIdIn, toCarrierEvent } from './carrier-events.ts';
import {
  type BookingWire,
  type carrierMessage,
  type DisputeAnswerWire,
  toBookingAnswer,
} from './carrier-messages.ts';

interface Parts {
  readonly store: Store;
  readonly freight: FreightRepository;
  readonly papers: Papers;
}

const takeBooking = async (parts: Parts, wire: BookingWire, now: Instant): Promise<Effect> => {
  const { store, freight, papers } = parts;
  const found = await freight.findPool(wire.carrierBookingRequestReference);
  if (!found) throw freightErrors.bad_message('The booking request reference is none of ours.');
  const { currency } = found.data.sailing.tariff;
  if (wire.charges?.some((charge) => charge.currencyCode !== currency))
    throw freightErrors.bad_message(`The invoice is in another currency than the quote, ${currency}.`);
  return joinEffects([
    changePool(store, freight, found, decideBookingAnswer(found.data, toBookingAnswer(wire)), now),
    { writes: await papers.confirmation(found.data, wire, now) },
  ]);
};

const takeDisputeAnswer = async (
  { store, freight }: Parts,
  wire: DisputeAnswerWire,
  now: Instant,
): Promise<Effect> => {
  const found = await freight.findPool(wire.carrierBookingRequestReference);
  if (found?.data.dispute?.disputeId !== wire.disputeReference)
    throw freightErrors.bad_message('The dispute is none of ours.');
  // What the carrier insists on waits for an operator, or for the end of its time.
  if (wire.decision === 'UPHELD') return {};
  const ended = endDispute(store, found.data, 'credited', wire.reason ?? 'Credited by the carrier.', now);
  if (!ended) return {};
  return joinEffects([changePool(store, freight, found, ended.pool, now), ended.effect]);
};

/** What a retraction takes back, by name; undefined for an event that says something. */
const takenBack = (event: CarrierEvent): string | undefined =>
  event.retractedEventId ?? (event.isRetracted ? nameOf(event) : undefined);

/** A retraction names no booking; the event that it takes back does, if it has come already. */
const poolOf = async (
  freight: FreightRepository,
  wire: EventWire,
  event: CarrierEvent,
): Promise<string | undefined> => {
  const named = poolIdIn(wire);
  const target = takenBack(event);
  if (named !== undefined || target === undefined) return named;
  return (await freight.findPoolOfEvent(target))?.data.poolId;
};

const takeEvent = async (parts: Parts, wire: EventWire, now: Instant): Promise<Effect> => {
  const { freight } = parts;
  const event = toCarrierEvent(wire, now);
  const poolId = await poolOf(freight, wire, event);
  if (poolId === undefined) {
    const target = takenBack(event);
    if (target === undefined) throw freightErrors.bad_message('The event names no booking of ours.');
    return (await freight.findOrphan(target)) ? {} : { writes: [freight.insertOrphan(event, now)] };
  }
  const pool = await freight.findPool(poolId);
  if (!pool) throw freightErrors.bad_message('The booking request reference is none of ours.');
  if (await freight.findEvent(poolId, event.eventId)) return {};
  const isFirst = (await freight.findPoolOfEvent(nameOf(event))) === undefined;
  const orphan = isFirst ? (await freight.findOrphan(nameOf(event)))?.data : undefined;
  const fresh: readonly CarrierEvent[] = orphan ? [event, orphan] : [event];
  const known = await freight.findEvents(poolId);
  const members = await freight.findMembers(pool.data);
  return joinEffects([
    { writes: fresh.map((one) => freight.insertEvent(poolId, one, now)) },
    { writes: isFirst ? [freight.insertEventPool(poolId, event, now)] : [] },
    followEvents(parts, pool, members, [...known, ...fresh], now),
  ]);
};

/** What a message of the carrier becomes. Errors: freight.bad_message. */
export const takeCarrierMessage = (
  parts: Parts,
  message: z.output<typeof carrierMessage>,
  now: Instant,
): Promise<Effect> => {
  switch (message.messageType) {
    case 'BOOKING':
      return takeBooking(parts, message.booking, now);
    case 'INVOICE_DISPUTE':
      return takeDisputeAnswer(parts, message.dispute, now);
    case 'EVENT':
      return takeEvent(parts, message.event, now);
  }
};
