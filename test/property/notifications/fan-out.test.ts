import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bookAttempt, type Delivery } from '../../../functions/notifications/domain/delivery.ts';
import type { Endpoint } from '../../../functions/notifications/domain/endpoint.ts';
import { judgeEndpointUrl, urlRuleOf } from '../../../functions/notifications/domain/endpoint-url.ts';
import { planFanOut } from '../../../functions/notifications/domain/fan-out.ts';
import { isPublicAddress } from '../../../functions/notifications/domain/public-address.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';

const now = parseInstant('2026-11-22T08:00:00Z');
const endpoint = (id: string): Endpoint => ({
  endpointId: id,
  url: 'https://hooks.example/',
  state: 'active',
  createdAt: now,
  secret: 'whsec_x',
});

test('every reader is told exactly once, in transactions that fit', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 300 }), (counts) => {
      const ids = counts.map((_, index) => `com_${index}`);
      const endpointsOf = (id: string) =>
        Array.from({ length: counts[Number(id.slice(4))] ?? 0 }, (_, index) => endpoint(String(index)));
      const told: string[] = [];
      let left: readonly string[] = ids;
      while (left.length > 0) {
        const plan = planFanOut('entrepot.escrow.released.v1', left, endpointsOf);
        // Inbox row, envelope and the message for the rest, besides a feed row a reader and two rows an endpoint.
        const writes = 3 + plan.now.reduce((sum, reader) => sum + 1 + 2 * reader.endpoints.length, 0);
        expect(writes).toBeLessThanOrEqual(100);
        expect(plan.now.length).toBeGreaterThan(0);
        told.push(...plan.now.map((reader) => reader.companyId));
        left = plan.later;
      }
      expect(told).toEqual(ids);
    }),
  );
});

test('a delivery ends after at most ten attempts and waits only while it is pending', () => {
  const result = fc.oneof(
    fc.record({ kind: fc.constant('answered' as const), status: fc.integer({ min: 100, max: 599 }) }),
    fc.record({
      kind: fc.constant('failed' as const),
      failure: fc.constantFrom('timeout' as const, 'unreachable' as const, 'address_refused' as const),
    }),
  );
  fc.assert(
    fc.property(fc.array(result, { minLength: 10, maxLength: 10 }), (results) => {
      let delivery: Delivery = {
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
      for (const one of results) {
        if (delivery.state !== 'pending') break;
        const decision = bookAttempt(delivery, one, now);
        expect(decision.delivery.attempts).toHaveLength(delivery.attempts.length + 1);
        expect(decision.shouldDisableEndpoint).toBe(one.kind === 'answered' && one.status === 410);
        delivery = decision.delivery;
        expect(delivery.nextAttemptAt !== undefined).toBe(delivery.state === 'pending');
      }
      expect(delivery.state).not.toBe('pending');
    }),
  );
});

test('no spelling of a private IPv4 address gets past the judge', () => {
  const privateIpv4 = fc
    .tuple(
      fc.constantFrom([10], [127], [169, 254], [192, 168], [172, 16], [100, 64], [0]),
      fc.array(fc.nat(255), { minLength: 4, maxLength: 4 }),
    )
    .map(([head, tail]) => [...head, ...tail].slice(0, 4));
  const spelling = fc.constantFrom(
    (bytes: number[]) => bytes.join('.'),
    (bytes: number[]) => String(bytes.reduce((value, byte) => value * 256 + byte, 0)),
    (bytes: number[]) => `0x${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`,
    (bytes: number[]) => bytes.map((byte) => `0${byte.toString(8)}`).join('.'),
    (bytes: number[]) => `[::ffff:${bytes.join('.')}]`,
    (bytes: number[]) => `${bytes.join('.')}.`,
  );
  fc.assert(
    fc.property(privateIpv4, spelling, (bytes, spell) => {
      expect(isPublicAddress(bytes.join('.'))).toBe(false);
      expect(judgeEndpointUrl(`https://${spell(bytes)}/`, urlRuleOf('live')).kind).toBe('refused');
    }),
  );
});

test('no text makes the judge throw', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((text) => `https://${text}/`),
      ),
      (text) => {
        expect(['fine', 'refused']).toContain(judgeEndpointUrl(text, urlRuleOf('local')).kind);
      },
    ),
  );
});
