import { describe, expect, test } from 'vitest';
import {
  decideAccept,
  decideNewVersion,
  decideQuoteDeadline,
  decideReject,
  decideShortlist,
  decideWithdraw,
  rejectWithRfq,
} from '../../../functions/sourcing/domain/decide-quote.ts';
import type { Quote } from '../../../functions/sourcing/domain/quote.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';
import { aQuote, buyerId, now, strangerId, supplierId } from './examples.ts';

const contractId = 'ctr_01K9Z3V5T8QW2M4N6P8R0S1T3V';
const validUntil = '2027-01-10T00:00:00.000Z';
const accept = (quote: Quote, companyId: string, version: number, instant = now) =>
  decideAccept(quote, { companyId, version, contractId, now: instant });
const counter = (quote: Quote, companyId: string, parentVersion: number) =>
  decideNewVersion(quote, { by: 'buyer', companyId, parentVersion, validUntil, now });
const revise = (quote: Quote, companyId: string, parentVersion: number) =>
  decideNewVersion(quote, { by: 'supplier', companyId, parentVersion, validUntil, now });
const countered: Quote = { ...aQuote, state: 'countered', currentVersion: 2, currentAuthor: 'buyer' };

describe('a new version', () => {
  test('a counter-offer becomes the current version, with its own validity', () => {
    expect(counter(aQuote, buyerId, 1)).toMatchObject({
      quote: { state: 'countered', currentVersion: 2, currentAuthor: 'buyer', validUntil },
    });
  });

  test('a revision answers the counter-offer', () => {
    expect(revise(countered, supplierId, 2)).toMatchObject({
      quote: { state: 'revised', currentVersion: 3, currentAuthor: 'supplier' },
    });
  });

  test.each([
    ['to an older version', () => revise(countered, supplierId, 1), 'version_not_current'],
    ['by the other side', () => counter(aQuote, supplierId, 1), 'not_a_party'],
    ['by a stranger', () => counter(aQuote, strangerId, 1), 'not_a_party'],
    ['to a rejected quote', () => revise({ ...aQuote, state: 'rejected' }, supplierId, 1), 'quote_ended'],
    ['to an expired version', () => counter({ ...aQuote, validUntil: now }, buyerId, 1), 'quote_expired'],
    ['after twenty', () => counter({ ...aQuote, currentVersion: 20 }, buyerId, 20), 'too_many_versions'],
  ])('%s is refused', (_, made, code) => {
    expect(made()).toMatchObject({ kind: 'refused', code });
  });
});

describe('acceptance', () => {
  test('the buyer accepts what the supplier offers', () => {
    expect(accept(aQuote, buyerId, 1)).toMatchObject({ quote: { state: 'accepted', contractId } });
  });

  test('the supplier accepts a counter-offer', () => {
    expect(accept(countered, supplierId, 2)).toMatchObject({ quote: { state: 'accepted' } });
  });

  test.each([
    ['the supplier its own offer', () => accept(aQuote, supplierId, 1), 'not_your_turn'],
    ['the buyer its own counter-offer', () => accept(countered, buyerId, 2), 'not_your_turn'],
    ['an older version', () => accept(countered, supplierId, 1), 'version_not_current'],
    ['a stranger', () => accept(aQuote, strangerId, 1), 'not_a_party'],
    [
      'at the end of the validity',
      () => accept(aQuote, buyerId, 1, parseInstant('2026-12-20T00:00:00Z')),
      'quote_expired',
    ],
    ['twice', () => accept({ ...aQuote, state: 'accepted' }, buyerId, 1), 'quote_ended'],
  ])('%s: refused', (_, made, code) => {
    expect(made()).toMatchObject({ kind: 'refused', code });
  });
});

describe('the shortlist', () => {
  const shortlist = (quote: Quote, companyId: string, version: number) =>
    decideShortlist(quote, { companyId, version, now });
  const listed: Quote = { ...aQuote, state: 'shortlisted' };

  test('holds the supplier to its version until the buyer counters', () => {
    expect(shortlist(aQuote, buyerId, 1)).toMatchObject({ quote: listed });
    expect(revise(listed, supplierId, 1)).toMatchObject({ code: 'quote_shortlisted' });
    const after = counter(listed, buyerId, 1);
    expect(after).toMatchObject({ quote: { state: 'countered', currentVersion: 2 } });
    expect(after.kind === 'moved' && revise(after.quote, supplierId, 2)).toMatchObject({
      quote: { state: 'revised' },
    });
    expect(accept(listed, buyerId, 1)).toMatchObject({ quote: { state: 'accepted' } });
    expect(decideWithdraw(listed, supplierId, undefined)).toMatchObject({ quote: { state: 'withdrawn' } });
  });

  test.each([
    ['by the supplier', () => shortlist(aQuote, supplierId, 1), 'not_a_party'],
    ['of an older version', () => shortlist(countered, buyerId, 1), 'version_not_current'],
    ["of the buyer's own version", () => shortlist(countered, buyerId, 2), 'not_your_turn'],
    ['twice', () => shortlist(listed, buyerId, 1), 'already_shortlisted'],
    ['of what has ended', () => shortlist({ ...aQuote, state: 'withdrawn' }, buyerId, 1), 'quote_ended'],
  ])('%s is refused', (_, made, code) => {
    expect(made()).toMatchObject({ kind: 'refused', code });
  });
});

describe('the end of a quote', () => {
  test('the buyer rejects, the supplier withdraws, and not the other way round', () => {
    expect(decideReject(aQuote, buyerId, 'Too late.')).toMatchObject({
      quote: { state: 'rejected', endReason: 'Too late.' },
    });
    expect(decideReject(aQuote, supplierId, undefined)).toMatchObject({ code: 'not_a_party' });
    expect(decideWithdraw(countered, supplierId, undefined)).toMatchObject({ quote: { state: 'withdrawn' } });
    expect(decideWithdraw(countered, buyerId, undefined)).toMatchObject({ code: 'not_a_party' });
  });

  test('the end of the request rejects live quotes and leaves the others', () => {
    expect(rejectWithRfq(countered, 'Another quote was accepted.')?.state).toBe('rejected');
    expect(rejectWithRfq({ ...aQuote, state: 'withdrawn' }, 'x')).toBeUndefined();
  });

  test('a validity that was moved by a newer version has not passed', () => {
    const later = parseInstant('2026-12-20T00:00:00Z');
    expect(decideQuoteDeadline(aQuote, later)?.state).toBe('expired');
    expect(decideQuoteDeadline({ ...aQuote, validUntil }, later)).toBeUndefined();
    expect(decideQuoteDeadline({ ...aQuote, state: 'accepted' }, later)).toBeUndefined();
  });
});
