import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decideAccept,
  decideNewVersion,
  decideReject,
  decideShortlist,
  decideWithdraw,
} from '../../../functions/sourcing/domain/decide-quote.ts';
import {
  decideAward,
  decideEnd,
  decideStopQuotes,
  decideTakeQuote,
} from '../../../functions/sourcing/domain/decide-rfq.ts';
import { freezeContract } from '../../../functions/sourcing/domain/freeze-contract.ts';
import { applyChanges, goodsTotalOf, instalmentsOf } from '../../../functions/sourcing/domain/offer.ts';
import type { Quote, QuoteVersion } from '../../../functions/sourcing/domain/quote.ts';
import type { Rfq } from '../../../functions/sourcing/domain/rfq.ts';
import { isEndedRfq, isLiveQuote } from '../../../functions/sourcing/domain/transitions.ts';
import { canonicalHash } from '../../../shared/kernel/canonical-hash.ts';
import { addMoney } from '../../../shared/kernel/money.ts';
import {
  anOffer,
  anRfq,
  aQuote,
  aVersion,
  buyerId,
  now,
  strangerId,
  supplierId,
} from '../../unit/sourcing/examples.ts';

const company: fc.Arbitrary<string> = fc.constantFrom(buyerId, supplierId, strangerId);
const move = fc.record({
  kind: fc.constantFrom('counter', 'revise', 'shortlist', 'accept', 'reject', 'withdraw'),
  companyId: company,
  /** 0 cites the current version, others an older or unknown one. */
  back: fc.constantFrom(0, 0, 0, 1, -1),
  price: fc.integer({ min: 1, max: 100_000 }),
});
type Move = typeof move extends fc.Arbitrary<infer Value> ? Value : never;

interface Negotiation {
  readonly quote: Quote;
  readonly versions: readonly QuoteVersion[];
}

const play = ({ quote, versions }: Negotiation, { kind, companyId, back, price }: Move): Negotiation => {
  const cited = quote.currentVersion - back;
  const validUntil = anOffer.validUntil;
  if (kind === 'counter' || kind === 'revise') {
    const by = kind === 'counter' ? 'buyer' : 'supplier';
    const decision = decideNewVersion(quote, { by, companyId, parentVersion: cited, validUntil, now });
    if (decision.kind === 'refused') return { quote, versions };
    const parent = versions[cited - 1] ?? aVersion;
    const offer = applyChanges(parent.offer, {
      unitPrice: { currency: 'USD', amount: (price / 100).toFixed(2) },
    });
    const version = decision.quote.currentVersion;
    return {
      quote: decision.quote,
      versions: [...versions, { version, parentVersion: cited, author: by, offer, madeAt: now }],
    };
  }
  const decision =
    kind === 'accept'
      ? decideAccept(quote, { companyId, version: cited, contractId: 'ctr_x', now })
      : kind === 'shortlist'
        ? decideShortlist(quote, { companyId, version: cited, now })
        : kind === 'reject'
          ? decideReject(quote, companyId, undefined)
          : decideWithdraw(quote, companyId, undefined);
  return { quote: decision.kind === 'moved' ? decision.quote : quote, versions };
};

describe('a negotiation', () => {
  const moves = fc.array(move, { maxLength: 40 });

  test('versions count without gaps, each cites the one before, and the head names the last', () => {
    fc.assert(
      fc.property(moves, (made) => {
        const { quote, versions } = made.reduce(play, { quote: aQuote, versions: [aVersion] });
        expect(versions.map((one) => one.version)).toEqual(versions.map((_, index) => index + 1));
        expect(versions.map((one) => one.parentVersion)).toEqual(
          versions.map((_, index) => (index === 0 ? null : index)),
        );
        expect(quote.currentVersion).toBe(versions.length);
        expect(quote.currentAuthor).toBe(versions.at(-1)?.author);
        expect(versions.length).toBeLessThanOrEqual(20);
      }),
    );
  });

  test('what is accepted was made by the other side, and an ended quote never moves again', () => {
    fc.assert(
      fc.property(moves, (made) => {
        let state: Negotiation = { quote: aQuote, versions: [aVersion] };
        for (const one of made) {
          const next = play(state, one);
          if (!isLiveQuote(state.quote.state)) expect(next).toEqual(state);
          if (state.quote.state !== 'accepted' && next.quote.state === 'accepted') {
            expect(one.companyId).toBe(state.quote.currentAuthor === 'buyer' ? supplierId : buyerId);
          }
          state = next;
        }
      }),
    );
  });

  test('a shortlisted version stays the current one until the buyer counters', () => {
    fc.assert(
      fc.property(moves, (made) => {
        let state: Negotiation = { quote: aQuote, versions: [aVersion] };
        for (const one of made) {
          const next = play(state, one);
          if (state.quote.state === 'shortlisted' && next.versions.length > state.versions.length) {
            expect(next.versions.at(-1)?.author).toBe('buyer');
          }
          state = next;
        }
      }),
    );
  });

  test('strangers change nothing', () => {
    fc.assert(
      fc.property(fc.array(move.map((one) => ({ ...one, companyId: strangerId }))), (made) => {
        const start: Negotiation = { quote: aQuote, versions: [aVersion] };
        expect(made.reduce(play, start)).toEqual(start);
      }),
    );
  });
});

