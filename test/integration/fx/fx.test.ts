import { afterAll, beforeAll, expect, test } from 'vitest';
import { operations } from '../../../functions/fx/operations.ts';
import { bankOperations } from '../../../functions/sandbox/bank/operations.ts';
import { type Caller, callerOf } from '../../support/caller.ts';
import { startTestHouse, type TestHouse } from '../../support/house.ts';
import { type Desk, openDesk } from '../payments/money-desk.ts';

let house: TestHouse;
let desk: Desk;
beforeAll(async () => {
  house = await startTestHouse();
  desk = openDesk(house);
});
afterAll(() => house?.stop());

const usd = (amount: string) => ({ currency: 'USD', amount });

interface QuoteView {
  readonly quoteId: string;
  readonly state: string;
  readonly expiresAt?: string;
}

const sellerWith = async (amount: string): Promise<{ caller: Caller; companyId: string }> => {
  const member = await house.signUp('exporter');
  const { companyId } = member.company;
  await house.settle();
  await desk.fund('2040', usd(amount), companyId);
  return { caller: desk.callOf(member), companyId };
};
const lock = async (caller: Caller, amount: string): Promise<QuoteView> =>
  (await caller<QuoteView>(operations.lockQuote, { body: { sell: usd(amount), buyCurrency: 'CNY' } })).body;
const convert = (caller: Caller, quoteId: string) =>
  caller<{ conversionId: string }>(operations.convert, { body: { quoteId } });

test('a locked quote converts once, and the bank deals what the ledger has covered', async () => {
  // Given
  const { caller, companyId } = await sellerWith('13596.00');
  const quote = await lock(caller, '13596.00');
  // 7.6765 / 1.0812 = 7.09998150203, less 50 basis points 7.06448159452, times 13,596.00 rounded down.
  expect(quote).toMatchObject({
    mid: '7.09998150203',
    clientRate: '7.06448159452',
    buy: { currency: 'CNY', amount: '96048.69' },
    publishedOn: '2026-11-20',
    valueDate: '2026-11-25',
  });
  // When
  const { body } = await convert(caller, quote.quoteId);
  await house.settle();
  // Then
  expect(await desk.balance('2040', 'USD', companyId)).toBe('0.00');
  expect(await desk.balance('2040', 'CNY', companyId)).toBe('96048.69');
  expect(await desk.balance('1300', 'USD')).toBe('0.00');
  expect(await desk.balance('1300', 'CNY')).toBe('0.00');
  // 13,596.00 at mid is 96,531.35 (96,531.3485…): the difference is the margin.
  expect(await desk.balance('1010', 'CNY')).toBe('96531.35');
  expect(await desk.balance('4030', 'CNY')).toBe('482.66');
  const statement = await callerOf(house.url, '')<{ entries: unknown[] }>(bankOperations.sandboxStatement, {
    params: { currency: 'CNY' },
  });
  expect(statement.body.entries).toMatchObject([
    { endToEndId: body.conversionId, side: 'credit', amount: { currency: 'CNY', amount: '96531.35' } },
  ]);
  await expect(convert(caller, quote.quoteId)).rejects.toMatchObject({ code: 'fx.quote_used' });
});

test('64 at once: one converts, the others are told that the quote is used', async () => {
  const { caller, companyId } = await sellerWith('2000.00');
  const { quoteId } = await lock(caller, '1000.00');
  const outcomes = await Promise.allSettled(Array.from({ length: 64 }, () => convert(caller, quoteId)));
  const refusals = outcomes.flatMap((one) => (one.status === 'rejected' ? [String(one.reason.code)] : []));
  expect(new Set(refusals)).toEqual(new Set(['fx.quote_used']));
  expect(refusals).toHaveLength(63);
  expect(await desk.balance('2040', 'USD', companyId)).toBe('1000.00');
});

test('more than is there is refused, and the quote stays usable', async () => {
  const { caller } = await sellerWith('10.00');
  const { quoteId } = await lock(caller, '10.01');
  await expect(convert(caller, quoteId)).rejects.toMatchObject({ code: 'ledger.insufficient_funds' });
  expect((await caller<QuoteView>(operations.getFxQuote, { params: { quoteId } })).body.state).toBe('locked');
});

test('an expired quote fails and is never repriced', async () => {
  const { caller, companyId } = await sellerWith('1000.00');
  const { quoteId } = await lock(caller, '1000.00');
  await house.advance({ seconds: 900 });
  await expect(convert(caller, quoteId)).rejects.toMatchObject({ code: 'fx.quote_expired' });
  await house.advance({ seconds: 120 });
  expect((await caller<QuoteView>(operations.getFxQuote, { params: { quoteId } })).body.state).toBe(
    'expired',
  );
  expect(await desk.balance('2040', 'USD', companyId)).toBe('1000.00');
});

