import { beforeEach, describe, expect, test } from 'vitest';
import { payoutMoved, payoutRequested } from '../../../functions/payments/contract.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { PaymentsHouse } from '../../support/payments-house.ts';
import { openDesk, payer, usdWire } from './money-desk.ts';

let house: PaymentsHouse;
let desk: ReturnType<typeof openDesk>;
beforeEach(() => {
  house = new PaymentsHouse();
  desk = openDesk(house);
  desk.verify(seller);
});

const seller = deterministicId('com', 'seller');
const statesTold = (): readonly string[] => house.told(payoutMoved).map(({ state }) => state);

const ask = (overrides: {
  payoutId?: string;
  beneficiaryId?: string;
  debitCode?: '2040' | '2050' | '2060';
  debitOwner?: string;
  amount?: string;
  purpose?: 'refund' | 'freight' | 'seller_payout';
  originalPayableIds?: readonly string[];
}): string => {
  const payoutId = overrides.payoutId ?? deterministicId('pot', 'asked');
  const { originalPayableIds } = overrides;
  house.tell(
    payoutRequested.create({
      subject: payoutId,
      data: {
        payoutId,
        purpose: overrides.purpose ?? 'seller_payout',
        beneficiaryId: overrides.beneficiaryId ?? seller,
        amount: usdWire(overrides.amount ?? '900.00'),
        debitCode: overrides.debitCode ?? '2040',
        debitOwner: overrides.debitOwner ?? seller,
        description: 'As asked',
        references: { orderId: 'ord_1' },
        ...(originalPayableIds ? { originalPayableIds: [...originalPayableIds] } : {}),
      },
    }),
  );
  return payoutId;
};

const run = async (seconds: number): Promise<void> => {
  await house.settle();
  for (let passed = 0; passed < seconds; passed += 600) {
    house.advance(600);
    await house.settle();
  }
};

describe('the answers of the bank', () => {
  test.each([
    ['Seller Ltd', 0, 'confirmed', '100.00', ['sent', 'confirmed']],
    ['SANDBOX REJECT', 0, 'refused', '1000.00', ['sent', 'refused']],
    ['SANDBOX RETURN', 3_600, 'returned', '1000.00', ['sent', 'confirmed', 'returned']],
    ['SANDBOX TWICE', 0, 'confirmed', '100.00', ['sent', 'confirmed']],
    ['SANDBOX LATE', 7_200, 'confirmed', '100.00', ['sent', 'confirmed']],
    ['SANDBOX REORDER', 600, 'confirmed', '100.00', ['sent', 'confirmed']],
    ['SANDBOX NEVER', 86_400, 'confirmed', '100.00', ['sent', 'confirmed']],
  ])('%s after %i seconds: %s', async (holderName, seconds, state, left, told) => {
    desk.fund('2040', usdWire('1000.00'), seller);
    desk.screen(seller, 'clear');
    desk.setAccount(seller, holderName);
    await house.settle();
    const payoutId = await desk.requestPayout(seller, usdWire('900.00'));
    await run(seconds);
    expect((await desk.payout(seller, payoutId)).state).toBe(state);
    expect(house.balance('2040', 'USD', seller)).toBe(left);
    expect(house.balance('2090', 'USD', payoutId)).toBe('0.00');
    expect(house.balance('1010', 'USD')).toBe(left);
    expect(statesTold()).toEqual(told);
  });
});

describe('what holds a payout', () => {
  test('screening that is not clear, then a missing account; it goes when both are there', async () => {
    desk.fund('2040', usdWire('1000.00'), seller);
    const payoutId = await desk.requestPayout(seller, usdWire('900.00'));
    await house.settle();
    expect(await desk.payout(seller, payoutId)).toMatchObject({
      state: 'held',
      reason: 'screening_not_clear',
    });
    desk.screen(seller, 'clear');
    await house.settle();
    expect(await desk.payout(seller, payoutId)).toMatchObject({
      state: 'held',
      reason: 'bank_account_missing',
    });
    desk.setAccount(seller, 'Seller Ltd');
    await house.settle();
    expect((await desk.payout(seller, payoutId)).state).toBe('confirmed');
    expect(house.balance('2040', 'USD', seller)).toBe('100.00');
  });

  test('a hit holds, and what parties told earlier does not undo what they told later', async () => {
    desk.fund('2040', usdWire('1000.00'), seller);
    desk.setAccount(seller, 'Seller Ltd');
    await house.settle();
    desk.screen(seller, 'clear');
    const [clear] = house.waiting.splice(-1);
    house.advance(60);
    desk.screen(seller, 'hit');
    await house.settle();
    if (clear) house.waiting.push(clear);
    await house.settle();
    const payoutId = await desk.requestPayout(seller, usdWire('900.00'));
    await house.settle();
    expect((await desk.payout(seller, payoutId)).reason).toBe('screening_not_clear');
  });

  test('an account that is set while the hold is decided wakes it all the same', async () => {
    desk.fund('2040', usdWire('1000.00'), seller);
    desk.screen(seller, 'clear');
    await house.settle();
    const payoutId = ask({});
    const [request] = house.waiting.splice(-1);
    if (!request) throw new Error('The request waits');
    const decided = await house.decide(request);
    desk.setAccount(seller, 'Seller Ltd');
    await house.settle();
    await house.finish(request, decided);
    await house.settle();
    expect((await desk.payout(seller, payoutId)).state).toBe('confirmed');
  });
});

