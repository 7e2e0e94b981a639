import { beforeEach, describe, expect, test } from 'vitest';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { PaymentsHouse } from '../../support/payments-house.ts';
import { openReconciliation } from '../../support/reconciliation-desk.ts';
import { openDesk, usdWire } from '../payments/money-desk.ts';

let house: PaymentsHouse;
let desk: ReturnType<typeof openDesk>;
let proof: ReturnType<typeof openReconciliation>;
beforeEach(() => {
  house = new PaymentsHouse();
  desk = openDesk(house);
  proof = openReconciliation(house);
});

const days = async (count: number): Promise<void> => {
  await house.settle();
  for (let hours = 0; hours < count * 24; hours += 1) {
    house.advance(3_600);
    await house.settle();
  }
};

const reconcile = async () => {
  await proof.hear();
  return proof.run();
};

const book = (report: Awaited<ReturnType<typeof reconcile>>, id: string) =>
  report.books.find((one) => one.book === id);

describe('the books against bank and PSP', () => {
  test('a card payment and a short transfer: all is matched, nothing is a break', async () => {
    // Given the worked order of the chart: 6,360.00 by card, 14,840.00 by a transfer that is 25.00 short
    const deposit = desk.owe('deposit', usdWire('6360.00'));
    const balance = desk.owe('balance', usdWire('14840.00'));
    await house.settle();
    await desk.payByCard([deposit.payableId], 'tok_visa');
    await house.twins.transfer({ reference: balance.reference, amount: usdWire('14815.00') });
    await days(4);
    // When
    const report = await reconcile();
    // Then
    expect(report.breaks).toEqual([]);
    expect(report.unreachable).toEqual([]);
    expect(book(report, '1010:USD')).toEqual({
      book: '1010:USD',
      ledger: usdWire('21200.00'),
      outside: usdWire('21200.00'),
      oursOnly: usdWire('0.00'),
      theirsOnly: usdWire('0.00'),
      matched: 3,
      openLines: 0,
      openEntries: 0,
      isProven: true,
    });
    expect(book(report, '1020:USD')).toMatchObject({ ledger: usdWire('-25.00'), outside: usdWire('-25.00') });
    expect(book(report, '1110:USD')).toMatchObject({ ledger: usdWire('0.00'), matched: 2, isProven: true });
    expect(report.clientMoney).toEqual([
      {
        currency: 'USD',
        safeguarded: usdWire('21200.00'),
        cardMoney: usdWire('0.00'),
        owed: usdWire('21200.00'),
        coverage: 'safeguarded',
      },
    ]);
  });

  test('run again it says the same, and opens nothing twice', async () => {
    const { reference } = desk.owe('one', usdWire('100.00'));
    await house.settle();
    await house.twins.transfer({ reference, amount: usdWire('100.00') });
    await house.twins.bank('/fees', { feeId: '1', amount: usdWire('12.00') });
    await days(2);
    const first = await reconcile();
    const again = await reconcile();
    expect(again.breaks).toEqual(first.breaks);
    expect(again.breaks).toHaveLength(1);
    expect(again.books.map(({ ledger, outside, openEntries }) => [ledger, outside, openEntries])).toEqual(
      first.books.map(({ ledger, outside, openEntries }) => [ledger, outside, openEntries]),
    );
  });

  test('money that was charged and not paid out yet covers clients only with card money', async () => {
    const { payableId } = desk.owe('one', usdWire('6360.00'));
    await house.settle();
    await desk.payByCard([payableId], 'tok_visa');
    await house.settle();
    house.advance(3_600);
    const report = await reconcile();
    expect(report.clientMoney[0]).toMatchObject({
      coverage: 'with_card_money',
      cardMoney: usdWire('6547.62'),
    });
    expect(report.breaks).toMatchObject([
      { type: 'covered_by_card_money_only', amount: usdWire('-6360.00') },
    ]);
    // And a day later it has cleared by itself, which the break says
    await days(2);
    expect((await reconcile()).breaks).toEqual([]);
    const { body } = await proof.call('getBreak', { params: { breakId: report.breaks[0]?.breakId } });
    expect(body).toMatchObject({
      state: 'cleared',
      notes: [{ by: 'reconciler', event: 'counterpart_came' }],
    });
  });
});

