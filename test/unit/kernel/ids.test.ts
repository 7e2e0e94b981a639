import { describe, expect, test } from 'vitest';
import { fixedClock } from '../../../shared/kernel/clock.ts';
import { createIdFactory, deterministicId, isId } from '../../../shared/kernel/ids.ts';
import { type Instant, instantFromEpochMs } from '../../../shared/kernel/instant.ts';
import { systemRandom } from '../../../shared/kernel/random.ts';

const filled = (byte: number) => ({ bytes: (length: number) => new Uint8Array(length).fill(byte) });

describe('createIdFactory', () => {
  test('writes the time of the ULID specification, 1469918176385 as 01ARYZ6S41', () => {
    const nextId = createIdFactory(fixedClock(instantFromEpochMs(1_469_918_176_385)), filled(0));
    expect(nextId('order')).toBe('order_01ARYZ6S410000000000000000');
    expect(nextId('order')).toBe('order_01ARYZ6S410000000000000001');
  });

  test('keeps order when the entropy overflows and when the clock steps back', () => {
    // Given
    const times: Instant[] = [1000, 1000, 400].map(instantFromEpochMs);
    const clock = { now: () => times.shift() ?? instantFromEpochMs(0) };
    const nextId = createIdFactory(clock, filled(0xff));

    // When
    const ids = [nextId('a'), nextId('a'), nextId('a')];

    // Then 1000 is Z8 and 1001 is Z9 in base 32
    expect(ids).toEqual([
      'a_00000000Z8ZZZZZZZZZZZZZZZZ',
      'a_00000000Z90000000000000000',
      'a_00000000Z90000000000000001',
    ]);
  });

  test('refuses a malformed prefix', () => {
    const nextId = createIdFactory(fixedClock(instantFromEpochMs(0)), systemRandom);
    expect(() => nextId('Order')).toThrow('ids.malformed_prefix');
  });
});

describe('deterministicId', () => {
  test('is the top 128 bits of SHA-256 over the JSON of prefix and parts', () => {
    // Expected value calculated with Python's hashlib.
    expect(deterministicId('evt', 'order_1', 'funded')).toBe('evt_76Q3R15WCAB8YWR3QJAVRFED7S');
  });

  test('tells parts and prefixes apart', () => {
    const ids = [
      deterministicId('evt', 'a', 'bc'),
      deterministicId('evt', 'ab', 'c'),
      deterministicId('evt', 'abc'),
      deterministicId('evt', 'a', 'bc', ''),
    ];
    expect(new Set(ids).size).toBe(4);
    expect(deterministicId('evt', 'a').slice(4)).not.toBe(deterministicId('job', 'a').slice(4));
  });
});

describe('isId', () => {
  test.each([
    ['order_01ARYZ6S410000000000000000', true],
    ['order_01ARYZ6S41000000000000000', false],
    ['order_01ARYZ6S41000000000000000U', false],
    ['order_81ARYZ6S410000000000000000', false],
    ['order_01aryz6s410000000000000000', false],
    ['offer_01ARYZ6S410000000000000000', false],
    ['', false],
  ])('%j as an order id: %s', (text, expected) => {
    expect(isId('order', text)).toBe(expected);
  });
});
