import { describe, expect, test } from 'vitest';
import {
  countrySchema,
  currencySchema,
  dateSchema,
  hsCodeSchema,
  idSchema,
  instantSchema,
  moneySchema,
  positiveMoneySchema,
  signedMoneySchema,
  textSchema,
} from '../../../shared/http/schemas.ts';

const takes = (schema: { safeParse: (value: unknown) => { success: boolean } }, value: unknown): boolean =>
  schema.safeParse(value).success;
const usd = (amount: unknown) => ({ currency: 'USD', amount });

describe('money on the wire', () => {
  test.each(['0.01', '12.5', '12.50', '1', '999999999999.99'])('takes USD %s', (amount) => {
    expect(takes(positiveMoneySchema, usd(amount))).toBe(true);
  });

  test.each([
    0,
    12.5,
    Number.POSITIVE_INFINITY,
    null,
    '',
    ' 1',
    '+1',
    '-1',
    '0',
    '0.00',
    '-0',
    '1e3',
    '1e309',
    'NaN',
    'Infinity',
    '0x10',
    '1,5',
    '.5',
    '1.',
    '0.001',
    '1_000',
    '٣',
    `${'9'.repeat(41)}`,
  ])('refuses USD %j', (amount) => {
    expect(takes(positiveMoneySchema, usd(amount))).toBe(false);
  });

  test('knows how many decimals a currency has', () => {
    expect(takes(positiveMoneySchema, { currency: 'JPY', amount: '1' })).toBe(true);
    expect(takes(positiveMoneySchema, { currency: 'JPY', amount: '1.5' })).toBe(false);
    expect(takes(positiveMoneySchema, { currency: 'KWD', amount: '12.345' })).toBe(true);
    expect(takes(positiveMoneySchema, { currency: 'KWD', amount: '12.3456' })).toBe(false);
  });

  test('points to the field that is wrong', () => {
    const amount = positiveMoneySchema.safeParse(usd('0.001'));
    const currency = positiveMoneySchema.safeParse({ currency: 'XXX', amount: '1' });
    expect(amount.error?.issues[0]?.path).toEqual(['amount']);
    expect(currency.error?.issues[0]?.path).toEqual(['currency']);
  });

  test('is zero or negative only where that means something', () => {
    expect(takes(moneySchema, usd('0.00'))).toBe(true);
    expect(takes(moneySchema, usd('-1'))).toBe(false);
    expect(takes(signedMoneySchema, usd('-1.25'))).toBe(true);
  });

  test('has no other fields', () => {
    expect(takes(moneySchema, { ...usd('1'), amountMinor: 100 })).toBe(false);
  });
});

test('a currency is an active one in capitals', () => {
  expect(takes(currencySchema, 'EUR')).toBe(true);
  for (const code of ['usd', 'XXX', 'HRK', 'EU', '', 'EURO']) expect(takes(currencySchema, code)).toBe(false);
});

test('an id has its prefix and 26 letters of Crockford base 32', () => {
  const order = idSchema('ord');
  expect(takes(order, 'ord_01K9Z3V5T8QW2M4N6P8R0S1T3V')).toBe(true);
  for (const id of [
    'com_01K9Z3V5T8QW2M4N6P8R0S1T3V',
    'ord_01K9Z3V5T8QW2M4N6P8R0S1T3',
    'ord_01k9z3v5t8qw2m4n6p8r0s1t3v',
    'ord_01K9Z3V5T8QW2M4N6P8R0S1T3I',
    'ord_01K9Z3V5T8QW2M4N6P8R0S1T3V\n',
    'ord_../../../../../../../../..',
  ])
    expect(takes(order, id)).toBe(false);
});

describe('text for people', () => {
  test.each([
    ['a NUL', 'Vermeer\u0000'],
    ['a line feed', 'Vermeer\nLicht'],
    ['a direction override', 'Vermeer\u202Egnp.exe'],
    ['an isolate', 'Vermeer\u2066'],
    ['half an emoji', 'Vermeer \uD83D'],
    ['only blanks', '   '],
    ['too much', 'x'.repeat(41)],
  ])('is refused with %s', (_name, text) => {
    expect(takes(textSchema(40), text)).toBe(false);
  });

  test.each(['深圳明亮照明有限公司', 'Ærø & Søn', '💡 Lamps', 'مصابيح'])('may be %s', (text) => {
    expect(takes(textSchema(40), text)).toBe(true);
  });

  test('loses its outer blanks', () => {
    expect(textSchema(40).parse('  Vermeer ')).toBe('Vermeer');
  });
});

test('codes and moments have one spelling', () => {
  expect(takes(hsCodeSchema, '851762')).toBe(true);
  expect(takes(hsCodeSchema, '85176200')).toBe(true);
  expect(takes(hsCodeSchema, '8517620090')).toBe(true);
  for (const code of ['85176', '8517620', '8517.62', '']) expect(takes(hsCodeSchema, code)).toBe(false);
  expect(takes(countrySchema, 'nl')).toBe(false);
  expect(takes(instantSchema, '2026-11-22T08:00:00.000Z')).toBe(true);
  for (const instant of ['2026-11-22T08:00:00Z', '2026-11-22T08:00:00.000+01:00', '2026-11-22'])
    expect(takes(instantSchema, instant)).toBe(false);
  expect(takes(dateSchema, '2028-02-29')).toBe(true);
  for (const date of ['2026-02-29', '2026-13-01', '22-11-2026']) expect(takes(dateSchema, date)).toBe(false);
});
