import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { urlRuleOf } from '../../../functions/notifications/domain/endpoint-url.ts';
import {
  createWebhookSender,
  type Resolve,
  resolvesToClosedAddress,
} from '../../../functions/notifications/send-webhook.ts';

let server: Server;
let port: number;
let seen: { path: string; host: string; body: string }[];
let answer: number | 'never';

beforeEach(async () => {
  seen = [];
  answer = 200;
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => {
      seen.push({ path: request.url ?? '', host: request.headers.host ?? '', body });
      if (answer === 'never') return;
      response.writeHead(answer, answer === 302 ? { location: `http://127.0.0.1:${port}/elsewhere` } : {});
      // An answer that never ends: only its first line may be waited for.
      response.write('…');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  port = typeof address === 'object' && address ? address.port : 0;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const local = urlRuleOf('local');
const live = urlRuleOf('live');
const to = (host: string) => ({
  url: new URL(`http://${host}:${port}/hook`),
  headers: { 'webhook-id': 'evt_1' },
  body: '{"naïve":"✓"}',
});
const resolvingTo =
  (...addresses: string[]): Resolve =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

test('brings the body whole and reads no more than the status', async () => {
  const send = createWebhookSender(local, 2_000);
  expect(await send(to('127.0.0.1'))).toEqual({ kind: 'answered', status: 200 });
  expect(seen).toEqual([{ path: '/hook', host: `127.0.0.1:${port}`, body: '{"naïve":"✓"}' }]);
});

test('connects to the address that was judged, under the name of the URL', async () => {
  const send = createWebhookSender(local, 2_000, resolvingTo('127.0.0.1'));
  expect(await send(to('hooks.example'))).toEqual({ kind: 'answered', status: 200 });
  expect(seen[0]?.host).toBe(`hooks.example:${port}`);
});

test('asks the resolver once: a name that changes its mind is too late', async () => {
  let asked = 0;
  const rebinding: Resolve = async () => {
    asked += 1;
    return [{ address: asked === 1 ? '127.0.0.1' : '169.254.169.254', family: 4 }];
  };
  expect(await createWebhookSender(local, 2_000, rebinding)(to('rebind.example'))).toMatchObject({
    status: 200,
  });
  expect(asked).toBe(1);
});

test.each([
  ['a private address', ['10.0.0.1']],
  ['the address of credentials', ['169.254.169.254']],
  ['one public and one private address', ['93.184.215.14', '127.0.0.1']],
  ['a private IPv6 address', ['fd00:ec2::254']],
])('refuses a name that leads to %s, without a connection', async (_name, addresses) => {
  const send = createWebhookSender(live, 2_000, resolvingTo(...addresses));
  expect(await send(to('inside.example'))).toEqual({ kind: 'failed', failure: 'address_refused' });
  expect(seen).toEqual([]);
});

test('refuses an address in the URL itself', async () => {
  expect(await createWebhookSender(live, 2_000)(to('127.0.0.1'))).toEqual({
    kind: 'failed',
    failure: 'address_refused',
  });
});

test('follows no redirect', async () => {
  answer = 302;
  expect(await createWebhookSender(local, 2_000)(to('127.0.0.1'))).toEqual({ kind: 'answered', status: 302 });
  expect(seen.map((one) => one.path)).toEqual(['/hook']);
});

test('waits no longer than it may, for the answer or for the name', async () => {
  answer = 'never';
  const slowName: Resolve = () => new Promise(() => {});
  expect(await createWebhookSender(local, 60)(to('127.0.0.1'))).toEqual({
    kind: 'failed',
    failure: 'timeout',
  });
  expect(await createWebhookSender(local, 60, slowName)(to('slow.example'))).toEqual({
    kind: 'failed',
    failure: 'timeout',
  });
});

test('says unreachable for a name that does not resolve, and for nobody listening', async () => {
  const nothing: Resolve = async () => {
    throw new Error('ENOTFOUND');
  };
  const unreachable = { kind: 'failed', failure: 'unreachable' };
  expect(await createWebhookSender(live, 2_000, nothing)(to('gone.example'))).toEqual(unreachable);
  expect(await createWebhookSender(live, 2_000, resolvingTo())(to('empty.example'))).toEqual(unreachable);
  const closed = { ...to('127.0.0.1'), url: new URL('http://127.0.0.1:1/') };
  expect(await createWebhookSender(local, 2_000)(closed)).toEqual(unreachable);
});

test('a name is held against its owner only when it leads inside today', async () => {
  const url = new URL('https://hooks.example/');
  const nothing: Resolve = async () => {
    throw new Error('ENOTFOUND');
  };
  expect(await resolvesToClosedAddress(url, live, resolvingTo('10.0.0.1'))).toBe(true);
  expect(await resolvesToClosedAddress(url, live, resolvingTo('93.184.215.14'))).toBe(false);
  expect(await resolvesToClosedAddress(url, live, nothing)).toBe(false);
});
