import { describe, expect, test } from 'vitest';
import { canonicalHash, canonicalJson } from '../../../shared/kernel/canonical-hash.ts';
import { InvariantViolation } from '../../../shared/kernel/errors.ts';

describe('canonicalJson', () => {
  test.each([
    [{ b: 1, a: 'x' }, '{"a":"x","b":1}'],
    [{ a: undefined, b: [true, null, { d: '', c: -1 }] }, '{"b":[true,null,{"c":-1,"d":""}]}'],
    // RFC 8785, 3.2.3: sorted by UTF-16 code units, so the surrogate pair comes before U+FB33
    [{ '\ufb33': 1, '\u{1f600}': 2, '\r': 3 }, '{"\\r":3,"\u{1f600}":2,"\ufb33":1}'],
    ['é"\n', '"é\\"\\n"'],
  ])('%j', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  test.each([1.5, Number.NaN, 2 ** 53, 10n, () => 1])('refuses %s', (value) => {
    expect(() => canonicalJson({ value })).toThrow(InvariantViolation);
  });

  // RFC 8785, appendix B: numbers as ECMAScript writes them
  test.each([
    [333333333.3333333, '333333333.3333333'],
    [4.5, '4.5'],
    [2e-3, '0.002'],
    [1e-27, '1e-27'],
    [-0, '0'],
  ])('takes %s where measures have decimals', (value, text) => {
    expect(canonicalJson([value], { hasDecimals: true })).toBe(`[${text}]`);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses %s there too', (value) => {
    expect(() => canonicalJson([value], { hasDecimals: true })).toThrow(InvariantViolation);
  });
});

describe('canonicalHash', () => {
  test('is the SHA-256 of the text', () => {
    // printf '{}' | sha256sum
    expect(canonicalHash({})).toBe('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
  });

  test('does not depend on the order of members, but on that of lists', () => {
    expect(canonicalHash({ a: '1', b: '2' })).toBe(canonicalHash({ b: '2', a: '1' }));
    expect(canonicalHash(['1', '2'])).not.toBe(canonicalHash(['2', '1']));
  });
});
