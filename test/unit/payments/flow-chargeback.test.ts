import { beforeEach, describe, expect, test } from 'vitest';
import {
  chargebackReceived,
  chargebackReversed,
  ownTransferRequested,
} from '../../../functions/payments/contract.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { PaymentsHouse } from '../../support/payments-house.ts';
import { openDesk, payer, usdWire } from './money-desk.ts';

let house: PaymentsHouse;
let desk: ReturnType<typeof openDesk>;
beforeEach(() => {
  house = new PaymentsHouse();
  desk = openDesk(house);
});

const run = async (days: number): Promise<void> => {
  await house.settle();
  for (let hours = 0; hours < days * 24; hours += 1) {
    house.advance(3_600);
    await house.settle();
  }
};

const pay = async (token: string, amounts: Readonly<Record<string, string>> = { one: '6360.00' }) => {
  const owed = Object.entries(amounts).map(([name, amount]) => desk.owe(name, usdWire(amount)));
  await house.settle();
  return desk.payByCard(
    owed.map(({ payableId }) => payableId),
    token,
  );
};

const escrow = (name: string) => ({ code: '2010', owner: deterministicId('esc', name) });

describe('section 4.1 of the chart: a chargeback of a whole charge with its fee', () => {
  test.each([
    ['tok_chargeback', 1],
    ['tok_chargeback_twice', 1],
    ['tok_chargeback_reordered', 1],
    ['tok_chargeback_first', 1],
  ])('%s is told to escrow once, with 6,360.00 and 187.62', async (token, times) => {
    // Given
    const paymentId = await pay(token);
    // When
    await run(20);
    // Then
    expect(house.told(chargebackReceived)).toHaveLength(times);
    expect(house.told(chargebackReceived)[0]).toMatchObject({
      paymentId,
      gross: usdWire('6547.62'),
      shares: [
        {
          payableId: deterministicId('pay', 'one'),
          account: escrow('one'),
          reference: deterministicId('esc', 'one'),
          amount: usdWire('6360.00'),
          fee: usdWire('187.62'),
        },
      ],
    });
  });

  test('the PSP takes it from our account a day later; the fee of escrow’s share is topped up by escrow', async () => {
    // Given 6,360.00 settled on 1010
    await pay('tok_chargeback');
    await run(1.5);
    expect(house.balance('1010', 'USD')).toBe('6360.00');
    // When it is taken back on the second day and debited on the third
    await run(3);
    // Then only that is booked; escrow posts its share (CR 1110 6,547.62) with own money for the fee (DR 1010 187.62)
    expect(house.balance('1010', 'USD')).toBe('-187.62');
    expect(house.balance('1020', 'USD')).toBe('0.00');
    expect(house.balance('1110', 'USD')).toBe('6547.62');
    expect(house.told(ownTransferRequested)).toEqual([]);
  });

  test('one of a charge that is not paid out yet: the fee that the PSP then keeps is topped up with the payout', async () => {
    // Given
    const paymentId = await pay('tok_visa');
    await house.settle();
    await house.twins.psp('/chargebacks', {
      chargebackId: 'CBK-1',
      chargeId: paymentId,
      opensAfterSeconds: 3_600,
    });
    await house.settle();
    // When 6,360.00 come
    await run(1);
    // Then
    expect(house.balance('1010', 'USD')).toBe('6547.62');
    expect(house.balance('1020', 'USD')).toBe('-187.62');
    expect(house.told(ownTransferRequested)).toMatchObject([
      { direction: 'to_clients', amount: usdWire('187.62') },
    ]);
  });

  test('one that is taken from our account before the charge is paid out is replaced as a whole until then', async () => {
    // Given a payout that an operator has yet to accept
    const paymentId = await pay('tok_settled_short');
    await house.settle();
    await house.twins.psp('/chargebacks', { chargebackId: 'CBK-1', chargeId: paymentId });
    await house.settle();
    // When
    await run(2);
    // Then
    expect(house.balance('1010', 'USD')).toBe('0.00');
    expect(house.balance('1020', 'USD')).toBe('-6547.62');
    expect(house.told(ownTransferRequested)).toMatchObject([
      { direction: 'to_clients', amount: usdWire('6547.62') },
    ]);
  });

  test('one that is won gives the money back, once', async () => {
    // Given
    await pay('tok_chargeback_twice');
    // When
    await run(20);
    // Then
    expect(house.told(chargebackReversed)).toHaveLength(1);
    expect(house.balance('1010', 'USD')).toBe('6360.00');
    expect(house.balance('1110', 'USD')).toBe('0.00');
    const { body } = await house.call('getChargeback', payer, {
      params: { chargebackId: house.told(chargebackReceived)[0]?.chargebackId },
    });
    expect(body).toMatchObject({
      state: 'won',
      debitedAt: expect.any(String),
      creditedAt: expect.any(String),
    });
  });
});

