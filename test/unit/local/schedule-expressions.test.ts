import { describe, expect, it } from 'vitest';
import { strides } from '../../../infra/local/clock.ts';
import { compileSchedule } from '../../../infra/local/cron.ts';

const next = (expression: string, after: string) => {
  const at = compileSchedule(expression)(Date.parse(after));
  return at === undefined ? undefined : new Date(at).toISOString();
};

describe('compileSchedule', () => {
  it.each([
    ['rate(5 minutes)', '2026-01-01T00:00:00Z', '2026-01-01T00:05:00.000Z'],
    ['rate(1 hour)', '2026-01-01T00:30:00Z', '2026-01-01T01:30:00.000Z'],
    ['cron(0 2 * * ? *)', '2026-01-01T02:00:00Z', '2026-01-02T02:00:00.000Z'],
    ['cron(0/15 * * * ? *)', '2026-01-01T00:16:00Z', '2026-01-01T00:30:00.000Z'],
    // The first of January 2026 is a Thursday.
    ['cron(15 16 ? * MON-FRI *)', '2026-01-02T17:00:00Z', '2026-01-05T16:15:00.000Z'],
    ['cron(0 0 29 2 ? *)', '2026-01-01T00:00:00Z', '2028-02-29T00:00:00.000Z'],
    ['at(2026-03-01T10:00:00)', '2026-01-01T00:00:00Z', '2026-03-01T10:00:00.000Z'],
    ['at(2026-03-01T10:00:00)', '2026-04-01T00:00:00Z', undefined],
  ])('%s after %s', (expression, after, expected) => {
    expect(next(expression, after)).toBe(expected);
  });

  it('keeps a late rate on its grid', () => {
    // Given a firing due at 01:00 that came at 01:40
    const due = Date.parse('2026-01-01T01:00:00Z');

    // When
    const at = compileSchedule('rate(1 hour)')(Date.parse('2026-01-01T01:40:00Z'), due);

    // Then
    expect(at).toBe(Date.parse('2026-01-01T02:00:00Z'));
  });

  it.each(['cron(0 0 L * ? *)', 'cron(* * *)', 'rate(1 fortnight)', 'often'])('refuses %s', (expression) => {
    expect(() => compileSchedule(expression)).toThrow(/schedule expression/);
  });
});

describe('strides', () => {
  it.each([
    [0, []],
    [5_400_000, [3_600_000, 1_800_000]],
    [3 * 86_400_000, [43_200_000, 43_200_000, 43_200_000, 43_200_000, 43_200_000, 43_200_000]],
  ])('of %d ms', (total, expected) => {
    expect(strides(total)).toEqual(expected);
  });
});
