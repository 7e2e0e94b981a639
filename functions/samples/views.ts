import { formatMoney } from '../../shared/kernel/money.ts';
import { deadlinesOf } from './domain/deadlines.ts';
import type { CreditPolicy, Sample, SampleQuote } from './domain/sample.ts';
import { feesOf } from './domain/sample-credit.ts';
import { escrowIdOf, payableIdOf } from './effects.ts';

const creditView = (credit: CreditPolicy) => ({
  ...credit,
  bulkAmountMin: credit.bulkAmountMin && formatMoney(credit.bulkAmountMin),
  amountMax: credit.amountMax && formatMoney(credit.amountMax),
});

const quoteView = (quote: SampleQuote, quantity: string) => {
  const fees = feesOf(quote, quantity);
  const customsValue = formatMoney(quote.customsValue);
  return {
    ...quote,
    unitPrice: formatMoney(quote.unitPrice),
    toolingFee: quote.toolingFee && formatMoney(quote.toolingFee),
    courierFee: quote.courierFee && formatMoney(quote.courierFee),
    customsValue,
    credit: quote.credit && creditView(quote.credit),
    goods: formatMoney(fees.goods),
    total: formatMoney(fees.total),
    customsStatement: `Sample, no commercial sale. Value for customs purposes: ${customsValue.currency} ${customsValue.amount}.`,
  };
};

/** A sample as its sides and operators read it. */
export const sampleView = (sample: Sample) => {
  const { money: _money, parking, acceptedAt, quote, ...open } = sample;
  return {
    ...open,
    quote: quote && quoteView(quote, sample.quantity.value),
    ...(acceptedAt ? { escrowId: escrowIdOf(sample.sampleId), payableId: payableIdOf(sample.sampleId) } : {}),
    hold: parking && { reason: parking.reason, owner: parking.owner, since: parking.parkedAt },
    deadlines: deadlinesOf(sample),
  };
};
