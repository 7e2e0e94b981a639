import { describe, expect, test } from 'vitest';
import type { CreditPolicy } from '../../../functions/samples/domain/sample.ts';
import {
  type BulkOrder,
  creditableOf,
  creditFor,
  feesOf,
  instalmentsAfterCredit,
} from '../../../functions/samples/domain/sample-credit.ts';
import { parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { money } from '../../../shared/kernel/money.ts';
import { terms } from './examples.ts';

const usd = (amountMinor: bigint) => money('USD', amountMinor);
const fees = feesOf({ ...terms, version: 1 }, '1');
const policy: CreditPolicy = { bulkQuantityMin: '500', expiresOn: '2027-05-31', includesCourier: false };
const bulk: BulkOrder = {
  quantity: '500',
  goodsTotal: usd(195_000n),
  orderedOn: parseBusinessDate('2026-12-20'),
};

describe('SMP-1: sample 80 + courier 35, bulk 500 × 3.90, 30 % first', () => {
  test('80.00 are credited, the courier is not', () => {
    expect(creditFor(policy, fees, bulk)).toEqual({ kind: 'credit', amount: usd(8_000n) });
  });

  test('deposit 585.00, balance 1,285.00', () => {
    expect(instalmentsAfterCredit(usd(195_000n), '0.30', usd(8_000n))).toEqual({
      deposit: usd(58_500n),
      balance: usd(128_500n),
    });
  });
});

describe('feesOf', () => {
  test('goods, tooling and courier are told apart', () => {
    const quote = { ...terms, version: 1, toolingFee: usd(25_000n) };
    expect(feesOf(quote, '3')).toEqual({
      goods: usd(24_000n),
      tooling: usd(25_000n),
      courier: usd(3_500n),
      total: usd(52_500n),
    });
  });
});

describe('creditFor', () => {
  test.each([
    ['499 are too few', policy, { quantity: '499' }, 'quantity_too_small'],
    ['the last day counts', policy, { orderedOn: parseBusinessDate('2027-05-31') }, 8_000n],
    ['the day after does not', policy, { orderedOn: parseBusinessDate('2027-06-01') }, 'expired'],
    ['courier by agreement', { ...policy, includesCourier: true }, {}, 11_500n],
    ['a cap', { ...policy, amountMax: usd(5_000n) }, {}, 5_000n],
    ['a bulk order below the fee', { ...policy, bulkQuantityMin: '1' }, { goodsTotal: usd(6_000n) }, 6_000n],
    ['a bulk order too small', { ...policy, bulkAmountMin: usd(200_000n) }, {}, 'amount_too_small'],
    ['another currency', policy, { goodsTotal: money('EUR', 195_000n) }, 'other_currency'],
    ['no policy', undefined, {}, 'no_policy'],
  ] as const)('%s', (_, agreed, change, expected) => {
    const credit = creditFor(agreed, fees, { ...bulk, ...change });
    expect(credit.kind === 'credit' ? credit.amount.amountMinor : credit.reason).toBe(expected);
  });

  test('free goods leave nothing to credit', () => {
    const free = feesOf({ ...terms, version: 1, unitPrice: usd(0n) }, '1');
    expect(creditFor(policy, free, bulk)).toEqual({ kind: 'none', reason: 'nothing_paid' });
    expect(creditableOf(policy, free)).toEqual(usd(0n));
  });
});

describe('instalmentsAfterCredit', () => {
  test('a credit above the balance leaves nothing to pay, and the deposit as it is', () => {
    expect(instalmentsAfterCredit(usd(10_000n), '0.95', usd(8_000n))).toEqual({
      deposit: usd(9_500n),
      balance: usd(0n),
    });
  });
});
