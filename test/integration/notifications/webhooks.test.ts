import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ProblemError } from '../../../client/transport.ts';
import { operations } from '../../../functions/notifications/operations.ts';
import { operations as parties } from '../../../functions/parties/operations.ts';
import { type Caller, callerOf } from '../../support/caller.ts';
import { type Member, startTestHouse, type TestHouse } from '../../support/house.ts';
import { isSignedWith, startReceiver } from './receiver.ts';

let house: TestHouse;
let receiver: Awaited<ReturnType<typeof startReceiver>>;

beforeAll(async () => {
  [house, receiver] = await Promise.all([startTestHouse(), startReceiver()]);
});
afterAll(async () => {
  await house?.stop();
  await receiver?.stop();
});

interface Endpoint {
  readonly endpointId: string;
  readonly secret: string;
}
interface Delivery {
  readonly deliveryId: string;
  readonly eventId: string;
  readonly state: string;
  readonly attempts: number;
  readonly lastStatus?: number;
  readonly lastFailure?: string;
}
interface Event {
  readonly id: string;
  readonly type: string;
  readonly correlationid: string;
}

const join = async (): Promise<{ member: Member; call: Caller }> => {
  const member = await house.signUp('exporter');
  await house.settle();
  return { member, call: callerOf(house.url, member.apiKey) };
};
const register = async (call: Caller, path: string, eventTypes?: readonly string[]): Promise<Endpoint> => {
  const { body } = await call<Endpoint>(operations.createWebhookEndpoint, {
    body: { url: receiver.url(path), ...(eventTypes ? { eventTypes } : {}) },
  });
  return body;
};
const eventsOf = async (call: Caller, query: Record<string, string> = {}): Promise<readonly Event[]> =>
  (await call<{ items: Event[] }>(operations.listEvents, { query })).body.items;
const deliveriesOf = async (call: Caller, query: Record<string, string> = {}): Promise<readonly Delivery[]> =>
  (await call<{ items: Delivery[] }>(operations.listDeliveries, { query })).body.items;
/** Makes the twin registry answer, which tells the company `company_verified`. */
const causeEvent = async (call: Caller): Promise<void> => {
  await call(parties.requestVerification, { body: {} });
  await house.settle();
};

describe('the event feed', () => {
  test('shows a company its own events and nobody else', async () => {
    const { member, call } = await join();
    const { call: other } = await join();
    // When
    const mine = await house.eventually(async () => {
      const events = await eventsOf(call, { type: 'entrepot.parties.' });
      return events.length >= 2 ? events : undefined;
    });
    // Then
    expect(mine.map((event) => event.type).sort()).toEqual([
      'entrepot.parties.company_registered.v1',
      'entrepot.parties.company_screened.v1',
    ]);
    expect(mine.every((event) => !('audience' in event))).toBe(true);
    const theirs = await eventsOf(other);
    expect(theirs.map((event) => event.id)).not.toContain(mine[0]?.id);
    expect(JSON.stringify(theirs)).not.toContain(member.company.companyId);
  });

  test('filters by trade and type, in both directions, page by page', async () => {
    const { call } = await join();
    const all = await house.eventually(async () => {
      const events = await eventsOf(call, { order: 'asc', type: 'entrepot.parties.' });
      return events.length >= 2 ? events : undefined;
    });
    // When
    const ofTrade = await eventsOf(call, {
      correlationId: all[0]?.correlationid ?? '',
      type: 'entrepot.parties.',
    });
    const screened = await eventsOf(call, { type: 'entrepot.parties.company_s' });
    const { body: page } = await call<{ items: Event[]; next?: string }>(operations.listEvents, {
      query: { limit: '1', order: 'asc', type: 'entrepot.parties.' },
    });
    const rest = await eventsOf(call, {
      limit: '1',
      order: 'asc',
      type: 'entrepot.parties.',
      cursor: page.next ?? '',
    });
    // Then
    expect(ofTrade.map((event) => event.id)).toEqual(all.map((event) => event.id).reverse());
    expect(screened.map((event) => event.type)).toEqual(['entrepot.parties.company_screened.v1']);
    expect([...page.items, ...rest].map((event) => event.id)).toEqual(all.map((event) => event.id));
  });
});

