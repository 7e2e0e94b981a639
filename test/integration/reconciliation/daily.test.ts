import { afterAll, beforeAll, expect, test } from 'vitest';
import { operations } from '../../../functions/reconciliation/operations.ts';
import { type Report, report } from '../../../functions/reconciliation/report.ts';
import { type Caller, callerOf } from '../../support/caller.ts';
import { type Member, startTestHouse, type TestHouse } from '../../support/house.ts';
import { type Desk, openDesk } from '../payments/money-desk.ts';

let house: TestHouse;
let desk: Desk;
let buyer: Member;
let operator: Caller;

beforeAll(async () => {
  house = await startTestHouse();
  desk = openDesk(house);
  buyer = await house.signUp('buyer');
  operator = callerOf(house.url, (await house.operator()).apiKey);
  await house.settle();
});
afterAll(() => house?.stop());

const usd = (amount: string) => ({ currency: 'USD', amount });

/** Runs the proof as `entrepot reconcile` does. */
const reconcile = async (): Promise<Report> => {
  const name = house.engine.names.functions.find((one) => one.endsWith('-reconciliation-daily'));
  return report.parse(await house.engine.invoke(name ?? '', {}));
};

const fee = async (feeId: string): Promise<void> => {
  await fetch(`${house.url}/sandbox/bank/fees`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ feeId, amount: usd('12.00') }),
  });
};

test('a card payment, a short transfer and a chargeback are proven against bank and PSP; a fee is found and booked', async () => {
  // Given the worked order's amounts, the transfer 25.00 short
  const call = desk.callOf(buyer);
  const [deposit, balance] = [await desk.owe(buyer, usd('6360.00')), await desk.owe(buyer, usd('14840.00'))];
  await desk.payByCard(call, [deposit.payableId], 'tok_visa');
  const { reference } = await desk.payable(call, balance.payableId);
  await desk.transfer({ reference, amount: usd('14815.00') });
  await house.advance({ days: 4 });
  // When
  const first = await reconcile();
  // Then
  expect(first.breaks).toEqual([]);
  expect(first.unreachable).toEqual([]);
  expect(first.books.filter(({ book }) => book.endsWith('USD'))).toMatchObject([
    { book: '1010:USD', ledger: usd('21200.00'), outside: usd('21200.00'), isProven: true, openEntries: 0 },
    { book: '1020:USD', ledger: usd('-25.00'), outside: usd('-25.00'), isProven: true, openEntries: 0 },
    { book: '1110:USD', ledger: usd('0.00'), isProven: true, openEntries: 0 },
  ]);
  expect(first.clientMoney).toMatchObject([{ currency: 'USD', coverage: 'safeguarded' }]);
  // When the bank takes a fee that it tells of in its statement only
  await fee('1');
  await house.advance({ days: 1 });
  const [found] = (await reconcile()).breaks;
  expect(found).toMatchObject({ type: 'unknown_to_us', amount: usd('-12.00'), state: 'open' });
  // And an operator has it booked
  await operator(operations.bookUnknownEntry, {
    params: { breakId: found?.breakId ?? '' },
    body: { as: 'bank_fee', reason: 'price list' },
    idempotencyKey: crypto.randomUUID(),
  });
  await house.advance({ days: 3 });
  // Then
  expect((await reconcile()).breaks).toEqual([]);
  expect(await desk.balance('5020', 'USD')).toBe('37.00');
  expect(await desk.balance('1010', 'USD')).toBe('21200.00');
});
