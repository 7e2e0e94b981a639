import { beforeEach, describe, expect, test } from 'vitest';
import { payoutMoved, payoutRequested } from '../../../functions/payments/contract.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { PaymentsHouse } from '../../support/payments-house.ts';
import { openDesk, type PayoutView, payer, usdWire } from './money-desk.ts';

let house: PaymentsHouse;
let desk: ReturnType<typeof openDesk>;
beforeEach(() => {
  house = new PaymentsHouse();
  desk = openDesk(house);
});

const seller = deterministicId('com', 'seller');

const run = async (seconds: number): Promise<void> => {
  await house.settle();
  for (let passed = 0; passed < seconds; passed += 600) {
    house.advance(600);
    await house.settle();
  }
};

const ready = async (holderName = 'Seller Ltd', amount = '1000.00'): Promise<void> => {
  desk.fund('2040', usdWire(amount), seller);
  desk.screen(seller, 'clear');
  desk.verify(seller);
  desk.setAccount(seller, holderName);
  await house.settle();
};

const repeat = async (
  payoutId: string,
  caller: { memberId?: string; isOperator?: boolean } = {},
  companyId = seller,
) => (await house.call('repeatPayout', companyId, { params: { payoutId } }, caller)).body as PayoutView;
const approve = (
  payoutId: string,
  caller: { memberId?: string; isOperator?: boolean } = {},
  companyId = seller,
) => house.call('approvePayout', companyId, { params: { payoutId } }, caller);

describe('a payout that came back (F41)', () => {
  const cameBack = async (): Promise<string> => {
    await ready('SANDBOX RETURN');
    const payoutId = await desk.requestPayout(seller, usdWire('900.00'));
    await run(4_200);
    return payoutId;
  };

  test('says why, in words, and what helps', async () => {
    const payoutId = await cameBack();
    expect(await desk.payout(seller, payoutId)).toMatchObject({
      state: 'returned',
      reason: 'AC04',
      failure: { code: 'AC04', text: 'The account is closed.' },
      nextAction: 'Set the right bank account: POST /v1/bank-accounts. Then ask for the payout again.',
    });
    expect(house.balance('2040', 'USD', seller)).toBe('1000.00');
  });

  test('is not sent to the same account again', async () => {
    const payoutId = await cameBack();
    await expect(repeat(payoutId)).rejects.toMatchObject({
      code: 'payments.account_not_repaired',
      detail: 'The account is closed. The account in use is still ••••0011.',
    });
  });

  test('waits for a second person once the account is repaired, and then arrives there', async () => {
    const payoutId = await cameBack();
    desk.setAccount(seller, 'Seller Ltd', { accountNumber: 'DE50100000000000000001' });
    await house.settle();
    await expect(repeat(payoutId, {}, payer)).rejects.toMatchObject({ code: 'http.not_found' });
    const again = await repeat(payoutId, { memberId: 'mem_a' });
    expect(again).toMatchObject({ state: 'held', reason: 'approval_missing' });
    expect(house.balance('2090', 'USD', again.payoutId)).toBe('900.00');
    await run(86_400);
    expect((await desk.payout(seller, again.payoutId)).state).toBe('held');
    await expect(approve(again.payoutId, { memberId: 'mem_a' })).rejects.toMatchObject({
      code: 'payments.same_approver',
    });
    await expect(approve(again.payoutId, { memberId: 'mem_x' }, payer)).rejects.toMatchObject({
      code: 'http.not_found',
    });
    await approve(again.payoutId, { memberId: 'mem_b' });
    await house.settle();
    expect(await desk.payout(seller, again.payoutId)).toMatchObject({
      state: 'confirmed',
      account: { accountNumber: '••••0001' },
      holds: [{ reason: 'approval_missing', state: 'released' }],
    });
    expect(house.balance('2040', 'USD', seller)).toBe('100.00');
    await expect(repeat(payoutId)).rejects.toMatchObject({ code: 'payments.payout_not_repeatable' });
    await expect(approve(again.payoutId, { memberId: 'mem_b' })).rejects.toMatchObject({
      code: 'payments.approval_not_needed',
    });
  });

  test('is approved by an operator where the company is one person', async () => {
    const payoutId = await cameBack();
    desk.setAccount(seller, 'Seller Ltd', { accountNumber: 'DE50100000000000000001' });
    await house.settle();
    const again = await repeat(payoutId);
    await approve(again.payoutId, { isOperator: true, memberId: 'mem_operator' }, payer);
    await house.settle();
    expect((await desk.payout(seller, again.payoutId)).state).toBe('confirmed');
  });
});

