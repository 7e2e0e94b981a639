import {
  applyRate,
  isPositiveMoney,
  type Money,
  minMoney,
  subtractMoney,
} from '../../../shared/kernel/money.ts';
import { parseRate } from '../../../shared/kernel/rate.ts';

/** How the price of an order is paid: deposit first, balance before or after shipment, sample credit off the balance. */
export interface Instalments {
  readonly deposit: Money;
  readonly balance: Money;
  readonly sampleCredit: Money;
}

/**
 * Splits a goods total: deposit = total × share, rounded half up to the minor unit; balance = the rest less the credit. The
 * credit never takes off more than the rest. Shares run from "0" to "1".
 */
export const splitInstalments = (goodsTotal: Money, depositShare: string, credit: Money): Instalments => {
  const deposit = applyRate(goodsTotal, parseRate(depositShare), 'halfUp');
  const rest = subtractMoney(goodsTotal, deposit);
  const sampleCredit = minMoney(credit, rest);
  return { deposit, balance: subtractMoney(rest, sampleCredit), sampleCredit };
};

/** True when something is paid at all; a credit may eat the balance, never the whole price. */
export const isPayable = (instalments: Instalments): boolean =>
  isPositiveMoney(instalments.deposit) || isPositiveMoney(instalments.balance);