describe('payouts that other contexts ask for', () => {
  test('happen once, however often they are asked for', async () => {
    desk.fund('2040', usdWire('2000.00'), seller);
    desk.screen(seller, 'clear');
    desk.setAccount(seller, 'Seller Ltd');
    await house.settle();
    ask({});
    ask({});
    await house.settle();
    expect(house.balance('2040', 'USD', seller)).toBe('1100.00');
  });

  test('go to a partner without screening or an account of its own setting', async () => {
    const pool = deterministicId('pol', 'one');
    desk.fund('2060', usdWire('1200.00'), pool);
    ask({
      beneficiaryId: 'partner:carrier',
      purpose: 'freight',
      debitCode: '2060',
      debitOwner: pool,
      amount: '1200.00',
    });
    await house.settle();
    expect(statesTold()).toEqual(['sent', 'confirmed']);
    expect(house.balance('2060', 'USD', pool)).toBe('0.00');
  });

  test('are refused, and that is said, when the account does not hold the amount', async () => {
    desk.fund('2040', usdWire('10.00'), seller);
    ask({ amount: '10.01' });
    await house.settle();
    expect(house.told(payoutMoved)).toMatchObject([{ state: 'refused', reason: 'insufficient_funds' }]);
    expect(house.balance('2040', 'USD', seller)).toBe('10.00');
  });
});

describe('a refund', () => {
  const refundId = deterministicId('rfd', 'one');
  const paidBoth = async (token: string): Promise<readonly string[]> => {
    desk.screen(payer, 'clear');
    desk.setAccount(payer, 'Payer B.V.');
    const [card, transfer] = [desk.owe('card', usdWire('600.00')), desk.owe('bank', usdWire('400.00'))];
    await house.settle();
    await desk.payByCard([card.payableId], token);
    await house.twins.transfer({ reference: transfer.reference, amount: usdWire('400.00') });
    await house.settle();
    desk.fund('2050', usdWire('700.00'), refundId);
    return [card.payableId, transfer.payableId];
  };
  const refund = (originalPayableIds: readonly string[], amount = '700.00', name = 'refund'): string =>
    ask({
      payoutId: deterministicId('pot', name),
      purpose: 'refund',
      beneficiaryId: payer,
      debitCode: '2050',
      debitOwner: refundId,
      amount,
      originalPayableIds,
    });

  test('goes back to the card that paid, the rest to the bank', async () => {
    const payoutId = refund(await paidBoth('tok_visa'));
    await house.settle();
    expect(await desk.payout(payer, payoutId)).toMatchObject({
      state: 'confirmed',
      legs: [
        { rail: 'card', amount: usdWire('600.00'), state: 'confirmed' },
        { rail: 'bank', amount: usdWire('100.00'), state: 'confirmed' },
      ],
    });
    expect(house.balance('2050', 'USD', refundId)).toBe('0.00');
  });

  test('that the card refuses goes to the bank instead', async () => {
    const payoutId = refund(await paidBoth('tok_refund_fails'), '500.00');
    await house.settle();
    expect(await desk.payout(payer, payoutId)).toMatchObject({
      state: 'confirmed',
      legs: [
        { rail: 'card', amount: usdWire('500.00'), state: 'refused', reason: 'refund_refused' },
        { rail: 'bank', amount: usdWire('500.00'), state: 'confirmed' },
      ],
    });
    expect(house.balance('2050', 'USD', refundId)).toBe('200.00');
    expect(house.balance('2090', 'USD', payoutId)).toBe('0.00');
  });

  test('waits where neither card nor account is known', async () => {
    desk.screen(payer, 'clear');
    desk.fund('2050', usdWire('700.00'), refundId);
    const payoutId = refund([]);
    await house.settle();
    expect(await desk.payout(payer, payoutId)).toMatchObject({
      state: 'held',
      reason: 'bank_account_missing',
    });
  });
});
