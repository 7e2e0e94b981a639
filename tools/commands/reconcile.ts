import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { systemClock } from '../../shared/kernel/clock.ts';
import { type Instant, isInstant } from '../../shared/kernel/instant.ts';
import { ofExport, ofHouse, type PrintedReport, reportText } from '../reconcile/report-text.ts';
import type { Command } from './command.ts';

const instantOf = (given: string | undefined): Instant => {
  if (given === undefined) return systemClock.now();
  if (isInstant(given)) return given;
  throw new Error(`--at takes an instant such as 2026-11-22T08:00:00.000Z; it was ${given}.`);
};

const proveDirectory = async (directory: string, at: Instant): Promise<PrintedReport> => {
  // Only an export needs the rules themselves; a house proves itself.
  const [{ readExport }, { proveExport }] = await Promise.all([
    import('../reconcile/read-export.ts'),
    import('../reconcile/prove-export.ts'),
  ]);
  return ofExport(proveExport(readExport(directory), at));
};

const askHouse = async (stage: string) => {
  const [{ openHouse }, { reconcileBooks, readStates }] = await Promise.all([
    import('../operator/house.ts'),
    import('../operator/invocations.ts'),
  ]);
  const house = openHouse(stage);
  return { reconcile: () => reconcileBooks(house), states: () => readStates(house) };
};

/** `entrepot reconcile`. */
export const reconcileCommand: Command = {
  name: 'reconcile',
  operands: '[--export directory [--at <instant>]] [--states file] [--stage local|test|live]',
  summary:
    'proves the books against bank, PSP and trades; on an export: *.jsonl of ledger export, camt.053 *.xml, PSP reports *.json, states.json',
  run: async (args) => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        export: { type: 'string' },
        at: { type: 'string' },
        states: { type: 'string' },
        stage: { type: 'string', default: 'local' },
      },
    });
    if (values.export !== undefined && values.states !== undefined)
      throw new Error('--states writes what a running house says: leave --export out.');
    if (values.states !== undefined) {
      const house = await askHouse(values.stage);
      writeFileSync(values.states, `${JSON.stringify(await house.states(), undefined, 2)}\n`);
      console.log(`${values.states} is written; put it beside the books as states.json.`);
      return;
    }
    const report =
      values.export === undefined
        ? ofHouse(await (await askHouse(values.stage)).reconcile())
        : await proveDirectory(values.export, instantOf(values.at));
    const { lines, unexplained } = reportText(report);
    for (const line of lines) console.log(line);
    if (unexplained > 0)
      throw new Error(
        `${unexplained} unexplained: explain or resolve each with POST /v1/reconciliation/breaks/{breakId}/decision, or have it booked.`,
      );
  },
};
