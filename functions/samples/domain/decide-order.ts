import { businessDateIn, daysBetween, parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { addDuration, compareInstants, type Instant } from '../../../shared/kernel/instant.ts';
import { compareMoney, formatMoney, isPositiveMoney } from '../../../shared/kernel/money.ts';
import { askMoney, type Decision, move, refusalOf, refuse } from './decision.ts';
import type { Sample, SampleQuote } from './sample.ts';
import { feesOf } from './sample-credit.ts';
import { quoteValidityDaysMax } from './timers.ts';

/** Who acts, and when. */
export interface Actor {
  readonly companyId: string;
  readonly now: Instant;
}

/** What the supplier states in a quote; the version is counted here. */
export type QuoteTerms = Omit<SampleQuote, 'version'>;

/** The supplier quotes, or quotes anew while nothing is accepted. Fees, customs value and credit are checked here. */
export function decideQuote(
  sample: Sample,
  quoted: Actor & { readonly terms: QuoteTerms; readonly name: string; readonly country: string },
): Decision {
  const { terms, companyId, now } = quoted;
  const refusal =
    refusalOf(sample, 'quote', { side: 'supplier', companyId, now }) ?? quoteFault(sample, terms, now);
  if (refusal) return refusal;
  const quote: SampleQuote = { ...terms, version: (sample.quote?.version ?? 0) + 1 };
  return move(sample, 'quote', {
    quote,
    supplierName: quoted.name,
    supplierCountry: quoted.country,
  });
}

function quoteFault(sample: Sample, terms: QuoteTerms, now: Instant): Decision | undefined {
  const { unitPrice, customsValue, credit } = terms;
  const amounts = [
    terms.toolingFee,
    terms.courierFee,
    customsValue,
    credit?.amountMax,
    credit?.bulkAmountMin,
  ];
  if (amounts.some((amount) => amount !== undefined && amount.currency !== unitPrice.currency)) {
    return refuse('mixed_currencies', `The price is in ${unitPrice.currency}, another amount is not.`);
  }
  if (sample.courierAccount && terms.courierFee !== undefined) {
    return refuse(
      'courier_is_buyers',
      `It travels on the buyer's account with ${sample.courierAccount.carrier}.`,
    );
  }
  const fees = feesOf({ ...terms, version: 1 }, sample.quantity.value);
  if (!isPositiveMoney(fees.total))
    return refuse('nothing_to_pay', 'Goods, tooling and courier come to zero.');
  if (compareMoney(customsValue, fees.goods) < 0) {
    const goods = formatMoney(fees.goods);
    return refuse('customs_value_too_low', `The sample goods cost ${goods.currency} ${goods.amount}.`);
  }
  const last = addDuration(now, { days: quoteValidityDaysMax });
  if (compareInstants(terms.validUntil, now) <= 0 || compareInstants(terms.validUntil, last) > 0) {
    return refuse('validity_out_of_range', `${terms.validUntil} is not between now and ${last}.`);
  }
  if (credit && daysBetween(businessDateIn(now, 'UTC'), parseBusinessDate(credit.expiresOn)) <= 0) {
    return refuse('credit_expired', `${credit.expiresOn} is not in the future.`);
  }
  return undefined;
}

/** The supplier does not want the order, before anything is paid. */
export function decideDecline(sample: Sample, actor: Actor & { readonly reason: string }): Decision {
  const { companyId, now, reason } = actor;
  return (
    refusalOf(sample, 'decline', { side: 'supplier', companyId, now }) ??
    move(sample, 'decline', { endReason: reason })
  );
}

/** The buyer takes the request back, before anything is paid. An escrow that was opened is closed by a refund request. */
export function decideCancel(sample: Sample, actor: Actor & { readonly reason: string }): Decision {
  const { companyId, now, reason } = actor;
  const refusal = refusalOf(sample, 'cancel', { side: 'buyer', companyId, now });
  return refusal ?? move(sample, 'cancel', { endReason: reason, ...closeEscrow(sample, 'cancelled', now) });
}

/** The request that closes an escrow which was opened and not paid. */
export function closeEscrow(sample: Sample, reason: string, now: Instant): Partial<Sample> {
  return sample.state === 'awaiting_payment' ? { money: askMoney(sample, 'refund', reason, now) } : {};
}

/** The buyer accepts the current quote; escrow is opened with it and the time to pay begins. */
export function decideAcceptQuote(
  sample: Sample,
  actor: Actor & { readonly quoteVersion: number },
): Decision {
  const { companyId, now, quoteVersion } = actor;
  const refusal = refusalOf(sample, 'accept_quote', { side: 'buyer', companyId, now });
  if (refusal) return refusal;
  const current = sample.quote?.version ?? 0;
  return quoteVersion === current
    ? move(sample, 'accept_quote', { acceptedAt: now })
    : refuse('quote_not_current', `The current quote is version ${current}.`);
}

/** The supplier hands the sample to a courier. */
export function decideDispatch(
  sample: Sample,
  actor: Actor & { readonly carrier: string; readonly trackingNumber: string },
): Decision {
  const { companyId, now, carrier, trackingNumber } = actor;
  return (
    refusalOf(sample, 'dispatch', { side: 'supplier', companyId, now }) ??
    move(sample, 'dispatch', { dispatch: { carrier, trackingNumber, dispatchedAt: now } })
  );
}

/** The supplier cannot make the sample after all: the money goes back. */
export function decideGiveUp(sample: Sample, actor: Actor & { readonly reason: string }): Decision {
  const { companyId, now, reason } = actor;
  return (
    refusalOf(sample, 'give_up', { side: 'supplier', companyId, now }) ??
    move(sample, 'give_up', {
      endReason: reason,
      money: askMoney(sample, 'refund', 'supplier_gave_up', now),
    })
  );
}
