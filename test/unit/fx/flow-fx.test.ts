import { beforeEach, describe, expect, test } from 'vitest';
import { escrowRecoveryRequested } from '../../../functions/escrow/contract.ts';
import { conversionMoved, quoteMoved } from '../../../functions/fx/contract.ts';
import { type OrderSnapshot, type OrderState, orderMoved } from '../../../functions/orders/contract.ts';
import { writeDailyRates } from '../../../functions/sandbox/ecb/document.ts';
import { exampleContract } from '../../../functions/sourcing/examples.ts';
import { parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { formatMoney } from '../../../shared/kernel/money.ts';
import { FxHouse } from '../../support/fx-house.ts';

const seller = deterministicId('com', 'seller');
const buyer = deterministicId('com', 'buyer');
const orderId = deterministicId('ord', 'one');
const usd = (amount: string) => ({ currency: 'USD', amount });
const cny = (amount: string) => ({ currency: 'CNY', amount });
const day = 86_400;

let house: FxHouse;
beforeEach(() => {
  house = new FxHouse();
});

interface QuoteView {
  readonly quoteId: string;
  readonly state: string;
  readonly clientRate: string;
  readonly spreadBps: number;
  readonly buy: { readonly amount: string };
}
interface ConversionView {
  readonly conversionId: string;
  readonly state: string;
  readonly unwinding?: Record<string, unknown>;
}

const lock = async (
  amount = '13596.00',
  body: Record<string, unknown> = {},
  companyId = seller,
  principal: Record<string, unknown> = {},
): Promise<QuoteView> => {
  const asked = { sell: usd(amount), buyCurrency: 'CNY', validFor: '15m', ...body };
  return (await house.call('lockQuote', companyId, { body: asked }, principal)).body as QuoteView;
};
const convert = async (quoteId: string): Promise<ConversionView> =>
  (await house.call('convert', seller, { body: { quoteId } })).body as ConversionView;
const quoteOf = async (quoteId: string, companyId = seller): Promise<QuoteView> =>
  (await house.call('getFxQuote', companyId, { params: { quoteId } })).body as QuoteView;
const conversionOf = async (conversionId: string): Promise<ConversionView> =>
  (await house.call('getConversion', seller, { params: { conversionId } })).body as ConversionView;

/** A company that has converted 13,596.00 USD at the rates of 20 November. */
const converted = async (): Promise<ConversionView> => {
  await house.fund('2040', usd('13596.00'), seller);
  const conversion = await convert((await lock()).quoteId);
  await house.settle();
  return conversion;
};

const unwind = async (conversionId: string, atFault: string): Promise<ConversionView> => {
  const request = { params: { conversionId }, body: { atFault, reason: 'The order was refunded' } };
  const conversion = (await house.call('unwindConversion', deterministicId('com', 'op'), request)).body;
  await house.settle();
  return conversion as ConversionView;
};

const moveOrder = (to: OrderState, sequence: number): void => {
  const order: OrderSnapshot = {
    orderId,
    consolidatedOrderId: deterministicId('cno', 'one'),
    terms: {
      ...exampleContract,
      specification: [...exampleContract.specification],
      packing: [...exampleContract.packing],
      buyerId: buyer,
      supplierId: seller,
    },
    state: to,
    escrowId: deterministicId('esc', 'one'),
    deposit: usd('585.00'),
    balance: usd('1365.00'),
    sampleCredit: usd('0.00'),
    isDisputed: false,
  };
  house.tell(orderMoved.create({ subject: orderId, sequence, data: { from: null, to, order } }));
};

describe('the price of a lock', () => {
  // 7.6765 / 1.0812 = 7.09998150203; less 50, 52, 54, 60, 65 and 75 basis points.
  test.each([
    ['15m', 50, '7.06448159452', '96048.69'],
    ['30m', 52, '7.06306159822', '96029.38'],
    ['1h', 54, '7.06164160192', '96010.07'],
    ['4h', 60, '7.05738161302', '95952.16'],
    ['8h', 65, '7.05383162227', '95903.89'],
    ['24h', 75, '7.04673164076', '95807.36'],
  ])('for %s is %i basis points under mid: %s', async (validFor, spreadBps, clientRate, amount) => {
    expect(await lock('13596.00', { validFor })).toMatchObject({ spreadBps, clientRate, buy: cny(amount) });
  });

  test('is shown by an indication, which holds nothing', async () => {
    const body = { sell: usd('13596.00'), buyCurrency: 'CNY', validFor: '15m' };
    const { body: shown } = await house.call('indicateQuote', seller, { body });
    expect(shown).toMatchObject({ state: 'indicative', clientRate: '7.06448159452', buy: cny('96048.69') });
    expect(house.database.rows('fx').filter(({ kind }) => kind === 'quote')).toEqual([]);
  });

  test('fixes the amount bought, too', async () => {
    const body = { buy: cny('1000.00'), sellCurrency: 'USD', validFor: '15m' };
    const { body: quote } = await house.call('lockQuote', seller, { body });
    // 1,000.00 / 7.06448159452 = 141.5532… up to the cent.
    expect(quote).toMatchObject({ fixedSide: 'buy', sell: usd('141.56'), buy: cny('1000.00') });
  });
});

describe('named refusals', () => {
  const refused = (body: Record<string, unknown>) =>
    house.call('lockQuote', seller, { body: { validFor: '15m', ...body } });
  const file = (cubes: string, time = '2026-11-20') =>
    `<Envelope><Cube><Cube time="${time}">${cubes}</Cube></Cube></Envelope>`;

  test.each([
    ['fx.same_currency', { sell: usd('1.00'), buyCurrency: 'USD' }],
    ['fx.currency_not_quoted', { sell: usd('1.00'), buyCurrency: 'VND' }],
    ['fx.currency_not_quoted', { sell: usd('1.00'), buyCurrency: 'HRK' }],
    ['fx.currency_not_quoted', { sell: usd('1.00'), buyCurrency: 'BGN' }],
    ['fx.currency_not_quoted', { sell: usd('1.00'), buyCurrency: 'RUB' }],
    ['fx.amount_too_small', { sell: { currency: 'IDR', amount: '0.01' }, buyCurrency: 'USD' }],
    ['fx.exposure_exceeded', { sell: usd('109000.00'), buyCurrency: 'CNY' }],
    ['fx.order_unknown', { sell: usd('1.00'), buyCurrency: 'CNY', orderId }],
  ])('%s', async (code, body) => {
    await expect(refused(body)).rejects.toMatchObject({ code });
  });

  test('fx.rates_missing: nothing is stored of that day', async () => {
    await expect(
      house.call('listRates', seller, { query: { base: 'EUR', on: '2020-01-01' } }),
    ).rejects.toMatchObject({ code: 'fx.rates_missing' });
  });

  test('fx.rates_stale: the source has nothing newer, and no quote is made', async () => {
    house.files.set('eurofxref-daily.xml', writeDailyRates(parseBusinessDate('2026-11-13')));
    await expect(refused({ sell: usd('1.00'), buyCurrency: 'CNY' })).rejects.toMatchObject({
      code: 'fx.rates_stale',
    });
    expect(house.database.rows('fx')).toEqual([]);
  });

  test('fx.rates_stale by currency: the lira after three business days, the yuan not yet', async () => {
    house.files.set('eurofxref-daily.xml', writeDailyRates(parseBusinessDate('2026-11-18')));
    await expect(refused({ sell: usd('1.00'), buyCurrency: 'TRY' })).rejects.toMatchObject({
      code: 'fx.rates_stale',
    });
    expect((await refused({ sell: usd('1.00'), buyCurrency: 'CNY' })).status).toBe(201);
  });

  test('fx.currency_not_quoted: a currency that the source drops is not quoted from an older day', async () => {
    expect((await refused({ sell: usd('1.00'), buyCurrency: 'CNY' })).status).toBe(201);
    await house.advance(9 * 3_600);
    house.files.set('eurofxref-daily.xml', file('<Cube currency="USD" rate="1.0812"/>', '2026-11-23'));
    await house.importNow();
    await expect(refused({ sell: usd('1.00'), buyCurrency: 'CNY' })).rejects.toMatchObject({
      code: 'fx.currency_not_quoted',
    });
  });

  test('fx.rates_implausible: the dollar at ten times its rate', async () => {
    await house.importNow();
    await house.advance(9 * 3_600);
    house.files.set('eurofxref-daily.xml', file('<Cube currency="USD" rate="10.812"/>', '2026-11-23'));
    await expect(house.call('importRates', seller)).rejects.toMatchObject({ code: 'fx.rates_implausible' });
  });

  test('fx.unreadable_rates: a publication of tomorrow', async () => {
    house.files.set('eurofxref-daily.xml', file('<Cube currency="USD" rate="1.08"/>', '2026-11-24'));
    await expect(house.call('importRates', seller)).rejects.toMatchObject({ code: 'fx.unreadable_rates' });
  });

  test('fx.quote_used, fx.quote_expired', async () => {
    await house.fund('2040', usd('300.00'), seller);
    const [used, late] = [await lock('100.00'), await lock('100.00')];
    await convert(used.quoteId);
    await expect(convert(used.quoteId)).rejects.toMatchObject({ code: 'fx.quote_used' });
    await house.advance(900);
    await expect(convert(late.quoteId)).rejects.toMatchObject({ code: 'fx.quote_expired' });
    expect(await house.balance('2040', 'USD', seller)).toBe('200.00');
  });

  test('ledger.insufficient_funds leaves the quote usable', async () => {
    const { quoteId } = await lock('100.00');
    await expect(convert(quoteId)).rejects.toMatchObject({ code: 'ledger.insufficient_funds' });
    expect((await quoteOf(quoteId)).state).toBe('locked');
  });
});

describe('the limit of open locks', () => {
  // 100,000.00 EUR are 108,120.00 USD at 1.0812.
  test('counts every open lock in euros at mid, to the cent', async () => {
    await lock('108000.00');
    await expect(lock('120.01')).rejects.toMatchObject({
      code: 'fx.exposure_exceeded',
      detail: 'Open locks are worth EUR 99889.02, this one EUR 111.00; EUR 100000.00 is the most.',
    });
    await lock('119.00');
  });

  test('makes room again when a lock is used and when it runs out', async () => {
    await house.fund('2040', usd('108000.00'), seller);
    await convert((await lock('108000.00')).quoteId);
    await lock('108000.00');
    await expect(lock('200.00')).rejects.toMatchObject({ code: 'fx.exposure_exceeded' });
    await house.advance(900);
    await lock('108000.00');
  });

  test('is wider for a company that its register has confirmed', async () => {
    const verified = { verificationLevel: 'verified' };
    expect((await lock('1000000.00', {}, seller, verified)).state).toBe('locked');
    await expect(lock('100000.00', {}, seller, verified)).rejects.toMatchObject({
      code: 'fx.exposure_exceeded',
    });
  });

  test('has a number of locks as well', async () => {
    for (let made = 0; made < 20; made += 1) await lock('1.00');
    await expect(lock('1.00')).rejects.toMatchObject({ code: 'fx.too_many_locks' });
  });
});

describe('a lock for an order', () => {
  test('is let go when the order is cancelled, costs nobody anything, and cannot be used', async () => {
    moveOrder('in_production', 1);
    await house.settle();
    await house.fund('2040', usd('100.00'), seller);
    const bound = await lock('100.00', { orderId });
    const free = await lock('50.00');
    const ofBuyer = await lock('60.00', { orderId }, buyer);
    moveOrder('cancelled', 2);
    await house.settle();
    expect((await quoteOf(bound.quoteId)).state).toBe('unwound');
    expect((await quoteOf(ofBuyer.quoteId, buyer)).state).toBe('unwound');
    expect((await quoteOf(free.quoteId)).state).toBe('locked');
    await expect(convert(bound.quoteId)).rejects.toMatchObject({ code: 'fx.quote_unwound' });
    expect(await house.balance('2040', 'USD', seller)).toBe('100.00');
    expect(house.deals).toEqual([]);
    await expect(lock('1.00', { orderId })).rejects.toMatchObject({ code: 'fx.order_ended' });
    // Both exposures are gone: each company may lock its whole limit but for what is still open.
    await lock('108000.00');
    await lock('108000.00', {}, buyer);
  });

  test('is let go however many there are', async () => {
    moveOrder('in_production', 1);
    await house.settle();
    const locks = [];
    for (let made = 0; made < 18; made += 1) locks.push(await lock('1.00', { orderId }));
    moveOrder('refunding', 2);
    moveOrder('refunded', 3);
    await house.settle();
    const states = await Promise.all(locks.map(async ({ quoteId }) => (await quoteOf(quoteId)).state));
    expect(new Set(states)).toEqual(new Set(['unwound']));
    expect(house.told(quoteMoved).filter(({ state }) => state === 'unwound')).toHaveLength(18);
  });

  test('is refused when the order ends between the decision and its commit', async () => {
    // Given
    moveOrder('in_production', 1);
    await house.settle();
    const handlers = Reflect.get(house, 'handlers');
    const decide = handlers.lockQuote;
    handlers.lockQuote = async (call: unknown) => {
      handlers.lockQuote = decide;
      const decided = await decide(call);
      moveOrder('cancelled', 2);
      await house.settle();
      return decided;
    };

    // When, Then
    await expect(lock('1.00', { orderId })).rejects.toMatchObject({ code: 'fx.order_ended' });
  });

  test('belongs to a party of the order only', async () => {
    moveOrder('in_production', 1);
    await house.settle();
    await expect(lock('1.00', { orderId }, deterministicId('com', 'stranger'))).rejects.toMatchObject({
      code: 'fx.order_unknown',
    });
  });

  test('news of an order that comes late changes nothing', async () => {
    moveOrder('cancelled', 5);
    moveOrder('in_production', 4);
    await house.settle();
    await expect(lock('1.00', { orderId })).rejects.toMatchObject({ code: 'fx.order_ended' });
  });
});

describe('a conversion', () => {
  test('settles on its value date, over both calendars and the dollar’s', async () => {
    const { conversionId, state } = await converted();
    expect(state).toBe('executed');
    // Monday 23 November plus two business days is Wednesday; 08:00 in Frankfurt is 07:00 UTC.
    await house.advance(2 * day - 3_601);
    expect((await conversionOf(conversionId)).state).toBe('executed');
    await house.advance(1);
    expect((await conversionOf(conversionId)).state).toBe('settled');
    expect(house.told(conversionMoved)).toMatchObject([{ conversionId, state: 'settled' }]);
  });

  test('is dealt at the bank once, however often it is told', async () => {
    await house.fund('2040', usd('100.00'), seller);
    const { conversionId } = await convert((await lock('100.00')).quoteId);
    await house.settle(3);
    expect(house.deals).toEqual([{ dealId: conversionId, sold: usd('100.00'), bought: cny('710.00') }]);
  });
});

describe('taking a conversion back', () => {
  const books = async (): Promise<readonly string[]> => [
    `1010 USD ${await house.balance('1010', 'USD')}`,
    `1010 CNY ${await house.balance('1010', 'CNY')}`,
    `1020 CNY ${await house.balance('1020', 'CNY')}`,
    `1210 CNY ${await house.balance('1210', 'CNY', seller)}`,
    `1300 USD ${await house.balance('1300', 'USD')}`,
    `1300 CNY ${await house.balance('1300', 'CNY')}`,
    `2040 USD ${await house.balance('2040', 'USD', seller)}`,
    `2040 CNY ${await house.balance('2040', 'CNY', seller)}`,
    `4030 CNY ${await house.balance('4030', 'CNY')}`,
    `5060 CNY ${await house.balance('5060', 'CNY')}`,
  ];
  const rateOf = async (cnyPerEuro: string): Promise<void> => {
    await house.advance(3 * day);
    const file = `<Envelope><Cube><Cube time="2026-11-25"><Cube currency="USD" rate="1.0800"/><Cube currency="CNY" rate="${cnyPerEuro}"/></Cube></Cube></Envelope>`;
    house.files.set('eurofxref-daily.xml', file);
    await house.importNow();
  };

  test('before its value date mirrors it at the deal rate, and own money makes up for the margin that may have been swept', async () => {
    const { conversionId } = await converted();
    expect(await unwind(conversionId, seller)).toMatchObject({
      state: 'unwound',
      unwinding: { basis: 'deal_rate', rate: '7.06448159452', cost: cny('96531.35'), loss: cny('0.00') },
    });
    expect(await books()).toEqual([
      '1010 USD 13596.00',
      '1010 CNY 482.66',
      '1020 CNY -482.66',
      '1210 CNY 0.00',
      '1300 USD 0.00',
      '1300 CNY 0.00',
      '2040 USD 13596.00',
      '2040 CNY 0.00',
      '4030 CNY 0.00',
      '5060 CNY 0.00',
    ]);
    expect(house.deals[1]).toMatchObject({ sold: cny('96531.35'), bought: usd('13596.00') });
  });

  test('before its value date needs no rate of today, so a source that is down keeps nothing back', async () => {
    const { conversionId } = await converted();
    house.files.set('eurofxref-daily.xml', '');
    expect((await unwind(conversionId, 'house')).state).toBe('unwound');
  });

  // From the value date on 13,596.00 USD cost 13,596.00 × 7.7760 / 1.0800 = 13,596.00 × 7.2 = 97,891.20; less 96,048.69 = 1,842.51.
  test('at spot puts the loss to the company at fault: what its balance lacks is claimed and the client money kept whole', async () => {
    const { conversionId } = await converted();
    await house.fund('2040', cny('1000.00'), seller);
    await rateOf('7.7760');
    expect(await unwind(conversionId, seller)).toMatchObject({
      unwinding: {
        basis: 'spot',
        rate: '7.2',
        cost: cny('97891.20'),
        loss: cny('1842.51'),
        gain: cny('0.00'),
      },
    });
    expect(await books()).toEqual([
      '1010 USD 13596.00',
      // 96,531.35 from the cover, 1,000.00 funded, 842.51 topped up, 97,891.20 paid: the margin of the deal is what is left.
      '1010 CNY 482.66',
      '1020 CNY -842.51',
      '1210 CNY 842.51',
      '1300 USD 0.00',
      '1300 CNY 0.00',
      '2040 USD 13596.00',
      '2040 CNY 0.00',
      '4030 CNY 482.66',
      '5060 CNY 0.00',
    ]);
    expect(house.told(escrowRecoveryRequested)).toMatchObject([
      { companyId: seller, amount: cny('842.51'), account: { code: '1210', owner: seller } },
    ]);
  });

  test('at spot puts the loss to the house when the fault is its own', async () => {
    const { conversionId } = await converted();
    await rateOf('7.7760');
    await unwind(conversionId, 'house');
    expect(await house.balance('5060', 'CNY')).toBe('1842.51');
    expect(await house.balance('1020', 'CNY')).toBe('-1842.51');
    expect(await house.balance('1010', 'CNY')).toBe('482.66');
    expect(house.told(escrowRecoveryRequested)).toEqual([]);
  });

  test('at spot puts the loss to the other party of the trade', async () => {
    const { conversionId } = await converted();
    await house.fund('2040', cny('5000.00'), buyer);
    await rateOf('7.7760');
    await unwind(conversionId, buyer);
    expect(await house.balance('2040', 'CNY', buyer)).toBe('3157.49');
    expect(await house.balance('2040', 'USD', seller)).toBe('13596.00');
  });

  // 13,596.00 × 7.5600 / 1.0800 = 13,596.00 × 7 = 95,172.00: 876.69 less than the client got.
  test('at spot leaves a gain with the company whose money it is', async () => {
    const { conversionId } = await converted();
    await rateOf('7.5600');
    expect(await unwind(conversionId, buyer)).toMatchObject({
      unwinding: { gain: cny('876.69'), loss: cny('0.00') },
    });
    expect(await house.balance('2040', 'CNY', seller)).toBe('876.69');
    expect(await house.balance('1010', 'CNY')).toBe('1359.35');
  });

  test('is refused when the company no longer has what it got, and the second time', async () => {
    const { conversionId } = await converted();
    await house.fund('2040', usd('1.00'), seller);
    const sellBack = { sell: cny('96048.69'), buyCurrency: 'EUR', validFor: '15m' };
    const { body } = await house.call('lockQuote', seller, { body: sellBack });
    await convert((body as QuoteView).quoteId);
    await expect(unwind(conversionId, 'house')).rejects.toMatchObject({ code: 'ledger.insufficient_funds' });
    await house.fund('2040', cny('96048.69'), seller);
    await unwind(conversionId, 'house');
    await expect(unwind(conversionId, 'house')).rejects.toMatchObject({ code: 'fx.already_unwound' });
  });

  test('before its value date is not settled any more on it', async () => {
    const { conversionId } = await converted();
    await unwind(conversionId, 'house');
    await house.advance(5 * day);
    expect((await conversionOf(conversionId)).state).toBe('unwound');
  });
});

describe('the report of positions', () => {
  const report = async () =>
    (await house.positions()).map(
      ({ currency, position, locksIn, locksOut, unsettledIn, unsettledOut, margin }) =>
        [currency, position, locksIn, locksOut, unsettledIn, unsettledOut, margin]
          .map((one) => (typeof one === 'string' ? one : formatMoney(one).amount))
          .join(' '),
    );

  test('shows what is locked, dealt and earned in each currency, and nothing once it is over', async () => {
    await house.fund('2040', usd('13596.00'), seller);
    await lock('1000.00');
    await convert((await lock()).quoteId);
    await house.settle();
    // currency, position, locks in and out, unsettled in and out, margin
    expect(await report()).toEqual([
      'CNY 0.00 0.00 7064.48 0.00 96048.69 482.66',
      'USD 0.00 1000.00 0.00 13596.00 0.00 0.00',
    ]);
    await house.advance(3 * day);
    expect(await report()).toEqual([
      'CNY 0.00 0.00 0.00 0.00 0.00 482.66',
      'USD 0.00 0.00 0.00 0.00 0.00 0.00',
    ]);
  });

  test('is for operators by its operation', async () => {
    const { body } = await house.call('getFxPositions', seller);
    expect(body).toEqual({ asOf: house.now, items: [] });
  });
});

describe('importing rates', () => {
  const stored = () => house.database.rows('fx').filter(({ kind }) => kind === 'rates');

  test('fills the days that were missed out of the 90-day file, once', async () => {
    await house.importNow();
    // From 22 August to 20 November 2026 there are 65 weekdays; TARGET is open on all of them.
    expect(stored()).toHaveLength(65);
    expect(await house.importNow()).toBe(false);
    await house.advance(9 * 3_600);
    await house.importNow();
    expect(stored()).toHaveLength(66);
  });

  test.each([
    ['is missing', ''],
    ['is no table', '<html/>'],
    [
      'has a day twice',
      '<E><Cube><Cube time="2026-11-19"><Cube currency="USD" rate="1.08"/></Cube><Cube time="2026-11-19"><Cube currency="USD" rate="1.08"/></Cube></Cube></E>',
    ],
  ])('goes on without the history when that file %s', async (_name, content) => {
    house.files.set('eurofxref-hist-90d.xml', content);
    expect(await house.importNow()).toBe(true);
    expect(stored()).toHaveLength(1);
  });

  test('believes no day of the past beyond a jump', async () => {
    const cube = (time: string, rate: string) =>
      `<Cube time="${time}"><Cube currency="USD" rate="${rate}"/></Cube>`;
    const days = cube('2026-11-19', '1.08') + cube('2026-11-18', '10.8') + cube('2026-11-17', '1.08');
    house.files.set('eurofxref-hist-90d.xml', `<E><Cube>${days}</Cube></E>`);
    await house.importNow();
    expect(stored().map(({ sk }) => sk)).toEqual(['DAY#2026-11-19', 'DAY#2026-11-20']);
  });
});
