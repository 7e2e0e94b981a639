import { compareMoney, type Money, subtractMoney, zeroMoney } from '../../../shared/kernel/money.ts';
import type { Payment } from './payment.ts';

/**
 * The payment as if our total had been what the PSP charged, or undefined when that does not even pay what is owed. What is missing
 * comes off the card fee, which is ours to waive; what is too much goes onto the first line, and from there to the payer's wallet.
 */
export const acceptedPayment = (payment: Payment, charged: Money): Payment | undefined => {
  const { base, fee, total, lines } = payment;
  if (charged.currency !== total.currency || compareMoney(charged, base) < 0) return undefined;
  const over = subtractMoney(charged, total).amountMinor;
  if (over <= 0n) return { ...payment, total: charged, fee: subtractMoney(charged, base) };
  const [first, ...others] = lines;
  if (!first) return undefined;
  const grown = (amount: Money): Money => ({ ...amount, amountMinor: amount.amountMinor + over });
  return {
    ...payment,
    total: charged,
    fee,
    base: grown(base),
    lines: [{ ...first, amount: grown(first.amount) }, ...others],
  };
};

/** The payment after all that was charged is on its way back to the card. */
export const sentBackPayment = (payment: Payment, charged: Money): Payment => ({
  ...payment,
  state: 'refunded',
  total: charged,
  base: charged,
  fee: zeroMoney(charged.currency),
  lines: payment.lines.map((line, index) => ({
    ...line,
    amount: index === 0 ? charged : zeroMoney(charged.currency),
  })),
  cardToken: undefined,
  failureReason: 'sent_back',
  heldBecause: undefined,
});
