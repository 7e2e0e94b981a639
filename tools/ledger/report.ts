import type { AuditSums, JournalAuditRow } from '../../functions/ledger/chain/audit-lines.ts';
import type { AuditReport, Finding } from '../../functions/ledger/chain/chain-audit.ts';
import { chartAccountOf } from '../../functions/ledger/domain/chart.ts';
import { epochSeconds, type Instant } from '../../shared/kernel/instant.ts';
import { formatMoney } from '../../shared/kernel/money.ts';

/** Not yet sealed journals that are named one by one. */
const unsealedShown = 20;
const findingsShown = 20;

const ageOf = ({ postedAt }: JournalAuditRow, at: Instant): string =>
  `${Math.max(0, epochSeconds(at) - epochSeconds(postedAt))} s`;

const findingText = ({ sequence, row, fault, detail }: Finding): string =>
  `${sequence === undefined ? 'account' : `sequence ${sequence}`}: ${fault}: ${row}. ${detail}`;

/** What a verification says, in lines. `at` is when the books were read. */
export const verificationText = (report: AuditReport, at: Instant): readonly string[] => {
  const { ledger, sequence, hash, accounts, unsealed, findings } = report;
  const [first, ...rest] = findings;
  const waiting = unsealed.slice(0, unsealedShown);
  return [
    `${ledger}: ${sequence} journals sealed, ${accounts} accounts, ${unsealed.length} not yet sealed.`,
    `${ledger}: the chain ends at ${sequence} with ${hash}`,
    ...waiting.map((one) => `${ledger}: not yet sealed for ${ageOf(one, at)}: ${one.journalId}`),
    ...(first ? [`${ledger}: BROKEN. First broken row: ${findingText(first)}`] : [`${ledger}: whole.`]),
    ...rest.slice(0, findingsShown).map((one) => `${ledger}: also ${findingText(one)}`),
    ...(rest.length > findingsShown ? [`${ledger}: and ${rest.length - findingsShown} more.`] : []),
  ];
};

const cell = (text: string): string => text.padStart(24);

/** A trial balance as a table, currency by currency, and whether each is zero. */
export const trialBalanceText = (
  { ledger, journals, rows }: AuditSums,
  title: string,
): { readonly lines: readonly string[]; readonly isZero: boolean } => {
  const currencies = [...new Set(rows.map(({ currency }) => currency))].sort();
  let isZero = true;
  const lines = [`${ledger}: trial balance ${title}, ${journals} journals`];
  for (const currency of currencies) {
    const amount = (amountMinor: bigint): string => formatMoney({ currency, amountMinor }).amount;
    let [debits, credits] = [0n, 0n];
    lines.push('', `${currency}${' '.repeat(33)}${cell('debit')}${cell('credit')}${cell('balance')}`);
    const own = rows.filter((row) => row.currency === currency).sort((a, b) => (a.code < b.code ? -1 : 1));
    for (const row of own) {
      const [debit, credit] = [BigInt(row.debits), BigInt(row.credits)];
      debits += debit;
      credits += credit;
      const { name, normal } = chartAccountOf(row.code);
      const balance = normal === 'debit' ? debit - credit : credit - debit;
      lines.push(
        `  ${row.code} ${name.padEnd(29)}${cell(amount(debit))}${cell(amount(credit))}${cell(amount(balance))}`,
      );
    }
    const difference = debits - credits;
    isZero &&= difference === 0n;
    lines.push(
      `  ${'sum'.padEnd(34)}${cell(amount(debits))}${cell(amount(credits))}`,
      `  ${'difference'.padEnd(34)}${cell(amount(difference))}${difference === 0n ? '' : '  NOT ZERO'}`,
    );
  }
  return { lines, isZero };
};
