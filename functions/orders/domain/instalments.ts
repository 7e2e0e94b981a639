import {
  applyRate,
  isPositiveMoney,
  type Money,
  minMoney,
  subtractMoney,
} from '../../../shared/kernel/money.ts';
import { parseRate } from '../../../shared/kernel/rate.ts';
import { splitLargestRemainder } from '../../../shared/kernel/split.ts';
import type { ContractTerms } from '../../sourcing/contract.ts';
import type { Milestone } from './order.ts';

/** How the price of an order is paid: deposit first, balance before or after shipment, sample credit off the balance. */
export interface Instalments {
  readonly deposit: Money;
  /** Payments between deposit and balance. */
  readonly interim: readonly Money[];
  readonly balance: Money;
  readonly sampleCredit: Money;
}

/**
 * Splits a goods total: deposit and interim payments = total × share, each rounded half up to the minor unit; balance = the rest
 * less the credit. The credit never takes off more than the balance. Shares run from "0" to "1".
 */
export const splitInstalments = (
  goodsTotal: Money,
  depositShare: string,
  credit: Money,
  interimShares: readonly string[] = [],
): Instalments => {
  const deposit = applyRate(goodsTotal, parseRate(depositShare), 'halfUp');
  const interim = interimShares.map((share) => applyRate(goodsTotal, parseRate(share), 'halfUp'));
  const rest = interim.reduce(subtractMoney, subtractMoney(goodsTotal, deposit));
  const sampleCredit = minMoney(credit, rest);
  return { deposit, interim, balance: subtractMoney(rest, sampleCredit), sampleCredit };
};

/** True when something is paid at all; a credit may eat the balance, never the whole price. */
export const isPayable = (instalments: Instalments): boolean =>
  isPositiveMoney(instalments.deposit) || isPositiveMoney(instalments.balance);

/** Shares the price out over the milestones of a contract to the cent, by largest remainder; none = everything at acceptance. */
export const milestonesOf = (price: Money, milestones: ContractTerms['milestones']): readonly Milestone[] => {
  if (!milestones) return [];
  const weights = milestones.map(({ trigger, share }) => {
    const { numerator, denominator } = parseRate(share);
    return { id: trigger, weight: (numerator * 1_000_000_000_000n) / denominator };
  });
  const parts = splitLargestRemainder(price.amountMinor, weights);
  return milestones.map(({ trigger }) => ({
    trigger,
    amount: { currency: price.currency, amountMinor: parts.get(trigger) ?? 0n },
  }));
};
