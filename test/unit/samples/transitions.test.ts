import { describe, expect, test } from 'vitest';
import { sampleStates } from '../../../functions/samples/contract.ts';
import { deadlinesOf } from '../../../functions/samples/domain/deadlines.ts';
import {
  isWaiting,
  nextSampleState,
  sampleTransitions,
  waitsEndedBy,
} from '../../../functions/samples/domain/transitions.ts';
import { accepted, inProduction, quoted, rejected, requested, shipped, underReview } from './examples.ts';

const exitsOf = (state: (typeof sampleStates)[number]): readonly string[] =>
  Object.values(sampleTransitions[state]);

describe('the life of a sample', () => {
  test('every state can be reached from requested', () => {
    const seen = new Set<string>(['requested']);
    for (const state of sampleStates) {
      for (const from of sampleStates) if (seen.has(from)) for (const to of exitsOf(from)) seen.add(to);
      expect(seen.has(state)).toBe(true);
    }
  });

  test('only closed, refunded and cancelled have no exit, and each state leads to one of them', () => {
    expect(sampleStates.filter((state) => exitsOf(state).length === 0)).toEqual([
      'closed',
      'refunded',
      'cancelled',
    ]);
  });

  test.each([
    ['requested', 'accept_quote', undefined],
    ['quoted', 'quote', 'quoted'],
    ['awaiting_payment', 'funded', 'paid'],
    ['paid', 'dispatch', 'shipped'],
    ['in_production', 'dispatch_lapsed', 'refunding'],
    ['in_production', 'cancel', undefined],
    ['shipped', 'dispatch_lapsed', undefined],
    ['shipped', 'approve', undefined],
    ['under_review', 'review_lapsed', 'rejected'],
    ['rejected', 'resample', 'in_production'],
    ['approved', 'resample', undefined],
    ['releasing', 'refunded', undefined],
    ['refunding', 'released', undefined],
    ['parked', 'determine_refund', 'refunding'],
    ['cancelled', 'funded', undefined],
  ] as const)('%s, %s → %s', (from, move, to) => {
    expect(nextSampleState(from, move)).toBe(to);
  });
});

describe('the waits of the leg', () => {
  test.each([
    ['paid', 'paid', ['payment']],
    ['cancelled', 'cancelled', ['payment']],
    ['shipped', 'shipped', ['dispatch']],
    // Delivered before the message of the dispatch came: that wait is over all the same.
    ['shipped', 'delivered', ['dispatch']],
    // A late message of the first round finds the sample in the making again.
    ['shipped', 'in_production', []],
    ['rejected', 'rejected', ['review']],
    ['in_production', 'in_production', ['answer']],
    ['closed', 'closed', ['money']],
  ] as const)('an arrival in %s, found %s, ends %j', (to, now, ended) => {
    expect(waitsEndedBy(to, now)).toEqual(ended);
  });

  test('a wait is on in its own states only', () => {
    expect(isWaiting('dispatch', 'in_production')).toBe(true);
    expect(isWaiting('dispatch', 'shipped')).toBe(false);
  });
});

describe('deadlines', () => {
  test.each([
    ['requested: quote within 14 days', requested, { request_lapse: '2026-12-07T08:00:00.000Z' }],
    ['quoted: as long as the quote says', quoted, { quote_lapse: '2026-12-06T00:00:00.000Z' }],
    ['accepted: pay within 24 hours', accepted, { payment: '2026-11-25T08:00:00.000Z' }],
    ['in production: promised day and grace', inProduction, { dispatch: '2026-12-03T10:00:00.000Z' }],
    ['shipped: 60 days without news', shipped, { delivery: '2027-01-30T09:00:00.000Z' }],
    [
      'under review: 7 days, reminder on day 5',
      underReview,
      { review: '2026-12-12T09:00:00.000Z', review_reminder: '2026-12-10T09:00:00.000Z' },
    ],
    ['rejected as not to specification: 3 days', rejected, { answer: '2026-12-09T09:00:00.000Z' }],
  ])('%s', (_, sample, deadlines) => {
    expect(deadlinesOf(sample)).toEqual(deadlines);
  });

  test('a free repeat has its own promised day', () => {
    expect(deadlinesOf({ ...inProduction, round: 2, dispatchBy: underReview.deliveredAt })).toEqual({
      dispatch: '2026-12-07T09:00:00.000Z',
    });
  });
});
