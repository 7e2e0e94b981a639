import { describe, expect, it } from 'vitest';
import {
  exchangeCost,
  producerRefund,
  traderRefund,
} from '../../../functions/refunds/domain/china-refund.ts';
import { fixedDrawback, individualDrawback } from '../../../functions/refunds/domain/korea-drawback.ts';
import { formatMoney, parseMoney } from '../../../shared/kernel/money.ts';
import { formatRate, parseRate, percent } from '../../../shared/kernel/rate.ts';

const money = (currency: string, amount: string) => parseMoney({ currency, amount }, { allowZero: true });
const cny = (amount: string) => money('CNY', amount);
const krw = (amount: string) => money('KRW', amount);

describe('refund of a producer', () => {
  it.each([
    ['ECR-1 pure exporter', '91000', '0', '0', '1200000', '13', '10', '36000.00', '55000.00', '0.00', '0.00'],
    [
      'ECR-2 mixed',
      '300000',
      '20000',
      '104000',
      '2000000',
      '13',
      '9',
      '80000.00',
      '136000.00',
      '0.00',
      '0.00',
    ],
    [
      'ECR-3 stock build-up',
      '380000',
      '20000',
      '104000',
      '2000000',
      '13',
      '9',
      '80000.00',
      '180000.00',
      '36000.00',
      '0.00',
    ],
    [
      'ECR-4 strong home sales',
      '200000',
      '0',
      '260000',
      '2000000',
      '13',
      '13',
      '0.00',
      '0.00',
      '0.00',
      '60000.00',
    ],
  ])('%s', (_, input, prior, output, fob, t, r, nonCreditable, refund, carry, payable) => {
    // When
    const found = producerRefund({
      inputVat: cny(input),
      priorCredit: cny(prior),
      domesticOutputVat: cny(output),
      exportFob: cny(fob),
      dutyFreeInputs: cny('0'),
      vatRate: percent(t),
      refundRate: percent(r),
    });

    // Then
    expect(formatMoney(found.nonCreditable).amount).toBe(nonCreditable);
    expect(formatMoney(found.refund).amount).toBe(refund);
    expect(formatMoney(found.carriedForward).amount).toBe(carry);
    expect(formatMoney(found.payable).amount).toBe(payable);
  });
});

describe('refund of a trading company', () => {
  it.each([
    ['TRD-1', '0.13', 'special', '9', '45000.00'],
    ['TRD-2 small-scale supplier', '0.03', 'special', '9', '15000.00'],
    ['TRD-3 ordinary invoice', '0.13', 'ordinary', '9', '0.00'],
  ] as const)('%s', (_, vatRate, kind, r, refund) => {
    const invoice = { exVatAmount: cny('500000'), vatRate: parseRate(vatRate), kind };
    expect(formatMoney(traderRefund(invoice, percent(r)))).toEqual({ currency: 'CNY', amount: refund });
  });

  it.each([
    ['FXC-1', '65000', '6.8267'],
    ['FXC-2', '45000', '7.0933'],
    ['FXC-3', '0', '7.6933'],
  ])('%s exchange cost', (_, refund, cost) => {
    const found = exchangeCost({
      purchaseWithVat: cny('565000'),
      refund: cny(refund),
      domesticCosts: cny('12000'),
      fob: money('USD', '75000'),
    });
    expect(formatRate(found, { decimals: 4 })).toBe(cost);
  });
});

describe('drawback in Korea', () => {
  it('KRD-1 fixed: 70 won per 10,000 of 53,000,000', () => {
    expect(formatMoney(fixedDrawback(krw('53000000'), '70')).amount).toBe('371000');
  });

  it('KRD-2 individual: 1,200 units, 5 % loss, 8,500 won, 8 %', () => {
    const found = individualDrawback({
      quantity: '1200',
      lossFactor: '1.05',
      cifPerUnit: krw('8500'),
      dutyRate: percent('8'),
    });
    expect(formatMoney(found).amount).toBe('856800');
  });
});
