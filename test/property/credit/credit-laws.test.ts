import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideDispute, dueParts } from '../../../functions/credit/domain/decide-loan.ts';
import { availableOf, type LimitInput, tradeLimit } from '../../../functions/credit/domain/limit.ts';
import type { Loan } from '../../../functions/credit/domain/loan.ts';
import { shareRefund } from '../../../functions/credit/domain/refund-advance.ts';
import { recoveryJournal } from '../../../functions/credit/journals.ts';
import { assertJournal } from '../../../functions/ledger/domain/journal.ts';
import { addDuration, parseInstant } from '../../../shared/kernel/instant.ts';
import { addMoney, compareMoney, money, subtractMoney, sumMoney } from '../../../shared/kernel/money.ts';
import { rate } from '../../../shared/kernel/rate.ts';

const day0 = parseInstant('2026-11-22T08:00:00Z');
const usd = (minor: bigint) => money('USD', minor);
const amount = fc.bigInt({ min: 0n, max: 10n ** 9n });
const share = fc.integer({ min: 1, max: 1000 }).map((n) => rate(BigInt(n), 1000n));
const input: fc.Arbitrary<LimitInput> = fc.record({
  productCap: fc.constant(usd(5_000_000n)),
  multiplier: fc.constant(rate(3n, 2n)),
  medianMonthlyNet: amount.map(usd),
  bandShare: share,
  refundRate: share,
  topCounterpartyShare: fc.option(share, { nil: undefined }),
});

describe('limit', () => {
  it('is between zero and the cap, grows with trade and score, shrinks with refunds and concentration', () => {
    fc.assert(
      fc.property(input, input, (a, b) => {
        const limit = tradeLimit(a);
        expect(limit.amountMinor >= 0n && compareMoney(limit, a.productCap) <= 0).toBe(true);
        const more = (change: Partial<LimitInput>) => compareMoney(tradeLimit({ ...a, ...change }), limit);
        const isMore = (x: { numerator: bigint; denominator: bigint }, y: typeof x) =>
          x.numerator * y.denominator >= y.numerator * x.denominator;
        if (compareMoney(b.medianMonthlyNet, a.medianMonthlyNet) >= 0)
          expect(more({ medianMonthlyNet: b.medianMonthlyNet })).toBeGreaterThanOrEqual(0);
        if (isMore(b.bandShare, a.bandShare))
          expect(more({ bandShare: b.bandShare })).toBeGreaterThanOrEqual(0);
        if (isMore(b.refundRate, a.refundRate))
          expect(more({ refundRate: b.refundRate })).toBeLessThanOrEqual(0);
        if (
          a.topCounterpartyShare &&
          b.topCounterpartyShare &&
          isMore(b.topCounterpartyShare, a.topCounterpartyShare)
        )
          expect(more({ topCounterpartyShare: b.topCounterpartyShare })).toBeLessThanOrEqual(0);
      }),
    );
  });

  it('no history of draws, repayments and changed limits draws beyond the limit of its time', () => {
    const event = fc.oneof(
      fc.record({ kind: fc.constant('draw' as const), minor: fc.bigInt({ min: 1n, max: 4_000n }) }),
      fc.record({ kind: fc.constant('repay' as const), minor: fc.constant(0n) }),
      fc.record({ kind: fc.constant('limit' as const), minor: fc.bigInt({ min: 0n, max: 10_000n }) }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (history) => {
        let limit = 5_000n;
        const drawn: bigint[] = [];
        const exposure = () => drawn.reduce((sum, one) => sum + one, 0n);
        for (const { kind, minor } of history) {
          if (kind === 'limit') limit = minor;
          if (kind === 'repay') drawn.shift();
          if (kind !== 'draw') continue;
          const before = exposure();
          const isAllowed = availableOf(usd(limit), usd(before)).amountMinor >= minor;
          if (isAllowed) drawn.push(minor);
          expect(exposure() <= (isAllowed ? limit : before)).toBe(true);
        }
      }),
    );
  });
});

describe('refund that comes in', () => {
  it('is shared out to the last fen, and its journal balances', () => {
    const cny = (minor: bigint) => money('CNY', minor);
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 9n }), amount, amount, (refund, advance, fee) => {
        const shares = shareRefund(cny(refund), cny(advance), cny(fee));
        expect(sumMoney('CNY', [shares.toAdvance, shares.fee, shares.rest])).toEqual(cny(refund));
        expect(addMoney(shares.toAdvance, shares.shortfall)).toEqual(cny(advance));
        expect(shares.shortfall.amountMinor === 0n || shares.fee.amountMinor === 0n).toBe(true);
        expect(subtractMoney(cny(fee), shares.fee).amountMinor >= 0n).toBe(true);
        assertJournal(
          recoveryJournal({ claimId: 'clm_1', companyId: 'com_1', orderId: 'ord_1' }, cny(refund), shares),
        );
      }),
    );
  });
});

describe('parts of a debt under dispute', () => {
  it('sum to the debt, whatever is disputed and for however long', () => {
    const dispute = fc.record({
      share: fc.integer({ min: 1, max: 1000 }).map((n) => (n / 1000).toFixed(3)),
      from: fc.integer({ min: 0, max: 90 }),
      days: fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 9n }),
        fc.array(dispute, { maxLength: 4 }),
        (principal, disputes) => {
          const start: Loan = {
            loanId: 'lon_1',
            applicationId: 'app_1',
            borrowerId: 'com_1',
            lenderId: 'com_2',
            orderId: 'ord_1',
            payableId: 'pay_1',
            paymentReference: 'RF18',
            principal: usd(principal),
            interest: usd(0n),
            fee: usd(0n),
            annualRate: '0.08',
            tenorDays: 60,
            state: 'running',
            fundingDeadlines: 0,
            dueAt: addDuration(day0, { days: 60 }),
            suspensions: [],
            repaymentPayableId: 'pay_2',
            payoutId: 'pot_1',
            correlationId: 'trade-1',
          };
          const loan = disputes.reduce((before, { share: part, from, days }, index) => {
            const disputeId = `dsp_${index}`;
            const open = decideDispute(
              before,
              { disputeId, share: part, isOpen: true },
              addDuration(day0, { days: from }),
            );
            return days === undefined
              ? open
              : decideDispute(
                  open,
                  { disputeId, share: part, isOpen: false },
                  addDuration(day0, { days: from + days }),
                );
          }, start);
          const parts = dueParts(loan);
          expect(
            sumMoney(
              'USD',
              parts.map((part) => part.amount),
            ),
          ).toEqual(usd(principal));
          for (const { dueAt } of parts)
            expect(dueAt === undefined || dueAt >= addDuration(day0, { days: 60 })).toBe(true);
        },
      ),
    );
  });
});
