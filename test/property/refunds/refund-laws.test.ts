import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { producerRefund, traderRefund } from '../../../functions/refunds/domain/china-refund.ts';
import { addMoney, compareMoney, money } from '../../../shared/kernel/money.ts';
import { rate } from '../../../shared/kernel/rate.ts';

const amount = fc.bigInt({ min: 0n, max: 10n ** 14n }).map((minor) => money('CNY', minor));
const points = fc.integer({ min: 0, max: 1300 });

describe('refund formulas', () => {
  it('producer: refund + offset = cap, refund + carry = ending credit, and never both credit and debt', () => {
    fc.assert(
      fc.property(amount, amount, amount, amount, points, points, (input, prior, output, fob, a, b) => {
        const [r, t] = a < b ? [a, b] : [b, a];
        const found = producerRefund({
          inputVat: input,
          priorCredit: prior,
          domesticOutputVat: output,
          exportFob: fob,
          dutyFreeInputs: money('CNY', 0n),
          vatRate: rate(BigInt(t), 10_000n),
          refundRate: rate(BigInt(r), 10_000n),
        });
        expect(addMoney(found.refund, found.offset)).toEqual(found.cap);
        expect(addMoney(found.refund, found.carriedForward)).toEqual(found.endingCredit);
        expect(found.payable.amountMinor === 0n || found.endingCredit.amountMinor === 0n).toBe(true);
      }),
    );
  });

  it('trading company: more refund rate never gives less, and never more than the tax on the invoice', () => {
    fc.assert(
      fc.property(amount, points, points, points, (exVatAmount, vat, a, b) => {
        const invoice = { exVatAmount, vatRate: rate(BigInt(vat), 10_000n), kind: 'special' as const };
        const [low, high] = a < b ? [a, b] : [b, a];
        const less = traderRefund(invoice, rate(BigInt(low), 10_000n));
        const more = traderRefund(invoice, rate(BigInt(high), 10_000n));
        expect(compareMoney(less, more)).toBeLessThanOrEqual(0);
        expect(compareMoney(more, traderRefund(invoice, invoice.vatRate))).toBeLessThanOrEqual(0);
      }),
    );
  });
});
