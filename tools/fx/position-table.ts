import { z } from 'zod';

const amount = z.object({ currency: z.string(), amount: z.string() });

/** The report of open positions as the function of fx answers it. */
export const positionReport = z.object({
  asOf: z.string(),
  items: z.array(
    z.object({
      currency: z.string(),
      position: amount,
      locks: z.object({ in: amount, out: amount }),
      unsettled: z.object({ in: amount, out: amount }),
      margin: amount,
    }),
  ),
});
export type PositionReport = z.output<typeof positionReport>;

const columns = [
  'currency',
  'position',
  'locks in',
  'locks out',
  'unsettled in',
  'unsettled out',
  'margin',
] as const;

/** One line a currency, amounts to the right; a last line says whether every position is covered. */
export const positionTable = ({ asOf, items }: PositionReport): string => {
  const rows = items.map(({ currency, position, locks, unsettled, margin }) => [
    currency,
    ...[position, locks.in, locks.out, unsettled.in, unsettled.out, margin].map((one) => one.amount),
  ]);
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...rows.map((row) => row[index]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0)))
      .join('  ')
      .trimEnd();
  const open = items.filter(({ position }) => /[1-9]/.test(position.amount)).map(({ currency }) => currency);
  const verdict =
    open.length === 0
      ? 'Every position is covered.'
      : `NOT COVERED: ${open.join(', ')}. Deal them at the bank.`;
  return [`Open positions as of ${asOf}`, line(columns), ...rows.map(line), verdict].join('\n');
};
