import { describe, expect, test } from 'vitest';
import { decideUse, quoteTransitions } from '../../../functions/fx/domain/quote.ts';
import {
  ageInBusinessDays,
  implausibleMoves,
  isStale,
  publicationDue,
  type ReferenceRates,
} from '../../../functions/fx/domain/reference-rates.ts';
import { valueDateOf } from '../../../functions/fx/domain/value-date.ts';
import { parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';

const day = parseBusinessDate;
const rates = (values: Record<string, string>): ReferenceRates => ({
  source: 'ECB',
  publishedOn: day('2026-11-20'),
  rates: values,
});

describe('age and staleness', () => {
  test.each([
    // A Monday in winter: 16:00 in Frankfurt is 15:00 UTC; in summer it is 14:00.
    ['2026-11-23T14:59:59Z', '2026-11-20'],
    ['2026-11-23T15:00:00Z', '2026-11-23'],
    ['2026-07-06T14:00:00Z', '2026-07-06'],
    ['2026-11-22T20:00:00Z', '2026-11-20'],
    // 25 and 26 December are TARGET closing days, and 27 December is a Sunday.
    ['2026-12-27T20:00:00Z', '2026-12-24'],
  ])('at %s the publication of %s should be out', (now, due) => {
    expect(publicationDue(parseInstant(now))).toBe(due);
  });

  test.each([
    ['2026-11-20', '2026-11-20', 0],
    ['2026-11-20', '2026-11-22', 0],
    ['2026-11-20', '2026-11-23', 1],
    ['2026-11-20', '2026-11-27', 5],
    // 25 and 26 December and New Year are TARGET closing days.
    ['2026-12-24', '2026-12-28', 1],
    ['2026-12-31', '2027-01-04', 1],
    ['2026-01-05', '2026-11-20', 60],
  ])('from %s to %s are %i business days', (publishedOn, today, expected) => {
    expect(ageInBusinessDays(day(publishedOn), day(today))).toBe(expected);
  });

  test('four business days are still good, five are stale; lira rates age faster', () => {
    const friday = day('2026-11-20');
    expect(isStale(friday, 'USD', day('2026-11-26'))).toBe(false);
    expect(isStale(friday, 'USD', day('2026-11-27'))).toBe(true);
    expect(isStale(friday, 'TRY', day('2026-11-24'))).toBe(false);
    expect(isStale(friday, 'TRY', day('2026-11-25'))).toBe(true);
  });
});

test('a rate that moved by more than a fifth is not believed', () => {
  const before = rates({ USD: '1.0812', KRW: '1512.40', CNY: '7.6765' });
  const after = rates({ USD: '10.812', KRW: '1512.41', CNY: '6.1412', SEK: '11.09' });
  expect(implausibleMoves(before, after)).toEqual(['USD']);
  expect(implausibleMoves(before, rates({ CNY: '6.1411' }))).toEqual(['CNY']);
});

describe('valueDateOf', () => {
  test.each([
    // Friday: two business days on are Tuesday.
    ['2026-11-20', 'USD', 'CNY', '2026-11-24'],
    // Thanksgiving (26 November) is skipped whatever the pair, because of the dollar.
    ['2026-11-24', 'EUR', 'KRW', '2026-11-27'],
    ['2026-11-20', 'USD', 'CAD', '2026-11-23'],
    // 24 December plus two: Christmas, Saturday, Sunday are closed.
    ['2026-12-24', 'EUR', 'USD', '2026-12-29'],
  ])('%s, %s to %s settles on %s', (tradeDate, sell, buy, expected) => {
    expect(valueDateOf(day(tradeDate), sell, buy)).toBe(expected);
  });
});

describe('a quote', () => {
  const expiresAt = parseInstant('2026-11-22T08:15:00.000Z');

  test.each([
    ['locked', '2026-11-22T08:14:59.999Z', 'usable'],
    ['locked', '2026-11-22T08:15:00.000Z', 'quote_expired'],
    ['locked', '2026-11-23T08:00:00.000Z', 'quote_expired'],
    ['expired', '2026-11-22T08:10:00.000Z', 'quote_expired'],
    ['executed', '2026-11-22T08:10:00.000Z', 'quote_used'],
    ['unwound', '2026-11-22T08:10:00.000Z', 'quote_unwound'],
  ] as const)('that is %s at %s is %s', (state, now, expected) => {
    const use = decideUse({ state, expiresAt }, parseInstant(now));
    expect(use.kind === 'usable' ? 'usable' : use.code).toBe(expected);
  });

  test('is used, runs out or goes with its order, and that is its end', () => {
    expect(quoteTransitions).toEqual({
      locked: { used: 'executed', ran_out: 'expired', order_ended: 'unwound' },
      executed: {},
      expired: {},
      unwound: {},
    });
  });
});
