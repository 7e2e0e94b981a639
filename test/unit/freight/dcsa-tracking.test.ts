import { describe, expect, test } from 'vitest';
import { eventWire, poolIdIn, toCarrierEvent } from '../../../functions/freight/carrier/carrier-events.ts';
import { type CarrierEvent, foldEvents } from '../../../functions/freight/domain/fold-events.ts';
import { dcsaEvents } from '../../../functions/freight/tracking/dcsa-events.ts';
import type { TwinBooking } from '../../../functions/sandbox/carrier/booking.ts';
import { departureById } from '../../../functions/sandbox/carrier/schedule.ts';
import { voyageEvents } from '../../../functions/sandbox/carrier/voyage.ts';
import { consignment, now, ocean, poolOf } from './examples.ts';

const own = consignment('a', 4, { state: 'planned', houseBillNumber: 'ENTH1' });
const other = consignment('b', 4, { state: 'planned' });
const pool = poolOf([own, other]);
const departure = departureById('SBXL-CNSZX-NLRTM-20261205');
if (!departure) throw new Error('The twin sails on 5 December');

const lot = (cargoReference: string) => ({
  cargoReference,
  numberOfPackages: 4,
  grossWeightGrams: '800000',
  volumeMm3: '4000000000',
});

/** All that the twin tells under these words, as it came in, oldest notice first. */
const told = (...magic: TwinBooking['magic']): readonly CarrierEvent[] => {
  const booking: TwinBooking = {
    reference: pool.poolId,
    callbackUrl: 'https://house.example/v1/inbound/carrier',
    sailingId: ocean.sailingId,
    equipments: [{ type: '20GP', units: 1 }],
    asked: '{}',
    toldCargo: [],
    declared: [],
    cargoes: [lot(own.consignmentId), lot(other.consignmentId)],
    magic,
    status: 'CONFIRMED',
    amendment: 0,
  };
  return voyageEvents(booking, departure, now).map(({ body }) => {
    const { event } = JSON.parse(JSON.stringify(body));
    const wire = eventWire.parse(event);
    if (poolIdIn(wire) !== undefined) expect(poolIdIn(wire)).toBe(pool.poolId);
    return toCarrierEvent(wire, now);
  });
};

const milestones = (events: readonly CarrierEvent[]): Readonly<Record<string, string | undefined>> => {
  const { actual, deliveries } = foldEvents(events, ocean);
  const times = Object.fromEntries(Object.entries(actual).map(([code, seen]) => [code, seen?.at]));
  return { ...times, delivered: deliveries.get(own.consignmentId)?.at };
};

describe('the carrier’s events', () => {
  test('say the same in Track and Trace 2.2, in 3.0 and in its trial envelope', () => {
    const expected = {
      gated_in: '2026-12-04T22:00:00.000Z',
      on_board: '2026-12-05T04:00:00.000Z',
      departed: '2026-12-05T10:00:00.000Z',
      arrived: '2027-01-07T13:00:00.000Z',
      discharged: '2027-01-07T22:00:00.000Z',
      gated_out: '2027-01-09T13:00:00.000Z',
      delivered: '2027-01-10T13:00:00.000Z',
    };
    expect(milestones(told())).toEqual(expected);
    expect(milestones(told('TNT22'))).toEqual(expected);
    expect(milestones(told('TNT30'))).toEqual(expected);
    expect(milestones(told('TNT30', 'TRANSSHIP'))).toEqual(expected);
    expect(milestones(told('LATE'))).toEqual(expected);
  });

  test('count by the last version of each, whatever comes first', () => {
    const events = told('TNT30', 'RETRACT');
    expect(milestones(events).on_board).toBe('2026-12-05T08:00:00.000Z');
    expect(milestones([...events].reverse())).toEqual(milestones(events));
    const upToRetraction = events.filter(({ createdAt }) => createdAt <= '2026-12-05T06:00:00.000Z');
    expect(milestones(upToRetraction).on_board).toBeUndefined();
  });

  test('that contradict each other keep the first observation, and an estimate moves nothing', () => {
    expect(milestones(told('CONTRADICT'))).toMatchObject({
      on_board: '2026-12-05T03:00:00.000Z',
      departed: '2026-12-05T10:00:00.000Z',
    });
  });

  test.each([
    { case: 'nothing', event: {} },
    {
      case: 'a 3.0 event without a time',
      event: {
        eventID: '1',
        eventClassification: { eventTypeCode: 'TRANSPORT', eventClassifierCode: 'ACT' },
      },
    },
    {
      case: 'an envelope without payload and retraction',
      event: { metadata: { eventID: '1', eventCreatedDateTime: now } },
    },
    {
      case: 'a place that is none',
      event: {
        eventID: '1',
        eventCreatedDateTime: now,
        eventType: 'TRANSPORT',
        eventDateTime: now,
        eventClassifierCode: 'ACT',
        documentReferences: [],
        transportCall: { UNLocationCode: 'ROTTERDAM' },
      },
    },
  ])('that say $case are refused', ({ event }) => {
    expect(eventWire.safeParse(event).success).toBe(false);
  });
});

describe('events for partners', () => {
  const events = told('RETRACT');

  test('are in the words of 3.0, the retracted one with nothing but that', () => {
    const shown = dcsaEvents(events, own, pool, '3.0');
    expect(shown.find((one) => one.eventID === `${pool.poolId}-0-load`)).toEqual({
      eventID: `${pool.poolId}-0-load`,
      isRetracted: true,
      eventUpdatedDateTime: '2026-12-05T06:00:00.000Z',
    });
    expect(shown.find((one) => String(one.eventID).endsWith('-load-again'))).toMatchObject({
      eventDateTime: '2026-12-05T16:00:00+08:00',
      eventLocation: { UNLocationCode: 'CNSZX' },
      eventClassification: {
        eventTypeCode: 'EQUIPMENT',
        eventClassifierCode: 'ACT',
        equipmentEventTypeCode: 'LOAD',
      },
      shipmentDetails: { documentReference: { typeCode: 'TRD', reference: 'ENTH1' } },
      equipmentDetails: { emptyIndicatorCode: 'LADEN', transportPhase: 'EXPORT' },
    });
  });

  test('are in the words of 2.2, without what was taken back', () => {
    const shown = dcsaEvents(events, own, pool, '2.2');
    expect(shown.map((one) => one.eventID)).not.toContain(`${pool.poolId}-0-load`);
    expect(
      shown.find((one) => one.transportEventTypeCode === 'DEPA' && one.eventClassifierCode === 'ACT'),
    ).toMatchObject({
      eventType: 'TRANSPORT',
      transportCall: { UNLocationCode: 'CNSZX', carrierVoyageNumber: '261205W' },
    });
  });

  test('say nothing of the others in the load', () => {
    for (const version of ['2.2', '3.0'] as const) {
      const text = JSON.stringify(dcsaEvents(events, own, pool, version));
      expect(text).toContain(own.consignmentId);
      expect(text).not.toContain(other.consignmentId);
    }
  });

  test('can be read again by whoever reads a carrier’s', () => {
    for (const version of ['2.2', '3.0'] as const) {
      const read = dcsaEvents(events, own, pool, version).map((one) =>
        toCarrierEvent(eventWire.parse(JSON.parse(JSON.stringify(one))), now),
      );
      expect(milestones(read)).toEqual(milestones(events));
    }
  });
});
