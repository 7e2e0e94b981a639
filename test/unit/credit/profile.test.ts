import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../functions/credit/domain/facts.ts';
import { featuresAsOf, medianOf } from '../../../functions/credit/domain/features.ts';
import { profileAsOf } from '../../../functions/credit/domain/profile.ts';
import { addDuration, parseInstant } from '../../../shared/kernel/instant.ts';
import { formatMoney, parseMoney } from '../../../shared/kernel/money.ts';
import { formatRate } from '../../../shared/kernel/rate.ts';

const now = parseInstant('2026-11-22T08:00:00Z');
const daysAgo = (days: number) => addDuration(now, { days: -days });
const usd = (amount: string) => parseMoney({ currency: 'USD', amount });
const at = (days: number) => ({ at: daysAgo(days), recordedAt: daysAgo(days) });
const registered: Fact = { kind: 'registered', factId: 'r', ...at(10) };

const settled = (id: string, days: number, amount: string, counterpartyId = 'com_2'): Fact => ({
  kind: 'settled',
  factId: id,
  counterpartyId,
  amount: usd(amount),
  ...at(days),
});

describe('features', () => {
  it('are those of the instant: what was learned later does not count, even if it happened before', () => {
    // Given
    const facts: Fact[] = [
      settled('a', 20, '1000.00'),
      { ...settled('b', 15, '500.00', 'com_3'), recordedAt: daysAgo(1) },
    ];

    // When
    const then = featuresAsOf(facts, 'USD', daysAgo(2));
    const today = featuresAsOf(facts, 'USD', now);

    // Then
    expect(then.topCounterpartyShare && formatRate(then.topCounterpartyShare)).toBe('1');
    expect(today.topCounterpartyShare && formatRate(today.topCounterpartyShare, { decimals: 4 })).toBe(
      '0.6667',
    );
  });

  it('take the median of six months, net of refunds, months without trade included', () => {
    // Given
    const facts: Fact[] = [
      settled('a', 5, '1000.00'),
      settled('b', 35, '2000.00'),
      settled('c', 65, '3000.00'),
      settled('d', 95, '4000.00'),
      { kind: 'refunded', factId: 'e', counterpartyId: 'com_2', amount: usd('500.00'), ...at(96) },
    ];

    // Then: months are 1000, 2000, 3000, 3500, 0, 0
    expect(formatMoney(featuresAsOf(facts, 'USD', now).medianMonthlyNet).amount).toBe('1500.00');
    expect(medianOf([])).toBe(0n);
    expect(medianOf([3n, 1n, 2n])).toBe(2n);
  });

  it('keep currencies apart', () => {
    expect(featuresAsOf([settled('a', 5, '1000.00')], 'EUR', now).medianMonthlyNet.amountMinor).toBe(0n);
  });

  it('count a loan as past due until it is repaid', () => {
    // Given
    const overdue: Fact = { kind: 'loan_overdue', factId: 'o', loanId: 'lon_1', ...at(9) };
    const repaid: Fact = { kind: 'loan_repaid', factId: 'p', loanId: 'lon_1', daysLate: 9, ...at(0) };

    // Then
    expect(featuresAsOf([overdue], 'USD', now).daysPastDue).toBe(9);
    expect(featuresAsOf([overdue, repaid], 'USD', now)).toMatchObject({ daysPastDue: 0, daysLateMax: 9 });
  });
});

describe('profile', () => {
  it('a newcomer gets the starter line, is told why no more, and is not punished for what nobody can know', () => {
    const profile = profileAsOf([registered], 'USD', now);
    expect(profile).toMatchObject({ score: 580, basis: 'starter', reasons: [{ code: 'R01' }] });
    expect(formatMoney(profile.limit)).toEqual({ currency: 'USD', amount: '25000.00' });
  });

  it('nothing is lent in a currency without caps, nor to a company eight days past due', () => {
    const overdue: Fact = { kind: 'loan_overdue', factId: 'o', loanId: 'lon_1', ...at(8) };
    expect(profileAsOf([registered], 'XPF', now)).toMatchObject({ basis: 'none' });
    expect(profileAsOf([registered, overdue], 'USD', now)).toMatchObject({
      basis: 'none',
      reasons: [{ code: 'R08' }, { code: 'R01' }],
    });
  });

  it('bad trade costs the starter line and gives its reasons, dearest first', () => {
    // Given
    const refunded: Fact = {
      kind: 'refunded',
      factId: 'x',
      counterpartyId: 'com_2',
      amount: usd('600.00'),
      ...at(4),
    };

    // When
    const profile = profileAsOf([registered, settled('a', 5, '1000.00'), refunded], 'USD', now);

    // Then
    expect(profile.basis).toBe('none');
    expect(profile.reasons.map(({ code }) => code)).toEqual(['R03', 'R01', 'R06']);
  });

  it('the same facts give the same snapshot, whenever it is recomputed', () => {
    const facts = [registered, settled('a', 5, '1000.00')];
    const later: Fact = settled('b', -3, '9000.00');
    expect(profileAsOf([...facts, later], 'USD', now).snapshotHash).toBe(
      profileAsOf(facts, 'USD', now).snapshotHash,
    );
  });
});
