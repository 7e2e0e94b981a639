import { describe, expect, test } from 'vitest';
import {
  isEndedRfq,
  isLiveQuote,
  nextQuoteState,
  nextRfqState,
  quoteStates,
  quoteTransitions,
  rfqStates,
  rfqTransitions,
} from '../../../functions/sourcing/domain/transitions.ts';

const reachable = (table: Record<string, Record<string, string>>, from: readonly string[]) => {
  const seen = new Set(from);
  for (const state of seen) for (const to of Object.values(table[state] ?? {})) seen.add(to);
  return seen;
};

describe('transition tables', () => {
  test('every state of a request can be reached from a draft', () => {
    expect([...reachable(rfqTransitions, ['draft'])].sort()).toEqual([...rfqStates].sort());
  });

  test('every state of a quote can be reached from submitted', () => {
    expect([...reachable(quoteTransitions, ['submitted'])].sort()).toEqual([...quoteStates].sort());
  });

  test('only what has ended has no exit', () => {
    expect(rfqStates.filter(isEndedRfq)).toEqual(['awarded', 'cancelled']);
    expect(rfqStates.filter((state) => Object.keys(rfqTransitions[state]).length === 0)).toEqual([
      'awarded',
      'cancelled',
    ]);
    expect(quoteStates.filter((state) => !isLiveQuote(state))).toEqual([
      'accepted',
      'rejected',
      'withdrawn',
      'expired',
    ]);
  });

  test.each([
    ['draft', 'open', 'open'],
    ['draft', 'cancel', 'cancelled'],
    ['draft', 'fill', undefined],
    ['open', 'open', undefined],
    ['open', 'fill', 'quota_full'],
    ['open', 'expire', 'expired'],
    ['open', 'stop_quotes', 'closed_by_buyer'],
    ['quota_full', 'fill', undefined],
    ['expired', 'expire', undefined],
    ['expired', 'award', 'awarded'],
    ['awarded', 'cancel', undefined],
  ] as const)('a request that is %s: %s → %s', (from, move, to) => {
    expect(nextRfqState(from, move)).toBe(to);
  });

  test.each([
    ['submitted', 'counter', 'countered'],
    ['submitted', 'shortlist', 'shortlisted'],
    ['revised', 'shortlist', 'shortlisted'],
    ['countered', 'shortlist', undefined],
    ['shortlisted', 'revise', undefined],
    ['shortlisted', 'counter', 'countered'],
    ['shortlisted', 'accept', 'accepted'],
    ['countered', 'revise', 'revised'],
    ['countered', 'accept', 'accepted'],
    ['accepted', 'reject', undefined],
    ['expired', 'revise', undefined],
  ] as const)('a quote that is %s: %s → %s', (from, move, to) => {
    expect(nextQuoteState(from, move)).toBe(to);
  });
});