describe('the first payout of sales', () => {
  beforeEach(async () => {
    desk.fund('2040', usdWire('1000.00'), seller);
    desk.screen(seller, 'clear');
    desk.setAccount(seller, 'Seller Ltd');
    await house.settle();
  });

  test('waits until the account is three days old, says until when, and goes by itself', async () => {
    const payoutId = await desk.requestPayout(seller, usdWire('900.00'));
    await house.settle();
    expect(await desk.payout(seller, payoutId)).toMatchObject({
      state: 'held',
      reason: 'first_payout',
      holds: [
        {
          reason: 'first_payout',
          state: 'held',
          amount: usdWire('900.00'),
          expectedReleaseAt: '2026-11-26T08:00:00.000Z',
          actions: ['Have your company confirmed by its register: POST /v1/companies/me/verification.'],
        },
      ],
    });
    // The 26th is Thanksgiving: released then, executed the day after.
    await run(3 * 86_400);
    expect(await desk.payout(seller, payoutId)).toMatchObject({
      state: 'sent',
      holds: [{ state: 'released', releasedAt: '2026-11-26T08:00:00.000Z' }],
      legs: [{ executeOn: '2026-11-27' }],
    });
    await run(86_400);
    expect((await desk.payout(seller, payoutId)).state).toBe('confirmed');
  });

  test('goes at once when a register confirms the company', async () => {
    const payoutId = await desk.requestPayout(seller, usdWire('900.00'));
    await house.settle();
    desk.verify(seller);
    await house.settle();
    expect((await desk.payout(seller, payoutId)).state).toBe('confirmed');
  });

  test('is the only one that waits, whatever account comes later', async () => {
    await desk.requestPayout(seller, usdWire('100.00'));
    await run(5 * 86_400);
    desk.fund('2040', { currency: 'EUR', amount: '50.00' }, seller);
    desk.setAccount(seller, 'Seller Ltd', { currency: 'EUR' });
    await house.settle();
    const second = await desk.requestPayout(seller, { currency: 'EUR', amount: '50.00' });
    expect((await desk.payout(seller, second)).holds).toEqual([]);
  });
});

test('an account whose holder bank messages cannot carry is never sent to; the money goes back and the reason is told', async () => {
  await ready('深圳明亮照明有限公司');
  const payoutId = await desk.requestPayout(seller, usdWire('900.00'));
  await house.settle();
  expect(await desk.payout(seller, payoutId)).toMatchObject({
    state: 'refused',
    failure: { text: 'The name of the holder has letters that bank messages cannot carry.' },
  });
  expect(house.balance('2040', 'USD', seller)).toBe('1000.00');
  await expect(repeat(payoutId)).rejects.toMatchObject({ code: 'payments.account_not_repaired' });
});

describe('cut-offs and holidays', () => {
  test('a payout asked for on Monday evening is executed on Tuesday', async () => {
    await ready();
    house.advance(10 * 3_600);
    const payoutId = await desk.requestPayout(seller, usdWire('900.00'));
    await house.settle();
    expect(await desk.payout(seller, payoutId)).toMatchObject({
      state: 'sent',
      legs: [{ executeOn: '2026-11-24' }],
    });
    expect(house.balance('1010', 'USD')).toBe('1000.00');
    await run(12 * 3_600);
    expect((await desk.payout(seller, payoutId)).state).toBe('confirmed');
    expect(house.balance('1010', 'USD')).toBe('100.00');
  });
});

describe('a bank account that changes while payouts run (F53)', () => {
  test('what was sent went to the account of that time, and a return does not follow the new one by itself', async () => {
    await ready('SANDBOX RETURN');
    const payoutId = await desk.requestPayout(seller, usdWire('900.00'));
    await house.settle();
    desk.setAccount(seller, 'Somebody Else', { accountNumber: 'DE50100000000000000001' });
    await run(4_200);
    expect(await desk.payout(seller, payoutId)).toMatchObject({
      state: 'returned',
      account: { accountNumber: '••••0011' },
    });
    expect(house.balance('2040', 'USD', seller)).toBe('1000.00');
  });
});

