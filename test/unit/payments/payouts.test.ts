import { describe, expect, test } from 'vitest';
import {
  legConfirmed,
  legRefused,
  legReturned,
  payoutOpened,
} from '../../../functions/payments/domain/journals.ts';
import {
  bankOnly,
  clearedPayout,
  holdReasonFor,
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

describe('holdReasonFor', () => {
  const bankLegs = planLegs(payoutId, usd('100.00'), bankOnly(usd('100.00')));
  const cardLegs = planLegs(payoutId, usd('100.00'), planRefund(usd('100.00'), [paidByCard(1, '100.00')]));
  test.each([
    ['not screened', bankLegs, { isScreenedClear: false, account }, 'screening_not_clear'],
    ['no account', bankLegs, { isScreenedClear: true, account: undefined }, 'bank_account_missing'],
    ['all known', bankLegs, { isScreenedClear: true, account }, undefined],
    ['a card needs no account', cardLegs, { isScreenedClear: true, account: undefined }, undefined],
  ])('%s', (_name, legs, facts, expected) => {
    expect(holdReasonFor(legs, facts)).toBe(expected);
  });
});

test.each([
  ['KRW', '1000', '1000'],
  ['USD', '10.01', '10.01'],
  ['HUF', '1234.56', '1234.00'],
  ['KWD', '12.345', '12.340'],
])('the rail carries of %s %s: %s', (currency, amount, expected) => {
  expect(formatMoney(railAmountOf(parseMoney({ currency, amount }))).amount).toBe(expected);
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
    const held = payout({ legs, state: 'held', reason: 'bank_account_missing' });
    expect(clearedPayout(held, account)).toMatchObject({ state: 'sending', account, reason: undefined });
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
