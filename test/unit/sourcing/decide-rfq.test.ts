import { describe, expect, test } from 'vitest';
import {
  decideAward,
  decideEnd,
  decideMatchAgain,
  decideOpen,
  decideRfqDeadline,
  decideStopQuotes,
  decideTakeQuote,
} from '../../../functions/sourcing/domain/decide-rfq.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';
import { anRfq, buyerId, now, strangerId, supplierId } from './examples.ts';

const at = (text: string) => parseInstant(text);

const { openedAt: _, ...asked } = anRfq;
const aDraft = { ...asked, state: 'draft' as const, isMatchingWanted: false, matchingsAsked: 0 };

describe('decideOpen', () => {
  test('opens a draft at that moment and asks for suppliers once where they are wanted', () => {
    expect(decideOpen(aDraft, now)).toMatchObject({
      rfq: { state: 'open', openedAt: now, matchingsAsked: 0 },
    });
    expect(decideOpen({ ...aDraft, isMatchingWanted: true }, now)).toMatchObject({
      rfq: { matchingsAsked: 1 },
    });
  });

  test.each([
    ['as it is', {}, undefined],
    // It is 2026-11-23 in UTC and still the 22nd in the last time zone.
    ['to be shipped on a day that is over', { latestShipOn: '2026-11-21' }, 'ship_date_past'],
    ['with itself invited', { invitedSupplierIds: [supplierId, buyerId] }, 'self_dealing'],
    ['for nobody', { visibility: 'invited' as const }, 'nobody_invited'],
    [
      'for nobody by an empty list',
      { visibility: 'invited' as const, invitedSupplierIds: [] },
      'nobody_invited',
    ],
    ['with a deadline of now', { quoteBy: now }, 'quote_by_out_of_range'],
    ['61 days ahead', { quoteBy: '2027-01-23T08:00:00.000Z' }, 'quote_by_out_of_range'],
    ['60 days ahead', { quoteBy: '2027-01-22T08:00:00.000Z' }, undefined],
    ['with a target in euro', { targetUnitPrice: { currency: 'EUR' } }, 'currency_mismatch'],
    ['a second time', { state: 'open' as const }, 'not_a_draft'],
    [
      'with 21 invited',
      { invitedSupplierIds: Array.from({ length: 21 }, (_, index) => `com_${index}`) },
      'too_many_invited',
    ],
    ['for those that matching finds', { visibility: 'invited' as const, isMatchingWanted: true }, undefined],
  ])('%s', (_, change, code) => {
    const decision = decideOpen({ ...aDraft, ...change }, now);
    expect(decision.kind === 'refused' ? decision.code : undefined).toBe(code);
  });
});

describe('decideTakeQuote', () => {
  test('the tenth quote fills the request, an eleventh is refused', () => {
    const ninth = decideTakeQuote({ ...anRfq, quotesTaken: 8 }, supplierId, now);
    const tenth = decideTakeQuote({ ...anRfq, quotesTaken: 9 }, supplierId, now);
    expect(ninth).toMatchObject({ rfq: { state: 'open', quotesTaken: 9 } });
    expect(tenth).toMatchObject({ rfq: { state: 'quota_full', quotesTaken: 10 } });
    expect(tenth.kind === 'moved' && decideTakeQuote(tenth.rfq, strangerId, now)).toMatchObject({
      code: 'rfq_not_open',
    });
  });

  test('at the deadline itself it is too late, whether or not the sweeper has come by', () => {
    expect(decideTakeQuote(anRfq, supplierId, at('2026-11-30T23:59:59.999Z')).kind).toBe('moved');
    expect(decideTakeQuote(anRfq, supplierId, at('2026-12-01T00:00:00Z'))).toMatchObject({
      code: 'rfq_not_open',
    });
  });

  test('the buyer cannot quote its own request', () => {
    expect(decideTakeQuote(anRfq, buyerId, now)).toMatchObject({ code: 'self_dealing' });
  });
});

describe('decideMatchAgain', () => {
  test('three times in all, while quotes are taken', () => {
    expect(decideMatchAgain({ ...anRfq, matchingsAsked: 2 })).toMatchObject({ rfq: { matchingsAsked: 3 } });
    expect(decideMatchAgain({ ...anRfq, matchingsAsked: 3 })).toMatchObject({ code: 'too_many_matchings' });
    expect(decideMatchAgain({ ...anRfq, state: 'expired' })).toMatchObject({ code: 'rfq_not_open' });
  });
});

describe('decideAward', () => {
  test('one award is all there is unless the request allows several', () => {
    expect(decideAward(anRfq)).toMatchObject({ rfq: { state: 'awarded', awards: 1 } });
    const several = decideAward({ ...anRfq, awardsMax: 2, state: 'expired' });
    expect(several).toMatchObject({ rfq: { state: 'expired', awards: 1 } });
    expect(several.kind === 'moved' && decideAward(several.rfq)).toMatchObject({
      rfq: { state: 'awarded', awards: 2 },
    });
  });

  test('a request that has ended gives none', () => {
    expect(decideAward({ ...anRfq, state: 'cancelled' })).toMatchObject({ code: 'rfq_ended' });
    expect(decideAward({ ...anRfq, state: 'draft' })).toMatchObject({ code: 'rfq_ended' });
  });
});

describe('closing', () => {
  test('stopping quotes leaves the negotiation open, once', () => {
    expect(decideStopQuotes(anRfq)).toMatchObject({ rfq: { state: 'closed_by_buyer' } });
    expect(decideStopQuotes({ ...anRfq, state: 'quota_full' })).toMatchObject({ code: 'rfq_not_open' });
  });

  test('ending cancels, or awards what was awarded', () => {
    expect(decideEnd(anRfq)).toMatchObject({ rfq: { state: 'cancelled' } });
    expect(decideEnd({ ...anRfq, awardsMax: 3, awards: 1 })).toMatchObject({ rfq: { state: 'awarded' } });
    expect(decideEnd({ ...anRfq, state: 'awarded' })).toMatchObject({ code: 'rfq_ended' });
  });
});

describe('deadlines of a request', () => {
  const deadline = at('2026-12-01T00:00:00Z');
  // 1 December + 90 days
  const awardBy = at('2027-03-01T00:00:00Z');

  test.each([
    ['quote_by', 'open', deadline, 'expired'],
    ['quote_by', 'open', now, undefined],
    ['quote_by', 'quota_full', deadline, undefined],
    ['award_by', 'expired', awardBy, 'cancelled'],
    ['award_by', 'expired', deadline, undefined],
    ['award_by', 'awarded', awardBy, undefined],
    ['other', 'open', awardBy, undefined],
    ['draft_by', 'open', awardBy, undefined],
    ['draft_by', 'draft', now, 'cancelled'],
    ['quote_by', 'draft', awardBy, undefined],
  ] as const)('%s of one that is %s at %s → %s', (name, state, instant, to) => {
    expect(decideRfqDeadline({ ...anRfq, state }, name, instant)?.state).toBe(to);
  });
});