describe('a request', () => {
  const step = fc.constantFrom('quote', 'award', 'stop', 'end');
  const decide = { award: decideAward, stop: decideStopQuotes, end: decideEnd } as const;

  test('never takes more than ten quotes or gives more than its awards, and ends for good', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 10 }), (steps, awardsMax) => {
        let rfq: Rfq = { ...anRfq, awardsMax };
        for (const one of steps) {
          const decision = one === 'quote' ? decideTakeQuote(rfq, supplierId, now) : decide[one](rfq);
          if (isEndedRfq(rfq.state)) expect(decision.kind).toBe('refused');
          if (decision.kind === 'moved') rfq = decision.rfq;
          expect(rfq.quotesTaken).toBeLessThanOrEqual(10);
          expect(rfq.awards).toBeLessThanOrEqual(awardsMax);
          expect(rfq.state === 'awarded').toBe(isEndedRfq(rfq.state) && rfq.awards > 0);
        }
      }),
    );
  });
});

describe('a frozen contract', () => {
  const freeze = (offer: typeof anOffer, acceptedAt: string = now) =>
    freezeContract({
      rfq: anRfq,
      quote: aQuote,
      version: { ...aVersion, offer },
      goldenSampleHash: undefined,
      acceptedAt,
    });

  test('shares nothing with the offer: whatever happens to that later, the terms and their hash stay', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), fc.string({ minLength: 1 }), (packages, value) => {
        const offer = structuredClone(anOffer);
        const terms = freeze(offer);
        const before = structuredClone(terms);
        offer.unitPrice.amount = '0.01';
        offer.quantity.value = '1';
        for (const line of offer.packing) line.packages = packages;
        for (const item of offer.specification) item.value = value;
        expect(terms).toEqual(before);
      }),
    );
  });

  test('two contracts have the same hash only when their terms are the same', () => {
    const cents = fc.integer({ min: 1, max: 10_000 });
    fc.assert(
      fc.property(cents, cents, (one, other) => {
        const priced = (price: number) =>
          freeze({ ...anOffer, unitPrice: { currency: 'USD', amount: (price / 100).toFixed(2) } });
        expect(priced(one).termsHash === priced(other).termsHash).toBe(one === other);
      }),
    );
  });

  test('any change of any term changes the hash', () => {
    const { termsHash, ...terms } = freeze(anOffer);
    for (const name of Object.keys(terms)) {
      expect(canonicalHash({ ...terms, [name]: 'changed' })).not.toBe(termsHash);
    }
    expect(Object.keys(terms).length).toBeGreaterThan(20);
  });
});

describe('instalments', () => {
  test('deposit and balance always sum to the goods total', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000_000 }),
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        (quantity, cents, millionths) => {
          const offer = {
            quantity: { value: String(quantity), unit: 'H87' },
            unitPrice: { currency: 'USD', amount: (cents / 100).toFixed(2) },
            depositShare: (millionths / 1_000_000).toFixed(6),
          };
          const { deposit, balance } = instalmentsOf(offer);
          expect(addMoney(deposit, balance)).toEqual(goodsTotalOf(offer));
          expect(goodsTotalOf(offer).amountMinor).toBe(BigInt(quantity) * BigInt(cents));
          expect(balance.amountMinor).toBeGreaterThanOrEqual(0n);
        },
      ),
    );
  });
});
