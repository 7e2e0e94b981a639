import { beforeEach, describe, expect, test } from 'vitest';
import {
  cardMoneySettled,
  payableCancellationRequested,
  payablePaid,
} from '../../../functions/payments/contract.ts';
import { PaymentsHouse } from '../../support/payments-house.ts';
import { openDesk, payer, usdWire } from './money-desk.ts';

let house: PaymentsHouse;
let desk: ReturnType<typeof openDesk>;
beforeEach(() => {
  house = new PaymentsHouse();
  desk = openDesk(house);
});

const run = async (seconds: number): Promise<void> => {
  await house.settle();
  // In strides, as the sweeper does: what falls due in one leads to what falls due in the next.
  for (let passed = 0; passed < seconds; passed += 600) {
    house.advance(600);
    await house.settle();
  }
};

describe('the answers of the PSP', () => {
  test.each([
    ['tok_visa', 0, 'succeeded', 'paid'],
    ['tok_declined', 0, 'failed', 'open'],
    ['tok_twice', 0, 'succeeded', 'paid'],
    ['tok_late', 7_200, 'succeeded', 'paid'],
    ['tok_never', 600, 'succeeded', 'paid'],
    ['tok_settled_first', 0, 'succeeded', 'paid'],
    ['tok_failed_then_succeeded', 600, 'succeeded', 'paid'],
    ['tok_wrong_amount', 0, 'processing', 'open'],
  ])('%s after %i seconds: %s, the payable is %s', async (token, seconds, paymentState, payableState) => {
    const { payableId, escrowId } = desk.owe('one', usdWire('6360.00'));
    await house.settle();
    const paymentId = await desk.payByCard([payableId], token);
    await run(seconds);
    expect((await desk.payment(paymentId)).state).toBe(paymentState);
    expect((await desk.payable(payableId)).state).toBe(payableState);
    expect(house.balance('2010', 'USD', escrowId)).toBe(payableState === 'paid' ? '6360.00' : '0.00');
    expect(house.told(payablePaid)).toHaveLength(payableState === 'paid' ? 1 : 0);
  });

  test.each([
    ['tok_visa'],
    ['tok_late'],
    ['tok_never'],
    ['tok_settled_first'],
    ['tok_failed_then_succeeded'],
  ])('%s: three days later it is settled, once, whatever came twice', async (token) => {
    const { payableId } = desk.owe('one', usdWire('6360.00'));
    await house.settle();
    await desk.payByCard([payableId], token);
    await run(3 * 86_400);
    expect(house.balance('1110', 'USD')).toBe('0.00');
    expect(house.balance('1010', 'USD')).toBe('6360.00');
    expect(house.balance('5010', 'USD')).toBe('187.62');
    expect(house.balance('4020', 'USD')).toBe('187.62');
  });

  test('an answer about another amount is held for an operator, and asked about no more', async () => {
    const { payableId } = desk.owe('one', usdWire('6360.00'));
    await house.settle();
    const paymentId = await desk.payByCard([payableId], 'tok_wrong_amount');
    await run(86_400);
    expect(await desk.payment(paymentId)).toMatchObject({
      state: 'processing',
      heldBecause: 'amount_mismatch',
    });
    expect(house.balance('1110', 'USD')).toBe('0.00');
    expect((await desk.payable(payableId)).isInPayment).toBe(true);
  });

  test('what the PSP refuses at once has failed, and the payable is free', async () => {
    const { payableId } = desk.owe('one', usdWire('6360.00'));
    await house.settle();
    const paymentId = await desk.payByCard([payableId], 'tok_nobody_knows');
    await house.settle();
    expect((await desk.payment(paymentId)).state).toBe('failed');
    expect((await desk.payable(payableId)).isInPayment).toBe(false);
  });
});

