import { describe, expect, it } from 'vitest';
import { availableOf, tradeLimit } from '../../../functions/credit/domain/limit.ts';
import {
  costOf,
  expectedLoss,
  factorInvoice,
  lateCharges,
} from '../../../functions/credit/domain/pricing.ts';
import { advanceFee, feeDays, shareRefund } from '../../../functions/credit/domain/refund-advance.ts';
import {
  defaultProbability,
  factor,
  offset,
  scoreOfOdds,
  stabilityIndex,
} from '../../../functions/credit/domain/scorecard.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';
import { formatMoney, parseMoney } from '../../../shared/kernel/money.ts';
import { parseRate } from '../../../shared/kernel/rate.ts';

const money = (currency: string, amount: string) => parseMoney({ currency, amount }, { allowZero: true });
const usd = (amount: string) => money('USD', amount);
const eur = (amount: string) => money('EUR', amount);
const cny = (amount: string) => money('CNY', amount);

describe('scaling', () => {
  it('SC-1: 600 at 50:1, 20 points double the odds', () => {
    expect(factor.toFixed(4)).toBe('28.8539');
    expect(offset.toFixed(4)).toBe('487.1229');
    expect([50, 20, 10, 100, 200].map((odds) => scoreOfOdds(odds).toFixed(1))).toEqual([
      '600.0',
      '573.6',
      '553.6',
      '620.0',
      '640.0',
    ]);
    expect(defaultProbability(600).toFixed(4)).toBe('0.0196');
  });

  it('PSI-1: a stable population', () => {
    const found = stabilityIndex([0.1, 0.2, 0.3, 0.25, 0.15], [0.14, 0.22, 0.29, 0.22, 0.13]);
    expect(found.toFixed(4)).toBe('0.0224');
  });
});

describe('limit', () => {
  it('LIM-1: median 40,000, 620 points, 4 % refunds, top buyer 62 %, 12,000 used', () => {
    const limit = tradeLimit({
      productCap: usd('50000.00'),
      multiplier: parseRate('1.5'),
      medianMonthlyNet: usd('40000.00'),
      bandShare: parseRate('0.8'),
      refundRate: parseRate('0.04'),
      topCounterpartyShare: parseRate('0.62'),
    });
    expect(formatMoney(limit).amount).toBe('35612.90');
    expect(formatMoney(availableOf(limit, usd('12000.00'))).amount).toBe('23612.90');
  });
});

describe('prices', () => {
  it('LATE-1: 10,000 paid 30 days late at 10.15 %, EUR 40 on top', () => {
    const terms = { annualRate: '0.1015', flat: { EUR: '40.00' } };
    expect(formatMoney(lateCharges([{ amount: eur('10000.00'), days: 30 }], terms, 'EUR')).amount).toBe(
      '123.42',
    );
    expect(formatMoney(lateCharges([{ amount: usd('10000.00'), days: 30 }], terms, 'USD')).amount).toBe(
      '83.42',
    );
    expect(formatMoney(lateCharges([{ amount: eur('10000.00'), days: 0 }], terms, 'EUR')).amount).toBe(
      '0.00',
    );
  });

  it('FAC-1: 100,000 at 80 %, 2 % a month, paid on day 60', () => {
    const found = factorInvoice({
      amount: usd('100000.00'),
      advanceShare: '0.8',
      feePer30Days: '0.02',
      paidOnDay: 60,
    });
    expect([found.advance, found.fee, found.rebate].map((one) => formatMoney(one).amount)).toEqual([
      '80000.00',
      '4000.00',
      '16000.00',
    ]);
  });

  it('expected loss of 9,000 at 2 % and 55 % is 99.00', () => {
    expect(formatMoney(expectedLoss(usd('9000.00'), '0.02', '0.55')).amount).toBe('99.00');
  });

  it('an offer of 8 % for 60 days and 74.20 on 14,840.00', () => {
    // 14,840 · 0.08 · 60/365 = 195.156…; (195.16 + 74.20) / 14,840 · 365/60 = 0.1104
    const cost = costOf({ principal: usd('14840.00'), annualRate: '0.08', fee: usd('74.20'), tenorDays: 60 });
    expect(formatMoney(cost.interest).amount).toBe('195.16');
    expect(formatMoney(cost.total).amount).toBe('15109.36');
    expect(cost.apr).toBe('0.1104');
  });
});

describe('advance on a tax refund', () => {
  it('ADV-1: 45,000 at 90 %, repaid after 45 days', () => {
    // Given
    const advance = cny('40500.00');
    const days = feeDays(parseInstant('2026-11-22T08:00:00Z'), parseInstant('2027-01-06T23:00:00Z'));

    // When
    const fee = advanceFee(advance, days);
    const shares = shareRefund(cny('45000.00'), advance, fee);

    // Then
    expect(days).toBe(45);
    expect(formatMoney(fee).amount).toBe('729.00');
    expect(formatMoney(shares.rest).amount).toBe('3771.00');
    expect(shares.shortfall.amountMinor).toBe(0n);
  });

  it('a refund below the advance leaves a shortfall and no fee', () => {
    const shares = shareRefund(cny('30000.00'), cny('40500.00'), cny('729.00'));
    expect(formatMoney(shares.toAdvance).amount).toBe('30000.00');
    expect(formatMoney(shares.fee).amount).toBe('0.00');
    expect(formatMoney(shares.shortfall).amount).toBe('10500.00');
  });
});
