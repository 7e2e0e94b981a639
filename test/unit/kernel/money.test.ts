import { describe, expect, test } from 'vitest';
import { DomainError, InvariantViolation } from '../../../shared/kernel/errors.ts';
import {
  addMoney,
  applyRate,
  compareMoney,
  convertMoney,
  formatMoney,
  isPositiveMoney,
  isZeroMoney,
  maxMoney,
  minMoney,
  money,
  negateMoney,
  parseMoney,
  subtractMoney,
  sumMoney,
  zeroMoney,
} from '../../../shared/kernel/money.ts';
import {
  basisPoints,
  multiplyRates,
  parseRate,
  percent,
  rate,
  subtractRates,
} from '../../../shared/kernel/rate.ts';
import { refusalOf } from './refusal.ts';

describe('parseMoney', () => {
  test.each([
    ['USD', '13596.00', 1_359_600n],
    ['USD', '0.01', 1n],
    ['USD', '10', 1_000n],
    ['USD', '10.5', 1_050n],
    ['JPY', '81', 81n],
    ['KWD', '1.234', 1_234n],
    ['CLF', '1.2345', 12_345n],
    ['HUF', '1.23', 123n],
    ['USD', '999999999999999999.99', 99_999_999_999_999_999_999n],
  ])('reads %s %s as minor units', (currency, amount, amountMinor) => {
    expect(parseMoney({ currency, amount })).toEqual({ currency, amountMinor });
  });

  test.each([
    ['USD', '1e309', 'money.malformed'],
    ['USD', 'NaN', 'money.malformed'],
    ['USD', 'Infinity', 'money.malformed'],
    ['USD', '-0', 'money.malformed'],
    ['USD', '-0.00', 'money.malformed'],
    ['USD', '+1', 'money.malformed'],
    ['USD', ' 1', 'money.malformed'],
    ['USD', '1 ', 'money.malformed'],
    ['USD', '1\n', 'money.malformed'],
    ['USD', '', 'money.malformed'],
    ['USD', '.5', 'money.malformed'],
    ['USD', '1.', 'money.malformed'],
    ['USD', '01', 'money.malformed'],
    ['USD', '1,000', 'money.malformed'],
    ['USD', '0x10', 'money.malformed'],
    ['USD', '１', 'money.malformed'],
    ['USD', '1.001', 'money.too_many_decimals'],
    ['JPY', '80.99', 'money.too_many_decimals'],
    ['JPY', '80.0', 'money.too_many_decimals'],
    ['USD', '1000000000000000000', 'money.too_large'],
    ['USD', '0', 'money.not_positive'],
    ['USD', '-1', 'money.not_positive'],
    ['usd', '1', 'currency.unknown'],
    ['ABC', '1', 'currency.unknown'],
    ['HRK', '1', 'currency.withdrawn'],
    ['XAU', '1', 'currency.no_minor_unit'],
  ])('refuses %s %j with %s', (currency, amount, code) => {
    expect(refusalOf(() => parseMoney({ currency, amount })).code).toBe(code);
  });

  test('points at the wrong member', () => {
    // Given
    const options = { pointer: '/lines/0/price' };

    // When
    const wrongAmount = refusalOf(() => parseMoney({ currency: 'USD', amount: 'x' }, options));
    const wrongCurrency = refusalOf(() => parseMoney({ currency: 'usd', amount: '1' }, options));

    // Then
    expect(wrongAmount.pointer).toBe('/lines/0/price/amount');
    expect(wrongCurrency.pointer).toBe('/lines/0/price/currency');
  });

  test('lets zero and negative amounts through only when asked', () => {
    expect(parseMoney({ currency: 'USD', amount: '0.00' }, { allowZero: true }).amountMinor).toBe(0n);
    expect(parseMoney({ currency: 'USD', amount: '-0.05' }, { allowNegative: true }).amountMinor).toBe(-5n);
    expect(refusalOf(() => parseMoney({ currency: 'USD', amount: '0' }, { allowNegative: true })).code).toBe(
      'money.not_positive',
    );
  });
});

