import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quoteMoved } from '../../../functions/fx/contract.ts';
import { exposureMaxOn } from '../../../functions/fx/domain/terms.ts';
import { conversionRow, quoteRow } from '../../../functions/fx/rows.ts';
import { type OrderSnapshot, orderMoved } from '../../../functions/orders/contract.ts';
import { exampleContract } from '../../../functions/sourcing/examples.ts';
import { parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { DomainError } from '../../../shared/kernel/errors.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { convertMoney, type Money, parseMoney } from '../../../shared/kernel/money.ts';
import { parseRate } from '../../../shared/kernel/rate.ts';
import { decodeFromRow } from '../../../shared/persistence/codec.ts';
import { FxHouse } from '../../support/fx-house.ts';

const companies = [deterministicId('com', 'seller'), deterministicId('com', 'buyer')] as const;
const orderId = deterministicId('ord', 'one');
const currencies = ['USD', 'CNY', 'EUR', 'KRW', 'TRY'] as const;
const startOf: Readonly<Record<string, string>> = {
  USD: '90000.00',
  CNY: '600000.00',
  EUR: '80000.00',
  KRW: '90000000',
  TRY: '900000.00',
};

const company = fc.constantFrom(...companies);
const command = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('lock' as const),
      company,
      sell: fc.constantFrom(...currencies),
      buy: fc.constantFrom(...currencies),
      isBuyFixed: fc.boolean(),
      share: fc.integer({ min: 1, max: 120 }),
      validFor: fc.constantFrom('15m', '1h', '24h'),
      isBound: fc.boolean(),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('convert' as const), which: fc.nat() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('unwind' as const),
      which: fc.nat(),
      atFault: fc.constantFrom('house', ...companies),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      seconds: fc.constantFrom(60, 899, 900, 3_600, 90_000, 3 * 86_400),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('order' as const),
      state: fc.constantFrom('in_production' as const, 'cancelled' as const),
    }),
  },
);
type Command = typeof command extends fc.Arbitrary<infer Value> ? Value : never;

const orderIn = (state: OrderSnapshot['state']): OrderSnapshot => ({
  orderId,
  consolidatedOrderId: deterministicId('cno', 'one'),
  terms: {
    ...exampleContract,
    specification: [...exampleContract.specification],
    packing: [...exampleContract.packing],
    buyerId: companies[1],
    supplierId: companies[0],
  },
  state,
  escrowId: deterministicId('esc', 'one'),
  deposit: { currency: 'USD', amount: '585.00' },
  balance: { currency: 'USD', amount: '1365.00' },
  sampleCredit: { currency: 'USD', amount: '0.00' },
  isDisputed: false,
});

/** Quotes and conversions as the rows have them. */
const kept = (house: FxHouse) => {
  const rows = house.database.rows('fx');
  const ofKind = (kind: string) =>
    rows.filter((row) => row.kind === kind).map((row) => decodeFromRow(row.data));
  return {
    quotes: ofKind('quote').map((data) => quoteRow.parse(data)),
    conversions: ofKind('conversion').map((data) => conversionRow.parse(data)),
    exposures: rows.filter((row) => row.kind === 'exposure'),
  };
};

const part = (currency: string, share: number): Money => {
  const whole = parseMoney({ currency, amount: startOf[currency] ?? '1' });
  return { currency, amountMinor: (whole.amountMinor * BigInt(share)) / 100n };
};
const wire = (money: Money) => {
  const decimals = money.currency === 'KRW' ? 0 : 2;
  const digits = money.amountMinor.toString().padStart(decimals + 1, '0');
  const amount = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return { currency: money.currency, amount };
};

