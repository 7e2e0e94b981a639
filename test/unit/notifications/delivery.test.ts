import { describe, expect, test } from 'vitest';
import {
  bookAttempt,
  cancelDelivery,
  type Delivery,
} from '../../../functions/notifications/domain/delivery.ts';
import {
  createSigningSecret,
  type Endpoint,
  signingSecrets,
} from '../../../functions/notifications/domain/endpoint.ts';
import { eventFilterForm, wantsEvent } from '../../../functions/notifications/domain/event-filter.ts';
import { companiesOf, planFanOut } from '../../../functions/notifications/domain/fan-out.ts';
import { deliveryStates, deliveryTransitions } from '../../../functions/notifications/domain/transitions.ts';
import { addDuration, parseInstant } from '../../../shared/kernel/instant.ts';

const now = parseInstant('2026-11-22T08:00:00Z');
const fresh: Delivery = {
  deliveryId: 'dlv_1',
  eventId: 'evt_1',
  eventType: 'entrepot.escrow.released.v1',
  companyId: 'com_A',
  endpointId: 'whe_1',
  correlationId: 'trade-1',
  isReplay: false,
  state: 'pending',
  attempts: [],
};
const answered = (status: number) => ({ kind: 'answered', status }) as const;

describe('transitions', () => {
  test('reach every state, and what has ended has no way on', () => {
    const reached = new Set(Object.values(deliveryTransitions).flatMap((exits) => Object.values(exits)));
    expect([...reached].sort()).toEqual([...deliveryStates].sort());
    for (const state of ['delivered', 'exhausted', 'cancelled'] as const)
      expect(deliveryTransitions[state]).toEqual({});
  });
});

describe('bookAttempt', () => {
  test.each([200, 202, 204, 299])('%i delivers', (status) => {
    expect(bookAttempt(fresh, answered(status), now)).toEqual({
      delivery: { ...fresh, state: 'delivered', attempts: [{ at: now, status }], nextAttemptAt: undefined },
      shouldDisableEndpoint: false,
    });
  });

  test.each([
    100, 199, 300, 301, 302, 307, 400, 401, 404, 429, 500, 503,
  ])('%i waits five seconds', (status) => {
    const { delivery, shouldDisableEndpoint, pausedUntil } = bookAttempt(fresh, answered(status), now);
    expect(delivery).toMatchObject({ state: 'pending', nextAttemptAt: '2026-11-22T08:00:05.000Z' });
    expect([shouldDisableEndpoint, pausedUntil]).toEqual([false, undefined]);
  });

  test('410 ends the delivery and the endpoint', () => {
    const decision = bookAttempt(fresh, answered(410), now);
    expect(decision.shouldDisableEndpoint).toBe(true);
    expect(decision.delivery).toMatchObject({ state: 'cancelled', nextAttemptAt: undefined });
  });

  test('an endpoint that lets time run out is left alone for a minute', () => {
    const slow = bookAttempt(fresh, { kind: 'failed', failure: 'timeout' }, now);
    const dead = bookAttempt(fresh, { kind: 'failed', failure: 'unreachable' }, now);
    expect(slow.pausedUntil).toBe('2026-11-22T08:01:00.000Z');
    expect(dead.pausedUntil).toBeUndefined();
    expect(slow.delivery.attempts).toEqual([{ at: now, failure: 'timeout' }]);
  });

  test('ten failures, each counted from the one before, take 75 hours 35 minutes and 5 seconds', () => {
    let delivery = fresh;
    let at = now;
    const moments: string[] = [];
    while (delivery.state === 'pending') {
      moments.push(at);
      delivery = bookAttempt(delivery, answered(500), at).delivery;
      at = delivery.nextAttemptAt ?? at;
    }
    expect(delivery).toMatchObject({ state: 'exhausted', nextAttemptAt: undefined });
    expect(moments).toEqual([
      '2026-11-22T08:00:00.000Z',
      '2026-11-22T08:00:05.000Z',
      '2026-11-22T08:05:05.000Z',
      '2026-11-22T08:35:05.000Z',
      '2026-11-22T10:35:05.000Z',
      '2026-11-22T15:35:05.000Z',
      '2026-11-23T01:35:05.000Z',
      '2026-11-23T15:35:05.000Z',
      '2026-11-24T11:35:05.000Z',
      '2026-11-25T11:35:05.000Z',
    ]);
  });

  test('what is cancelled has no next attempt', () => {
    const waiting = bookAttempt(fresh, answered(500), now).delivery;
    expect(cancelDelivery(waiting)).toMatchObject({ state: 'cancelled', nextAttemptAt: undefined });
  });
});

