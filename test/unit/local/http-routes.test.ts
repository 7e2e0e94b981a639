import { describe, expect, it } from 'vitest';
import { httpAnswer } from '../../../infra/local/http-event.ts';
import { matchRoute, type Route } from '../../../infra/local/http-routes.ts';

const route = (routeKey: string): Route => {
  const [method = '', path = ''] = routeKey.split(' ');
  return {
    ...{ routeKey, method, segments: path.split('/').slice(1), timeoutMs: 1, authorizer: undefined },
    target: {
      ...{ name: 'f', arn: 'f', roleArn: '', entry: '', exportName: '', context: '' },
      ...{ memoryMb: 1, timeoutMs: 1, concurrencyMax: 1, environment: {} },
    },
    api: { id: 'a', stage: '$default', cors: {}, burst: 1, ratePerSecond: 1 },
  };
};
const ROUTES = [
  'GET /v1/orders',
  'GET /v1/orders/{id}',
  'GET /v1/orders/open',
  'ANY /v1/orders/{id}',
  'GET /v1/{proxy+}',
].map(route);

describe('matchRoute', () => {
  it.each([
    ['GET', '/v1/orders', 'GET /v1/orders', {}],
    ['GET', '/v1/orders/open', 'GET /v1/orders/open', {}],
    ['GET', '/v1/orders/a%2Fb', 'GET /v1/orders/{id}', { id: 'a/b' }],
    ['DELETE', '/v1/orders/7', 'ANY /v1/orders/{id}', { id: '7' }],
    ['GET', '/v1/orders/7/lines', 'GET /v1/{proxy+}', { proxy: 'orders/7/lines' }],
  ])('%s %s', (method, path, routeKey, parameters) => {
    const match = matchRoute(ROUTES, method, path);
    expect(match?.route.routeKey).toBe(routeKey);
    expect(match?.parameters).toEqual(parameters);
  });

  it.each([
    ['POST', '/v1/orders'],
    ['GET', '/v2/orders'],
    ['GET', '/v1'],
  ])('finds nothing for %s %s', (method, path) => {
    expect(matchRoute(ROUTES, method, path)).toBeUndefined();
  });
});

describe('httpAnswer', () => {
  it('passes a full answer on, cookies and base64 included', () => {
    const answer = httpAnswer({
      statusCode: 202,
      headers: { 'Content-Type': 'image/png' },
      cookies: ['a=1', 'b=2'],
      body: 'AQI=',
      isBase64Encoded: true,
    });
    expect(answer).toEqual({
      status: 202,
      headers: { 'content-type': 'image/png', 'set-cookie': ['a=1', 'b=2'] },
      body: Buffer.from([1, 2]),
    });
  });

  it('takes anything without a status code for a JSON body', () => {
    const answer = httpAnswer({ hello: 'world' });
    expect([answer.status, answer.headers['content-type'], answer.body.toString()]).toEqual([
      200,
      'application/json',
      '{"hello":"world"}',
    ]);
  });
});
