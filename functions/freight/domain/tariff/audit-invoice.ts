import {
  addMoney,
  applyRate,
  compareMoney,
  type Money,
  money,
  subtractMoney,
  zeroMoney,
} from '../../../../shared/kernel/money.ts';
import { type Rate, rate } from '../../../../shared/kernel/rate.ts';

/** One amount under a charge code, of a quote or of an invoice; with a consignment it is that one's alone. */
export interface ChargeAmount {
  readonly code: string;
  readonly amount: Money;
  readonly consignmentId?: string | undefined;
}

export const auditFindings = [
  'as_quoted',
  'below_quote',
  'within_tolerance',
  'above_quote',
  'not_quoted',
  'not_invoiced',
] as const;

/** What the comparison says of one charge code in one currency. */
export interface AuditedCharge {
  readonly code: string;
  readonly consignmentId?: string | undefined;
  readonly finding: (typeof auditFindings)[number];
  readonly quoted: Money;
  readonly invoiced: Money;
  /** Invoiced above quoted and above the tolerance; zero where it is not. */
  readonly disputed: Money;
}

const keyOf = ({ code, amount, consignmentId = '' }: ChargeAmount): string =>
  `${code} ${amount.currency} ${consignmentId}`;

const sums = (amounts: readonly ChargeAmount[]): ReadonlyMap<string, bigint> => {
  const found = new Map<string, bigint>();
  for (const one of amounts) found.set(keyOf(one), (found.get(keyOf(one)) ?? 0n) + one.amount.amountMinor);
  return found;
};

const findingOf = (
  quoted: bigint | undefined,
  invoiced: bigint | undefined,
  isTolerated: boolean,
): AuditedCharge['finding'] => {
  if (quoted === undefined) return 'not_quoted';
  if (invoiced === undefined) return 'not_invoiced';
  if (invoiced === quoted) return 'as_quoted';
  if (invoiced < quoted) return 'below_quote';
  return isTolerated ? 'within_tolerance' : 'above_quote';
};

/**
 * Holds a carrier's invoice against the quote that it follows, code by code, consignment by consignment and currency by
 * currency, in the order of first mention. The quote is a cap: whatever is above it by more than the tolerance, or was never
 * quoted, is disputed and not paid before an operator agrees.
 */
export const auditInvoice = (
  quote: readonly ChargeAmount[],
  invoice: readonly ChargeAmount[],
  tolerance: Rate = rate(0n),
): readonly AuditedCharge[] => {
  const quotedSums = sums(quote);
  const invoicedSums = sums(invoice);
  const first = new Map([...quote, ...invoice].map((one) => [keyOf(one), one] as const).reverse());
  const order = [...new Set([...quote, ...invoice].map(keyOf))];
  return order.flatMap((key) => {
    const one = first.get(key);
    if (!one) return [];
    const { currency } = one.amount;
    const quotedMinor = quotedSums.get(key);
    const invoicedMinor = invoicedSums.get(key);
    const quoted = money(currency, quotedMinor ?? 0n);
    const invoiced = money(currency, invoicedMinor ?? 0n);
    const isTolerated = compareMoney(invoiced, addMoney(quoted, applyRate(quoted, tolerance, 'down'))) <= 0;
    return [
      {
        code: one.code,
        consignmentId: one.consignmentId,
        finding: findingOf(quotedMinor, invoicedMinor, isTolerated),
        quoted,
        invoiced,
        disputed: isTolerated ? zeroMoney(currency) : subtractMoney(invoiced, quoted),
      },
    ];
  });
};
