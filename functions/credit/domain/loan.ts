import type { Instant } from '../../../shared/kernel/instant.ts';
import { addMoney, type Money, subtractMoney } from '../../../shared/kernel/money.ts';
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
  /** Part of the repayment that has come, while not all has; it stands with the payable. */
  readonly received?: Money | undefined;
  /** Part of the debt that a refund out of escrow has paid. */
  readonly refunded?: Money | undefined;
  /** Part of the debt that was taken out of the borrower's own proceeds. */
  readonly recovered?: Money | undefined;
  /** Part of the debt that a repayment payable brought which was closed before all of it had come. */
  readonly collected?: Money | undefined;
  /** What the lender was paid before the rest: each part goes on to it when it comes. */
  readonly paidOn?: Money | undefined;
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

/** What the repayment payable asks for: all of it less what refunds, the borrower's own proceeds and a former payable have paid. */
export const stillOwedOf = (loan: Loan): Money =>
  [loan.refunded, loan.recovered, loan.collected].reduce<Money>(
    (left, paid) => (paid ? subtractMoney(left, paid) : left),
    totalOf(loan),
  );
