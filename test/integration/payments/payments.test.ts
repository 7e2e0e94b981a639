import { afterAll, beforeAll, expect, test } from 'vitest';
import { operations as parties } from '../../../functions/parties/operations.ts';
import { operations } from '../../../functions/payments/operations.ts';
import type { Caller } from '../../support/caller.ts';
import { type Member, startTestHouse, type TestHouse } from '../../support/house.ts';
import { type Desk, openDesk } from './money-desk.ts';

let house: TestHouse;
let desk: Desk;
let buyer: Member;
let call: Caller;

beforeAll(async () => {
  house = await startTestHouse();
  desk = openDesk(house);
  buyer = await house.signUp('buyer');
  call = desk.callOf(buyer);
  await house.settle();
});
afterAll(() => house?.stop());

const usd = (amount: string) => ({ currency: 'USD', amount });

test('one card payment pays several payables; a day later the PSP settles net', async () => {
  // Given
  const [first, second] = [await desk.owe(buyer, usd('6360.00')), await desk.owe(buyer, usd('1000.00'))];
  // When
  const paymentId = await desk.payByCard(call, [first.payableId, second.payableId], 'tok_visa');
  // Then: 7,360.00 and 2.95 % of it, 217.12.
  expect(await desk.payment(call, paymentId)).toMatchObject({ state: 'succeeded', total: usd('7577.12') });
  expect(await desk.balance('2070', 'USD', first.declarationId)).toBe('6360.00');
  expect(await desk.balance('2070', 'USD', second.declarationId)).toBe('1000.00');
  // When
  await house.advance({ days: 1, seconds: 120 });
  // Then
  expect(await desk.balance('1110', 'USD')).toBe('0.00');
  expect(await desk.balance('1010', 'USD')).toBe('7360.00');
});

test('two card payments of one payable at once: one begins, the other is refused', async () => {
  const { payableId } = await desk.owe(buyer, usd('500.00'));
  const body = { payableIds: [payableId], method: { type: 'card', cardToken: 'tok_visa' } };
  const outcomes = await Promise.allSettled(
    Array.from({ length: 4 }, () => call(operations.pay, { body, idempotencyKey: crypto.randomUUID() })),
  );
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await house.settle();
  expect((await desk.payable(call, payableId)).state).toBe('paid');
});

test('a charge that nobody answers is asked about', async () => {
  const { payableId } = await desk.owe(buyer, usd('500.00'));
  const paymentId = await desk.payByCard(call, [payableId], 'tok_never');
  expect((await desk.payment(call, paymentId)).state).toBe('processing');
  await house.advance({ seconds: 700 });
  expect((await desk.payment(call, paymentId)).state).toBe('succeeded');
});

test('a transfer 25.00 short pays within tolerance, told twice', async () => {
  const { payableId, declarationId } = await desk.owe(buyer, usd('14840.00'));
  const { reference } = await desk.payable(call, payableId);
  await desk.transfer({ reference, amount: usd('14815.00'), copies: 2 });
  expect((await desk.payable(call, payableId)).state).toBe('paid');
  expect(await desk.balance('2070', 'USD', declarationId)).toBe('14840.00');
  expect(await desk.balance('5020', 'USD')).toBe('25.00');
});

test('a payout waits for a bank account, is confirmed, and comes back when the account is closed', async () => {
  const member = await house.signUp('exporter');
  const caller = desk.callOf(member);
  const { companyId } = member.company;
  await house.settle();
  await desk.fund('2040', usd('1000.00'), companyId);
  const { body } = await caller<{ payoutId: string }>(operations.requestPayout, {
    body: { amount: usd('900.00') },
  });
  await house.settle();
  const payout = async () =>
    (
      await caller<{ state: string; reason?: string }>(operations.getPayout, {
        params: { payoutId: body.payoutId },
      })
    ).body;
  expect(await payout()).toMatchObject({ state: 'held', reason: 'bank_account_missing' });
  expect(await desk.balance('2090', 'USD', body.payoutId)).toBe('900.00');
  await caller(parties.createBankAccount, {
    body: {
      currency: 'USD',
      holderName: 'SANDBOX RETURN Ltd',
      accountNumber: 'NL66SNDB0000000011',
      bic: 'SNDBNL2AXXX',
      bankCountry: 'NL',
    },
  });
  await house.settle();
  expect((await payout()).state).toBe('confirmed');
  await house.advance({ seconds: 3700 });
  expect((await payout()).state).toBe('returned');
  expect(await desk.balance('2040', 'USD', companyId)).toBe('1000.00');
  await expect(caller(operations.requestPayout, { body: { amount: usd('1000.01') } })).rejects.toMatchObject({
    code: 'ledger.insufficient_funds',
  });
});

test('a forged message is refused', async () => {
  const response = await fetch(`${house.url}/v1/inbound/bank`, {
    method: 'POST',
    headers: {
      'webhook-id': 'x',
      'webhook-timestamp': String(Math.floor(house.engine.now() / 1000)),
      'webhook-signature': 'v1,AAAA',
    },
    body: '<Document/>',
  });
  expect(response.status).toBe(401);
});

test('no dead letter, no grant lacking', () => {
  expect(house.engine.deadLetters().filter((queue) => queue.messages.length > 0)).toEqual([]);
  expect(house.engine.deniedCalls()).toEqual([]);
});