describe('minimum, decimals and references', () => {
  test.each([
    ['9.99', 'payments.below_minimum_payout', 'At least 10.00 USD a payout.'],
    ['1000.01', undefined, undefined],
  ])('%s USD: %s', async (amount, code, detail) => {
    await ready();
    const asked = desk.requestPayout(seller, usdWire(amount));
    await (code
      ? expect(asked).rejects.toMatchObject({ code, detail })
      : expect(asked).rejects.toMatchObject({ code: 'ledger.insufficient_funds' }));
  });

  test('what the rail has no decimals for is refused with the amount that it carries', async () => {
    desk.fund('2040', { currency: 'KWD', amount: '12.345' }, seller);
    await expect(desk.requestPayout(seller, { currency: 'KWD', amount: '12.345' })).rejects.toMatchObject({
      code: 'payments.amount_below_rail',
      detail: 'The largest amount up to yours that banks carry is 12.340; the rest stays in your balance.',
    });
    expect(house.balance('2040', 'KWD', seller)).toBe('12.345');
  });

  test('a reference is used once for ever', async () => {
    await ready();
    await desk.requestPayout(seller, usdWire('100.00'), { reference: 'RUN-48' });
    await expect(
      desk.requestPayout(seller, usdWire('100.00'), { reference: 'RUN-48' }),
    ).rejects.toMatchObject({
      code: 'payments.payout_reference_used',
    });
    expect(house.balance('2040', 'USD', seller)).toBe('900.00');
  });

  test('the same Idempotency-Key makes no second payout when its answer is long forgotten (F05)', async () => {
    await ready();
    await desk.requestPayout(seller, usdWire('100.00'), { idempotencyKey: 'k-1' });
    await run(600);
    house.advance(36 * 86_400);
    await house.settle();
    await expect(
      desk.requestPayout(seller, usdWire('100.00'), { idempotencyKey: 'k-1' }),
    ).rejects.toMatchObject({
      code: 'payments.payout_exists',
    });
    expect(house.balance('2040', 'USD', seller)).toBe('900.00');
  });
});

describe('dust of a refund', () => {
  const refundId = deterministicId('rfd', 'dust');
  const refund = async (currency: string, amount: string): Promise<string> => {
    const payoutId = deterministicId('pot', currency, amount);
    desk.fund('2050', { currency, amount }, refundId);
    desk.screen(payer, 'clear');
    desk.setAccount(payer, 'Payer B.V.', { currency });
    house.tell(
      payoutRequested.create({
        subject: payoutId,
        data: {
          payoutId,
          purpose: 'refund',
          beneficiaryId: payer,
          amount: { currency, amount },
          debitCode: '2050',
          debitOwner: refundId,
          description: 'Refund',
          references: {},
        },
      }),
    );
    await run(2 * 86_400);
    return payoutId;
  };

  test.each([
    ['HUF', '12345.67', '12345.00', '0.67'],
    ['IDR', '990000.10', '990000.00', '0.10'],
    ['TWD', '500.99', '500.00', '0.99'],
    ['BHD', '12.345', '12.340', '0.005'],
    ['JOD', '12.341', '12.340', '0.001'],
    ['KWD', '12.345', '12.340', '0.005'],
    ['OMR', '12.349', '12.340', '0.009'],
    ['TND', '99.999', '99.990', '0.009'],
  ])('%s %s: %s is sent and %s goes to the available balance', async (currency, amount, sent, dust) => {
    const payoutId = await refund(currency, amount);
    expect(await desk.payout(payer, payoutId)).toMatchObject({
      state: 'confirmed',
      amount: { currency, amount: sent },
      carried: { currency, amount: dust },
    });
    expect(house.balance('2050', currency, refundId)).toMatch(/^0\.0+$/);
    expect(house.balance('2090', currency, payoutId)).toMatch(/^0\.0+$/);
    expect(house.balance('2040', currency, payer)).toBe(dust);
    expect(house.balance('1010', currency)).toBe(dust);
  });

  test.each([
    ['ISK', '1234'],
    ['JPY', '1234'],
    ['USD', '12.34'],
  ])('%s %s leaves none', async (currency, amount) => {
    const payoutId = await refund(currency, amount);
    const told = await desk.payout(payer, payoutId);
    expect(told).toMatchObject({ state: 'confirmed', amount: { currency, amount } });
    expect(told.carried).toBeUndefined();
    expect(house.balance('1010', currency)).toMatch(/^0(\.00)?$/);
  });

  test('that is dust altogether is refused as a payout and kept for the beneficiary', async () => {
    await refund('HUF', '0.99');
    expect(house.told(payoutMoved)).toMatchObject([{ state: 'refused', reason: 'amount_below_rail' }]);
    expect(house.balance('2050', 'HUF', refundId)).toBe('0.00');
    expect(house.balance('2040', 'HUF', payer)).toBe('0.99');
  });
});

test('more held payouts than one message wakes all go when what held them is gone', async () => {
  desk.fund('2040', usdWire('3000.00'), seller);
  desk.screen(seller, 'clear');
  desk.verify(seller);
  await house.settle();
  const payoutIds: string[] = [];
  for (let index = 0; index < 205; index += 1)
    payoutIds.push(await desk.requestPayout(seller, usdWire('10.00')));
  await house.settle();
  desk.setAccount(seller, 'Seller Ltd');
  await house.settle();
  const states = await Promise.all(payoutIds.map(async (id) => (await desk.payout(seller, id)).state));
  expect(states.filter((state) => state !== 'confirmed')).toEqual([]);
  expect(house.balance('2040', 'USD', seller)).toBe('950.00');
});
