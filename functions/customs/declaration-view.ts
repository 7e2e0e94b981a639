import { formatMoney, type Money } from '../../shared/kernel/money.ts';
import { comparisonOf } from './domain/decide-declaration.ts';
import { type Declaration, localReferenceOf } from './domain/declaration.ts';
import type { DutyQuoteOutcome } from './domain/quote-duty.ts';

const optional = (value: Money | undefined) => (value ? formatMoney(value) : undefined);

/** A duty quote as it goes out. */
export const viewQuote = (quote: DutyQuoteOutcome) => {
  if (quote.kind === 'unavailable') return quote;
  return {
    ...quote,
    customsValue: formatMoney(quote.customsValue),
    adjustments: quote.adjustments.map((one) => ({ ...one, amount: formatMoney(one.amount) })),
    layers: quote.layers.map((layer) => ({
      ...layer,
      base: formatMoney(layer.base),
      amount: formatMoney(layer.amount),
    })),
    duty: formatMoney(quote.duty),
    fees: formatMoney(quote.fees),
    tax: formatMoney(quote.tax),
    total: formatMoney(quote.total),
  };
};

const viewAssessment = (declaration: Declaration) => {
  const { assessment } = declaration;
  if (!assessment) return undefined;
  return {
    taxes: assessment.taxes.map((tax) => ({
      ...tax,
      base: formatMoney(tax.base),
      amount: formatMoney(tax.amount),
    })),
    total: formatMoney(assessment.total),
    at: assessment.at,
    agreesWithQuote: comparisonOf(declaration)?.agrees,
  };
};

/** A declaration as one of its parties sees it: what import costs is the declarant's own affair. */
export const viewDeclaration = (declaration: Declaration, viewerId: string) => {
  const isDeclarant = declaration.declarant.companyId === viewerId;
  const { query, duty } = declaration;
  return {
    ...declaration,
    localReference: localReferenceOf(declaration),
    invoiceTotal: formatMoney(declaration.invoiceTotal),
    lines: declaration.lines.map((line) => ({ ...line, value: formatMoney(line.value) })),
    deliveryTerm: {
      incoterm: declaration.deliveryTerm.incoterm,
      place: declaration.deliveryTerm.place,
      ...(declaration.deliveryTerm.incoterm === 'FCA'
        ? { placeKind: declaration.deliveryTerm.placeKind }
        : {}),
    },
    query: query && { ...query, answer: undefined, answeredAt: query.answer?.at },
    quote: isDeclarant && declaration.quote ? viewQuote(declaration.quote) : undefined,
    assessment: isDeclarant ? viewAssessment(declaration) : undefined,
    duty: isDeclarant && duty ? { ...duty, amount: optional(duty.amount), payoutId: undefined } : undefined,
  };
};
