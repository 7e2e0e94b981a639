import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assertJournal } from '../../../functions/ledger/domain/journal.ts';
import { takesOwner } from '../../../functions/ledger/posting.ts';
import { waterfallSteps } from '../../../functions/settlement/contract.ts';
import { type Claim, paidSteps, runWaterfall } from '../../../functions/settlement/domain/waterfall.ts';
import { waterfallJournal } from '../../../functions/settlement/domain/waterfall-journal.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { money } from '../../../shared/kernel/money.ts';
import { basisPoints } from '../../../shared/kernel/rate.ts';

const currency = fc.constantFrom('USD', 'KWD', 'JPY');
const minor = fc.bigInt({ min: 1n, max: 10n ** 12n });
const account = fc.constantFrom<Pick<Claim, 'creditCode' | 'creditOwner'>>(
  { creditCode: '2060', creditOwner: 'pol_1' },
  { creditCode: '2060', creditOwner: 'pol_2' },
  { creditCode: '2080', creditOwner: 'com_lender' },
  { creditCode: '1220', creditOwner: 'clm_1' },
  { creditCode: '4040', creditOwner: 'platform' },
);
const claimOf = (code: string) =>
  fc
    .record({
      claimId: fc.uuid(),
      step: fc.constantFrom(...paidSteps),
      asked: fc.oneof(minor, fc.bigInt({ min: 1n, max: 100n })).map((amount) => money(code, amount)),
      description: fc.constant('claim'),
    })
    .chain((claim) => account.map((credit) => ({ ...claim, ...credit })));

const input = currency.chain((code) =>
  fc.record({
    amount: minor.map((amount) => money(code, amount)),
    sellerId: fc.constant('com_seller'),
    claims: fc.uniqueArray(claimOf(code), { maxLength: 20, selector: ({ claimId }) => claimId }),
    fee: fc.record({
      net: fc.bigInt({ min: 0n, max: 10n ** 9n }).map((amount) => money(code, amount)),
      tax: fc.bigInt({ min: 0n, max: 10n ** 8n }).map((amount) => money(code, amount)),
    }),
    otherLendersCap: fc.nat({ max: 10_000 }).map(basisPoints),
    reserveShare: fc.nat({ max: 1000 }).map(basisPoints),
  }),
);

const always = (check: (given: typeof input extends fc.Arbitrary<infer One> ? One : never) => void) =>
  fc.assert(fc.property(input, check), { numRuns: 500 });
const sum = (amounts: readonly { amountMinor: bigint }[]): bigint =>
  amounts.reduce((total, { amountMinor }) => total + amountMinor, 0n);

