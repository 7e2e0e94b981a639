import { type BusinessDate, daysBetween, parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import {
  addMoney,
  applyRate,
  compareMoney,
  isPositiveMoney,
  type Money,
  minMoney,
  subtractMoney,
  zeroMoney,
} from '../../../shared/kernel/money.ts';
import { compareRates, parseRate } from '../../../shared/kernel/rate.ts';
import type { CreditPolicy, SampleFees, SampleQuote } from './sample.ts';

/** Goods (quantity × unit price, half up once), tooling, courier and their sum. All amounts are in one currency. */
export function feesOf(quote: SampleQuote, quantity: string): SampleFees {
  const nothing = zeroMoney(quote.unitPrice.currency);
  const goods = applyRate(quote.unitPrice, parseRate(quantity), 'halfUp');
  const tooling = quote.toolingFee ?? nothing;
  const courier = quote.courierFee ?? nothing;
  return { goods, tooling, courier, total: addMoney(addMoney(goods, tooling), courier) };
}

/** Most that any bulk order can be credited: the sample goods, with the courier only where the policy says so, up to its cap. */
export function creditableOf(policy: CreditPolicy, fees: SampleFees): Money {
  const paid = policy.includesCourier ? addMoney(fees.goods, fees.courier) : fees.goods;
  return policy.amountMax === undefined ? paid : minMoney(paid, policy.amountMax);
}

/** The bulk order that a credit is asked for. */
export interface BulkOrder {
  readonly quantity: string;
  readonly goodsTotal: Money;
  readonly orderedOn: BusinessDate;
}

/** The credit for a bulk order, or the reason why there is none. */
export type SampleCredit =
  | { readonly kind: 'credit'; readonly amount: Money }
  | {
      readonly kind: 'none';
      readonly reason:
        | 'no_policy'
        | 'expired'
        | 'other_currency'
        | 'quantity_too_small'
        | 'amount_too_small'
        | 'nothing_paid';
    };

const none = (reason: Extract<SampleCredit, { kind: 'none' }>['reason']): SampleCredit => ({
  kind: 'none',
  reason,
});

/**
 * Credit = min(paid sample goods, policy cap, bulk goods value) from the agreed bulk quantity on and until its last day
 * (golden vector SMP-1). It comes off the balance as a contract credit, once; the price of the goods stays as it is.
 */
export function creditFor(policy: CreditPolicy | undefined, fees: SampleFees, bulk: BulkOrder): SampleCredit {
  if (policy === undefined) return none('no_policy');
  if (daysBetween(parseBusinessDate(policy.expiresOn), bulk.orderedOn) > 0) return none('expired');
  if (bulk.goodsTotal.currency !== fees.goods.currency) return none('other_currency');
  if (compareRates(parseRate(bulk.quantity), parseRate(policy.bulkQuantityMin)) < 0) {
    return none('quantity_too_small');
  }
  if (policy.bulkAmountMin !== undefined && compareMoney(bulk.goodsTotal, policy.bulkAmountMin) < 0) {
    return none('amount_too_small');
  }
  const amount = minMoney(creditableOf(policy, fees), bulk.goodsTotal);
  return isPositiveMoney(amount) ? { kind: 'credit', amount } : none('nothing_paid');
}

/** Deposit (half up) and what is left of the balance after a credit; a credit above the balance leaves nothing to pay. */
export function instalmentsAfterCredit(
  goodsTotal: Money,
  depositShare: string,
  credit: Money,
): { readonly deposit: Money; readonly balance: Money } {
  const deposit = applyRate(goodsTotal, parseRate(depositShare), 'halfUp');
  const balance = subtractMoney(subtractMoney(goodsTotal, deposit), credit);
  return { deposit, balance: isPositiveMoney(balance) ? balance : zeroMoney(goodsTotal.currency) };
}
