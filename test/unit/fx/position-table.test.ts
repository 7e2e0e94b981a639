import { expect, test } from 'vitest';
import { positionTable } from '../../../tools/fx/position-table.ts';

const of = (currency: string) => (amount: string) => ({ currency, amount });
const cny = of('CNY');
const usd = of('USD');

test('the report of positions is a table with a verdict', () => {
  const report = {
    asOf: '2026-11-23T08:00:00.000Z',
    items: [
      {
        currency: 'CNY',
        position: cny('0.00'),
        locks: { in: cny('0.00'), out: cny('7064.48') },
        unsettled: { in: cny('0.00'), out: cny('96048.69') },
        margin: cny('482.66'),
      },
      {
        currency: 'USD',
        position: usd('-5.00'),
        locks: { in: usd('1000.00'), out: usd('0.00') },
        unsettled: { in: usd('13596.00'), out: usd('0.00') },
        margin: usd('0.00'),
      },
    ],
  };
  expect(positionTable(report).split('\n')).toEqual([
    'Open positions as of 2026-11-23T08:00:00.000Z',
    'currency  position  locks in  locks out  unsettled in  unsettled out  margin',
    'CNY           0.00      0.00    7064.48          0.00       96048.69  482.66',
    'USD          -5.00   1000.00       0.00      13596.00           0.00    0.00',
    'NOT COVERED: USD. Deal them at the bank.',
  ]);
  expect(positionTable({ ...report, items: report.items.slice(0, 1) })).toMatch(
    /Every position is covered\.$/,
  );
});
