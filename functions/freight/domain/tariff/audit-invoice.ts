import { type Money, money, subtractMoney, zeroMoney } from '../../../../shared/kernel/money.ts';

/** One amount under a charge code, of a quote or of an invoice. */
export interface ChargeAmount {
  readonly code: string;
  readonly amount: Money;
}

/** What the comparison says of one charge code in one currency. */
export interface AuditedCharge {
  readonly code: string;
  readonly finding: 'as_quoted' | 'below_quote' | 'above_quote' | 'not_quoted' | 'not_invoiced';
  readonly quoted: Money;
  readonly invoiced: Money;
  /** Invoiced above quoted; zero where it is not. */
  readonly disputed: Money;
}

const keyOf = ({ code, amount }: ChargeAmount): string => `${code} ${amount.currency}`;

const sums = (amounts: readonly ChargeAmount[]): ReadonlyMap<string, bigint> => {
  const found = new Map<string, bigint>();
  for (const one of amounts) found.set(keyOf(one), (found.get(keyOf(one)) ?? 0n) + one.amount.amountMinor);
  return found;
};

const findingOf = (quoted: bigint | undefined, invoiced: bigint | undefined): AuditedCharge['finding'] => {
  if (quoted === undefined) return 'not_quoted';
  if (invoiced === undefined) return 'not_invoiced';
  if (invoiced === quoted) return 'as_quoted';
  return invoiced < quoted ? 'below_quote' : 'above_quote';
};

/**
 * Holds a carrier's invoice against the quote that it follows, code by code and currency by currency, in the order of first
 * mention. The quote is a cap: whatever is above it, or was never quoted, is disputed and not paid before an operator agrees.
 */
export const auditInvoice = (
  quote: readonly ChargeAmount[],
  invoice: readonly ChargeAmount[],
): readonly AuditedCharge[] => {
  const quotedSums = sums(quote);
  const invoicedSums = sums(invoice);
  const first = new Map([...quote, ...invoice].map((one) => [keyOf(one), one] as const).reverse());
  const order = [...new Set([...quote, ...invoice].map(keyOf))];
  return order.flatMap((key) => {
    const one = first.get(key);
    if (!one) return [];
    const { currency } = one.amount;
    const quoted = quotedSums.get(key);
    const invoiced = invoicedSums.get(key);
    const over = subtractMoney(money(currency, invoiced ?? 0n), money(currency, quoted ?? 0n));
    return [
      {
        code: one.code,
        finding: findingOf(quoted, invoiced),
        quoted: money(currency, quoted ?? 0n),
        invoiced: money(currency, invoiced ?? 0n),
        disputed: over.amountMinor > 0n ? over : zeroMoney(currency),
      },
    ];
  });
};
