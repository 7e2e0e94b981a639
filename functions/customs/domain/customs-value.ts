import { type DeliveryTerm, payerOf, releaseTriggerOf } from '../../../shared/kernel/incoterm.ts';
import { addMoney, applyRate, type Money, subtractMoney, zeroMoney } from '../../../shared/kernel/money.ts';
import { divideRates, multiplyRates, parseRate, rate, subtractRates } from '../../../shared/kernel/rate.ts';

/** Costs beside the invoice; each in its own currency, freight and insurance in that of the invoice. */
export interface Charges {
  readonly freight?: Money | undefined;
  readonly insurance?: Money | undefined;
  /** Premium rate when the premium itself is not known yet, e.g. "0.003". */
  readonly insuranceRate?: string | undefined;
  /** Carriage after entry, to the first place of destination. */
  readonly inlandFreight?: Money | undefined;
}

/** One step from invoice to customs value. */
export interface ValueAdjustment {
  readonly code: 'freight' | 'insurance' | 'inland_freight';
  readonly amount: Money;
  readonly sign: 'added' | 'deducted';
}

/** Customs value in the currency of the invoice, with the steps that led to it. */
export interface CustomsValue {
  readonly value: Money;
  readonly adjustments: readonly ValueAdjustment[];
  readonly warnings: readonly string[];
}

/** Cover of 110 % of the insured value itself, as Incoterms asks for CIF and CIP. */
const coverShare = rate(110n, 100n);

/**
 * Premium on goods and freight when the cover includes the premium: I = CFR · 1.1 · r / (1 − 1.1 · r). The circle is solved
 * here so that invoice, policy and customs value agree.
 */
export const insurancePremium = (costAndFreight: Money, premiumRate: string): Money => {
  const share = multiplyRates(coverShare, parseRate(premiumRate));
  return applyRate(costAndFreight, divideRates(share, subtractRates(rate(1n), share)), 'halfUp');
};

const insuranceOf = (charges: Charges, costAndFreight: Money): Money | undefined =>
  charges.insurance ??
  (charges.insuranceRate === undefined ? undefined : insurancePremium(costAndFreight, charges.insuranceRate));

const added = (code: ValueAdjustment['code'], amount: Money): ValueAdjustment => ({
  code,
  amount,
  sign: 'added',
});
const deducted = (code: ValueAdjustment['code'], amount: Money): ValueAdjustment => ({
  code,
  amount,
  sign: 'deducted',
});

const apply = (invoice: Money, adjustments: readonly ValueAdjustment[]): Money =>
  adjustments.reduce(
    (value, one) => (one.sign === 'added' ? addMoney(value, one.amount) : subtractMoney(value, one.amount)),
    invoice,
  );

/** EU, KR, CN, VN: value at the border, carriage and insurance included (WTO Valuation Agreement art. 8.2; UCC art. 71-72). */
const toCif = (invoice: Money, term: DeliveryTerm, charges: Charges): CustomsValue => {
  const warnings: string[] = [];
  const adjustments: ValueAdjustment[] = [];
  const isDelivered = releaseTriggerOf(term) === 'delivered';
  if (payerOf(term, 'mainCarriage') === 'buyer') {
    if (charges.freight) adjustments.push(added('freight', charges.freight));
    else warnings.push('freight_not_stated');
  }
  if (payerOf(term, 'insurance') === 'buyer') {
    const premium = insuranceOf(charges, apply(invoice, adjustments));
    if (premium) adjustments.push(added('insurance', premium));
    else warnings.push('insurance_not_stated');
  }
  // D-term prices hold carriage after the border already: shown apart it comes off, and freight is never added again (C-75/20).
  if (isDelivered && charges.inlandFreight?.currency === invoice.currency) {
    adjustments.push(deducted('inland_freight', charges.inlandFreight));
  }
  return { value: apply(invoice, adjustments), adjustments, warnings };
};

/** US: transaction value without international carriage and insurance (19 USC 1401a(b)(4)(A)), if they are shown apart. */
const toFob = (invoice: Money, term: DeliveryTerm, charges: Charges): CustomsValue => {
  if (payerOf(term, 'mainCarriage') === 'buyer') return { value: invoice, adjustments: [], warnings: [] };
  const warnings: string[] = [];
  const adjustments: ValueAdjustment[] = [];
  if (charges.freight) adjustments.push(deducted('freight', charges.freight));
  else warnings.push('freight_not_shown_apart');
  if (payerOf(term, 'insurance') === 'seller' && charges.insurance) {
    adjustments.push(deducted('insurance', charges.insurance));
  }
  return { value: apply(invoice, adjustments), adjustments, warnings };
};

/** From the invoice to the customs value, by the term of delivery. Freight and insurance must be in the invoice's currency. */
export const customsValueOf = (
  basis: 'cif' | 'fob',
  invoice: Money,
  term: DeliveryTerm,
  charges: Charges,
): CustomsValue => {
  const found = basis === 'cif' ? toCif(invoice, term, charges) : toFob(invoice, term, charges);
  if (found.value.amountMinor > 0n) return found;
  return {
    value: zeroMoney(invoice.currency),
    adjustments: found.adjustments,
    warnings: [...found.warnings, 'charges_exceed_invoice'],
  };
};