describe('an event filter', () => {
  test.each([
    [undefined, true],
    [['entrepot.escrow.released.v1'], true],
    [['entrepot.escrow.*'], true],
    [['entrepot.orders.*', 'entrepot.escrow.*'], true],
    [['entrepot.escrow.released.v2'], false],
    [['entrepot.orders.*'], false],
    [['entrepot.escrow_more.*'], false],
  ])('%j: wanted %s', (filters, wanted) => {
    expect(wantsEvent(filters, 'entrepot.escrow.released.v1')).toBe(wanted);
  });

  test('is a whole type or a whole context', () => {
    for (const text of [
      '*',
      'entrepot.*',
      'entrepot.escrow.rel*',
      'entrepot.escrow.released',
      'Entrepot.escrow.*',
    ])
      expect(eventFilterForm.test(text)).toBe(false);
  });
});

describe('secrets', () => {
  const endpoint: Endpoint = {
    endpointId: 'whe_1',
    url: 'https://hooks.example/',
    state: 'active',
    createdAt: now,
    secret: 'whsec_new',
  };

  test('are 32 bytes in base 64, as the standard asks for 24 to 64', () => {
    const bytes = { bytes: (length: number) => new Uint8Array(length).fill(7) };
    expect(createSigningSecret(bytes)).toBe('whsec_BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=');
  });

  test('sign together for a day after a rotation, to the instant', () => {
    const validUntil = addDuration(now, { hours: 24 });
    const rotated = { ...endpoint, previousSecret: { secret: 'whsec_old', validUntil } };
    expect(signingSecrets(endpoint, now)).toEqual(['whsec_new']);
    expect(signingSecrets(rotated, parseInstant('2026-11-23T07:59:59.999Z'))).toEqual([
      'whsec_new',
      'whsec_old',
    ]);
    expect(signingSecrets(rotated, parseInstant('2026-11-23T08:00:00.000Z'))).toEqual(['whsec_new']);
  });
});

describe('a fan-out', () => {
  const company = (letter: string) => `com_${letter.repeat(26)}`;
  const endpoint = (endpointId: string, more: Partial<Endpoint> = {}): Endpoint => ({
    endpointId,
    url: 'https://hooks.example/',
    state: 'active',
    createdAt: now,
    secret: 'whsec_x',
    ...more,
  });

  test('reaches companies only, each once', () => {
    expect(companiesOf(`${company('A')},partner:carrier,${company('B')},${company('A')},ENT`)).toEqual([
      company('A'),
      company('B'),
    ]);
    expect(companiesOf('')).toEqual([]);
  });

  test('sends to active endpoints that want the type; the feed shows it anyway', () => {
    const endpoints = [
      endpoint('wanted'),
      endpoint('off', { state: 'disabled' }),
      endpoint('elsewhere', { eventTypes: ['entrepot.orders.*'] }),
    ];
    const plan = planFanOut('entrepot.escrow.released.v1', [company('A')], () => endpoints);
    expect(plan.now.map((reader) => reader.endpoints.map((one) => one.endpointId))).toEqual([['wanted']]);
  });

  test('leaves for later what one transaction cannot hold: eleven writes a company make eight companies', () => {
    const five = ['1', '2', '3', '4', '5'].map((id) => endpoint(id));
    const audience = [...'ABCDEFGHJKMN'].map(company);
    const plan = planFanOut('entrepot.freight.pool_moved.v1', audience, () => five);
    expect(plan.now).toHaveLength(8);
    expect(plan.later).toEqual([...'JKMN'].map(company));
  });
});
