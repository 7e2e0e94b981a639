import { beforeEach, describe, expect, test } from 'vitest';
import { ownTransferRequested } from '../../../functions/payments/contract.ts';
import { PaymentsHouse } from '../../support/payments-house.ts';
import { openDesk, payer, usdWire } from './money-desk.ts';

let house: PaymentsHouse;
let desk: ReturnType<typeof openDesk>;
beforeEach(() => {
  house = new PaymentsHouse();
  desk = openDesk(house);
});

const days = async (count: number): Promise<void> => {
  await house.settle();
  for (let hours = 0; hours < count * 24; hours += 1) {
    house.advance(3_600);
    await house.settle();
  }
};

const pay = async (token: string) => {
  const owed = desk.owe('one', usdWire('6360.00'));
  await house.settle();
  return { ...owed, paymentId: await desk.payByCard([owed.payableId], token) };
};

const decide = async (paymentId: string, decision: string) => {
  const request = { params: { paymentId }, body: { decision, reason: 'ticket 7731' } };
  const { body } = await house.call('resolvePaymentHold', 'house', request, { isOperator: true });
  await house.settle();
  return body as { state: string; resolution?: unknown };
};

describe('another amount was charged: 6,547.63 instead of 6,547.62', () => {
  test('accepted, it pays; the cent is the payer’s, and the settlement that came meanwhile is booked', async () => {
    const { paymentId, payableId, escrowId } = await pay('tok_wrong_amount');
    await days(2);
    expect(house.balance('1010', 'USD')).toBe('0.00');
    expect(await decide(paymentId, 'accept')).toMatchObject({
      state: 'succeeded',
      resolution: { decision: 'accept', reason: 'ticket 7731', by: 'house-first' },
    });
    expect((await desk.payable(payableId)).state).toBe('paid');
    expect(house.balance('2010', 'USD', escrowId)).toBe('6360.00');
    expect(house.balance('2030', 'USD', payer)).toBe('0.01');
    expect(house.balance('1110', 'USD')).toBe('0.00');
    expect(house.balance('1010', 'USD')).toBe('6360.01');
  });

  test('refunded, all of it goes back to the card, clients are topped up for the fee, and the payable is open', async () => {
    const { paymentId, payableId } = await pay('tok_wrong_amount');
    await days(2);
    expect(await decide(paymentId, 'refund')).toMatchObject({ state: 'refunded' });
    await days(3);
    expect(await desk.payable(payableId)).toMatchObject({ state: 'open', isInPayment: false });
    expect(house.balance('2050', 'USD', paymentId)).toBe('0.00');
    expect(house.balance('1110', 'USD')).toBe('0.00');
    // The PSP kept 187.62 of what went back in full: the house bears it.
    expect(house.balance('1010', 'USD')).toBe('0.00');
    expect(house.balance('1020', 'USD')).toBe('-187.62');
    expect(house.balance('5010', 'USD')).toBe('187.62');
  });

  test('too little for what is owed cannot be accepted', async () => {
    const { paymentId } = await pay('tok_late');
    await house.settle();
    await house.tellPsp('charge.succeeded', { chargeId: paymentId, amount: usdWire('6359.99') });
    await house.settle();
    await expect(decide(paymentId, 'accept')).rejects.toMatchObject({ code: 'payments.hold_too_short' });
  });

  test('a little less comes off the card fee', async () => {
    const { paymentId, escrowId } = await pay('tok_late');
    await house.settle();
    await house.tellPsp('charge.succeeded', { chargeId: paymentId, amount: usdWire('6500.00') });
    await house.settle();
    await decide(paymentId, 'accept');
    expect(house.balance('2010', 'USD', escrowId)).toBe('6360.00');
    expect(house.balance('4020', 'USD')).toBe('140.00');
    expect(house.balance('1110', 'USD')).toBe('6500.00');
  });
});

describe('another amount was paid out', () => {
  test('a dearer PSP is a cost, and own money fills what clients are owed', async () => {
    await pay('tok_dear');
    await days(2);
    expect(house.balance('5010', 'USD')).toBe('187.97');
    expect(house.balance('1010', 'USD')).toBe('6360.00');
    expect(house.balance('1020', 'USD')).toBe('-0.35');
    expect(house.told(ownTransferRequested)).toMatchObject([
      { direction: 'to_clients', amount: usdWire('0.35') },
    ]);
  });

  test('parts that do not add up are held; accepted, the difference is a cost', async () => {
    const { paymentId } = await pay('tok_settled_short');
    await days(2);
    expect(await desk.payment(paymentId)).toMatchObject({ heldBecause: 'settlement_mismatch' });
    await expect(decide(paymentId, 'refund')).rejects.toMatchObject({ code: 'payments.hold_decision_unfit' });
    await decide(paymentId, 'accept');
    expect(house.balance('1110', 'USD')).toBe('0.00');
    expect(house.balance('5010', 'USD')).toBe('188.62');
    expect(house.balance('1010', 'USD')).toBe('6360.00');
    await expect(decide(paymentId, 'accept')).rejects.toMatchObject({ code: 'payments.not_held' });
  });
});

describe('a PSP that does not answer', () => {
  const silent = async () => {
    const { payableId } = desk.owe('one', usdWire('6360.00'));
    await house.settle();
    const paymentId = await desk.payByCard([payableId], 'tok_visa');
    // The PSP was down when it was to be charged, and the message about it died after all its tries.
    house.waiting.length = 0;
    house.twins.isDown = true;
    return { paymentId, payableId };
  };

  test('is asked again and again, and no failure ends the questions', async () => {
    const { paymentId } = await silent();
    await days(2);
    expect(await desk.payment(paymentId)).toMatchObject({ state: 'created' });
    house.twins.isDown = false;
    await days(1);
    expect((await desk.payment(paymentId)).state).toBe('succeeded');
  });

  test('after three days an operator decides: to ask again', async () => {
    const { paymentId } = await silent();
    await days(4);
    expect(await desk.payment(paymentId)).toMatchObject({ heldBecause: 'no_answer' });
    house.twins.isDown = false;
    await decide(paymentId, 'ask_again');
    await days(1);
    expect((await desk.payment(paymentId)).state).toBe('succeeded');
  });

  test('or to give up, in words that the payer reads; a success that comes later still counts', async () => {
    const { paymentId, payableId } = await silent();
    await days(4);
    await decide(paymentId, 'fail');
    expect(await desk.payment(paymentId)).toMatchObject({
      state: 'failed',
      failureReason: 'no_answer',
      failure: { remedy: 'Pay by bank transfer, or write to us before you use the card again.' },
    });
    expect((await desk.payable(payableId)).isInPayment).toBe(false);
    await house.tellPsp('charge.succeeded', { chargeId: paymentId, amount: usdWire('6547.62') });
    await house.settle();
    expect((await desk.payable(payableId)).state).toBe('paid');
  });
});

test.each([
  ['tok_declined', 'card_declined', 'The bank that issued the card declined the payment.'],
  [
    'tok_nobody_knows',
    'psp_refused_400',
    'The card processor did not take the charge: the card token is unknown or spent.',
  ],
])('%s fails as %s, in words', async (token, failureReason, text) => {
  const { paymentId } = await pay(token);
  await house.settle();
  expect(await desk.payment(paymentId)).toMatchObject({ failureReason, failure: { text } });
});

test('a payment that nobody knows cannot be decided on', async () => {
  const unknown = 'pmt_01K9Z3V5T8QW2M4N6P8R0S1T3V';
  await expect(decide(unknown, 'accept')).rejects.toMatchObject({ code: 'http.not_found' });
});