describe('a webhook', () => {
  test('is signed so that the reference library agrees, and listed as delivered', async () => {
    const { call } = await join();
    const { secret } = await register(call, '/fine');
    // When
    await causeEvent(call);
    const [webhook] = await house.eventually(async () =>
      receiver.at('/fine').length > 0 ? receiver.at('/fine') : undefined,
    );
    // Then
    expect(webhook && isSignedWith(secret, webhook)).toBe(true);
    expect(webhook && isSignedWith('whsec_c29tZWJvZHkgZWxzZSdzIHNlY3JldCBrZXk=', webhook)).toBe(false);
    const event: unknown = JSON.parse(webhook?.body ?? '');
    expect(event).toMatchObject({ specversion: '1.0', type: 'entrepot.parties.company_verified.v1' });
    expect(event).not.toHaveProperty('audience');
    await expect
      .poll(() => deliveriesOf(call), { timeout: 15_000 })
      .toMatchObject([
        { eventId: webhook?.headers['webhook-id'], state: 'delivered', attempts: 1, lastStatus: 204 },
      ]);
  });

  test('goes only to endpoints that want its type', async () => {
    const { call } = await join();
    await register(call, '/escrow-only', ['entrepot.escrow.*']);
    await register(call, '/parties', ['entrepot.parties.*']);
    // When
    await causeEvent(call);
    await house.eventually(async () => receiver.at('/parties').length === 1);
    // Then
    expect(receiver.at('/escrow-only')).toEqual([]);
  });

  test('comes again with the same id after a failure and stops after success', async () => {
    const { call } = await join();
    receiver.answer('/flaky', (nth) => (nth < 3 ? 503 : 200));
    await register(call, '/flaky');
    await causeEvent(call);
    await house.eventually(async () => receiver.at('/flaky').length === 1);
    expect(await deliveriesOf(call)).toMatchObject([{ state: 'pending', attempts: 1, lastStatus: 503 }]);
    // When
    await house.advance({ seconds: 60 });
    await house.advance({ seconds: 360 });
    await house.advance({ days: 1 });
    // Then
    const ids = receiver.at('/flaky').map((webhook) => webhook.headers['webhook-id']);
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(1);
    expect(await deliveriesOf(call)).toMatchObject([{ state: 'delivered', attempts: 3, lastStatus: 200 }]);
  });

  test('is given up after ten failures in three days and listed as exhausted', async () => {
    const { call } = await join();
    receiver.answer('/broken', () => 500);
    await register(call, '/broken');
    await causeEvent(call);
    // When
    // Twelve-hour strides round every wait up, so that six days are not quite enough.
    await house.advance({ days: 8 });
    // Then
    expect(receiver.at('/broken')).toHaveLength(10);
    expect(await deliveriesOf(call, { state: 'exhausted' })).toMatchObject([
      { attempts: 10, lastStatus: 500 },
    ]);
  });

  test('answered with 410 disables the endpoint', async () => {
    const { call } = await join();
    receiver.answer('/gone', () => 410);
    await register(call, '/gone');
    // When
    await causeEvent(call);
    // Then
    await expect
      .poll(async () => (await call<unknown>(operations.listWebhookEndpoints, {})).body, {
        timeout: 15_000,
      })
      .toMatchObject({ items: [{ state: 'disabled' }] });
    expect(await deliveriesOf(call)).toMatchObject([{ state: 'cancelled', lastStatus: 410 }]);
  });

  test('follows no redirect', async () => {
    const { call } = await join();
    receiver.answer('/moved', () => 'redirect');
    await register(call, '/moved');
    // When
    await causeEvent(call);
    await house.eventually(async () => receiver.at('/moved').length === 1);
    // Then
    expect(receiver.at('/elsewhere')).toEqual([]);
    expect(await deliveriesOf(call)).toMatchObject([{ state: 'pending', lastStatus: 302 }]);
  });

  test('that is never answered stops nobody else', async () => {
    const slow = await join();
    const quick = await join();
    receiver.answer('/hangs', (nth) => (nth === 1 ? 'never' : 204));
    await register(slow.call, '/hangs');
    await register(quick.call, '/quick');
    // When
    await causeEvent(slow.call);
    await causeEvent(quick.call);
    await house.eventually(async () => receiver.at('/quick').length === 1);
    await house.settle();
    // Then
    await expect
      .poll(() => deliveriesOf(slow.call), { timeout: 15_000 })
      .toMatchObject([{ state: 'pending', attempts: 1, lastFailure: 'timeout' }]);
  });
});

