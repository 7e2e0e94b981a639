import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decideAnswer,
  raiseDifferences,
  settleByVersion,
} from '../../../functions/sourcing/domain/decide-difference.ts';
import { decideAccept, decideAdoption } from '../../../functions/sourcing/domain/decide-quote.ts';
import { applyChanges, type OfferChanges } from '../../../functions/sourcing/domain/offer.ts';
import type { Quote, Side } from '../../../functions/sourcing/domain/quote.ts';
import {
  afterWord,
  countReply,
  decideReplyDeadline,
} from '../../../functions/sourcing/domain/reply-clock.ts';
import { noRecord } from '../../../functions/sourcing/domain/supplier-record.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';
import { anOffer, aQuote, buyerId, now } from './examples.ts';

const cheaper: OfferChanges = { unitPrice: { currency: 'USD', amount: '3.80' } };
const say = (quote: Quote, terms: OfferChanges, by: Side = 'supplier', messageNumber = 1) =>
  raiseDifferences(quote, anOffer, { by, terms, messageNumber, pointer: '/terms' });
const accept = (quote: Quote) =>
  decideAccept(quote, { companyId: buyerId, version: 1, contractId: 'ctr_x', now });

describe('a term said in a message', () => {
  test('that the version does not have is a difference, and nobody accepts before it is gone', () => {
    // Given
    const { quote } = say(aQuote, { ...cheaper, productionLeadDays: 20, graceDays: 5 });

    // Then what the version says already, graceDays 5, is none
    expect(quote.differences.map(({ term, answers }) => [term, answers])).toEqual([
      ['unitPrice', { supplier: 'adopt' }],
      ['productionLeadDays', { supplier: 'adopt' }],
    ]);
    expect(accept(quote)).toMatchObject({
      code: 'differences_open',
      detail: 'Said otherwise than in the version: unitPrice (message 1), productionLeadDays (message 1).',
    });
    expect(accept(aQuote)).toMatchObject({ kind: 'moved' });
  });

  test('is spelled as the version spells it: 3.90 is 3.9', () => {
    expect(say(aQuote, { unitPrice: { currency: 'USD', amount: '3.9' } }).quote.differences).toEqual([]);
  });

  test('said anew takes the place of what was said before', () => {
    const first = say(aQuote, cheaper).quote;
    const second = say(first, { unitPrice: { currency: 'USD', amount: '3.70' } }, 'buyer', 2);
    expect(second.quote.differences).toHaveLength(1);
    expect(second.quote.differences[0]).toMatchObject({ messageNumber: 2, raisedBy: 'buyer' });
    expect(second.ended.map(({ end, messageNumber }) => [end, messageNumber])).toEqual([['superseded', 1]]);
  });

  test('that cannot be a term is refused with its place', () => {
    const broken = () => say(aQuote, { originCountry: 'XX' });
    expect(broken).toThrow(expect.objectContaining({ code: 'country.unknown' }));
  });
});

describe('an answer', () => {
  const raised = say(aQuote, cheaper).quote;
  const differenceId = raised.differences[0]?.differenceId ?? '';
  const answer = (quote: Quote, side: Side, what: 'adopt' | 'drop') =>
    decideAnswer(quote, { differenceId, side, answer: what });

  test('of the other side adopts it: the next version is still of the side that made this one', () => {
    const decision = answer(raised, 'buyer', 'adopt');
    expect(decision).toMatchObject({
      kind: 'adopted',
      quote: { differences: [] },
      ended: [{ end: 'adopted' }],
    });
    const next = decideAdoption(aQuote, { validUntil: anOffer.validUntil, now });
    expect(next).toMatchObject({ quote: { state: 'revised', currentVersion: 2, currentAuthor: 'supplier' } });
    expect(
      decideAdoption({ ...aQuote, state: 'shortlisted' }, { validUntil: anOffer.validUntil, now }),
    ).toMatchObject({ quote: { state: 'shortlisted', currentVersion: 2 } });
  });

  test('of one side alone ends nothing: it takes both to drop it', () => {
    const one = answer(raised, 'buyer', 'drop');
    expect(one).toMatchObject({ kind: 'noted', quote: { differences: [{ answers: { buyer: 'drop' } }] } });
    const both = one.kind === 'noted' ? answer(one.quote, 'supplier', 'drop') : one;
    expect(both).toMatchObject({ kind: 'dropped', quote: { differences: [] } });
  });

  test('to what is not open is refused', () => {
    expect(answer(aQuote, 'buyer', 'adopt')).toMatchObject({ code: 'difference_unknown' });
  });

  test('a version that says the same ends it', () => {
    const settled = settleByVersion(raised, applyChanges(anOffer, cheaper));
    expect(settled.quote.differences).toEqual([]);
    expect(settled.ended.map(({ end }) => end)).toEqual(['in_version']);
    expect(settleByVersion(raised, anOffer).quote.differences).toHaveLength(1);
  });

  test('whatever is said and answered, one term has one difference, and accepting needs none', () => {
    const step = fc.record({
      side: fc.constantFrom<Side>('buyer', 'supplier'),
      what: fc.constantFrom('say', 'adopt', 'drop'),
      term: fc.constantFrom('unitPrice', 'productionLeadDays'),
      value: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let quote = aQuote;
        for (const [index, { side, what, term, value }] of steps.entries()) {
          const change: OfferChanges =
            term === 'unitPrice'
              ? { unitPrice: { currency: 'USD', amount: `3.${value}0` } }
              : { productionLeadDays: value };
          if (what === 'say') quote = say(quote, change, side, index + 1).quote;
          else {
            const open = quote.differences.find((one) => one.term === term);
            const decision = decideAnswer(quote, {
              differenceId: open?.differenceId ?? '',
              side,
              answer: what === 'adopt' ? 'adopt' : 'drop',
            });
            if (decision.kind !== 'refused') quote = decision.quote;
          }
          const terms = quote.differences.map((one) => one.term);
          expect(new Set(terms).size).toBe(terms.length);
          for (const { answers } of quote.differences) expect(answers.buyer).not.toBe(answers.supplier);
          expect(accept(quote).kind).toBe(terms.length === 0 ? 'moved' : 'refused');
        }
      }),
    );
  });
});

describe('the clock of an answer', () => {
  const asked = afterWord(aQuote, 'buyer', now).quote;

  test('runs from the first word of the buyer to the next one of the supplier', () => {
    expect(asked.awaitingReplySince).toBe(now);
    const again = afterWord(asked, 'buyer', parseInstant('2026-11-23T20:00:00Z')).quote;
    expect(again.awaitingReplySince).toBe(now);
    expect(afterWord(again, 'supplier', now)).toMatchObject({ isAnswer: true });
    expect(afterWord(aQuote, 'supplier', now)).toMatchObject({ isAnswer: false });
  });

  test('after 24 hours the word counts as not answered, once', () => {
    expect(decideReplyDeadline(asked, parseInstant('2026-11-24T07:59:59.999Z'))).toBeUndefined();
    const late = decideReplyDeadline(asked, parseInstant('2026-11-24T08:00:00Z'));
    expect(late?.awaitingReplySince).toBeUndefined();
    expect(late && decideReplyDeadline(late, parseInstant('2026-11-25T08:00:00Z'))).toBeUndefined();
    expect(countReply(noRecord, false)).toMatchObject({ messages: 1, messagesAnsweredInTime: 0 });
    expect(countReply(noRecord, true)).toMatchObject({ messages: 1, messagesAnsweredInTime: 1 });
  });
});
