import { describe, expect, test } from 'vitest';
import type { House } from '../support/houses.ts';
import { at, numberAt, referenced, textAt } from '../support/template.ts';

/** Over the templates of a house: apis. */
export const checkApi = ({ contexts, of }: House): void => {
  describe('APIs', () => {
    const operations = contexts.flatMap(({ stack, operations: table }) =>
      Object.values(table ?? {}).map((operation) => ({ stack, ...operation })),
    );
    const routes = of('AWS::ApiGatewayV2::Route');

    test('each operation of a contract is one route, and there are no others', () => {
      const expected = operations.map(({ stack, method, path }) => `${stack} ${method} ${path}`);
      const found = routes.map(({ stack, properties }) => `${stack} ${textAt(properties, 'RouteKey')}`);
      expect(found.sort()).toEqual(expected.sort());
    });

    test('a route asks the authorizer exactly when its operation needs a key', () => {
      for (const { stack, id, properties } of routes) {
        const routeKey = textAt(properties, 'RouteKey');
        const operation = operations.find(
          (one) => one.stack === stack && `${one.method} ${one.path}` === routeKey,
        );
        expect(at(properties, 'AuthorizationType'), id).toBe(operation?.auth === 'key' ? 'CUSTOM' : 'NONE');
        if (operation?.auth === 'key')
          expect(referenced(at(properties, 'AuthorizerId')), id).toMatch(/^HttpApi/);
      }
    });

    test('the authorizer is asked every time, so that a revoked key stops at once', () => {
      for (const { id, properties } of of('AWS::ApiGatewayV2::Authorizer')) {
        expect(numberAt(properties, 'AuthorizerResultTtlInSeconds'), id).toBe(0);
        expect(at(properties, 'EnableSimpleResponses'), id).toBe(true);
        expect(textAt(properties, 'AuthorizerUri'), id).toContain(
          ':function:entrepot-test-parties-authorizer/',
        );
      }
    });

    test('no API answers other origins', () => {
      for (const { id, properties } of of('AWS::ApiGatewayV2::Api')) {
        expect(at(properties, 'CorsConfiguration'), id).toBeUndefined();
      }
    });

    test('every stage is throttled and writes an access log without bodies or credentials', () => {
      for (const { id, properties } of of('AWS::ApiGatewayV2::Stage')) {
        expect(numberAt(properties, 'DefaultRouteSettings', 'ThrottlingRateLimit'), id).toBe(100);
        expect(numberAt(properties, 'DefaultRouteSettings', 'ThrottlingBurstLimit'), id).toBe(200);
        const format: unknown = JSON.parse(textAt(properties, 'AccessLogSettings', 'Format'));
        expect(JSON.stringify(format), id).not.toMatch(/authorization|queryString|body/i);
      }
    });

    test('API Gateway gives up later than the function behind it', () => {
      const apiTimeouts = of('AWS::Lambda::Function')
        .filter(({ properties }) => textAt(properties, 'FunctionName').endsWith('-api'))
        .map(({ properties }) => numberAt(properties, 'Timeout'));
      for (const seconds of apiTimeouts) expect(seconds).toBeLessThan(30);
    });
  });
};