describe('replay', () => {
  test('sends an event again with the same webhook id, and only to its own company', async () => {
    const { call } = await join();
    const { call: stranger } = await join();
    const [event] = await house.eventually(async () => {
      const events = await eventsOf(call);
      return events.length > 0 ? events : undefined;
    });
    const params = { eventId: event?.id ?? '' };
    await expect(call(operations.replayEvent, { params, body: {} })).rejects.toThrow(
      /notifications.no_endpoint/,
    );
    await register(call, '/replays', ['entrepot.escrow.*']);
    await register(stranger, '/stranger');
    // When
    await call(operations.replayEvent, { params, body: {} });
    await call(operations.replayEvent, { params, body: {} });
    await house.eventually(async () => receiver.at('/replays').length === 2);
    // Then
    expect(receiver.at('/replays').map((webhook) => webhook.headers['webhook-id'])).toEqual([
      event?.id,
      event?.id,
    ]);
    await expect(stranger(operations.replayEvent, { params, body: {} })).rejects.toThrow(/http.not_found/);
    expect(receiver.at('/stranger')).toEqual([]);
  });
});

describe('an endpoint', () => {
  test('shows its secret to its maker, again only for the same Idempotency-Key, and never in a listing', async () => {
    const { call } = await join();
    const input = { body: { url: receiver.url('/once') }, idempotencyKey: 'an-unguessable-key-of-mine' };
    // When
    const first = await call<Endpoint>(operations.createWebhookEndpoint, input);
    const again = await call<Endpoint>(operations.createWebhookEndpoint, input);
    const listed = await call<unknown>(operations.listWebhookEndpoints, {});
    // Then
    expect(first.body.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(again).toMatchObject({ isReplayed: true, body: first.body });
    expect(JSON.stringify(listed.body)).not.toContain('whsec_');
  });

  test('signs with both secrets after a rotation', async () => {
    const { call } = await join();
    const before = await register(call, '/rotated');
    const { body: after } = await call<Endpoint>(operations.rotateWebhookSecret, {
      params: { endpointId: before.endpointId },
      body: {},
    });
    // When
    await causeEvent(call);
    const [webhook] = await house.eventually(async () =>
      receiver.at('/rotated').length > 0 ? receiver.at('/rotated') : undefined,
    );
    // Then
    expect(after.secret).not.toBe(before.secret);
    expect(webhook && isSignedWith(before.secret, webhook)).toBe(true);
    expect(webhook && isSignedWith(after.secret, webhook)).toBe(true);
  });

  test('is refused where it would lead inside, and beyond five', async () => {
    const { call } = await join();
    for (const url of [
      'http://example.com/',
      'https://169.254.169.254/',
      'https://10.0.0.1/',
      'ftp://127.0.0.1/',
    ]) {
      await expect(call(operations.createWebhookEndpoint, { body: { url } })).rejects.toThrow(ProblemError);
    }
    for (let made = 0; made < 5; made += 1) await register(call, `/many-${made}`);
    await expect(register(call, '/one-too-many')).rejects.toThrow(/notifications.too_many_endpoints/);
  });

  test('that is deleted gets nothing any more, and a stranger cannot delete it', async () => {
    const { call } = await join();
    const { call: stranger } = await join();
    receiver.answer('/deleted', () => 500);
    const { endpointId } = await register(call, '/deleted');
    await causeEvent(call);
    await house.eventually(async () => receiver.at('/deleted').length === 1);
    await expect(stranger(operations.deleteWebhookEndpoint, { params: { endpointId } })).rejects.toThrow(
      /http.not_found/,
    );
    // When
    await call(operations.deleteWebhookEndpoint, { params: { endpointId } });
    await house.advance({ days: 1 });
    // Then
    expect(receiver.at('/deleted')).toHaveLength(1);
    expect(await deliveriesOf(call)).toMatchObject([{ state: 'cancelled', attempts: 1 }]);
  });
});
