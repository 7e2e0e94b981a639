import { z } from 'zod';
import { type Instant, isBefore, parseInstant } from '../../../shared/kernel/instant.ts';
import {
  formatMoney,
  type Money,
  type MoneyWire,
  parseMoney,
  subtractMoney,
} from '../../../shared/kernel/money.ts';
import { addRates, percent, rate } from '../../../shared/kernel/rate.ts';
import { divideRounded } from '../../../shared/kernel/rounding.ts';
import { cardTokens } from './tokens.ts';

const moneyRow = z.object({ currency: z.string(), amount: z.string() });

/** A charge as the PSP twin remembers it. */
export const chargeRow = z.object({
  chargeId: z.string(),
  cardToken: z.enum(cardTokens),
  amount: moneyRow,
  /** What the PSP says was charged; differs from `amount` only by the magic token. */
  reported: moneyRow,
  outcome: z.enum(['succeeded', 'failed']),
  reason: z.string().optional(),
  /** From when on the outcome is known. */
  knownAt: z.string(),
  refunded: moneyRow,
});
export type Charge = z.output<typeof chargeRow>;

/** A refund of a charge as the PSP twin remembers it. */
export const refundRow = z.object({
  refundId: z.string(),
  chargeId: z.string(),
  amount: moneyRow,
  outcome: z.enum(['succeeded', 'failed']),
});

/** The PSP's price: 2.95 % of the amount before the fee, which is how merchants that pass it on compute it. */
const pspFee = percent('2.95');

/** Splits a gross charge into what the PSP keeps and what it pays out: net = gross / 1.0295, half-up. */
export const settleGross = (
  gross: Money,
  feeExcessMinor = 0n,
): { readonly net: Money; readonly fee: Money } => {
  const divisor = addRates(rate(1n), pspFee);
  const net: Money = {
    currency: gross.currency,
    amountMinor:
      divideRounded(gross.amountMinor * divisor.denominator, divisor.numerator, 'halfUp') - feeExcessMinor,
  };
  return { net, fee: subtractMoney(gross, net) };
};

/** What a status query answers. */
export const statusOf = (
  charge: Charge,
  now: Instant,
): { status: 'processing' | 'succeeded' | 'failed'; reason?: string } => {
  if (isBefore(now, parseInstant(charge.knownAt))) return { status: 'processing' };
  return { status: charge.outcome, ...(charge.reason ? { reason: charge.reason } : {}) };
};

/** The amount with so many minor units more. */
export const plusMinor = (amount: MoneyWire, excessMinor: bigint): MoneyWire => {
  const parsed = parseMoney(amount);
  return formatMoney({ currency: parsed.currency, amountMinor: parsed.amountMinor + excessMinor });
};
