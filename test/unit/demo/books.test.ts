import { describe, expect, it } from 'vitest';
import { type Books, differences, type RailLine } from '../../../tools/demo/books.ts';
import { readTrades } from '../../../tools/demo/trade-file.ts';

const [trade] = (await readTrades()).filter((one) => one.trade === 'never-shipped');
if (!trade) throw new Error('The trade is gone.');

const parse = (text: string): RailLine => {
  const [day = '', kind = '', code = '', side, currency = '', amount = ''] = text.split(' ');
  return {
    ...{ day: Number(day.slice(1)), kind, code, account: '', currency, amount },
    side: side === 'debit' ? 'debit' : 'credit',
  };
};
const asWanted: Books = {
  rail: Object.fromEntries(
    Object.entries(trade.expect.rail).map(([id, lines]) => [id, lines.map(parse).reverse()]),
  ),
  accounts: trade.expect.accounts,
  bank: trade.expect.bank,
};

describe('books against a trade file', () => {
  it('are the same in any order within a rail', () => {
    expect(differences(trade, asWanted)).toEqual([]);
  });

  it('a cent more is off', () => {
    const rail = { ...asWanted.rail, haoyu: [parse('d40 refund 2010 debit USD 9450.01')] };
    expect(differences(trade, { ...asWanted, rail })).toEqual([
      'haoyu: missing d40 refund 2010 debit USD 9450.00',
      'haoyu: not expected d40 refund 2010 debit USD 9450.01',
    ]);
  });

  it('a posting twice is off', () => {
    const twice = {
      ...asWanted.rail,
      haoyu: [...(asWanted.rail.haoyu ?? []), ...(asWanted.rail.haoyu ?? [])],
    };
    expect(differences(trade, { ...asWanted, rail: twice })).toEqual([
      'haoyu: not expected d40 refund 2010 debit USD 9450.00',
    ]);
  });

  it('money left on an account is off', () => {
    expect(
      differences(trade, { ...asWanted, accounts: { skovbo: { '2030 USD': '0.01' }, haoyu: {} } }),
    ).toEqual(['skovbo: 2030 USD is 0.01, not nothing']);
  });

  it('money missing at the bank is off', () => {
    const bank = { ...asWanted.bank, 'Sandbox PSP': { USD: '-83.63' } };
    expect(differences(trade, { ...asWanted, bank })).toEqual([
      'bank, Sandbox PSP: USD is -83.63, not +0.00',
    ]);
  });
});
