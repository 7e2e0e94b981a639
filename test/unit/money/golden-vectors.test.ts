import { describe, expect, test } from 'vitest';
import { lateCharges } from '../../../functions/credit/domain/pricing.ts';
import { clientRateOf, priceConversion } from '../../../functions/fx/domain/pricing.ts';
import { crossRate, midRate } from '../../../functions/fx/domain/reference-rates.ts';
import { splitInstalments } from '../../../functions/orders/domain/instalments.ts';
import { runWaterfall } from '../../../functions/settlement/domain/waterfall.ts';
import { parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import {
  formatMoney,
  type Money,
  parseMoney,
  subtractMoney,
  zeroMoney,
} from '../../../shared/kernel/money.ts';
import { formatRate, parseRate } from '../../../shared/kernel/rate.ts';
import { splitLargestRemainder } from '../../../shared/kernel/split.ts';
import { readTables, writeTable } from '../../support/simulation/journal-tables.ts';
import { MoneyTale } from '../../support/simulation/money-tale.ts';
import { playTable } from '../../support/simulation/money-words.ts';

/**
 * The worked order of the rules: goods 20,000.00 and freight 1,200.00, 30 % first. Every event happens to the real functions;
 * every line is a line of the ledger, and there is no other.
 */
const worked = `
| Event | Journal | Debit | Credit |
| --- | --- | --- | --- |
| One euro is 1.0000 USD and 7.1000 CNY | – | | |
| Buyer and seller agree on 21,200.00 USD, 30 % deposit | – | | |
| The buyer pays the deposit by card | card_payment_received | 1110 USD 6,547.62 | 2010/escrow USD 6,360.00; 4020 USD 187.62 |
| The PSP pays out | card_payment_settled | 1010 USD 6,360.00; 5010 USD 187.62 | 1110 USD 6,547.62 |
| The seller reports the goods ready | – | | |
| The buyer transfers 14,815.00 USD for the balance | transfer_received | 1010 USD 14,815.00 | 2020/receipt USD 14,815.00 |
|  | transfer_applied | 2020/receipt USD 14,815.00; 5020 USD 25.00 | 2010/escrow USD 14,840.00 |
|  | client_money_topped_up | 1010 USD 25.00 | 1020 USD 25.00 |
| The carrier claims 1,200.00 USD | – | | |
| The lender claims 5,000.00 USD | – | | |
| The goods are shipped and arrive | – | | |
| The buyer disputes 1,000.00 USD | – | | |
| The seller accepts the claim | refund | 2010/escrow USD 1,000.00 | 2050/refund USD 1,000.00 |
|  | payout_opened | 2050/refund USD 1,000.00 | 2090/payout USD 1,000.00 |
|  | payout_confirmed | 2090/payout USD 1,000.00 | 1010 USD 1,000.00 |
| The buyer accepts the goods | waterfall | 2010/escrow USD 20,200.00 | 2060/pool USD 1,200.00; 4010 USD 404.00; 2080/lender USD 5,000.00; 2040/seller USD 13,596.00 |
|  | earned_swept | 1020 USD 404.00 | 1010 USD 404.00 |
| The seller locks a rate for 13,596.00 USD into CNY | – | | |
| The seller converts at that rate | fx_conversion | 2040/seller USD 13,596.00; 1300 CNY 96,048.94 | 1300 USD 13,596.00; 2040/seller CNY 96,048.94 |
|  | fx_cover | 1300 USD 13,596.00; 1010 CNY 96,531.60 | 1010 USD 13,596.00; 1300 CNY 96,048.94; 4030 CNY 482.66 |
| The seller asks for 96,048.94 CNY | payout_opened | 2040/seller CNY 96,048.94 | 2090/payout-2 CNY 96,048.94 |
|  | payout_confirmed | 2090/payout-2 CNY 96,048.94 | 1010 CNY 96,048.94 |
`;

/** WF-1: what is left of 20,200.00 when the loan has interest and the seller is new. */
const wf1 = `
| Event | Journal | Debit | Credit |
| --- | --- | --- | --- |
| The seller is new here | – | | |
| Buyer and seller agree on 20,200.00 USD, 100 % deposit | – | | |
| The buyer transfers 20,200.00 USD for the deposit | transfer_received | 1010 USD 20,200.00 | 2020/receipt USD 20,200.00 |
|  | transfer_applied | 2020/receipt USD 20,200.00 | 2010/escrow USD 20,200.00 |
| The carrier claims 1,200.00 USD | – | | |
| The lender claims 5,062.50 USD | – | | |
| The seller reports the goods ready | – | | |
| The goods are shipped and arrive | – | | |
| The buyer accepts the goods | waterfall | 2010/escrow USD 20,200.00 | 2060/pool USD 1,200.00; 4010 USD 404.00; 2080/lender USD 5,062.50; 2045/seller USD 676.68; 2040/seller USD 12,856.82 |
|  | earned_swept | 1020 USD 404.00 | 1010 USD 404.00 |
`;

/** WF-2: 4,000.00 are too few: the lender gets 2,720.00 of 5,062.50, the rest stays due, the seller gets nothing. */
const wf2 = `
| Event | Journal | Debit | Credit |
| --- | --- | --- | --- |
| Buyer and seller agree on 4,000.00 USD, 100 % deposit | – | | |
| The buyer transfers 4,000.00 USD for the deposit | transfer_received | 1010 USD 4,000.00 | 2020/receipt USD 4,000.00 |
|  | transfer_applied | 2020/receipt USD 4,000.00 | 2010/escrow USD 4,000.00 |
| The carrier claims 1,200.00 USD | – | | |
| The lender claims 5,062.50 USD | – | | |
| The seller reports the goods ready | – | | |
| The goods are shipped and arrive | – | | |
| The buyer accepts the goods | waterfall | 2010/escrow USD 4,000.00 | 2060/pool USD 1,200.00; 4010 USD 80.00; 2080/lender USD 2,720.00 |
|  | earned_swept | 1020 USD 80.00 | 1010 USD 80.00 |
`;

const tables = { 'ESC-1 and FX-1': worked, 'WF-1': wf1, 'WF-2': wf2 };

describe('the golden vectors that are journals', { timeout: 60_000 }, () => {
  test.each(Object.entries(tables))(
    '%s',
    async (_name, table) => {
      // Given
      const expected = readTables(table);
      const tale = await MoneyTale.open();
      // When
      const booked = await playTable(tale, expected);
      // Then
      expect(writeTable(booked)).toBe(writeTable(expected));
      expect(tale.house.complaints).toEqual([]);
    },
    30_000,
  );
});

const formulas = `
| Vector | Given | Expected |
| --- | --- | --- |
| FX-1 | sell 13596.00 USD at mid 7.1 less 50 bps | 96048.94 CNY, margin 482.66 CNY |
| FX-2 | base 1.12415 less 200 bps | 1.10167 |
| FX-3 | EURUSD 1.0812 EURKRW 1512.40 | 1398.8161302 |
| LATE-1 | 10000.00 EUR at 0.1015 for 30 days and 40.00 | 123.42 EUR |
| LR-1 | 333 by 666 133 131 525 | 152 31 30 120 |
| WF-2 | release 4000.00 USD fee 80.00 freight 1200.00 loan 5062.50 | lender 2720.00 USD, still due 2342.50 USD, seller 0.00 USD |
| SMP-1 | goods 1950.00 USD deposit 0.30 credit 80.00 USD | deposit 585.00 USD, balance 1285.00 USD |
`;

const written = (amount: Money): string => {
  const wire = formatMoney(amount);
  return `${wire.amount} ${wire.currency}`;
};
const read = (amount: string, currency: string): Money => parseMoney({ currency, amount });

/** How a vector is computed by the product from the words of its row. */
const computed: Readonly<Record<string, (words: readonly string[]) => string>> = {
  'FX-1': ([, amount = '', currency = '', , , mid = '', , bps = '']) => {
    const fixed = { side: 'sell' as const, amount: read(amount, currency), otherCurrency: 'CNY' };
    const price = priceConversion(fixed, mid, clientRateOf(mid, Number(bps)));
    return price ? `${written(price.bought)}, margin ${written(price.margin)}` : 'nothing';
  },
  'FX-2': ([, base = '', , bps = '']) =>
    formatRate(parseRate(clientRateOf(base, Number(bps))), { decimals: 5 }),
  'FX-3': ([, usd = '', , krw = '']) => {
    const rates = {
      source: 'ECB' as const,
      publishedOn: parseBusinessDate('2026-11-20'),
      rates: { USD: usd, KRW: krw },
    };
    const cross = crossRate(rates, 'USD', 'KRW');
    // The rate that a quote uses has at least as many digits.
    expect(midRate(rates, 'USD', 'KRW')).toBe('1398.81613023');
    return cross ? formatRate(cross, { decimals: 7 }) : 'no rate';
  },
  'LATE-1': ([amount = '', currency = '', , annualRate = '', , days = '', , , flat = '']) =>
    written(
      lateCharges(
        [{ amount: read(amount, currency), days: Number(days) }],
        { annualRate, flat: { [currency]: flat } },
        currency,
      ),
    ),
  'WF-2': ([, released = '', currency = '', , fee = '', , freight = '', , loan = '']) => {
    const claim = { claimId: 'one', creditOwner: 'one', description: 'one' };
    const { lines, available } = runWaterfall({
      amount: read(released, currency),
      sellerId: 'seller',
      claims: [
        { ...claim, step: 'third_party', asked: read(freight, currency), creditCode: '2060' },
        { ...claim, step: 'lender', asked: read(loan, currency), creditCode: '2080' },
      ],
      fee: { net: read(fee, currency), tax: zeroMoney(currency) },
      otherLendersCap: parseRate('0.5'),
      reserveShare: parseRate('0.05'),
    });
    const lender = lines.find(({ step }) => step === 'lender');
    if (!lender) return 'nothing';
    const due = subtractMoney(lender.asked, lender.paid);
    return `lender ${written(lender.paid)}, still due ${written(due)}, seller ${written(available)}`;
  },
  'LR-1': ([total = '0', , ...weights]) =>
    [
      ...splitLargestRemainder(
        BigInt(total),
        weights.map((weight, index) => ({ id: `line ${index}`, weight: BigInt(weight) })),
      ).values(),
    ].join(' '),
  'SMP-1': ([, goods = '', currency = '', , share = '', , credit = '']) => {
    const { deposit, balance } = splitInstalments(read(goods, currency), share, read(credit, currency));
    return `deposit ${written(deposit)}, balance ${written(balance)}`;
  },
};

describe('the golden vectors that are formulas', () => {
  const rows = formulas
    .split('\n')
    .slice(3)
    .filter((line) => line !== '')
    .map((line) => line.split('|').map((cell) => cell.trim()));

  test.each(
    rows.map(([, vector = '', given = '', expected = '']) => [vector, given, expected] as const),
  )('%s: %s is %s', (vector, given, expected) => {
    expect(computed[vector]?.(given.split(' '))).toBe(expected);
  });
});