describe('what only the bank knows', () => {
  const fee = async () => {
    await house.twins.transfer({ reference: 'nothing', amount: usdWire('100.00') });
    await house.twins.bank('/fees', { feeId: '1', amount: usdWire('12.00') });
    await days(2);
    return reconcile();
  };

  test('a fee is a break with its amount, and the balance is still proven', async () => {
    const report = await fee();
    expect(report.breaks).toMatchObject([
      { type: 'unknown_to_us', subject: '1010:USD', amount: usdWire('-12.00'), state: 'open' },
    ]);
    expect(book(report, '1010:USD')).toMatchObject({
      ledger: usdWire('100.00'),
      outside: usdWire('88.00'),
      theirsOnly: usdWire('-12.00'),
      isProven: true,
    });
  });

  test('booked as a fee it is the house’s cost, clients are topped up, and the break clears', async () => {
    const [found] = (await fee()).breaks;
    await proof.call('bookUnknownEntry', {
      params: { breakId: found?.breakId },
      body: { as: 'bank_fee', reason: 'price list' },
    });
    await days(3);
    expect((await reconcile()).breaks).toEqual([]);
    expect(house.balance('5020', 'USD')).toBe('12.00');
    expect(house.balance('1010', 'USD')).toBe('100.00');
    expect(house.balance('1020', 'USD')).toBe('-12.00');
  });

  test('a transfer whose notification was lost pays its payable after all', async () => {
    const { payableId, reference } = desk.owe('one', usdWire('100.00'));
    desk.owe('other', usdWire('1.00'));
    await house.settle();
    // Something must be in the books of the currency for the proof to look at it.
    await house.twins.transfer({ reference: 'nothing', amount: usdWire('1.00') });
    await house.twins.transfer({ reference, amount: usdWire('100.00'), isUntold: true });
    await days(2);
    const [found] = (await reconcile()).breaks;
    expect(found).toMatchObject({ type: 'unknown_to_us', amount: usdWire('100.00') });
    await proof.call('bookUnknownEntry', {
      params: { breakId: found?.breakId },
      body: { as: 'receipt', reason: 'camt.054 lost' },
    });
    await days(1);
    expect((await desk.payable(payableId)).state).toBe('paid');
    expect((await reconcile()).breaks).toEqual([]);
  });

  test.each([
    ['a debit as a receipt', 'receipt', 'reconciliation.not_bookable_as'],
  ] as const)('%s is refused', async (_name, as, code) => {
    const [found] = (await fee()).breaks;
    const request = { params: { breakId: found?.breakId }, body: { as, reason: 'wrong' } };
    await expect(proof.call('bookUnknownEntry', request)).rejects.toMatchObject({ code });
  });
});

describe('what only we know', () => {
  test('a line that no statement has is a break after five days, not before', async () => {
    // Given money in the books that never came to the bank
    desk.fund('2040', usdWire('1000.00'), deterministicId('com', 'seller'));
    await days(3);
    expect((await reconcile()).breaks.filter(({ type }) => type === 'missing_outside')).toEqual([]);
    await days(4);
    expect((await reconcile()).breaks).toMatchObject([
      { type: 'missing_outside', subject: '1010:USD', amount: usdWire('1000.00') },
    ]);
    // And it is no entry of the bank that could be booked
    const [found] = (await reconcile()).breaks;
    const request = { params: { breakId: found?.breakId }, body: { as: 'receipt', reason: 'wrong' } };
    await expect(proof.call('bookUnknownEntry', request)).rejects.toMatchObject({
      code: 'reconciliation.entry_not_open',
    });
  });

  test('more open items than a run can carry end it by name', async () => {
    for (let line = 0; line <= 800; line += 1)
      desk.fund('2040', usdWire('1.00'), deterministicId('com', `seller ${line}`));
    await days(1);
    await expect(reconcile()).rejects.toMatchObject({ code: 'reconciliation.too_many_open_items' });
  });
});

