import { describe, expect, it } from 'vitest';
import { decidePlacing, orderIdOf, type PlacingLine } from '../../../functions/orders/domain/place-order.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { at, givenCredit, givenOrder, givenTerms, placedAt, usd } from './given-order.ts';

const place = (lines: readonly PlacingLine[], now = placedAt) =>
  decidePlacing({ consolidatedOrderId: 'cno_1', correlationId: 'trade-1', causeId: 'request-1', lines }, now);
const contracts = (count: number, withCredit = 0): PlacingLine[] =>
  Array.from({ length: count }, (_, index) => ({
    terms: givenTerms({ contractId: deterministicId('ctr', String(index)) }),
    credit: index < withCredit ? givenCredit({ sampleId: deterministicId('smp', String(index)) }) : undefined,
  }));

describe('placing orders', () => {
  it('SMP-1: takes the sample credit off the balance', () => {
    const order = givenOrder({}, givenCredit());
    expect(order).toMatchObject({
      deposit: usd('585.00'),
      balance: usd('1285.00'),
      sampleCredit: usd('80.00'),
    });
  });

  it('makes the same order, escrow and payables of a contract each time', () => {
    expect(givenOrder()).toEqual(givenOrder());
    expect(givenOrder().orderId).toBe(orderIdOf(givenTerms().contractId));
    expect(givenOrder().depositPayableId).not.toBe(givenOrder().balancePayableId);
  });

  it('places twenty at once, and refuses clearly what one transaction cannot hold', () => {
    const twenty = place(contracts(20, 18));
    expect(twenty.kind === 'placed' && twenty.orders.length).toBe(20);
    expect(place(contracts(20, 19))).toEqual({
      kind: 'refused',
      code: 'too_many_writes',
      detail: '20 contracts with 19 credits need 99 writes; 98 fit.',
    });
    expect(place(contracts(21))).toMatchObject({ code: 'too_many_writes' });
  });

  it.each([
    ['another buyer', { buyerId: 'com_01K9Z3V5T8QW2M4N6P8R0S1X3V' }, 'sample_credit_unknown'],
    ['another supplier', { supplierId: 'com_01K9Z3V5T8QW2M4N6P8R0S1X3V' }, 'sample_credit_unknown'],
    ['no credit agreed', { amount: undefined }, 'sample_credit_unknown'],
    ['used before', { usedBy: 'ord_1' }, 'sample_credit_used'],
    ['expired', { expiresOn: '2026-11-22' }, 'sample_credit_unusable'],
    ['too small an order', { bulkQuantityMin: '501' }, 'sample_credit_unusable'],
    [
      'goods for too little',
      { bulkAmountMin: { currency: 'USD', amountMinor: 195_001n } },
      'sample_credit_unusable',
    ],
    [
      'a limit in another currency',
      { bulkAmountMin: { currency: 'EUR', amountMinor: 1n } },
      'sample_credit_unusable',
    ],
  ] as const)('refuses a sample credit: %s', (_, changes, code) => {
    const line = { terms: givenTerms(), credit: givenCredit(changes) };
    expect(place([line])).toMatchObject({ kind: 'refused', code });
  });

  it('takes the credit from the agreed goods total on', () => {
    const credit = givenCredit({ bulkAmountMin: { currency: 'USD', amountMinor: 195_000n } });
    expect(place([{ terms: givenTerms(), credit }]).kind).toBe('placed');
  });

  it('takes the credit on its last day', () => {
    const line = { terms: givenTerms(), credit: givenCredit({ expiresOn: '2026-11-23' }) };
    expect(place([line]).kind).toBe('placed');
  });

  it.each([
    ['all is paid first, so there is no balance', { depositShare: '1' }, 'sample_credit_unusable'],
    ['a share above one', { depositShare: '1.01' }, 'terms_unworkable'],
    ['an unknown unit', { quantity: { value: '500', unit: 'ZZ9' } }, 'terms_unworkable'],
    ['a ship date that has passed', { latestShipOn: '2026-11-17', graceDays: 5 }, 'ship_date_past'],
    ['a ship date too far ahead', { latestShipOn: '2027-09-01' }, 'ship_date_too_far'],
  ] as const)('refuses terms: %s', (_, changes, code) => {
    const line = { terms: givenTerms(changes), credit: givenCredit() };
    expect(place([line])).toMatchObject({ kind: 'refused', code });
  });

  it('counts the last day of grace as a whole day in UTC', () => {
    const line = { terms: givenTerms({ latestShipOn: '2026-11-18', graceDays: 5 }) };
    expect(place([line], at('2026-11-23T23:59:59.999Z')).kind).toBe('placed');
    expect(place([line], at('2026-11-24T00:00:00.000Z'))).toMatchObject({ code: 'ship_date_past' });
  });
});
