import type { DocumentPlan } from '../../shared/documents/pdf.ts';
import { formatMoney, subtractMoney } from '../../shared/kernel/money.ts';
import { formatRate, multiplyRates, parseRate, rate } from '../../shared/kernel/rate.ts';
import { legalEntity } from './domain/legal-entity.ts';
import type { Invoice } from './rows.ts';

/** An invoice as it is answered. */
export const invoiceBody = (invoice: Invoice) => ({
  invoiceId: invoice.invoiceId,
  kind: invoice.kind,
  number: invoice.number,
  settlementId: invoice.settlementId,
  subject: invoice.subject,
  issuer: { ...invoice.issuer, country: legalEntity.country, vatId: legalEntity.vatId },
  customer: invoice.customer,
  description: invoice.description,
  corrects: invoice.corrects,
  suppliedOn: invoice.suppliedOn,
  issuedOn: invoice.issuedOn,
  net: formatMoney(invoice.net),
  tax: {
    category: invoice.taxCategory,
    rate: invoice.taxRate,
    amount: formatMoney(invoice.tax),
    note: invoice.taxNote,
  },
  total: formatMoney(invoice.total),
  settledByRelease: formatMoney(invoice.paidOutOfRelease),
  open: formatMoney(subtractMoney(invoice.total, invoice.paidOutOfRelease)),
});

const titles = { invoice: 'Invoice', credit_note: 'Credit note' } as const;

/** Percent text of a decimal rate, `0.21` → `21 %`. */
const percentOf = (decimal: string): string =>
  `${formatRate(multiplyRates(parseRate(decimal), rate(100n)))} %`;

/** The invoice as a page, with what Directive 2006/112/EC art. 226 asks for. */
export const invoicePlan = (invoice: Invoice): DocumentPlan => {
  const { net, tax, total, paidOutOfRelease, kind, number } = invoice;
  const { currency } = total;
  const title = `${titles[kind]} ${number}`;
  const sign = kind === 'credit_note' ? '-' : '';
  const amount = (money: Invoice['net']): string => `${sign}${formatMoney(money).amount}`;
  return {
    title,
    author: invoice.issuer.name,
    at: invoice.issuedAt,
    blocks: [
      { kind: 'title', text: title },
      { kind: 'text', lines: [invoice.issuer.name, ...invoice.issuer.lines] },
      {
        kind: 'fields',
        fields: [
          ['To', invoice.customer.name],
          ...invoice.customer.lines.map((line): [string, string] => ['', line]),
          ['Date of issue', invoice.issuedOn],
          ['Date of supply', invoice.suppliedOn],
          ['About', invoice.subject],
          ['Settlement', invoice.settlementId],
          ...(invoice.corrects === undefined ? [] : [['Corrects', invoice.corrects] as const]),
        ],
      },
      {
        kind: 'table',
        columns: [
          { title: 'Service', share: 7, align: 'left' },
          { title: 'VAT', share: 2, align: 'right' },
          { title: currency, share: 3, align: 'right' },
        ],
        rows: [
          [invoice.description, percentOf(invoice.taxRate), amount(net)],
          ['VAT', '', amount(tax)],
          ['Total', '', amount(total)],
        ],
        boldRows: [2],
      },
      { kind: 'text', lines: [invoice.taxNote] },
      {
        kind: 'text',
        lines: [
          kind === 'credit_note'
            ? `Credited to your balance: ${currency} ${formatMoney(total).amount}.`
            : `Taken out of the release: ${currency} ${formatMoney(paidOutOfRelease).amount}. Open: ${currency} ${formatMoney(subtractMoney(total, paidOutOfRelease)).amount}.`,
        ],
      },
    ],
  };
};
