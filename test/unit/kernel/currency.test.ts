import { describe, expect, test } from 'vitest';
import { countryOf, isCountryCode, listCountries, parseLocode } from '../../../shared/kernel/country.ts';
import {
  currencyOf,
  currencyOnRecord,
  exponentOf,
  isCurrencyCode,
  listCurrencies,
  railExponentOf,
} from '../../../shared/kernel/currency.ts';
import { refusalOf } from './refusal.ts';

describe('currency', () => {
  // ISO exponent, rail exponent.
  test.each([
    ['USD', 2, 2],
    ['EUR', 2, 2],
    ['CNY', 2, 2],
    ['JPY', 0, 0],
    ['KRW', 0, 0],
    ['VND', 0, 0],
    ['CLP', 0, 0],
    ['ISK', 0, 0],
    ['UGX', 0, 0],
    ['XPF', 0, 0],
    ['HUF', 2, 0],
    ['IDR', 2, 0],
    ['BHD', 3, 2],
    ['KWD', 3, 2],
    ['OMR', 3, 2],
    ['IQD', 3, 3],
    ['CLF', 4, 4],
  ])('%s keeps %i decimals in ledgers and %i on rails', (code, exponent, railExponent) => {
    expect([exponentOf(code), railExponentOf(code)]).toEqual([exponent, railExponent]);
  });

  test('carries numeric code and name', () => {
    expect(currencyOf('AUD')).toEqual({
      code: 'AUD',
      numeric: '036',
      name: 'Australian dollar',
      exponent: 2,
    });
  });

  test.each(['usd', 'US', 'USDX', '', 'ZZZ', 'constructor'])('refuses %j as unknown', (code) => {
    const refusal = refusalOf(() => currencyOf(code));
    expect(refusal).toMatchObject({ code: 'currency.unknown', status: 422 });
    expect(refusal.remedy).toContain('ISO 4217');
    expect(isCurrencyCode(code)).toBe(false);
  });

  test('refuses a withdrawn currency by name of its successor, yet keeps its records readable', () => {
    expect(refusalOf(() => currencyOf('HRK'))).toMatchObject({
      code: 'currency.withdrawn',
      detail: 'HRK was withdrawn on 2023-01-01; use EUR.',
    });
    expect(refusalOf(() => exponentOf('BGN')).code).toBe('currency.withdrawn');
    expect(refusalOf(() => railExponentOf('BGN')).code).toBe('currency.withdrawn');
    expect(currencyOnRecord('BGN')).toMatchObject({
      exponent: 2,
      withdrawnOn: '2026-01-01',
      replacedBy: 'EUR',
    });
  });

  test('refuses codes that cannot hold money', () => {
    expect(refusalOf(() => currencyOf('XXX')).code).toBe('currency.no_minor_unit');
  });

  test('the table is well formed: unique codes, unique numeric codes, successors in use', () => {
    const all = listCurrencies();
    expect(all).toHaveLength(165);
    expect(new Set(all.map((currency) => currency.code)).size).toBe(all.length);
    expect(new Set(all.map((currency) => currency.numeric)).size).toBe(all.length);
    expect(
      all.every((currency) => /^[A-Z]{3}$/.test(currency.code) && /^\d{3}$/.test(currency.numeric)),
    ).toBe(true);
    expect(isCurrencyCode(currencyOnRecord('ANG').replacedBy ?? '')).toBe(true);
  });
});

describe('country', () => {
  test('knows the 249 codes of ISO 3166-1', () => {
    expect(new Set(listCountries().map((country) => country.code)).size).toBe(249);
    expect(countryOf('CN')).toEqual({ code: 'CN', name: 'China' });
    expect([isCountryCode('KR'), isCountryCode('UK'), isCountryCode('kr')]).toEqual([true, false, false]);
    expect(refusalOf(() => countryOf('XX')).code).toBe('country.unknown');
  });

  test('splits a UN/LOCODE', () => {
    expect(parseLocode('CNSZX')).toEqual({ code: 'CNSZX', country: 'CN', place: 'SZX' });
    expect(parseLocode('US6S7').place).toBe('6S7');
  });

  test.each([
    ['CN SZX', 'locode.malformed'],
    ['cnszx', 'locode.malformed'],
    ['CNSZ', 'locode.malformed'],
    ['CNS01', 'locode.malformed'],
    ['QQSZX', 'country.unknown'],
  ])('refuses %j with %s', (text, code) => {
    expect(refusalOf(() => parseLocode(text)).code).toBe(code);
  });
});
