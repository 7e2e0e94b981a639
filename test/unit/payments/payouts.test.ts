import { describe, expect, test } from 'vitest';
import {
  legConfirmed,
  legRefused,
  legReturned,
  payoutOpened,
} from '../../../functions/payments/domain/journals.ts';
import {
  bankOnly,
  carryDust,
  clearedPayout,
  fallBackToBank,
  legIdOf,
  moveLeg,
  payoutIdOfLeg,
  planLegs,
  planRefund,
  railAmountOf,
  stateOfLegs,
} from '../../../functions/payments/domain/payout.ts';
import { formatMoney, parseMoney } from '../../../shared/kernel/money.ts';
import { buyerId, linesOf, noon, payable, payableIdOf, payout, usd } from './samples.ts';

const payoutId = 'pot_01K9Z3V5T8QW2M4N6P8R0S1T3V';
const legId = 'POT-01K9Z3V5T8QW2M4N6P8R0S1T3V-1';
const account = { holderName: 'A', accountNumber: 'NL66SNDB0000000011', bic: 'SNDBNL2A', bankCountry: 'NL' };

const paidByCard = (index: number, byCard: string, refundedToCard = '0.00') =>
  payable({
    payableId: payableIdOf(index),
    state: 'paid',
    paid: {
      method: 'card',
      at: noon,
      journalId: 'jrn_x',
      paymentId: `pmt_${index}`,
      byCard: usd(byCard),
      refundedToCard: usd(refundedToCard),
    },
  });
const paidByTransfer = payable({
  payableId: payableIdOf(3),
  state: 'paid',
  paid: {
    method: 'bank_transfer',
    at: noon,
    journalId: 'jrn_y',
    byCard: usd('0.00'),
    refundedToCard: usd('0.00'),
  },
});

describe('planRefund: back the way it came', () => {
  test.each([
    ['all to the card', '500.00', [paidByCard(1, '6360.00')], ['500.00'], '0.00'],
    [
      'up to what the card paid',
      '7000.00',
      [paidByCard(1, '6360.00'), paidByTransfer],
      ['6360.00'],
      '640.00',
    ],
    ['less what went back before', '500.00', [paidByCard(1, '600.00', '400.00')], ['200.00'], '300.00'],
    [
      'in the order named',
      '700.00',
      [paidByCard(1, '500.00'), paidByCard(2, '500.00')],
      ['500.00', '200.00'],
      '0.00',
    ],
    ['all to the bank', '700.00', [paidByTransfer], [], '700.00'],
    ['nothing known', '700.00', [], [], '700.00'],
  ])('%s', (_name, amount, originals, toCards, toBank) => {
    const plan = planRefund(usd(amount), originals);
    expect(plan.toCards.map((one) => formatMoney(one.amount).amount)).toEqual(toCards);
    expect(formatMoney(plan.toBank).amount).toBe(toBank);
  });

  test('becomes a leg for each charge and one for the bank', () => {
    const plan = planRefund(usd('7000.00'), [paidByCard(1, '6360.00'), paidByTransfer]);
    expect(planLegs(payoutId, usd('7000.00'), plan)).toEqual([
      { legId, rail: 'card', amount: usd('6360.00'), state: 'waiting', paymentId: 'pmt_1' },
      { legId: 'POT-01K9Z3V5T8QW2M4N6P8R0S1T3V-2', rail: 'bank', amount: usd('640.00'), state: 'waiting' },
    ]);
  });
});

test('a leg id is what every bank lets through, and leads back to its payout', () => {
  expect(legIdOf(payoutId, 0)).toBe(legId);
  expect(legIdOf(payoutId, 98).length).toBeLessThanOrEqual(35);
  expect(payoutIdOfLeg(legId)).toBe(payoutId);
  expect(payoutIdOfLeg('NOTPROVIDED')).toBeUndefined();
  expect(payoutIdOfLeg('POT-1-1')).toBeUndefined();
});

