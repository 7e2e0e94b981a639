import type { Instant } from '../../../shared/kernel/instant.ts';
import { addMoney, type Money, subtractMoney, zeroMoney } from '../../../shared/kernel/money.ts';
import type { LoanState } from './transitions.ts';

/** A dispute that keeps its share of the debt from falling due. */
export interface Suspension {
  readonly disputeId: string;
  /** Share of the goods under dispute, e.g. "0.2". */
  readonly share: string;
  readonly since: Instant;
  /** Absent while it goes on. */
  readonly until?: Instant | undefined;
}

/** A lender's loan to a buyer: it pays one payable of an order, and is repaid so many days after shipment. */
export interface Loan {
  readonly loanId: string;
  readonly applicationId: string;
  readonly borrowerId: string;
  readonly lenderId: string;
  readonly orderId: string;
  /** The payable that the lender pays, and its creditor reference. */
  readonly payableId: string;
  readonly paymentReference: string;
  readonly principal: Money;
  readonly interest: Money;
  readonly fee: Money;
  readonly annualRate: string;
  readonly tenorDays: number;
  readonly state: LoanState;
  /** The lender says that it has sent the money. */
  readonly fundsSentAt?: Instant | undefined;
  /** The payable was paid by transfer. */
  readonly payablePaidAt?: Instant | undefined;
  readonly fundingDeadlines: number;
  readonly drawnAt?: Instant | undefined;
  /** From shipment on; before it nothing is due. */
  readonly dueAt?: Instant | undefined;
  readonly suspensions: readonly Suspension[];
  readonly repaymentPayableId: string;
  /** Part of the repayment that has come, while not all has. */
  readonly received?: Money | undefined;
  /** Part of the debt that a refund out of escrow has paid to the lender directly. */
  readonly refunded?: Money | undefined;
  /** Part of the debt that was taken out of the borrower's own proceeds; it stands in 2080 of the lender. */
  readonly recovered?: Money | undefined;
  readonly repaidAt?: Instant | undefined;
  readonly late?:
    | {
        readonly payableId: string;
        readonly amount: Money;
        readonly paidAt?: Instant | undefined;
        readonly waivedAt?: Instant | undefined;
      }
    | undefined;
  readonly writtenOffAt?: Instant | undefined;
  readonly payoutId: string;
  readonly reason?: string | undefined;
  readonly hold?:
    | { readonly reason: string; readonly owner: 'operator'; readonly since: Instant }
    | undefined;
  readonly correlationId: string;
}

/** Principal, interest and fee. */
export const totalOf = ({ principal, interest, fee }: Loan): Money =>
  addMoney(addMoney(principal, interest), fee);

/** What a refund and the borrower's own proceeds have paid of it. */
export const relievedOf = ({ principal, refunded, recovered }: Loan): Money => {
  const nothing = zeroMoney(principal.currency);
  return addMoney(refunded ?? nothing, recovered ?? nothing);
};

/** What the repayment payable asks for: all of it less what was paid otherwise. */
export const stillOwedOf = (loan: Loan): Money => subtractMoney(totalOf(loan), relievedOf(loan));