describe('the states of trades against the books', () => {
  test('a receipt, a part payment and a payout say what their accounts hold', async () => {
    const { reference } = desk.owe('one', usdWire('1000.00'));
    await house.settle();
    await house.twins.transfer({ reference, amount: usdWire('400.00') });
    await house.twins.transfer({ reference: 'nothing', amount: usdWire('50.00') });
    await days(2);
    const report = await reconcile();
    expect(report.breaks).toEqual([]);
    expect(report.states).toEqual({ compared: 3, unjudged: 0 });
  });

  test('an account that holds another amount than its thing says is a break', async () => {
    const { payableId, reference } = desk.owe('one', usdWire('1000.00'));
    await house.settle();
    await house.twins.transfer({ reference, amount: usdWire('400.00') });
    await days(2);
    await proof.hear();
    // When something takes 100.00 from the account behind the payable's back
    desk.post('stolen', [
      { code: '2020', owner: payableId, side: 'debit', amount: usdWire('100.00') },
      { code: '2030', owner: 'com_thief', side: 'credit', amount: usdWire('100.00') },
    ]);
    house.advance(600);
    expect((await proof.run()).breaks).toMatchObject([
      { type: 'state_differs', subject: `payable ${payableId}`, amount: usdWire('-100.00') },
    ]);
  });
});

describe('an operator', () => {
  const open = async () => {
    await house.twins.transfer({ reference: 'nothing', amount: usdWire('100.00') });
    await house.twins.bank('/fees', { feeId: '1', amount: usdWire('12.00') });
    await days(2);
    return (await reconcile()).breaks[0]?.breakId;
  };
  const decide = (breakId: string | undefined, decision: string) =>
    proof.call('decideBreak', { params: { breakId }, body: { decision, reason: 'ticket 7731' } });

  test('explains a break, which stays in the report until its other side comes', async () => {
    const breakId = await open();
    await decide(breakId, 'explain');
    expect((await reconcile()).breaks).toMatchObject([{ breakId, state: 'explained' }]);
  });

  test('resolves a break for good; the amount goes on showing in the proof', async () => {
    const breakId = await open();
    await decide(breakId, 'resolve');
    const report = await reconcile();
    expect(report.breaks).toEqual([]);
    expect(book(report, '1010:USD')).toMatchObject({ theirsOnly: usdWire('-12.00') });
    await expect(decide(breakId, 'explain')).rejects.toMatchObject({ code: 'reconciliation.break_closed' });
    const booking = proof.call('bookUnknownEntry', {
      params: { breakId },
      body: { as: 'bank_fee', reason: 'late' },
    });
    await expect(booking).rejects.toMatchObject({ code: 'reconciliation.break_closed' });
  });
});

test('section 4.1: the fee that is earned is swept out of client money, exactly', async () => {
  // Given an order of 21,200.00 of which a fee of 404.00 was earned, and 25.00 were borne for a short transfer
  const deposit = desk.owe('deposit', usdWire('6360.00'));
  const balance = desk.owe('balance', usdWire('14840.00'));
  await house.settle();
  await desk.payByCard([deposit.payableId], 'tok_visa');
  await house.twins.transfer({ reference: balance.reference, amount: usdWire('14815.00') });
  await days(4);
  desk.post('release', [
    {
      code: '2010',
      owner: deterministicId('esc', 'deposit'),
      side: 'debit',
      amount: usdWire('6360.00'),
    },
    { code: '4010', side: 'credit', amount: usdWire('404.00') },
    { code: '2040', owner: deterministicId('com', 'seller'), side: 'credit', amount: usdWire('5956.00') },
  ]);
  house.advance(600);
  // When
  await proof.settleClientMoney();
  await proof.settleClientMoney();
  // Then 1010 still covers 20,796.00, and the house has 404.00 less the 25.00
  expect(house.balance('1010', 'USD')).toBe('20796.00');
  expect(house.balance('1020', 'USD')).toBe('379.00');
  // And the statements of both accounts prove it
  await days(4);
  expect((await reconcile()).breaks).toEqual([]);
});