describe('any waterfall', () => {
  test('pays out exactly what was released', () => {
    always((given) => {
      expect(sum(runWaterfall(given).lines.map(({ paid }) => paid))).toBe(given.amount.amountMinor);
    });
  });

  test('pays nobody more than asked, and nobody less than nothing', () => {
    always((given) => {
      for (const { asked, paid } of runWaterfall(given).lines) {
        expect(paid.amountMinor).toBeGreaterThanOrEqual(0n);
        expect(paid.amountMinor).toBeLessThanOrEqual(asked.amountMinor);
      }
    });
  });

  test('names the steps in their strict order', () => {
    always((given) => {
      const ranks = runWaterfall(given).lines.map(({ step }) => waterfallSteps.indexOf(step));
      expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    });
  });

  test('pays a later line only when every earlier one is paid in full, the capped ones apart', () => {
    always((given) => {
      const lines = runWaterfall(given).lines.filter(({ step }) => step !== 'other_lenders');
      const short = lines.findIndex(({ asked, paid }) => paid.amountMinor < asked.amountMinor);
      if (short >= 0) expect(sum(lines.slice(short + 1).map(({ paid }) => paid))).toBe(0n);
    });
  });

  test('gives other lenders no more than their share of what this order’s own lender leaves, in order of registration', () => {
    always((given) => {
      const { lines } = runWaterfall(given);
      const others = lines.filter(({ step }) => step === 'other_lenders');
      const before = sum(
        lines.filter(({ step }) => paidSteps.slice(0, 4).some((one) => one === step)).map(({ paid }) => paid),
      );
      const { numerator, denominator } = given.otherLendersCap;
      const left = given.amount.amountMinor - before;
      const paid = sum(others.map((line) => line.paid));
      expect(paid * denominator).toBeLessThanOrEqual(left * numerator);
      const short = others.findIndex((line) => line.paid.amountMinor < line.asked.amountMinor);
      if (short >= 0) {
        // Then: whoever comes after one that fell short gets nothing, and the cap is used up to the minor unit
        expect(sum(others.slice(short + 1).map((line) => line.paid))).toBe(0n);
        expect((left * numerator) / denominator).toBe(paid);
      }
    });
  });

  test('names each claim once, and the seller last', () => {
    always((given) => {
      const { lines, available } = runWaterfall(given);
      const named = lines.flatMap(({ claimId }) => claimId ?? []);
      expect(named.sort()).toEqual(given.claims.map(({ claimId }) => claimId).sort());
      expect(lines.at(-1)).toMatchObject({ step: 'seller', paid: available });
    });
  });

  test('gives the seller and the reserve what the claims leave', () => {
    always((given) => {
      const { reserved, available } = runWaterfall(given);
      const { lines } = runWaterfall(given);
      const claimed = lines.filter(({ step }) => step !== 'reserve' && step !== 'seller');
      const left = given.amount.amountMinor - sum(claimed.map(({ paid }) => paid));
      expect(reserved.amountMinor + available.amountMinor).toBe(left);
    });
  });

  test('gives the seller no less when more is released', () => {
    fc.assert(
      fc.property(input, minor, (given, more) => {
        const larger = money(given.amount.currency, given.amount.amountMinor + more);
        const before = runWaterfall(given).available.amountMinor;
        expect(runWaterfall({ ...given, amount: larger }).available.amountMinor).toBeGreaterThanOrEqual(
          before,
        );
      }),
    );
  });

  test('gives the same lines for the same input, however the claims of other steps lie between', () => {
    always((given) => {
      const byStep = paidSteps.flatMap((step) => given.claims.filter((claim) => claim.step === step));
      expect(runWaterfall({ ...given, claims: byStep })).toEqual(runWaterfall(given));
    });
  });

  test('becomes a journal that the ledger takes', () => {
    always((given) => {
      const about = {
        settlementId: deterministicId('set', 'a'),
        releaseId: deterministicId('rel', 'a'),
        escrowId: deterministicId('esc', 'a'),
        kind: 'order' as const,
        subject: deterministicId('ord', 'a'),
        sellerId: 'com_seller',
        buyerId: 'com_buyer',
        amount: given.amount,
      };
      const journal = waterfallJournal(about, runWaterfall(given).lines, takesOwner);
      expect(() => assertJournal(journal)).not.toThrow();
      const accounts = journal.postings.map(({ code, owner }) => `${code}/${owner}`);
      expect(new Set(accounts).size).toBe(accounts.length);
    });
  });

  test('split over two releases pays each claim no more than in one, and all of them the same together', () => {
    fc.assert(
      fc.property(input, fc.nat({ max: 99 }), (given, percentOfFirst) => {
        // Given: no fee, no reserve and no cap, which follow the size of each release
        const none = money(given.amount.currency, 0n);
        const plain = {
          ...given,
          fee: { net: none, tax: none },
          reserveShare: basisPoints(0),
          otherLendersCap: basisPoints(10_000),
        };
        const first = (given.amount.amountMinor * BigInt(percentOfFirst)) / 100n;
        fc.pre(first > 0n);

        // When
        const whole = runWaterfall(plain);
        const one = runWaterfall({ ...plain, amount: money(given.amount.currency, first) });
        const left = plain.claims.flatMap((claim) => {
          const paid = one.lines.find(({ claimId }) => claimId === claim.claimId)?.paid.amountMinor ?? 0n;
          const asked = money(claim.asked.currency, claim.asked.amountMinor - paid);
          return asked.amountMinor > 0n ? [{ ...claim, asked }] : [];
        });
        const rest = money(given.amount.currency, given.amount.amountMinor - first);
        const two = runWaterfall({ ...plain, amount: rest, claims: left });

        // Then
        expect(one.available.amountMinor + two.available.amountMinor).toBe(whole.available.amountMinor);
      }),
    );
  });
});
