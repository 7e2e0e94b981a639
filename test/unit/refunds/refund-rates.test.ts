import { describe, expect, it } from 'vitest';
import { nextRateChange, refundRateOn } from '../../../functions/refunds/domain/refund-rates.ts';
import { parseBusinessDate } from '../../../shared/kernel/business-date.ts';

describe('refund rate', () => {
  it.each([
    ['8517620000', '2026-11-22', '13'],
    ['8541430000', '2026-03-31', '9'],
    ['8541430000', '2026-04-01', '0'],
    ['8507600090', '2026-03-31', '9'],
    ['8507600090', '2026-12-31', '6'],
    ['8507600090', '2027-01-01', '0'],
    ['0703100000', '2026-11-22', '9'],
    ['7604291010', '2024-11-30', '13'],
    ['7604291010', '2024-12-01', '0'],
  ])('of %s exported on %s is %s %%', (hsCode, day, percent) => {
    expect(refundRateOn(hsCode, parseBusinessDate(day)).value.percent).toBe(percent);
  });

  it('says when it changes: a battery order that slips past New Year gets nothing', () => {
    expect(nextRateChange('850760', parseBusinessDate('2026-11-22'))).toEqual({
      on: '2027-01-01',
      percent: '0',
    });
    expect(nextRateChange('851762', parseBusinessDate('2026-11-22'))).toBeUndefined();
  });
});