const perform = async (house: FxHouse, one: Command, sequence: number): Promise<void> => {
  const { quotes, conversions } = kept(house);
  if (one.kind === 'wait') return house.advance(one.seconds);
  if (one.kind === 'order') {
    const order = orderIn(one.state);
    house.tell(orderMoved.create({ subject: orderId, sequence, data: { from: null, to: one.state, order } }));
    return house.settle(2);
  }
  if (one.kind === 'lock') {
    const bound = one.isBound ? { orderId } : {};
    const amount = wire(part(one.isBuyFixed ? one.buy : one.sell, one.share));
    const sides = one.isBuyFixed
      ? { buy: amount, sellCurrency: one.sell }
      : { sell: amount, buyCurrency: one.buy };
    await house.call('lockQuote', one.company, { body: { ...sides, validFor: one.validFor, ...bound } });
    return;
  }
  if (one.kind === 'convert') {
    const quote = quotes[one.which % Math.max(1, quotes.length)];
    if (quote) await house.call('convert', quote.companyId, { body: { quoteId: quote.quoteId } });
    return house.settle(2);
  }
  const conversion = conversions[one.which % Math.max(1, conversions.length)];
  if (!conversion) return;
  const body = { atFault: one.atFault, reason: 'property' };
  await house.call('unwindConversion', companies[0], {
    params: { conversionId: conversion.conversionId },
    body,
  });
  return house.settle(2);
};

const assertLaws = async (house: FxHouse): Promise<void> => {
  const { quotes, conversions, exposures } = kept(house);
  // I07: a quote is used once, before it expires; both legs exist or neither, and the amounts are right to one minor unit.
  const executed = quotes.filter(({ state }) => state === 'executed');
  expect(conversions.map(({ quoteId }) => quoteId).sort()).toEqual(
    executed.map(({ quoteId }) => quoteId).sort(),
  );
  for (const conversion of conversions) {
    const quote = quotes.find(({ quoteId }) => quoteId === conversion.quoteId);
    expect(quote && conversion.executedAt < quote.expiresAt).toBe(true);
    expect(conversion.clientRate).toBe(quote?.clientRate);
    const { sold, bought, clientRate } = conversion;
    const exact = convertMoney(sold, parseRate(clientRate), bought.currency, 'floor');
    const less = convertMoney(
      { ...sold, amountMinor: sold.amountMinor - 1n },
      parseRate(clientRate),
      bought.currency,
      'floor',
    );
    expect(bought.amountMinor <= exact.amountMinor && bought.amountMinor >= less.amountMinor).toBe(true);
  }
  // The counter of open locks is their sum, and within the limit.
  const max = exposureMaxOn(parseBusinessDate('2026-11-23'), 'unverified').amountMinor;
  for (const row of exposures) {
    const companyId = String(row.pk).slice('COMPANY#'.length);
    const own = quotes.filter((quote) => quote.companyId === companyId && quote.state === 'locked');
    const sum = own.reduce((total, { exposure }) => total + exposure.amountMinor, 0n);
    expect(BigInt(String(row.openMinor))).toBe(sum);
    expect(Number(row.openCount)).toBe(own.length);
    expect(sum <= max).toBe(true);
  }
  // Every position is covered, and the bank has at least what companies are owed (I01, safeguarding).
  for (const { currency, position } of await house.positions())
    expect(`${currency} ${position.amountMinor}`).toBe(`${currency} 0`);
  for (const currency of currencies) {
    const minorOf = async (code: '1010' | '2040', owner?: string) =>
      parseMoney(
        { currency, amount: await house.balance(code, currency, owner) },
        { allowZero: true, allowNegative: true },
      ).amountMinor;
    const owed = (await Promise.all(companies.map((id) => minorOf('2040', id)))).reduce((a, b) => a + b, 0n);
    expect((await minorOf('1010')) >= owed).toBe(true);
  }
};

test('whatever happens in whatever order: quotes are used once and in time, limits hold, positions are covered, client money is whole', async () => {
  let unwound = 0;
  let used = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 25 }), async (script) => {
      const house = new FxHouse();
      for (const companyId of companies)
        for (const currency of currencies)
          await house.fund('2040', { currency, amount: startOf[currency] ?? '1' }, companyId);
      await perform(house, { kind: 'order', state: 'in_production' }, 1);
      for (const [index, one] of script.entries()) {
        try {
          await perform(house, one, index + 2);
        } catch (error) {
          if (!(error instanceof DomainError)) throw error;
        }
        await assertLaws(house);
      }
      used += kept(house).conversions.length;
      unwound += kept(house).conversions.filter(({ state }) => state === 'unwound').length;
      const told = house
        .told(quoteMoved)
        .filter(({ state }) => state === 'executed')
        .map(({ quoteId }) => quoteId);
      expect(new Set(told).size).toBe(told.length);
    }),
    { numRuns: 60 },
  );
  // The histories did reach what they are about.
  expect(used).toBeGreaterThan(20);
  expect(unwound).toBeGreaterThan(2);
}, 120_000);
