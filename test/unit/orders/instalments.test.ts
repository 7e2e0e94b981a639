import { describe, expect, it } from 'vitest';
import { isPayable, milestonesOf, splitInstalments } from '../../../functions/orders/domain/instalments.ts';
import { parseMoney } from '../../../shared/kernel/money.ts';
import { usd } from './given-order.ts';

describe('instalments', () => {
  it('SMP-1: 500 × 3.90 at 30 % with a sample credit of 80 is 585.00 and 1,285.00', () => {
    // When
    const split = splitInstalments(usd('1950.00'), '0.30', usd('80.00'));
    // Then
    expect(split).toEqual({
      deposit: usd('585.00'),
      interim: [],
      balance: usd('1285.00'),
      sampleCredit: usd('80.00'),
    });
  });

  it('rounds the deposit half up to the minor unit and gives the balance the rest', () => {
    // Given 0.30 × 10.05 = 3.015
    const split = splitInstalments(usd('10.05'), '0.30', usd('0.00'));
    // Then
    expect(split.deposit).toEqual(usd('3.02'));
    expect(split.balance).toEqual(usd('7.03'));
  });

  it('rounds to whole yen', () => {
    const yen = (amount: string) => parseMoney({ currency: 'JPY', amount }, { allowZero: true });
    const split = splitInstalments(yen('1005'), '0.3', yen('0'));
    expect(split.deposit).toEqual(yen('302'));
    expect(split.balance).toEqual(yen('703'));
  });

  it('has no balance when everything is paid first, and the credit then takes nothing off', () => {
    const split = splitInstalments(usd('1950.00'), '1', usd('80.00'));
    expect(split).toEqual({
      deposit: usd('1950.00'),
      interim: [],
      balance: usd('0.00'),
      sampleCredit: usd('0.00'),
    });
  });

  it('never takes more off than the balance', () => {
    const split = splitInstalments(usd('100.00'), '0.5', usd('80.00'));
    expect(split).toEqual({
      deposit: usd('50.00'),
      interim: [],
      balance: usd('0.00'),
      sampleCredit: usd('50.00'),
    });
    expect(isPayable(split)).toBe(true);
    expect(isPayable(splitInstalments(usd('50.00'), '0', usd('80.00')))).toBe(false);
  });

  it('takes interim payments between deposit and balance; the credit only comes off the balance', () => {
    // 30 %, 20 % and 10 % of 1,950.00; the rest is 780.00 less 80.00
    const split = splitInstalments(usd('1950.00'), '0.30', usd('80.00'), ['0.20', '0.10']);
    expect(split).toEqual({
      deposit: usd('585.00'),
      interim: [usd('390.00'), usd('195.00')],
      balance: usd('700.00'),
      sampleCredit: usd('80.00'),
    });
  });
});

describe('milestones', () => {
  it('share the price out to the cent, by largest remainder', () => {
    // A third each of 100.00: the cent left over goes to the lowest name.
    const third = { share: '0.333333333333' };
    const shared = milestonesOf(usd('100.00'), [
      { ...third, trigger: 'production_started' },
      { ...third, trigger: 'on_board' },
      { share: '0.333333333334', trigger: 'accepted' },
    ]);
    expect(shared.map(({ amount }) => amount.amountMinor).reduce((a, b) => a + b)).toBe(10_000n);
    expect(
      milestonesOf(usd('1870.00'), [
        { share: '0.30', trigger: 'production_started' },
        { share: '0.60', trigger: 'documents_presented' },
        { share: '0.10', trigger: 'accepted' },
      ]),
    ).toEqual([
      { trigger: 'production_started', amount: usd('561.00') },
      { trigger: 'documents_presented', amount: usd('1122.00') },
      { trigger: 'accepted', amount: usd('187.00') },
    ]);
    expect(milestonesOf(usd('100.00'), undefined)).toEqual([]);
  });
});
