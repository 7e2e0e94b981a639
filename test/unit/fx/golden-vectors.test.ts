import { describe, expect, test } from 'vitest';
import { conversionJournals } from '../../../functions/fx/domain/journals.ts';
import { clientRateOf, priceConversion } from '../../../functions/fx/domain/pricing.ts';
import { crossRate, midRate, type ReferenceRates } from '../../../functions/fx/domain/reference-rates.ts';
import { spreadBpsOn } from '../../../functions/fx/domain/terms.ts';
import { parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { formatMoney, parseMoney } from '../../../shared/kernel/money.ts';
import { formatRate, parseRate } from '../../../shared/kernel/rate.ts';

const usd = (amount: string) => parseMoney({ currency: 'USD', amount });
const cny = (amount: string) => parseMoney({ currency: 'CNY', amount });
const on = parseBusinessDate('2026-11-20');
const ecb = (rates: Record<string, string>): ReferenceRates => ({ source: 'ECB', publishedOn: on, rates });

describe('FX-1: 13,596.00 USD at mid 7.1 less 50 basis points', () => {
  const clientRate = clientRateOf('7.1', spreadBpsOn(on));
  const price = priceConversion(
    { side: 'sell', amount: usd('13596.00'), otherCurrency: 'CNY' },
    '7.1',
    clientRate,
  );

  test('gives CNY 96,048.94 to the client and CNY 482.66 to the house', () => {
    expect(clientRate).toBe('7.0645');
    expect(price).toEqual({
      sold: usd('13596.00'),
      bought: cny('96048.94'),
      cover: cny('96531.60'),
      margin: cny('482.66'),
    });
  });

  test('posts the two journals of the worked order', () => {
    if (!price) throw new Error('There is a price');
    const journals = conversionJournals({
      ...price,
      conversionId: 'fxc_01K9Z3V5T8QW2M4N6P8R0S1T3V',
      quoteId: 'fxq_01K9Z3V5T8QW2M4N6P8R0S1T3V',
      companyId: 'com_01K9Z3V5T8QW2M4N6P8R0S1T3V',
    });
    const lines = journals.map((journal) =>
      journal.postings.map(({ code, side, amount }) => {
        const { currency, amount: text } = formatMoney(amount);
        return `${side === 'debit' ? 'DR' : 'CR'} ${code} ${currency} ${text}`;
      }),
    );
    expect(lines).toEqual([
      ['DR 2040 USD 13596.00', 'CR 1300 USD 13596.00', 'DR 1300 CNY 96048.94', 'CR 2040 CNY 96048.94'],
      [
        'DR 1300 USD 13596.00',
        'CR 1010 USD 13596.00',
        'DR 1010 CNY 96531.60',
        'CR 1300 CNY 96048.94',
        'CR 4030 CNY 482.66',
      ],
    ]);
  });
});

test('FX-2: base rate 1.12415 less 2 % is 1.10167', () => {
  expect(clientRateOf('1.12415', 200)).toBe('1.101667');
  expect(formatRate(parseRate(clientRateOf('1.12415', 200)), 6)).toBe('1.10167');
});

test('FX-3: USD to KRW crossed from 1.0812 and 1512.40 keeps ten digits and more', () => {
  const rates = ecb({ USD: '1.0812', KRW: '1512.40' });
  const cross = crossRate(rates, 'USD', 'KRW');
  expect(cross && formatRate(cross, 11)).toBe('1398.8161302');
  // 1512.40 / 1.0812 = 1398.816130225675… by long division.
  expect(midRate(rates, 'USD', 'KRW')).toBe('1398.81613023');
});

describe('crossRate', () => {
  test.each([
    ['EUR', 'USD', '1.0812'],
    ['USD', 'EUR', '0.924898261191'],
    ['USD', 'USD', '1'],
    ['KRW', 'USD', '0.000714890240677'],
  ])('%s to %s is %s', (from, to, expected) => {
    expect(midRate(ecb({ USD: '1.0812', KRW: '1512.40' }), from, to)).toBe(expected);
  });

  test('has no rate for what the source does not publish, never a silent one', () => {
    expect(midRate(ecb({ USD: '1.0812' }), 'USD', 'VND')).toBeUndefined();
    expect(midRate(ecb({ USD: '1.0812' }), 'HRK', 'EUR')).toBeUndefined();
  });
});

describe('priceConversion', () => {
  test('rounds up what the client gives for a fixed amount bought', () => {
    // 1,000.00 / 7.0645 = 141.5528…
    const price = priceConversion(
      { side: 'buy', amount: cny('1000.00'), otherCurrency: 'USD' },
      '7.1',
      '7.0645',
    );
    expect(price).toEqual({
      sold: usd('141.56'),
      bought: cny('1000.00'),
      cover: cny('1005.08'),
      margin: cny('5.08'),
    });
  });

  test('handles currencies without and with three decimals', () => {
    // 1.000 KWD at 4,800.5 KRW less 50 bps is 4,776.4975 won.
    const kwd = parseMoney({ currency: 'KWD', amount: '1.000' });
    const price = priceConversion({ side: 'sell', amount: kwd, otherCurrency: 'KRW' }, '4800.5', '4776.4975');
    expect(price && formatMoney(price.bought)).toEqual({ currency: 'KRW', amount: '4776' });
    expect(price && formatMoney(price.margin)).toEqual({ currency: 'KRW', amount: '25' });
  });

  test('refuses what comes to nothing', () => {
    const won = parseMoney({ currency: 'KRW', amount: '5' });
    expect(
      priceConversion({ side: 'sell', amount: won, otherCurrency: 'USD' }, '0.000714890', '0.00071131555'),
    ).toBeUndefined();
  });
});
