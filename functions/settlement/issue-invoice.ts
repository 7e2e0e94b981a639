import { type BusinessDate, businessDateIn, parseBusinessDate } from '../../shared/kernel/business-date.ts';
import { deterministicId } from '../../shared/kernel/ids.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import {
  addMoney,
  formatMoney,
  isPositiveMoney,
  type Money,
  subtractMoney,
  sumMoney,
} from '../../shared/kernel/money.ts';
import { formatRate } from '../../shared/kernel/rate.ts';
import { TooEarly } from '../../shared/messaging/consumer.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import type { CompanyRepository } from './company-repository.ts';
import { invoiceIssued } from './contract.ts';
import type { FeeAndTax } from './domain/fee-reversal.ts';
import { legalEntity, taxTreatmentOf } from './domain/legal-entity.ts';
import type { InvoiceRepository } from './invoice-repository.ts';
import type { Company, Invoice, Reversal, Settlement } from './rows.ts';

/** Id of the invoice for the fee of a settlement. */
export const invoiceIdOf = (settlementId: string): string => deterministicId('inv', settlementId, 'fee');

/** The fee and the tax on it as a settlement asked for them, and what of each came out of the release. */
export const feeOf = (settlement: Settlement): { readonly asked: FeeAndTax; readonly paid: FeeAndTax } => {
  const { currency } = settlement.amount;
  const own = settlement.lines.filter(
    ({ step, claimId }) => step === 'platform_fee' && claimId === undefined,
  );
  const sumOn = (code: string, what: 'asked' | 'paid'): Money =>
    sumMoney(
      currency,
      own.filter(({ creditCode }) => creditCode === code).map((line) => line[what]),
    );
  return {
    asked: { net: sumOn('4010', 'asked'), tax: sumOn('2160', 'asked') },
    paid: { net: sumOn('4010', 'paid'), tax: sumOn('2160', 'paid') },
  };
};

const customerOf = ({ name, country, registrationNumber }: Company) => ({
  name,
  lines: [`Country: ${country}`, `Registration: ${registrationNumber}`],
});

const issuer = {
  name: legalEntity.name,
  lines: [...legalEntity.address, `VAT ${legalEntity.vatId}`, legalEntity.registration],
};

const announce = (invoice: Invoice): Effect['events'] => [
  invoiceIssued.create({
    subject: invoice.invoiceId,
    audience: [invoice.companyId],
    data: {
      invoiceId: invoice.invoiceId,
      kind: invoice.kind,
      number: invoice.number,
      companyId: invoice.companyId,
      settlementId: invoice.settlementId,
      total: formatMoney(invoice.total),
      issuedAt: invoice.issuedAt,
    },
  }),
];

/** Invoices and credit notes: each thing gets one, and each series counts 1, 2, 3 per legal entity and year. */
export const createIssueInvoice = (invoices: InvoiceRepository, companies: CompanyRepository) => {
  const issue = async (
    draft: Omit<Invoice, 'number' | 'issuedAt' | 'issuedOn'>,
    { now }: { readonly now: Instant },
  ): Promise<Effect> => {
    const issuedOn = businessDateIn(now, legalEntity.timeZone);
    const series = `${legalEntity.code}${draft.kind === 'invoice' ? '' : '-CN'}-${issuedOn.slice(0, 4)}`;
    const { invoice, writes } = await invoices.insertNext(
      series,
      (number) => ({
        ...draft,
        number: `${series}-${String(number).padStart(6, '0')}`,
        issuedOn,
        issuedAt: now,
      }),
      now,
    );
    return { writes, events: announce(invoice) };
  };

  return {
    /** The invoice for the fee of a settlement, once; nothing where there was no fee. */
    forSettlement: async (
      settlement: Settlement,
      { suppliedOn }: { readonly suppliedOn: BusinessDate },
      at: { readonly now: Instant },
    ): Promise<Effect> => {
      const { asked, paid } = feeOf(settlement);
      const { net, tax } = asked;
      const { settlementId, sellerId, subject } = settlement;
      const invoiceId = invoiceIdOf(settlementId);
      if (!isPositiveMoney(net) || (await invoices.find(invoiceId))) return {};
      const company = await companies.findCompany(sellerId);
      if (!company) throw new TooEarly(`${sellerId} is not known yet`);
      const treatment = taxTreatmentOf(company.data.country, suppliedOn);
      return issue(
        {
          invoiceId,
          kind: 'invoice',
          companyId: sellerId,
          settlementId,
          subject,
          issuer,
          customer: customerOf(company.data),
          description: `Platform fee on the release of ${subject}`,
          suppliedOn,
          net,
          tax,
          total: addMoney(net, tax),
          taxCategory: treatment.category,
          taxRate: formatRate(treatment.rate),
          taxNote: treatment.note,
          paidOutOfRelease: addMoney(paid.net, paid.tax),
        },
        at,
      );
    },

    /** The credit note for a fee that was given back, once. */
    creditNote: async (reversal: Reversal, at: { readonly now: Instant }): Promise<Effect> => {
      const { reversalId, settlementId, net, tax, offDebt, reason } = reversal;
      const invoiceId = deterministicId('inv', reversalId, 'credit_note');
      if (await invoices.find(invoiceId)) return {};
      const invoice = await invoices.find(invoiceIdOf(settlementId));
      if (!invoice) throw new TooEarly(`There is no invoice for ${settlementId} yet`);
      const { companyId, subject, customer, taxCategory, taxRate, taxNote, suppliedOn } = invoice.data;
      const total = addMoney(net, tax);
      return issue(
        {
          invoiceId,
          kind: 'credit_note',
          companyId,
          settlementId,
          subject,
          issuer,
          customer,
          description: `Fee given back: ${reason}`,
          corrects: invoice.data.number,
          suppliedOn: parseBusinessDate(suppliedOn),
          net,
          tax,
          total,
          taxCategory,
          taxRate,
          taxNote,
          paidOutOfRelease: offDebt ? subtractMoney(total, offDebt) : total,
        },
        at,
      );
    },
  };
};
export type IssueInvoice = ReturnType<typeof createIssueInvoice>;
