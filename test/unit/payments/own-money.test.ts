import { describe, expect, test } from 'vitest';
import { ownMoneyJournals } from '../../../functions/ledger/contract.ts';
import { ownTransfersOf } from '../../../functions/payments/contract.ts';
import { type Money, parseMoney } from '../../../shared/kernel/money.ts';
import { linesOf } from './samples.ts';

const of = (direction: 'to_clients' | 'to_house', amount: Money) =>
  ownMoneyJournals({
    cause: 'jrn_CAUSE',
    purpose: 'swept',
    kind: 'earned_swept',
    description: 'x'.repeat(200),
    references: {},
    direction,
    amount,
  });
const kwd = (amount: string) => parseMoney({ currency: 'KWD', amount }, { allowZero: true });

describe('own money between the two accounts of the house', () => {
  test.each([
    // Banks carry the Kuwaiti dinar to the hundredth, the books to the thousandth.
    { direction: 'to_clients', amount: '1.231', lines: ['DR 1010 KWD 1.240', 'CR 1020 KWD 1.240'] },
    { direction: 'to_house', amount: '1.239', lines: ['DR 1020 KWD 1.230', 'CR 1010 KWD 1.230'] },
    { direction: 'to_house', amount: '1.230', lines: ['DR 1020 KWD 1.230', 'CR 1010 KWD 1.230'] },
  ] as const)('$amount $direction is an amount that rails carry', ({ direction, amount, lines }) => {
    expect(of(direction, kwd(amount)).map(linesOf)).toEqual([lines]);
  });

  test('what rails cannot carry down, and nothing, move nothing', () => {
    expect(of('to_house', kwd('0.009'))).toEqual([]);
    expect(of('to_clients', kwd('0.000'))).toEqual([]);
  });

  test('the bank is asked for the same amount, in a text that it takes', () => {
    const [asked] = ownTransfersOf(of('to_house', kwd('1.239')));
    expect(asked?.data).toMatchObject({
      direction: 'to_house',
      amount: { currency: 'KWD', amount: '1.230' },
      description: 'x'.repeat(140),
    });
  });

  test('a journal that touches one of the two accounts only asks for nothing', () => {
    const fee = of('to_house', kwd('1.000')).map((journal) => ({
      ...journal,
      postings: journal.postings.map((posting) =>
        posting.code === '1010' ? { ...posting, code: '5030' as const } : posting,
      ),
    }));
    expect(ownTransfersOf(fee)).toEqual([]);
  });
});
