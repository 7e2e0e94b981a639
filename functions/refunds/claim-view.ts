import { formatMoney } from '../../shared/kernel/money.ts';
import type { Entity } from '../../shared/persistence/store.ts';
import { type Claim, lapsesAt } from './domain/claim.ts';

/** A claim as its company sees it. */
export const viewClaim = (claim: Claim, at: Pick<Entity<Claim>, 'createdAt' | 'updatedAt'>) => {
  const { advance, query } = claim;
  return {
    claimId: claim.claimId,
    orderId: claim.orderId,
    declarationId: claim.declarationId,
    state: claim.state,
    invoice: { ...claim.invoice, exVatAmount: formatMoney(claim.invoice.exVatAmount) },
    hsCode: claim.hsCode,
    mrn: claim.mrn,
    exportOn: claim.exportOn,
    refundPercent: claim.refundPercent,
    rateSource: claim.rateSource,
    expectedRefund: formatMoney(claim.expectedRefund),
    approvedRefund: claim.approvedRefund && formatMoney(claim.approvedRefund),
    payableId: claim.payableId,
    lapsesAt: lapsesAt(claim.exportOn),
    query: query && { text: query.text, askedAt: query.askedAt, answeredAt: query.answer?.at },
    reason: claim.reason,
    hold: claim.hold,
    advance: advance && {
      advanceId: advance.advanceId,
      share: advance.share,
      state: advance.state,
      amount: advance.amount && formatMoney(advance.amount),
      fee: advance.fee && formatMoney(advance.fee),
      reason: advance.reason,
    },
    createdAt: at.createdAt,
    updatedAt: at.updatedAt,
  };
};
