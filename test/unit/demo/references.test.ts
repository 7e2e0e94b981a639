import { describe, expect, it } from 'vitest';
import {
  dayOfInstant,
  firstDifference,
  follow,
  instantOfDay,
  resolve,
} from '../../../tools/demo/references.ts';

const payables = {
  items: [
    { name: 'deposit', state: 'paid', amount: { amount: '30.00' } },
    { name: 'balance', state: 'open', amount: { amount: '70.00' } },
  ],
};
const scope = {
  startsOn: '2026-11-23',
  names: new Map<string, unknown>([
    ['payables', payables],
    ['order', { orderId: 'ord_2' }],
    ['placed', { orders: [{ orderId: 'ord_1' }, { orderId: 'ord_2', contractId: 'ctr_2' }] }],
  ]),
};

describe('paths', () => {
  it.each([
    ['items[name=balance].amount.amount', '70.00'],
    ['items[name=balance&state=open].name', 'balance'],
    ['items[name=balance&state=paid].name', undefined],
    ['items[amount.amount=30.00].name', 'deposit'],
    ['items[0].name', 'deposit'],
    ['items.length', 2],
    ['nothing.here', undefined],
  ])('%s leads to %s', (path, value) => {
    expect(follow(payables, path)).toBe(value);
  });

  it('the first that differs is named', () => {
    expect(firstDifference(payables, { 'items.length': 2, 'items[0].state': 'open' })).toBe(
      'items[0].state is "paid", not "open"',
    );
    expect(firstDifference(payables, { 'items.length': 2 })).toBeUndefined();
  });
});

describe('references', () => {
  it('stand for members, days and instants, at any depth', () => {
    const resolved = resolve(
      {
        on: '$day:45',
        by: '$at:1.5',
        ids: ['$payables.items[name=deposit].amount.amount'],
        plain: 'costs 5 $',
      },
      scope,
    );
    expect(resolved).toEqual({
      on: '2027-01-07',
      by: '2026-11-24T20:00:00.000Z',
      ids: ['30.00'],
      plain: 'costs 5 $',
    });
  });

  it('a reference inside a condition is followed first', () => {
    expect(resolve('$placed.orders[orderId={order.orderId}].contractId', scope)).toBe('ctr_2');
  });

  it('one that leads nowhere is an error, never an empty value', () => {
    expect(() => resolve('$order.contractId', scope)).toThrow('$order.contractId leads nowhere.');
  });
});

describe('days', () => {
  it('begin at 08:00 UTC', () => {
    expect(instantOfDay('2026-11-23', 40.5)).toBe('2027-01-02T20:00:00.000Z');
    expect(dayOfInstant('2026-11-23', '2027-01-02T07:59:59.999Z')).toBe(39);
    expect(dayOfInstant('2026-11-23', '2027-01-02T08:00:00.000Z')).toBe(40);
  });
});