describe('one card payment over several payables', () => {
  test('is one charge, split over them', async () => {
    const parts = [desk.owe('a', usdWire('1000.00')), desk.owe('b', usdWire('2000.00'))];
    await house.settle();
    const paymentId = await desk.payByCard(
      parts.map((one) => one.payableId),
      'tok_visa',
    );
    await house.settle();
    // 2.95 % of 3,000.00 is 88.50.
    expect((await desk.payment(paymentId)).total).toEqual(usdWire('3088.50'));
    expect(parts.map(({ escrowId }) => house.balance('2010', 'USD', escrowId))).toEqual([
      '1000.00',
      '2000.00',
    ]);
    expect(house.balance('1110', 'USD')).toBe('3088.50');
  });

  test.each([
    ['a payable twice', ['a', 'a'], 'payments.duplicate_payable'],
    ['another company’s', ['nobody'], 'http.not_found'],
    ['two currencies', ['a', 'won'], 'payments.mixed_currencies'],
    ['one that is being paid', ['busy'], 'payments.payable_in_payment'],
    ['one that is paid', ['paid'], 'payments.payable_not_open'],
  ])('is refused for %s', async (_name, names, code) => {
    desk.owe('a', usdWire('1000.00'));
    desk.owe('won', { currency: 'KRW', amount: '1000' });
    const [busy, paid] = [desk.owe('busy', usdWire('10.00')), desk.owe('paid', usdWire('10.00'))];
    await house.settle();
    await desk.payByCard([busy.payableId], 'tok_late');
    await desk.payByCard([paid.payableId], 'tok_visa');
    await house.settle();
    const ids = names.map(
      (name) => desk.owe(name === 'nobody' ? 'unknown' : name, usdWire('1.00')).payableId,
    );
    await expect(desk.payByCard(ids, 'tok_visa')).rejects.toMatchObject({ code });
  });
});

describe('a payable that is no longer wanted', () => {
  const cancel = (payableId: string): void =>
    house.tell(
      payableCancellationRequested.create({
        subject: payableId,
        data: { payableId, reason: 'order expired' },
      }),
    );

  test('is cancelled when it is open, and stays paid when it is paid', async () => {
    const [open, paid] = [desk.owe('open', usdWire('10.00')), desk.owe('paid', usdWire('10.00'))];
    await house.settle();
    await desk.payByCard([paid.payableId], 'tok_visa');
    await house.settle();
    cancel(open.payableId);
    cancel(paid.payableId);
    await house.settle();
    expect((await desk.payable(open.payableId)).state).toBe('cancelled');
    expect((await desk.payable(paid.payableId)).state).toBe('paid');
  });

  test.each([
    ['tok_late', 'paid'],
    ['tok_declined', 'cancelled'],
  ])('while its card is charged with %s: %s', async (token, state) => {
    const { payableId } = desk.owe('one', usdWire('10.00'));
    await house.settle();
    await desk.payByCard([payableId], token);
    cancel(payableId);
    await run(7_200);
    expect((await desk.payable(payableId)).state).toBe(state);
  });

  test('whose charge succeeds after all: the money is the payer’s, and nobody is told that it has been safeguarded', async () => {
    const { payableId } = desk.owe('one', usdWire('1000.00'));
    await house.settle();
    await desk.payByCard([payableId], 'tok_failed_then_succeeded');
    await house.settle();
    cancel(payableId);
    await run(2 * 86_400);
    expect(house.balance('2030', 'USD', payer)).toBe('1000.00');
    expect(house.balance('1110', 'USD')).toBe('0.00');
    expect(house.told(cardMoneySettled)).toEqual([]);
  });

  test('gives back what came for it in part', async () => {
    const { payableId, reference } = desk.owe('one', usdWire('1000.00'));
    await house.settle();
    await house.twins.transfer({ reference, amount: usdWire('400.00') });
    await house.settle();
    cancel(payableId);
    await house.settle();
    expect(house.balance('2020', 'USD', payableId)).toBe('0.00');
    expect(house.balance('2030', 'USD', payer)).toBe('400.00');
  });

  test('is paid by transfer while its card is charged: the card money is the payer’s', async () => {
    const { payableId, escrowId, reference } = desk.owe('one', usdWire('1000.00'));
    await house.settle();
    await desk.payByCard([payableId], 'tok_late');
    await house.twins.transfer({ reference, amount: usdWire('1000.00') });
    await run(7_200);
    expect(house.balance('2010', 'USD', escrowId)).toBe('1000.00');
    expect(house.balance('2030', 'USD', payer)).toBe('1000.00');
    expect(house.told(payablePaid)).toHaveLength(1);
  });
});