describe('the shares of a chargeback', () => {
  const chargeBack = async (paymentId: string, amount?: string, chargebackId = 'CBK-1') => {
    await house.twins.psp('/chargebacks', {
      chargebackId,
      chargeId: paymentId,
      ...(amount ? { amount: usdWire(amount) } : {}),
    });
    await house.settle();
    return house
      .told(chargebackReceived)
      .at(-1)
      ?.shares.map(({ account, amount: part, fee }) => [account.code, part.amount, fee.amount]);
  };

  test('follow the payables; the fee by largest remainder', async () => {
    // 2.95 % of 4,000.00 is 118.00, which 1000 : 2000 : 1000 shares as 29.50, 59.00, 29.50.
    const paymentId = await pay('tok_visa', { a: '1000.00', b: '2000.00', c: '1000.00' });
    await run(2);
    expect(await chargeBack(paymentId)).toEqual([
      ['2010', '1000.00', '29.50'],
      ['2010', '2000.00', '59.00'],
      ['2010', '1000.00', '29.50'],
    ]);
  });

  test('of a part of the charge: base and fee in their ratio, to the cent', async () => {
    // 100.00 of 6,547.62: 97.1345… of the base, 2.8654… of the fee; the larger remainder gets the cent.
    const paymentId = await pay('tok_visa');
    await run(2);
    expect(await chargeBack(paymentId, '100.00')).toEqual([['2010', '97.13', '2.87']]);
  });

  test('what a second one takes beyond the rest of the charge is a claim on the payer', async () => {
    const paymentId = await pay('tok_visa');
    await run(2);
    await chargeBack(paymentId);
    expect(await chargeBack(paymentId, '10.00', 'CBK-2')).toEqual([['1120', '10.00', '0.00']]);
    expect(house.balance('1120', 'USD', paymentId)).toBe('10.00');
  });

  test('what went into the payer’s wallet is claimed from the payer, and given back when it is won', async () => {
    // Given a payable that a transfer paid while its card was charged: 1,000.00 in the wallet
    const { payableId, reference } = desk.owe('one', usdWire('1000.00'));
    await house.settle();
    const paymentId = await desk.payByCard([payableId], 'tok_late');
    await house.twins.transfer({ reference, amount: usdWire('1000.00') });
    await run(2);
    expect(house.balance('2030', 'USD', payer)).toBe('1000.00');
    // When
    await house.twins.psp('/chargebacks', { chargebackId: 'CBK-1', chargeId: paymentId, outcome: 'won' });
    await house.settle();
    // Then
    expect(house.balance('1120', 'USD', paymentId)).toBe('1029.50');
    expect(house.balance('1020', 'USD')).toBe('-1029.50');
    await run(12);
    expect(house.balance('1120', 'USD', paymentId)).toBe('0.00');
    expect(house.balance('1110', 'USD')).toBe('0.00');
  });

  test('a refund after a chargeback does not go to that card', async () => {
    const paymentId = await pay('tok_visa');
    await run(2);
    await chargeBack(paymentId);
    const payable = await house.rowOf('payments', `PAYABLE#${deterministicId('pay', 'one')}`, 'PAYABLE');
    expect(payable).toMatchObject({ paid: { refundedToCard: { amountMinor: 636_000n } } });
  });
});

test('a charge that failed took no money, so the twin takes none back', async () => {
  const paymentId = await pay('tok_declined');
  await house.settle();
  await expect(
    house.twins.psp('/chargebacks', { chargebackId: 'CBK-1', chargeId: paymentId }),
  ).rejects.toMatchObject({ code: 'http.not_found' });
});

test('a chargeback that is told again with another amount changes nothing', async () => {
  // Given
  const paymentId = await pay('tok_chargeback');
  await run(5);
  const before = house.balance('1110', 'USD');
  const [known] = house.told(chargebackReceived);
  // When
  await house.tellPsp('chargeback.won', {
    chargebackId: known?.chargebackId,
    chargeId: paymentId,
    amount: usdWire('1.00'),
    reason: 'other',
    openedAt: house.now,
  });
  await house.settle();
  // Then
  expect(house.told(chargebackReversed)).toHaveLength(0);
  expect(house.balance('1110', 'USD')).toBe(before);
});
