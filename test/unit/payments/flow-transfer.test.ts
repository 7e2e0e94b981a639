import { beforeEach, describe, expect, test } from 'vitest';
import { payablePaid, payablePartlyPaid, receiptUnapplied } from '../../../functions/payments/contract.ts';
import { PaymentsHouse } from '../../support/payments-house.ts';
import { openDesk, payer, usdWire } from './money-desk.ts';

let house: PaymentsHouse;
let desk: ReturnType<typeof openDesk>;
beforeEach(() => {
  house = new PaymentsHouse();
  desk = openDesk(house);
});

describe('a bank transfer', () => {
  test('25.00 short of 14,840.00 pays, we bear the difference and top client money up', async () => {
    const { payableId, escrowId, reference } = desk.owe('balance', usdWire('14840.00'));
    await house.settle();
    await house.twins.transfer({ reference, amount: usdWire('14815.00') });
    await house.settle();
    expect((await desk.payable(payableId)).state).toBe('paid');
    expect(house.balance('2010', 'USD', escrowId)).toBe('14840.00');
    expect(house.balance('1010', 'USD')).toBe('14840.00');
    expect(house.balance('1020', 'USD')).toBe('-25.00');
    expect(house.balance('5020', 'USD')).toBe('25.00');
  });

  test('is booked once, however often the bank tells of it and under whatever webhook id', async () => {
    const { reference, escrowId } = desk.owe('one', usdWire('500.00'));
    await house.settle();
    await house.twins.transfer({ reference, amount: usdWire('500.00'), copies: 3 });
    await house.settle();
    expect(house.balance('2010', 'USD', escrowId)).toBe('500.00');
    expect(house.balance('1010', 'USD')).toBe('500.00');
    expect(house.told(payablePaid)).toHaveLength(1);
  });

  test('too short is kept and said; the rest pays; too much goes to the wallet and can be paid out', async () => {
    const { payableId, escrowId, reference } = desk.owe('one', usdWire('14840.00'));
    await house.settle();
    await house.twins.transfer({ reference, amount: usdWire('10000.00') });
    await house.settle();
    expect(house.told(payablePartlyPaid)[0]).toMatchObject({ missing: usdWire('4840.00'), reference });
    expect(house.balance('2020', 'USD', payableId)).toBe('10000.00');
    await house.twins.transfer({ reference, amount: usdWire('5000.00') });
    await house.settle();
    expect(house.balance('2010', 'USD', escrowId)).toBe('14840.00');
    expect(house.balance('2030', 'USD', payer)).toBe('160.00');
    // When the payer asks for it back
    desk.screen(payer, 'clear');
    desk.setAccount(payer, 'Payer B.V.');
    await house.settle();
    const payoutId = await desk.requestPayout(payer, usdWire('160.00'), { from: 'wallet' });
    await house.settle();
    expect((await desk.payout(payer, payoutId)).state).toBe('confirmed');
    expect(house.balance('2030', 'USD', payer)).toBe('0.00');
  });

  test('of a lender pays the payable of another: anybody may', async () => {
    const { payableId, reference } = desk.owe('one', usdWire('500.00'));
    await house.settle();
    await house.twins.transfer({ reference, amount: usdWire('500.00'), debtorName: 'Lender PLC' });
    await house.settle();
    expect((await desk.payable(payableId)).state).toBe('paid');
  });

  test.each([
    ['without a reference', 'thanks', usdWire('70.00'), 'no_reference'],
    ['with a reference that nobody has', 'RF18539007547034', usdWire('70.00'), 'unknown_reference'],
    ['in another currency', 'own', { currency: 'EUR', amount: '70.00' }, 'wrong_currency'],
    ['for a payable that is paid', 'paid', usdWire('70.00'), 'payable_closed'],
  ])('%s stays unapplied, in the books and in the list', async (_name, which, amount, reason) => {
    const own = desk.owe('own', usdWire('500.00'));
    const paid = desk.owe('paid', usdWire('10.00'));
    await house.settle();
    await desk.payByCard([paid.payableId], 'tok_visa');
    await house.settle();
    const references: Record<string, string> = { own: own.reference, paid: paid.reference };
    await house.twins.transfer({ reference: references[which] ?? which, amount });
    await house.settle();
    const [unapplied] = house.told(receiptUnapplied);
    expect(unapplied).toMatchObject({ amount, reason });
    expect(house.balance('2020', amount.currency, unapplied?.entryId)).toBe('70.00');
    expect((await desk.payable(own.payableId)).state).toBe('open');
  });

  test('that nobody could match is applied by an operator, once', async () => {
    const { payableId, escrowId } = desk.owe('one', usdWire('500.00'));
    await house.settle();
    await house.twins.transfer({ reference: 'invoice 7', amount: usdWire('500.00') });
    await house.settle();
    const entryId = house.told(receiptUnapplied)[0]?.entryId;
    const apply = () => house.call('applyReceipt', 'operator', { params: { entryId }, body: { payableId } });
    expect((await apply()).body).toMatchObject({ state: 'applied', payableId });
    expect(house.balance('2010', 'USD', escrowId)).toBe('500.00');
    await expect(apply()).rejects.toMatchObject({ code: 'payments.receipt_resolved' });
  });
});

describe('paying by transfer', () => {
  test('gives account, reference and amount of each, and has succeeded when all are paid', async () => {
    const { payableId, reference } = desk.owe('one', usdWire('500.00'));
    await house.settle();
    const { body } = await house.call('pay', payer, {
      body: { payableIds: [payableId], method: { type: 'bank_transfer' } },
    });
    expect(body).toMatchObject({
      state: 'awaiting_transfer',
      fee: usdWire('0.00'),
      instructions: [
        { payableId, reference, amount: usdWire('500.00'), account: { accountNumber: 'NL90SNDB0000000840' } },
      ],
    });
    await house.twins.transfer({ reference, amount: usdWire('500.00') });
    await house.settle();
    const { paymentId } = body as { paymentId: string };
    expect((await desk.payment(paymentId)).state).toBe('succeeded');
  });
});
