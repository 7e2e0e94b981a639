import { afterAll, beforeAll, expect, test } from 'vitest';
import { operations as parties } from '../../../functions/parties/operations.ts';
import { operations } from '../../../functions/payments/operations.ts';
import { mailOperations } from '../../../functions/sandbox/mail/operations.ts';
import { type Caller, callerOf } from '../../support/caller.ts';
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

test('a payout waits for an account and for the register, is confirmed, comes back, and is repeated by two people', async () => {
  // Given a seller whose bank will send the money back
  const member = await house.signUp('exporter', {
    name: 'SANDBOX RETURN Lamps Ltd',
    contactEmail: 'lamps@example.com',
  });
  const caller = desk.callOf(member);
  const { companyId } = member.company;
  await house.settle();
  await desk.fund('2040', usd('1000.00'), companyId);
  const operator = callerOf(house.url, (await house.operator()).apiKey);
  const payoutOf = async (payoutId: string) =>
    (
      await caller<{
        state: string;
        reason?: string;
        failure?: { text: string };
        legs: { executeOn?: string }[];
      }>(operations.getPayout, { params: { payoutId } })
    ).body;
  const account = (accountNumber: string) => ({
    currency: 'USD',
    holderName: 'SANDBOX RETURN Lamps Ltd',
    accountNumber,
    bic: 'SNDBNL2AXXX',
    bankCountry: 'NL',
  });
  // When it asks for a payout, names an account, and has its register confirm it
  const { body } = await caller<{ payoutId: string }>(operations.requestPayout, {
    body: { amount: usd('900.00') },
  });
  await house.settle();
  expect(await payoutOf(body.payoutId)).toMatchObject({ state: 'held', reason: 'bank_account_missing' });
  expect(await desk.balance('2090', 'USD', body.payoutId)).toBe('900.00');
  await caller(parties.createBankAccount, { body: account('NL66SNDB0000000011') });
  await house.settle();
  expect(await payoutOf(body.payoutId)).toMatchObject({ state: 'held', reason: 'first_payout' });
  await caller(parties.requestVerification, { body: {} });
  await house.settle();
  // Then it is paid out, comes back an hour later, and says why
  const afterCutOff = (await payoutOf(body.payoutId)).legs[0]?.executeOn;
  expect(afterCutOff).toMatch(/^2026-11-2[4-9]$/);
  await house.advance({ days: 1 });
  expect(await payoutOf(body.payoutId)).toMatchObject({
    state: 'returned',
    failure: { text: 'The account is closed.' },
  });
  expect(await desk.balance('2040', 'USD', companyId)).toBe('1000.00');
  await expect(caller(operations.requestPayout, { body: { amount: usd('1000.01') } })).rejects.toMatchObject({
    code: 'ledger.insufficient_funds',
  });
  // When it repeats it, first to the closed account, then to another one
  const repetition = { params: { payoutId: body.payoutId } };
  await expect(caller(operations.repeatPayout, repetition)).rejects.toMatchObject({
    code: 'payments.account_not_repaired',
  });
  const changed = (
    await caller<{ bankAccountId: string; state: string }>(parties.createBankAccount, {
      body: account('NL39SNDB0000000012'),
    })
  ).body;
  expect(changed.state).toBe('awaiting_approval');
  const approval = { params: { bankAccountId: changed.bankAccountId } };
  await expect(caller(parties.approveBankAccount, approval)).rejects.toMatchObject({
    code: 'parties.same_approver',
  });
  const reviews = await operator<{ items: { bankAccountId: string; companyId: string; state: string }[] }>(
    parties.listBankAccountReviews,
    {},
  );
  expect(reviews.body.items).toMatchObject([
    { bankAccountId: changed.bankAccountId, companyId, state: 'awaiting_approval' },
  ]);
  await operator(parties.approveBankAccount, approval);
  await expect(caller(operations.repeatPayout, repetition)).rejects.toMatchObject({
    code: 'payments.account_not_repaired',
  });
  await house.advance({ days: 2, seconds: 60 });
  // Then everybody was told by letter, and the payout goes on when a second person has approved it
  const box = await callerOf(house.url, '')<{ items: { subject: string; text: string }[] }>(
    mailOperations.sandboxMailBox,
    {
      params: { address: 'lamps@example.com' },
    },
  );
  expect(box.body.items.map(({ text }) => text.split('\n\n')[1])).toEqual([
    'Payouts go there now.',
    expect.stringContaining('A second person has to approve it'),
    expect.stringContaining('It was approved'),
    'It has replaced the account in use: payouts go there now.',
  ]);
  const again = (await caller<{ payoutId: string }>(operations.repeatPayout, repetition)).body.payoutId;
  await house.settle();
  expect(await payoutOf(again)).toMatchObject({ state: 'held', reason: 'approval_missing' });
  await operator(operations.approvePayout, { params: { payoutId: again } });
  await house.settle();
  expect(['sent', 'confirmed']).toContain((await payoutOf(again)).state);
});

test('64 payouts at once out of a balance for ten: ten leave, and not a cent more', async () => {
  const member = await house.signUp('exporter');
  const caller = desk.callOf(member);
  await house.settle();
  await desk.fund('2040', usd('1000.00'), member.company.companyId);
  const outcomes = await Promise.allSettled(
    Array.from({ length: 64 }, () => caller(operations.requestPayout, { body: { amount: usd('100.00') } })),
  );
  const refusals = outcomes.flatMap((one) => (one.status === 'rejected' ? [String(one.reason.code)] : []));
  expect(new Set(refusals)).toEqual(new Set(['ledger.insufficient_funds']));
  expect(refusals).toHaveLength(54);
  expect(await desk.balance('2040', 'USD', member.company.companyId)).toBe('0.00');
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