// Rail decimals: Currencycloud (HUF, IDR, BHD, KWD, OMR), Stripe (TWD, JOD, TND); ISK has none in ISO 4217 since 2007.
test.each([
  ['KRW', '1000', '1000', '0'],
  ['ISK', '1234', '1234', '0'],
  ['USD', '10.01', '10.01', '0.00'],
  ['HUF', '1234.56', '1234.00', '0.56'],
  ['IDR', '165000.99', '165000.00', '0.99'],
  ['TWD', '500.10', '500.00', '0.10'],
  ['BHD', '12.345', '12.340', '0.005'],
  ['JOD', '12.341', '12.340', '0.001'],
  ['KWD', '12.345', '12.340', '0.005'],
  ['OMR', '12.349', '12.340', '0.009'],
  ['TND', '0.009', '0.000', '0.009'],
])('the rail carries of %s %s: %s, and %s is kept', (currency, amount, carried, kept) => {
  const asked = parseMoney({ currency, amount });
  expect(formatMoney(railAmountOf(asked)).amount).toBe(carried);
  const { plan, dust } = carryDust(bankOnly(asked));
  expect(formatMoney(plan.toBank).amount).toBe(carried);
  expect(formatMoney(dust).amount).toBe(kept);
});

test('a card that refuses hands over to the bank what its rail carries; the rest is dust', () => {
  const huf = (amount: string) => parseMoney({ currency: 'HUF', amount });
  const legs = [
    { legId, rail: 'card' as const, amount: huf('4000.50'), state: 'sent' as const, paymentId: 'pmt_1' },
  ];
  const fallback = fallBackToBank(payout({ amount: huf('4000.50'), legs }), legId, 'refund_refused');
  expect(fallback?.dust).toEqual(huf('0.50'));
  expect(fallback?.payout).toMatchObject({
    amount: huf('4000.00'),
    carried: huf('0.50'),
    state: 'held',
    legs: [
      { state: 'refused', replacedBy: expect.any(String) },
      { rail: 'bank', amount: huf('4000.00'), state: 'waiting' },
    ],
  });
});

describe('moveLeg', () => {
  test.each([
    ['booked', 'sent', 'booked', 'confirmed'],
    ['booked before it was taken', 'sending', 'booked', 'confirmed'],
    ['taken after it was booked', 'confirmed', 'taken', undefined],
    ['rejected', 'sent', 'rejected', 'refused'],
    ['rejected after it was booked', 'confirmed', 'rejected', undefined],
    ['came back', 'confirmed', 'came_back', 'returned'],
    ['came back before its booking was told', 'sent', 'came_back', 'returned'],
    ['booked after it came back', 'returned', 'booked', undefined],
    ['came back twice', 'returned', 'came_back', undefined],
  ] as const)('%s', (_name, state, event, expected) => {
    const legs = payout().legs.map((leg) => ({ ...leg, state }));
    const moved = moveLeg(payout({ legs, state: stateOfLegs(legs) }), legId, event);
    expect(moved?.after.state).toBe(expected);
  });

  test('the payout is confirmed when its last leg is', () => {
    const [first] = payout().legs;
    if (!first) throw new Error('There is a leg');
    const two = payout({ legs: [first, { ...first, legId: 'second' }] });
    const once = moveLeg(two, legId, 'booked');
    expect(once?.payout.state).toBe('sent');
    expect(once && moveLeg(once.payout, 'second', 'booked')?.payout.state).toBe('confirmed');
    expect(once && moveLeg(once.payout, 'second', 'rejected', 'AC04')?.payout).toMatchObject({
      state: 'refused',
      reason: 'AC04',
    });
  });

  test('a cleared payout takes the account of that moment', () => {
    const legs = planLegs(payoutId, usd('100.00'), bankOnly(usd('100.00')));
    const hold = { reason: 'bank_account_missing' as const, heldAt: noon };
    const held = payout({ legs, state: 'held', reason: 'bank_account_missing', holds: [hold] });
    expect(clearedPayout(held, account, noon)).toMatchObject({
      state: 'sending',
      account,
      reason: undefined,
      holds: [{ ...hold, releasedAt: noon }],
    });
  });
});

test('journals: into transit, out of the bank, back where it came from', () => {
  const sent = payout();
  const [leg] = sent.legs;
  if (!leg) throw new Error('There is a leg');
  expect(linesOf(payoutOpened(sent))).toEqual([
    `DR 2040/${buyerId} USD 100.00`,
    `CR 2090/${payoutId} USD 100.00`,
  ]);
  expect(linesOf(legConfirmed(sent, leg))).toEqual([`DR 2090/${payoutId} USD 100.00`, 'CR 1010 USD 100.00']);
  expect(linesOf(legRefused(sent, leg))).toEqual([
    `DR 2090/${payoutId} USD 100.00`,
    `CR 2040/${buyerId} USD 100.00`,
  ]);
  expect(linesOf(legReturned(sent, leg))).toEqual(['DR 1010 USD 100.00', `CR 2040/${buyerId} USD 100.00`]);
});
