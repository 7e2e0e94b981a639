import { type BusinessDate, parseBusinessDate } from '../../../../shared/kernel/business-date.ts';
import { invariant } from '../../../../shared/kernel/invariant.ts';
import { basisPoints, type Rate } from '../../../../shared/kernel/rate.ts';

/** How a carrier's invoice is held against its quote. */
export interface InvoicePolicy {
  /** What a line may be above its quote without being disputed. */
  readonly tolerance: Rate;
  /** Days in which the carrier credits a disputed line or an operator accepts it; then it is refused for good. */
  readonly answerDays: number;
  /** First day in force. */
  readonly validFrom: BusinessDate;
  readonly source: string;
}

const policies: readonly InvoicePolicy[] = [
  {
    tolerance: basisPoints(50),
    answerDays: 14,
    validFrom: parseBusinessDate('2026-01-01'),
    source: 'house rule: 0.5 % for rounding of tons and currencies, 14 days to answer',
  },
];

/** The policy in force on a day. InvariantViolation `freight.no_invoice_policy`. */
export const invoicePolicyOn = (day: BusinessDate): InvoicePolicy => {
  const found = policies.findLast((one) => one.validFrom <= day);
  invariant(found !== undefined, 'freight.no_invoice_policy', { day });
  return found;
};