test('twelve locks are used in the second in which they run out: each converts in time or not at all (F37)', async () => {
  const { caller, companyId } = await sellerWith('1200.00');
  const quotes = await Promise.all(Array.from({ length: 12 }, () => lock(caller, '100.00')));
  await house.advance({ seconds: 898 });
  // When the clock reaches their end while all of them are being used, each by three
  const [, ...outcomes] = await Promise.allSettled([
    house.advance({ seconds: 3 }),
    ...quotes.flatMap(({ quoteId }) => [1, 2, 3].map(() => convert(caller, quoteId))),
  ]);
  await house.settle();
  // Then a quote was used once and before its end, or expired, and the money agrees
  const refusals = outcomes.flatMap((one) => (one.status === 'rejected' ? [String(one.reason.code)] : []));
  expect(refusals.filter((code) => code !== 'fx.quote_used' && code !== 'fx.quote_expired')).toEqual([]);
  await house.advance({ seconds: 120 });
  const after = await Promise.all(
    quotes.map(
      async ({ quoteId }) => (await caller<QuoteView>(operations.getFxQuote, { params: { quoteId } })).body,
    ),
  );
  const used = after.filter(({ state }) => state === 'executed');
  expect(used.length + after.filter(({ state }) => state === 'expired').length).toBe(12);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(used.length);
  expect(await desk.balance('2040', 'USD', companyId)).toBe(`${1200 - 100 * used.length}.00`);
  const { body } = await caller<{ items: { quoteId: string; executedAt: string }[] }>(
    operations.listConversions,
    {},
  );
  for (const { quoteId, executedAt } of body.items) {
    const quote = after.find((one) => one.quoteId === quoteId);
    expect(executedAt < (quote?.expiresAt ?? '')).toBe(true);
  }
});

test('64 locks at once never pass the limit of a company', async () => {
  const { caller } = await sellerWith('1.00');
  // 10,812.00 USD are 10,000.00 EUR: ten fit into 100,000.00.
  const outcomes = await Promise.allSettled(Array.from({ length: 64 }, () => lock(caller, '10812.00')));
  const refusals = outcomes.flatMap((one) => (one.status === 'rejected' ? [String(one.reason.code)] : []));
  expect(new Set(refusals)).toEqual(new Set(['fx.exposure_exceeded']));
  expect(refusals).toHaveLength(54);
});

test('a conversion is taken back by an operator, and the report of positions shows nothing open', async () => {
  const { caller, companyId } = await sellerWith('1000.00');
  const { body } = await convert(caller, (await lock(caller, '1000.00')).quoteId);
  await house.settle();
  const operator = callerOf(house.url, (await house.operator()).apiKey);
  const request = {
    params: { conversionId: body.conversionId },
    body: { atFault: 'house', reason: 'Refunded' },
  };
  await expect(caller(operations.unwindConversion, request)).rejects.toMatchObject({
    code: 'http.forbidden_role',
  });
  await operator(operations.unwindConversion, request);
  await house.settle();
  expect(await desk.balance('2040', 'USD', companyId)).toBe('1000.00');
  expect(await desk.balance('2040', 'CNY', companyId)).toBe('0.00');
  const report = await operator<{ items: { position: { amount: string } }[] }>(operations.getFxPositions, {});
  expect(report.body.items.map(({ position }) => Number(position.amount))).toEqual([0, 0]);
  const name = house.engine.names.functions.find((one) => one.endsWith('-fx-back-office')) ?? '';
  expect(await house.engine.invoke(name, { ask: 'positions' })).toMatchObject({ items: report.body.items });
});

test('rates are imported by themselves, each day once', async () => {
  const { caller } = await sellerWith('1.00');
  await house.advance({ days: 1 });
  const { body } = await caller<{ publishedOn: string; rates: unknown[] }>(operations.listRates, {
    query: { base: 'USD' },
  });
  expect(body.publishedOn).toBe('2026-11-23');
  expect(body.rates).toHaveLength(29);
});

test('what the source does not publish is refused', async () => {
  const { caller } = await sellerWith('1.00');
  const body = { sell: usd('1.00'), buyCurrency: 'VND' };
  await expect(caller(operations.lockQuote, { body })).rejects.toMatchObject({
    code: 'fx.currency_not_quoted',
  });
});

test('no dead letter, no grant lacking', () => {
  expect(house.engine.deadLetters().filter((queue) => queue.messages.length > 0)).toEqual([]);
  expect(house.engine.deniedCalls()).toEqual([]);
});
