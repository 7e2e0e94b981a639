import { invariant } from '../../../shared/kernel/invariant.ts';
import {
  applyRate,
  type Money,
  maxMoney,
  minMoney,
  subtractMoney,
  sumMoney,
  zeroMoney,
} from '../../../shared/kernel/money.ts';
import { compareRates, divideRates, type Rate, rate, subtractRates } from '../../../shared/kernel/rate.ts';

/** A purchase invoice as the refund formula sees it. */
export interface PurchaseInvoice {
  readonly exVatAmount: Money;
  /** VAT rate on the invoice: 0.13 general, 0.03 of a small-scale supplier. */
  readonly vatRate: Rate;
  readonly kind: 'special' | 'ordinary';
}

/**
 * Refund of a trading company (免退税): amount without VAT on the special invoice × min(refund rate, invoice rate), half-up to
 * the fen. An ordinary invoice gives nothing. Source: VAT Law in force 1 Jan 2026, MoF/STA Announcement 11/2026.
 */
export const traderRefund = ({ exVatAmount, vatRate, kind }: PurchaseInvoice, refundRate: Rate): Money => {
  if (kind === 'ordinary') return zeroMoney(exVatAmount.currency);
  const applied = compareRates(vatRate, refundRate) < 0 ? vatRate : refundRate;
  return applyRate(exVatAmount, applied, 'halfUp');
};

/** What a producer declares for one period; all amounts in one currency. */
export interface ProducerPeriod {
  readonly inputVat: Money;
  readonly priorCredit: Money;
  readonly domesticOutputVat: Money;
  readonly exportFob: Money;
  /** Bonded inputs inside the FOB value. */
  readonly dutyFreeInputs: Money;
  readonly vatRate: Rate;
  readonly refundRate: Rate;
}

/** Outcome of exempt-credit-refund: refund + offset = cap when credit is enough; refund + carry = ending credit. */
export interface ProducerRefund {
  readonly nonCreditable: Money;
  readonly payable: Money;
  readonly endingCredit: Money;
  readonly cap: Money;
  readonly refund: Money;
  readonly offset: Money;
  readonly carriedForward: Money;
}

/**
 * Exempt-credit-refund of a producer (免抵退): N = (FOB − duty-free)·(t − r); P = output − (input − N) − prior credit; a negative P
 * is the ending credit E; cap C = (FOB − duty-free)·r; refund = min(E, C). InvariantViolation `refunds.rates_reversed` when r > t.
 */
export const producerRefund = (period: ProducerPeriod): ProducerRefund => {
  const { inputVat, priorCredit, domesticOutputVat, exportFob, dutyFreeInputs, vatRate, refundRate } = period;
  invariant(compareRates(refundRate, vatRate) <= 0, 'refunds.rates_reversed');
  const nothing = zeroMoney(exportFob.currency);
  const base = maxMoney(subtractMoney(exportFob, dutyFreeInputs), nothing);
  const nonCreditable = applyRate(base, subtractRates(vatRate, refundRate), 'halfUp');
  const creditable = subtractMoney(inputVat, nonCreditable);
  const balance = subtractMoney(domesticOutputVat, sumMoney(exportFob.currency, [creditable, priorCredit]));
  const endingCredit = maxMoney(subtractMoney(nothing, balance), nothing);
  const cap = applyRate(base, refundRate, 'halfUp');
  const refund = minMoney(endingCredit, cap);
  return {
    nonCreditable,
    payable: maxMoney(balance, nothing),
    endingCredit,
    cap,
    refund,
    offset: subtractMoney(cap, refund),
    carriedForward: subtractMoney(endingCredit, refund),
  };
};

/**
 * Exchange cost (换汇成本): CNY spent for one unit of export currency, (purchase with VAT − refund + domestic costs) / FOB. Above the
 * bank's buying rate the deal loses money. InvariantViolation `rate.zero_denominator` for a FOB of zero.
 */
export const exchangeCost = (deal: {
  readonly purchaseWithVat: Money;
  readonly refund: Money;
  readonly domesticCosts: Money;
  readonly fob: Money;
}): Rate => {
  const spent = subtractMoney(
    sumMoney(deal.purchaseWithVat.currency, [deal.purchaseWithVat, deal.domesticCosts]),
    deal.refund,
  );
  // Both currencies have two decimals (CNY against a currency that trade is invoiced in), checked where they come in.
  return divideRates(rate(spent.amountMinor), rate(deal.fob.amountMinor));
};
