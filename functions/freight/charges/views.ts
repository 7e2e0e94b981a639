import type { Party } from '../../../shared/kernel/incoterm.ts';
import { addMoney, formatMoney, type Money, sumMoney } from '../../../shared/kernel/money.ts';
import { type ChargedLine, type Consignment, payerOfFreight } from '../domain/consignment.ts';
import type { Pool } from '../domain/pool.ts';
import { carriageCodes } from '../domain/tariff/audit-pool-invoice.ts';
import type { EndCharges } from '../domain/tariff/both-ends.ts';
import type { InvoiceDispute } from '../domain/tariff/invoice-dispute.ts';
import type { FreightQuote } from '../domain/tariff/quote-freight.ts';
import type { RatedCharge } from '../domain/tariff/rate-shipment.ts';

const optional = (value: Money | undefined) => (value ? formatMoney(value) : undefined);

const viewCharge = ({ amount, figures, payer, ...charge }: RatedCharge, isPayerKnown: boolean) => ({
  ...charge,
  ...(isPayerKnown ? { payer } : {}),
  amount: formatMoney(amount),
  figures: {
    ...figures,
    rate: optional(figures.rate),
    minimum: optional(figures.minimum),
    maximum: optional(figures.maximum),
  },
});

const carriageCharge = (
  mode: 'sea' | 'air',
  quote: FreightQuote,
  payer: Party | undefined,
  source: string,
) => ({
  code: carriageCodes[mode],
  name: 'Carriage, capped',
  leg: 'mainCarriage' as const,
  ...(payer ? { payer } : {}),
  terms: payer === 'seller' ? ('prepaid' as const) : ('collect' as const),
  amount: formatMoney(quote.cap),
  because: `the lesser of ${formatMoney(quote.standAlone).amount} alone and ${formatMoney(quote.pooledEstimate).amount} pooled + 10 %`,
  figures: { basis: 'capped' as const },
  source,
});

/** All that a quote asks for: the capped carriage, both ends, and what may come on top; without a term nobody is named. */
export const viewQuotedCharges = (
  asked: { readonly mode: 'sea' | 'air'; readonly carrier: string },
  quote: FreightQuote,
  ends: EndCharges,
  payer: Party | undefined,
) => {
  const isPayerKnown = payer !== undefined;
  const charges = [
    carriageCharge(asked.mode, quote, payer, asked.carrier),
    ...ends.due.map((one) => viewCharge(one, isPayerKnown)),
  ];
  const parts = [{ payer, amount: quote.cap }, ...ends.due];
  const parties: readonly (Party | undefined)[] = isPayerKnown ? ['seller', 'buyer'] : [undefined];
  const totals = parties.flatMap((party) => {
    const own = parts.filter((one) => party === undefined || one.payer === party);
    const [first, ...rest] = own;
    if (!first) return [];
    return [
      {
        ...(party ? { payer: party } : {}),
        amount: formatMoney(rest.map((one) => one.amount).reduce(addMoney, first.amount)),
      },
    ];
  });
  return { charges, contingent: ends.contingent.map((one) => viewCharge(one, isPayerKnown)), totals };
};

const viewLine = ({ isToBorder: _, amount, ...line }: ChargedLine) => ({
  ...line,
  amount: formatMoney(amount),
});

/** What the company behind these sides of the term was quoted and charged; of the other side it sees nothing. */
export const viewFreightCharges = (consignment: Consignment, pool: Pool, sides: readonly Party[]) => {
  const { quote, ends = { due: [], contingent: [] }, charge, deliveryTerm } = consignment;
  const { payer } = payerOfFreight(consignment);
  const { currency } = quote.cap;
  const isOwn = (one: { readonly payer: Party }): boolean => sides.includes(one.payer);
  const own = { due: ends.due.filter(isOwn), contingent: ends.contingent.filter(isOwn) };
  const carriage = sides.includes(payer) ? [quote.cap] : [];
  const { charges, contingent } = viewQuotedCharges(pool.sailing, quote, own, payer);
  const lines = (charge?.lines ?? []).filter(isOwn);
  return {
    consignmentId: consignment.consignmentId,
    deliveryTerm: `${deliveryTerm.incoterm} ${deliveryTerm.place}`,
    you: sides,
    quoted: {
      charges: sides.includes(payer) ? charges : charges.slice(1),
      contingent,
      total: formatMoney(sumMoney(currency, [...carriage, ...own.due.map((one) => one.amount)])),
    },
    charged: charge && {
      lines: lines.map(viewLine),
      total: formatMoney(
        sumMoney(
          currency,
          lines.map((one) => one.amount),
        ),
      ),
    },
  };
};

/** A dispute with the carrier, for operators. */
export const viewInvoiceDispute = (dispute: InvoiceDispute) => ({
  ...dispute,
  amount: formatMoney(dispute.amount),
  lines: dispute.lines.map((line) => ({
    ...line,
    quoted: formatMoney(line.quoted),
    invoiced: formatMoney(line.invoiced),
    disputed: formatMoney(line.disputed),
  })),
});