describe('formatMoney', () => {
  test.each([
    ['USD', 1_359_600n, '13596.00'],
    ['USD', -5n, '-0.05'],
    ['USD', 0n, '0.00'],
    ['JPY', 333n, '333'],
    ['KWD', 7n, '0.007'],
    ['CLF', -12_345n, '-1.2345'],
    ['BGN', 100n, '1.00'],
  ])('writes %s %s', (currency, amountMinor, amount) => {
    expect(formatMoney(money(currency, amountMinor))).toEqual({ currency, amount });
  });
});

describe('arithmetic', () => {
  const five = money('USD', 500n);
  const two = money('USD', 200n);

  test('adds, subtracts, negates, compares and sums', () => {
    expect(addMoney(five, two)).toEqual(money('USD', 700n));
    expect(subtractMoney(two, five)).toEqual(money('USD', -300n));
    expect(negateMoney(five)).toEqual(money('USD', -500n));
    expect([compareMoney(two, five), compareMoney(five, five), compareMoney(five, two)]).toEqual([-1, 0, 1]);
    expect([minMoney(five, two), maxMoney(five, two)]).toEqual([two, five]);
    expect(sumMoney('USD', [five, two, two])).toEqual(money('USD', 900n));
    expect(sumMoney('JPY', [])).toEqual(zeroMoney('JPY'));
    expect([isZeroMoney(zeroMoney('USD')), isPositiveMoney(zeroMoney('USD')), isPositiveMoney(two)]).toEqual([
      true,
      false,
      true,
    ]);
  });

  test.each([
    () => addMoney(five, money('EUR', 1n)),
    () => subtractMoney(five, money('EUR', 1n)),
    () => compareMoney(five, money('EUR', 1n)),
    () => sumMoney('EUR', [five]),
  ])('never mixes currencies', (mix) => {
    expect(mix).toThrow(InvariantViolation);
    expect(mix).toThrow('money.currency_mismatch');
  });

  test('refuses a currency that does not exist', () => {
    expect(() => money('ZZZ', 1n)).toThrow(DomainError);
  });
});

describe('applyRate', () => {
  test('takes 2.95 % of 13,596.00 USD', () => {
    // 13,596.00 × 0.0295 = 401.082
    expect(applyRate(money('USD', 1_359_600n), percent('2.95'), 'halfUp')).toEqual(money('USD', 40_108n));
    expect(applyRate(money('USD', 1_359_600n), percent('2.95'), 'up')).toEqual(money('USD', 40_109n));
  });

  test('takes the fee of the refund advance: 40,500 × 0.04 % × 45 days = 729.00', () => {
    const perDay = percent('0.04');
    expect(applyRate(money('CNY', 4_050_000n), multiplyRates(perDay, rate(45n)), 'halfUp')).toEqual(
      money('CNY', 72_900n),
    );
  });
});

describe('convertMoney', () => {
  test('FX-1: 13,596.00 USD at mid 7.1 less 50 bps is CNY 96,048.94, margin 482.66', () => {
    // Given
    const mid = parseRate('7.1000');
    const client = multiplyRates(mid, subtractRates(rate(1n), basisPoints(50)));

    // When
    const paid = convertMoney(money('USD', 1_359_600n), client, 'CNY', 'halfUp');
    const atMid = convertMoney(money('USD', 1_359_600n), mid, 'CNY', 'halfUp');

    // Then
    expect(client).toEqual(parseRate('7.0645'));
    expect(formatMoney(paid)).toEqual({ currency: 'CNY', amount: '96048.94' });
    expect(formatMoney(subtractMoney(atMid, paid))).toEqual({ currency: 'CNY', amount: '482.66' });
  });

  test.each([
    // 100.00 USD × 1398.8 = 139,880 KRW
    ['USD', 10_000n, '1398.8', 'KRW', 139_880n],
    // 139,880 KRW × 0.000715 = 100.0142 USD
    ['KRW', 139_880n, '0.000715', 'USD', 10_001n],
    // 1.000 KWD × 3.25 = 3.25 USD
    ['KWD', 1_000n, '3.25', 'USD', 325n],
    // −0.01 USD × 0.5 = −0.005, half away from zero
    ['USD', -1n, '0.5', 'EUR', -1n],
  ])('converts %s %s at %s to %s %s', (from, amountMinor, text, to, expected) => {
    expect(convertMoney(money(from, amountMinor), parseRate(text), to, 'halfUp')).toEqual(
      money(to, expected),
    );
  });
});
