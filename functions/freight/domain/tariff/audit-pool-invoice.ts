import { applyRate, isPositiveMoney, subtractMoney } from '../../../../shared/kernel/money.ts';
import { type Rate, rate } from '../../../../shared/kernel/rate.ts';
import { type Consignment, piecesOf } from '../consignment.ts';
import type { Pool } from '../pool.ts';
import type { InvoiceLine } from '../sharing/allocate-cost.ts';
import { type AuditedCharge, auditInvoice, type ChargeAmount } from './audit-invoice.ts';
import { chargesAtBothEnds } from './both-ends.ts';

/** Codes of the carriage that the members share. */
export const carriageCodes = { sea: 'OCEAN_FREIGHT', air: 'AIR_FREIGHT', bills: 'DOCUMENTATION' } as const;

/** What the carrier has quoted for a pool: the carriage as planned, one fee a bill, and each consignment's own lines. */
const quoteOf = (pool: Pool, members: readonly Consignment[]): readonly ChargeAmount[] => {
  const { plan, sailing, invoice = [] } = pool;
  if (!plan) return [];
  const perBill = (sailing.mode === 'air' ? sailing.tariff.air : sailing.tariff.lcl)?.perBill;
  const bills = perBill && applyRate(perBill, rate(BigInt(members.length)), 'halfUp');
  const carriage = { code: carriageCodes[sailing.mode], amount: plan.cost };
  const shared: readonly ChargeAmount[] = bills
    ? [
        { ...carriage, amount: subtractMoney(plan.cost, bills) },
        { code: carriageCodes.bills, amount: bills },
      ]
    : [carriage];
  const own = members.flatMap((member) => {
    const { consignmentId } = member;
    const { due, contingent } = chargesAtBothEnds(sailing, piecesOf(member), member.deliveryTerm);
    const arisen = contingent.filter(({ code }) =>
      invoice.some((line) => line.code === code && line.consignmentId === consignmentId),
    );
    return [...due, ...arisen].map(({ code, amount }) => ({ code, amount, consignmentId }));
  });
  return [...shared, ...own];
};

/** An invoice in two parts: what is split and paid, and what is held back. */
export interface AuditedInvoice {
  readonly accepted: readonly InvoiceLine[];
  readonly disputed: readonly AuditedCharge[];
}

/**
 * The invoice of a confirmed booking against what the carrier quoted for it, at the measures of the freight station. A line
 * above its quote is accepted up to the quote, one that was never quoted not at all. Without a plan there is nothing to hold it
 * against, and all of it is accepted.
 */
export const auditPoolInvoice = (
  pool: Pool,
  members: readonly Consignment[],
  tolerance: Rate,
): AuditedInvoice => {
  const invoice = pool.invoice ?? [];
  if (!pool.plan) return { accepted: invoice, disputed: [] };
  const audited = auditInvoice(quoteOf(pool, members), invoice, tolerance);
  const accepted = audited.map(({ code, consignmentId, invoiced, disputed }) => ({
    code,
    consignmentId,
    amount: subtractMoney(invoiced, disputed),
  }));
  return {
    accepted: accepted.filter(({ amount }) => isPositiveMoney(amount)),
    disputed: audited.filter(({ disputed }) => isPositiveMoney(disputed)),
  };
};
