import fc from 'fast-check';
import { expect, test } from 'vitest';
import { conversionJournals } from '../../../functions/fx/domain/journals.ts';
import { clientRateOf, priceConversion } from '../../../functions/fx/domain/pricing.ts';
import { midRate } from '../../../functions/fx/domain/reference-rates.ts';
import { assertJournal } from '../../../functions/ledger/domain/journal.ts';
import { parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { convertMoney, money } from '../../../shared/kernel/money.ts';
import { parseRate } from '../../../shared/kernel/rate.ts';

const currency = fc.constantFrom('EUR', 'USD', 'CNY', 'KRW', 'JPY', 'GBP', 'IDR');
const published = fc.record({
  USD: fc.integer({ min: 5_000, max: 20_000 }),
  CNY: fc.integer({ min: 30_000, max: 99_999 }),
  KRW: fc.integer({ min: 9_000_000, max: 20_000_000 }),
  JPY: fc.integer({ min: 900_000, max: 2_500_000 }),
  GBP: fc.integer({ min: 5_000, max: 15_000 }),
  IDR: fc.integer({ min: 90_000_000, max: 250_000_000 }),
});
const text = (tenThousandths: number): string =>
  `${Math.floor(tenThousandths / 10_000)}.${String(tenThousandths % 10_000).padStart(4, '0')}`;

const conversion = fc
  .record({
    rates: published,
    sell: currency,
    buy: currency,
    side: fc.constantFrom('sell' as const, 'buy' as const),
    amountMinor: fc.bigInt({ min: 1n, max: 10n ** 15n }),
    spreadBps: fc.integer({ min: 0, max: 500 }),
  })
  .filter(({ sell, buy }) => sell !== buy)
  .map(({ rates, sell, buy, side, amountMinor, spreadBps }) => {
    const texts = Object.fromEntries(Object.entries(rates).map(([code, value]) => [code, text(value)]));
    const publishedOn = parseBusinessDate('2026-11-20');
    const mid = midRate({ source: 'ECB', publishedOn, rates: texts }, sell, buy);
    if (mid === undefined) throw new Error('Every currency of the test is published');
    const clientRate = clientRateOf(mid, spreadBps);
    const fixed =
      side === 'sell'
        ? { side, amount: money(sell, amountMinor), otherCurrency: buy }
        : { side, amount: money(buy, amountMinor), otherCurrency: sell };
    return { mid, clientRate, price: priceConversion(fixed, mid, clientRate) };
  });

test('a conversion never creates money: both journals balance in each currency and the position ends flat', () => {
  fc.assert(
    fc.property(conversion, ({ price }) => {
      fc.pre(price !== undefined);
      const journals = conversionJournals({
        ...price,
        conversionId: 'fxc_01K9Z3V5T8QW2M4N6P8R0S1T3V',
        quoteId: 'fxq_01K9Z3V5T8QW2M4N6P8R0S1T3V',
        companyId: 'com_01K9Z3V5T8QW2M4N6P8R0S1T3V',
      });
      for (const journal of journals) assertJournal(journal);
      const position = new Map<string, bigint>();
      for (const { code, side, amount } of journals.flatMap((journal) => journal.postings)) {
        if (code !== '1300') continue;
        const signed = side === 'debit' ? amount.amountMinor : -amount.amountMinor;
        position.set(amount.currency, (position.get(amount.currency) ?? 0n) + signed);
      }
      expect([...position.values()].every((sum) => sum === 0n)).toBe(true);
    }),
  );
});

test('rounding favours the liquidity account by less than one minor unit on each side', () => {
  fc.assert(
    fc.property(conversion, ({ price, mid, clientRate }) => {
      fc.pre(price !== undefined);
      const { sold, bought, margin } = price;
      const exactDown = convertMoney(sold, parseRate(clientRate), bought.currency, 'floor');
      // What the client gets is never more than what it gave is worth …
      expect(bought.amountMinor <= exactDown.amountMinor).toBe(true);
      // … and one minor unit less given would not have paid for it.
      const less = convertMoney(
        { ...sold, amountMinor: sold.amountMinor - 1n },
        parseRate(clientRate),
        bought.currency,
        'floor',
      );
      expect(bought.amountMinor === exactDown.amountMinor || less.amountMinor < bought.amountMinor).toBe(
        true,
      );
      expect(margin.amountMinor >= 0n).toBe(true);
      expect(convertMoney(sold, parseRate(mid), bought.currency, 'halfUp').amountMinor).toBe(
        bought.amountMinor + margin.amountMinor,
      );
    }),
  );
});
