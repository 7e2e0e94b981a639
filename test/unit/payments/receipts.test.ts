import { describe, expect, test } from 'vitest';
import {
  receiptApplied,
  receiptIntoBooks,
  receiptKept,
  toleranceToppedUp,
} from '../../../functions/payments/domain/journals.ts';
import { decideReceipt } from '../../../functions/payments/domain/payable.ts';
import { toleranceFor } from '../../../functions/payments/domain/transfer-tolerance.ts';
import { parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { formatMoney, parseMoney } from '../../../shared/kernel/money.ts';
import { buyerId, escrowId, linesOf, payable, payableIdOf, usd } from './samples.ts';

const on = parseBusinessDate('2026-11-22');
const balance = payable({ amount: usd('14840.00'), name: 'balance' });

describe('toleranceFor: min(max(30 USD, 0.5 %), 50 USD), less than half of what is due', () => {
  test.each([
    ['USD', '1000.00', '30.00'],
    ['USD', '6000.00', '30.00'],
    ['USD', '7200.00', '36.00'],
    ['USD', '14840.00', '50.00'],
    ['USD', '1000000.00', '50.00'],
    ['USD', '40.00', '20.00'],
    ['KRW', '10000000', '50000'],
    ['KRW', '100000000', '70000'],
    ['EUR', '1000.00', '28.00'],
    // No data for the currency: to the last minor unit.
    ['INR', '100000.00', '0.00'],
  ])('%s %s may come %s short', (currency, amount, expected) => {
    expect(formatMoney(toleranceFor(parseMoney({ currency, amount }), on)).amount).toBe(expected);
  });
});

describe('decideReceipt', () => {
  test.each([
    ['exactly', '14840.00', { kind: 'paid', tolerated: usd('0.00'), excess: usd('0.00') }],
    ['25 short', '14815.00', { kind: 'paid', tolerated: usd('25.00'), excess: usd('0.00') }],
    ['50 short', '14790.00', { kind: 'paid', tolerated: usd('50.00'), excess: usd('0.00') }],
    ['50.01 short', '14789.99', { kind: 'kept', received: usd('14789.99'), missing: usd('50.01') }],
    ['160 over', '15000.00', { kind: 'paid', tolerated: usd('0.00'), excess: usd('160.00') }],
  ])('%s', (_name, amount, expected) => {
    expect(decideReceipt(balance, usd(amount), on)).toEqual(expected);
  });

  test('adds what was kept of earlier transfers', () => {
    const partly = payable({ amount: usd('14840.00'), state: 'partly_paid', received: usd('10000.00') });
    expect(decideReceipt(partly, usd('4840.00'), on)).toEqual({
      kind: 'paid',
      tolerated: usd('0.00'),
      excess: usd('0.00'),
    });
  });

  test.each([
    ['another currency', balance, parseMoney({ currency: 'EUR', amount: '14840.00' }), 'wrong_currency'],
    ['a paid payable', payable({ state: 'paid' }), usd('6360.00'), 'payable_closed'],
    ['a cancelled payable', payable({ state: 'cancelled' }), usd('6360.00'), 'payable_closed'],
  ])('applies nothing to %s', (_name, target, came, reason) => {
    expect(decideReceipt(target, came, on)).toEqual({ kind: 'unapplied', reason });
  });
});

describe('journals of the worked order: the balance of 14,840.00 arrives 25.00 short', () => {
  const receipt = { entryId: 'bke_01K9Z3V5T8QW2M4N6P8R0S1T3V', amount: usd('14815.00') };

  test('received, applied within tolerance, client money topped up', () => {
    expect(linesOf(receiptIntoBooks(receipt))).toEqual([
      'DR 1010 USD 14815.00',
      `CR 2020/${receipt.entryId} USD 14815.00`,
    ]);
    expect(
      linesOf(receiptApplied(receipt, balance, { tolerated: usd('25.00'), excess: usd('0.00') })),
    ).toEqual([
      `DR 2020/${receipt.entryId} USD 14815.00`,
      'DR 5020 USD 25.00',
      `CR 2010/${escrowId} USD 14840.00`,
    ]);
    expect(toleranceToppedUp(receipt, balance, usd('25.00')).map(linesOf)).toEqual([
      ['DR 1010 USD 25.00', 'CR 1020 USD 25.00'],
    ]);
  });

  test('a part is kept under the payable, and used when the rest comes; too much goes to the wallet', () => {
    const part = { entryId: 'bke_A', amount: usd('10000.00') };
    const rest = { entryId: 'bke_B', amount: usd('5000.00') };
    expect(linesOf(receiptKept(part, balance))).toEqual([
      'DR 2020/bke_A USD 10000.00',
      `CR 2020/${payableIdOf(1)} USD 10000.00`,
    ]);
    const partly = payable({ amount: usd('14840.00'), state: 'partly_paid', received: usd('10000.00') });
    expect(linesOf(receiptApplied(rest, partly, { tolerated: usd('0.00'), excess: usd('160.00') }))).toEqual([
      'DR 2020/bke_B USD 5000.00',
      `DR 2020/${payableIdOf(1)} USD 10000.00`,
      `CR 2010/${escrowId} USD 14840.00`,
      `CR 2030/${buyerId} USD 160.00`,
    ]);
  });
});
