import { describe, expect, test } from 'vitest';
import { trackConsignment, trackPool } from '../../../functions/freight/domain/decide-milestones.ts';
import { type CarrierEvent, foldEvents } from '../../../functions/freight/domain/fold-events.ts';
import { viewTracking } from '../../../functions/freight/freight-view.ts';
import { addDuration } from '../../../shared/kernel/instant.ts';
import { consignment, ocean, poolOf } from './examples.ts';

const { etd, eta } = ocean;
const event = (eventId: string, type: string, change: Partial<CarrierEvent> = {}): CarrierEvent => {
  const isOrigin = ['GTIN', 'LOAD', 'DEPA'].includes(type);
  const occurredAt = isOrigin ? etd : eta;
  return {
    eventId,
    type,
    classifier: 'ACT',
    createdAt: occurredAt,
    occurredAt,
    location: isOrigin ? 'CNSZX' : 'NLRTM',
    vesselOrFlight: 'Sandbar Pioneer',
    ...change,
  };
};
const planned = consignment('a', 4, { state: 'planned' });
const track = (...events: CarrierEvent[]) => trackConsignment(planned, foldEvents(events, ocean));

describe('the fold over carrier events', () => {
  test('an actual load at the port of loading puts the goods on board', () => {
    const { after, facts } = track(event('1', 'LOAD'));
    expect(after.state).toBe('on_board');
    expect(facts).toMatchObject([{ kind: 'on_board', observation: { eventId: '1', at: etd } }]);
  });

  test.each([
    ['an estimate', { classifier: 'EST' }],
    ['a plan', { classifier: 'PLN' }],
    ['a transshipment', { isTransshipmentMove: true }],
    ['a load at another port', { location: 'SGSIN' }],
  ] as const)('%s moves nothing', (_, change) => {
    expect(track(event('1', 'LOAD', change)).facts).toEqual([]);
  });

  test('a load that was taken back is held, and on board again when it is told again', () => {
    const load = event('1', 'LOAD');
    const retraction: CarrierEvent = { eventId: '2', createdAt: etd, retractedEventId: '1' };
    const loaded = track(load).after;
    const held = trackConsignment(loaded, foldEvents([load, retraction], ocean));
    expect(held.after.state).toBe('held');
    expect(held.facts).toEqual([{ kind: 'retracted', eventId: '1' }]);
    const again = trackConsignment(held.after, foldEvents([load, retraction, event('3', 'LOAD')], ocean));
    expect(again.after).toMatchObject({ state: 'on_board', onBoardEventId: '3' });
    expect(again.facts.map((fact) => fact.kind)).toEqual(['on_board']);
  });

  test('a load taken back after arrival changes nothing any more', () => {
    const events = [event('1', 'LOAD'), event('2', 'DISC')];
    const arrived = track(...events).after;
    const retraction: CarrierEvent = { eventId: '3', createdAt: eta, retractedEventId: '1' };
    const later = trackConsignment(arrived, foldEvents([...events, retraction], ocean));
    expect(later.after.state).toBe('arrived');
    expect(later.facts).toEqual([]);
  });

  test('a discharge that comes before its load still tells both, once each', () => {
    const [load, discharge] = [event('1', 'LOAD'), event('2', 'DISC')];
    const first = trackConsignment(planned, foldEvents([discharge], ocean));
    const second = trackConsignment(first.after, foldEvents([discharge, load], ocean));
    expect([first.facts.map((fact) => fact.kind), second.facts.map((fact) => fact.kind)]).toEqual([
      ['arrived'],
      ['on_board'],
    ]);
    expect(second.after.state).toBe('arrived');
  });

  test('delivery is of one consignment', () => {
    const own = event('1', 'POD', { consignmentId: planned.consignmentId });
    const other = event('2', 'POD', { consignmentId: 'cns_other' });
    expect(track(other).after.state).toBe('planned');
    expect(track(own).after.state).toBe('delivered');
  });
});

describe('the pool', () => {
  const members = [consignment('a', 4, { state: 'delivered' }), consignment('b', 4, { state: 'arrived' })];
  const pool = poolOf(members, { state: 'documented' });

  test('follows the fold and goes back only for a retracted load', () => {
    const [load, discharge] = [event('1', 'LOAD'), event('2', 'DISC')];
    const sailed = trackPool(pool, members, foldEvents([load], ocean));
    expect(sailed.state).toBe('sailed');
    expect(trackPool(sailed, members, foldEvents([], ocean)).state).toBe('documented');
    const arrived = trackPool(sailed, members, foldEvents([load, discharge], ocean));
    expect(arrived.state).toBe('arrived');
    expect(trackPool(arrived, members, foldEvents([], ocean)).state).toBe('arrived');
    const all = members.map((one) => ({ ...one, state: 'delivered' as const }));
    expect(trackPool(arrived, all, foldEvents([load, discharge], ocean)).state).toBe('delivered');
  });
});

describe('tracking as shown', () => {
  const pool = poolOf([planned], { state: 'sailed', lastEventAt: etd });

  test('sets what was observed against what was planned', () => {
    const events = [
      event('1', 'DEPA', {
        occurredAt: addDuration(etd, { hours: 3 }),
        occurredAtLocal: '2026-12-05T21:00:00+08:00',
      }),
      event('2', 'ARRI', { classifier: 'EST', occurredAt: addDuration(eta, { days: 2 }) }),
    ];
    const { milestones, isStale } = viewTracking(planned, pool, events, addDuration(etd, { days: 5 }));
    expect(milestones.find((one) => one.code === 'departed')).toMatchObject({
      plannedAt: etd,
      actualAtLocal: '2026-12-05T21:00:00+08:00',
      offsetMinutes: 180,
    });
    expect(milestones.find((one) => one.code === 'arrived')).toMatchObject({
      plannedAt: eta,
      estimatedAt: '2027-01-09T10:00:00.000Z',
      offsetMinutes: 2_880,
    });
    expect(isStale).toBe(false);
  });

  test('says when the carrier is silent', () => {
    const departed = event('1', 'DEPA');
    const late = viewTracking(planned, pool, [departed], addDuration(eta, { days: 2 }));
    expect(late).toMatchObject({ isStale: true, hoursSinceLastEvent: 35 * 24 });
  });
});
