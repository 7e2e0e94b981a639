import { z } from 'zod';
import { businessDateIn } from '../../../shared/kernel/business-date.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { formatMoney, type Money, money } from '../../../shared/kernel/money.ts';
import type { Store } from '../../../shared/persistence/store.ts';
import type { Write } from '../../../shared/persistence/write.ts';

const pspZone = 'Europe/Amsterdam';

/** What changes the PSP's debt to us. */
export const reportLineTypes = [
  'charge',
  'settlement',
  'chargeback',
  'chargeback_debit',
  'chargeback_won',
  'chargeback_credit',
] as const;

const lineRow = z.object({
  lineId: z.string(),
  type: z.enum(reportLineTypes),
  /** The merchant's charge id, or the chargeback's id. */
  reference: z.string(),
  currency: z.string(),
  /** What the PSP owes us more (or, negative, less). */
  amountMinor: z.bigint(),
  at: z.string(),
});
export type ReportLine = z.output<typeof lineRow>;

const pkOf = (currency: string): string => `PSP#REPORT#${currency}`;

/** Adds a line to the reports, once. */
export const reportWrite = (
  store: Store,
  line: { readonly type: ReportLine['type']; readonly reference: string; readonly at: Instant },
  amount: Money,
  now: Instant,
): Write => {
  const { type, reference, at } = line;
  const row: ReportLine = {
    lineId: `${reference}-${type}`,
    type,
    reference,
    currency: amount.currency,
    amountMinor: amount.amountMinor,
    at,
  };
  return store.insertIfAbsent(
    { pk: pkOf(amount.currency), sk: `${at}#${row.lineId}` },
    'psp-report-line',
    row,
    now,
  );
};

/** A day of the PSP: one report for each day that is over and changed anything, numbered without gaps. */
export const settlementReport = z.object({
  reportId: z.string(),
  number: z.int(),
  currency: z.string(),
  on: z.string(),
  opening: z.object({ currency: z.string(), amount: z.string() }),
  closing: z.object({ currency: z.string(), amount: z.string() }),
  lines: z.array(
    z.object({
      lineId: z.string(),
      type: z.enum(reportLineTypes),
      reference: z.string(),
      amount: z.object({ currency: z.string(), amount: z.string() }),
      at: z.string(),
    }),
  ),
});

/** The report of that number, or undefined when it is not issued yet. */
export const readReport = async (
  store: Store,
  currency: string,
  number: number,
  now: Instant,
): Promise<z.input<typeof settlementReport> | undefined> => {
  const today = businessDateIn(now, pspZone);
  const days = new Map<string, ReportLine[]>();
  let from: Record<string, unknown> | undefined;
  do {
    const page = await store.queryParts(pkOf(currency), '', (data) => lineRow.parse(data), {
      limit: 1000,
      from,
    });
    for (const { data } of page.items) {
      const on = businessDateIn(data.at as Instant, pspZone);
      if (on < today) days.set(on, [...(days.get(on) ?? []), data]);
    }
    from = page.next;
  } while (from !== undefined);
  const found = [...days][number - 1];
  if (!found) return undefined;
  const [on, lines] = found;
  const sum = (list: readonly ReportLine[]): bigint =>
    list.reduce((total, { amountMinor }) => total + amountMinor, 0n);
  const openingMinor = sum([...days.values()].slice(0, number - 1).flat());
  const wire = (minor: bigint) => formatMoney(money(currency, minor));
  return {
    reportId: `RPT-${currency}-${number}`,
    number,
    currency,
    on,
    opening: wire(openingMinor),
    closing: wire(openingMinor + sum(lines)),
    lines: lines.map(({ lineId, type, reference, amountMinor, at }) => ({
      lineId,
      type,
      reference,
      amount: wire(amountMinor),
      at,
    })),
  };
};
