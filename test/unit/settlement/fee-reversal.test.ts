import { describe, expect, test } from 'vitest';
import { type FeeSoFar, splitReversal } from '../../../functions/settlement/domain/fee-reversal.ts';
import { feeReversalJournals } from '../../../functions/settlement/domain/waterfall-journal.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { formatMoney, parseMoney } from '../../../shared/kernel/money.ts';
import { linesOf } from '../payments/samples.ts';

const of = (currency: string) => (net: string, tax: string) => ({
  net: parseMoney({ currency, amount: net }, { allowZero: true }),
  tax: parseMoney({ currency, amount: tax }, { allowZero: true }),
});
const eur = of('EUR');
const none = eur('0.00', '0.00');

/** A fee of 100.00 and 21.00 tax on it, of which the release reached for the fee and 5.00 of the tax. */
const partlyPaid: FeeSoFar = {
  asked: eur('100.00', '21.00'),
  paid: eur('100.00', '5.00'),
  reversed: none,
  debts: eur('0.00', '16.00'),
};
const textOf = (split: ReturnType<typeof splitReversal>) => {
  if (!split) return 'nothing';
  if ('most' in split) return `at most ${formatMoney(split.most).amount}`;
  const [back, off] = [split.back, split.offDebt].map(
    ({ net, tax }) => `${formatMoney(net).amount} + ${formatMoney(tax).amount}`,
  );
  return `${back} back, ${off} off the debt`;
};

describe('a fee that is given back', () => {
  const paid: FeeSoFar = {
    asked: eur('100.00', '21.00'),
    paid: eur('100.00', '21.00'),
    reversed: none,
    debts: none,
  };
  test.each<readonly [string, FeeSoFar, string | undefined, string]>([
    ['all of one that was paid', paid, undefined, '100.00 + 21.00 back, 0.00 + 0.00 off the debt'],
    [
      'a part of it: 12.10 are 10.00 and 2.10 tax',
      paid,
      '12.10',
      '10.00 + 2.10 back, 0.00 + 0.00 off the debt',
    ],
    ['more than it', paid, '121.01', 'at most 121.00'],
    [
      'the rest of it after a part',
      { ...paid, reversed: eur('10.00', '2.10') },
      undefined,
      '90.00 + 18.90 back, 0.00 + 0.00 off the debt',
    ],
    ['what was all given back', { ...paid, reversed: paid.asked }, undefined, 'nothing'],
    // No tax is booked back that was never taken: 5.00 of it, not 21/121 of 105.00 = 18.22.
    [
      'all of one that was paid in part',
      partlyPaid,
      undefined,
      '100.00 + 5.00 back, 0.00 + 16.00 off the debt',
    ],
    [
      'a part of one that was paid in part: 21.00 are a fifth of both',
      partlyPaid,
      '21.00',
      '20.00 + 1.00 back, 0.00 + 0.00 off the debt',
    ],
    ['more than was taken', partlyPaid, '105.01', 'at most 105.00'],
    [
      'one whose rest a later release has paid',
      { ...partlyPaid, debts: none },
      undefined,
      '100.00 + 21.00 back, 0.00 + 0.00 off the debt',
    ],
    [
      'one whose debt has grown by other releases',
      { ...partlyPaid, debts: eur('50.00', '30.00') },
      undefined,
      '100.00 + 5.00 back, 0.00 + 16.00 off the debt',
    ],
    [
      'one of which nothing was taken',
      { ...partlyPaid, paid: none, debts: eur('100.00', '21.00') },
      undefined,
      '0.00 + 0.00 back, 100.00 + 21.00 off the debt',
    ],
    [
      'a part of one of which nothing was taken',
      { ...partlyPaid, paid: none, debts: eur('100.00', '21.00') },
      '1.00',
      'nothing',
    ],
  ])('%s', (_, soFar, amount, expected) => {
    const money = amount === undefined ? undefined : parseMoney({ currency: 'EUR', amount });
    expect(textOf(splitReversal(soFar, money))).toBe(expected);
  });

  const about = {
    reversalId: deterministicId('rev', 'x'),
    settlementId: deterministicId('set', 'x'),
    sellerId: deterministicId('com', 's'),
    reason: 'Late support',
  };

  test('comes out of own money in an amount that the bank carries: dinars to the hundredth', () => {
    const journals = feeReversalJournals({ ...about, ...of('KWD')('1.234', '0.000') });
    expect(journals.map(linesOf)).toEqual([
      ['DR 4010 KWD 1.234', `CR 2040/${about.sellerId} KWD 1.234`],
      ['DR 1010 KWD 1.240', 'CR 1020 KWD 1.240'],
    ]);
  });

  test('moves nothing when nothing of it was taken', () => {
    expect(feeReversalJournals({ ...about, ...none })).toEqual([]);
  });
});
