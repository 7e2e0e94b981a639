import { parseArgs } from 'node:util';
import { type AuditLine, type AuditSums, auditSums } from '../../functions/ledger/chain/audit-lines.ts';
import { type AskAuditor, walkBooks } from '../../functions/ledger/chain/walk-books.ts';
import { type LedgerName, ledgerNames } from '../../functions/ledger/contract.ts';
import { type Instant, isInstant } from '../../shared/kernel/instant.ts';
import { openBooksFile, readBooksFile } from '../ledger/books-file.ts';
import { trialBalanceText, verificationText } from '../ledger/report.ts';
import { sumsOfExport, type Until } from '../ledger/sums-of-export.ts';
import { verifyExport, verifyHouse } from '../ledger/verify-books.ts';
import type { Command } from './command.ts';

const optionsOf = (command: string, args: readonly string[], names: readonly string[]) => {
  const known = ['stage', 'ledger', ...names];
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: Object.fromEntries(known.map((name) => [name, { type: 'string' }] as const)),
  });
  if (positionals.length > 0)
    throw new Error(`${command} does not know what to do with: ${positionals.join(' ')}`);
  const given = (name: string): string | undefined => {
    const value = values[name];
    return typeof value === 'string' ? value : undefined;
  };
  return given;
};

const ledgersOf = (given: string | undefined): readonly LedgerName[] => {
  if (given === undefined) return ledgerNames;
  const found = ledgerNames.find((name) => name === given);
  if (!found) throw new Error(`There is no ledger ${given}. These are kept: ${ledgerNames.join(', ')}.`);
  return [found];
};

/** Asks the auditor's function of a house; IAM decides who may. */
const auditorOf = async (stage: string | undefined): Promise<AskAuditor> => {
  const [{ openHouse }, { askAuditor }] = await Promise.all([
    import('../operator/house.ts'),
    import('../operator/invocations.ts'),
  ]);
  const house = openHouse(stage ?? 'local');
  return (request) => askAuditor(house, request);
};

const linesOf = (path: string | undefined): readonly AuditLine[] | undefined =>
  path === undefined ? undefined : readBooksFile(path);

/** `entrepot ledger verify`. */
export const ledgerVerifyCommand: Command = {
  name: 'ledger verify',
  operands: '[--ledger ENT|FUND] [--export file] [--against earlier-export] [--stage local|test|live]',
  summary: 'checks the hash chain and every account of the books, and names the first broken row',
  run: async (args) => {
    const given = optionsOf('ledger verify', args, ['export', 'against']);
    const [lines, earlier] = [linesOf(given('export')), linesOf(given('against'))];
    const ask = lines ? undefined : await auditorOf(given('stage'));
    let broken = 0;
    for (const ledger of ledgersOf(given('ledger'))) {
      const { report, readAt, rewritten } = ask
        ? await verifyHouse(ledger, ask, earlier)
        : verifyExport(ledger, lines ?? [], earlier);
      for (const line of verificationText(report, readAt)) console.log(line);
      if (rewritten) {
        console.log(
          `${ledger}: BROKEN. The chain was written anew: it ended at ${rewritten.sequence} with ${rewritten.hash} once.`,
        );
      }
      broken += report.findings.length + (rewritten ? 1 : 0);
    }
    if (broken > 0) throw new Error('The books are not as they were sealed.');
  },
};

const untilOf = (given: string | undefined, now: Instant): { until: Until; title: string } => {
  if (given === undefined) return { until: { instant: now }, title: 'of everything posted' };
  if (/^\d{1,12}$/.test(given)) return { until: { sequence: Number(given) }, title: `at sequence ${given}` };
  if (isInstant(given)) return { until: { instant: given }, title: `at ${given}` };
  throw new Error(
    `--at takes a sequence such as 128, or an instant such as 2026-11-22T08:00:00.000Z; it was ${given}.`,
  );
};

/** Later than any posting. */
const endOfTime = '9999-12-31T23:59:59.999Z' as Instant;

/** `entrepot ledger trial-balance`. */
export const ledgerTrialBalanceCommand: Command = {
  name: 'ledger trial-balance',
  operands: '[--at <sequence|instant>] [--ledger ENT|FUND] [--export file] [--stage local|test|live]',
  summary: 'debits and credits of every account code and currency, zero in each currency',
  run: async (args) => {
    const given = optionsOf('ledger trial-balance', args, ['at', 'export']);
    const { until, title } = untilOf(given('at'), endOfTime);
    const lines = linesOf(given('export'));
    const ask = lines ? undefined : await auditorOf(given('stage'));
    let isZero = true;
    for (const ledger of ledgersOf(given('ledger'))) {
      const sums: AuditSums = ask
        ? auditSums.parse(await ask({ read: 'trial-balance', ledger, at: until }))
        : sumsOfExport(lines ?? [], ledger, until);
      const table = trialBalanceText(sums, title);
      for (const line of table.lines) console.log(line);
      isZero &&= table.isZero;
    }
    if (!isZero) throw new Error('Debits and credits differ: see the lines marked NOT ZERO.');
  },
};

/** `entrepot ledger export`. */
export const ledgerExportCommand: Command = {
  name: 'ledger export',
  operands: '--out file [--ledger ENT|FUND] [--stage local|test|live]',
  summary: 'writes chain, journals and accounts as JSON lines, to be verified anywhere',
  run: async (args) => {
    const given = optionsOf('ledger export', args, ['out']);
    const out = given('out');
    if (!out) throw new Error('Where to? Give --out and a file.');
    const ask = await auditorOf(given('stage'));
    const file = openBooksFile(out);
    for (const ledger of ledgersOf(given('ledger'))) {
      const audit = await walkBooks(ledger, ask, file.write);
      console.log(`${ledger}: ${audit.report().sequence} journals`);
    }
    console.log(`${file.finish()} lines in ${out}`);
  },
};
