import type { Money } from '../../../shared/kernel/money.ts';

/** Money that is to come in for the carrier: one share of the invoice, and how it is collected. */
export interface ShareDue {
  /** Consignment, or `house` for what the house absorbs. */
  readonly of: string;
  readonly by: 'claim' | 'payable';
  /** claimId or payableId. */
  readonly reference: string;
  readonly asked: Money;
  readonly paid: Money;
}

/** Paid by one who left after the cut-off. */
export interface DeadFreight {
  readonly consignmentId: string;
  readonly companyId: string;
  readonly payableId: string;
  readonly amount: Money;
}
