/**
 * `npm run demo`: plays the trades of `examples/trades` through the public HTTP API alone, on a house of its own under
 * `.entrepot/demo`, and holds what came of them against what each file says. Exit code 1 when anything is off.
 * Options: `--kill <n>` (kills the whole process at n random moments), `--seed <n>` (of those moments), `--only <trade>`.
 */
import { randomInt, randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Books, differences, readBooks } from './books.ts';
import { createHouseProcess } from './house-process.ts';
import { createKiller } from './killer.ts';
import { playTrade, type TradeRun } from './play-trade.ts';
import { readProof } from './proof.ts';
import { instantOfDay } from './references.ts';
import { printBill, printHeader, printProof, printRail, printTimeline, printVerdict } from './report.ts';
import { createSandbox, type Sandbox } from './sandbox.ts';
import { readTimeline } from './timeline.ts';
import { readTrades, type TradeFile } from './trade-file.ts';

const { values } = parseArgs({
  options: {
    kill: { type: 'string', default: '0' },
    seed: { type: 'string', default: String(randomInt(1_000_000)) },
    only: { type: 'string', multiple: true },
    data: { type: 'string', default: join(import.meta.dirname, '../../.entrepot/demo') },
  },
});

const chosen = async (): Promise<readonly TradeFile[]> => {
  const all = await readTrades();
  const { only } = values;
  const trades = only === undefined ? all : all.filter(({ trade }) => only.includes(trade));
  if (trades.length === 0)
    throw new Error(`No such trade; there are ${all.map(({ trade }) => trade).join(', ')}.`);
  return trades;
};

const tell = async (run: TradeRun, sandbox: Sandbox): Promise<Books> => {
  const books = await readBooks(run, sandbox);
  printTimeline(run.trade, await readTimeline(run));
  printRail(run.trade, books);
  return books;
};

const play = async (trades: readonly TradeFile[]): Promise<readonly string[]> => {
  rmSync(values.data, { recursive: true, force: true });
  mkdirSync(values.data, { recursive: true });
  const first = trades[0]?.startsOn ?? '';
  const house = await createHouseProcess({ dataDir: values.data, startsAt: instantOfDay(first, 0) });
  const sandbox = createSandbox(house.url);
  const killer = createKiller({ house, trades, kills: Number(values.kill), seed: Number(values.seed) });
  const faults: string[] = [];
  await house.start();
  try {
    let last: TradeRun | undefined;
    for (const trade of trades) {
      printHeader(trade);
      const run = await playTrade(trade, {
        url: house.url,
        sandbox,
        runId: randomUUID(),
        beforeStep: killer.beforeStep,
      });
      await killer.settled();
      faults.push(...differences(trade, await tell(run, sandbox)).map((fault) => `${trade.trade}: ${fault}`));
      last = run;
    }
    const letters = (await sandbox.deadLetters()).filter(({ messages }) => messages.length > 0);
    faults.push(...letters.map(({ queue, messages }) => `${queue} holds ${messages.length} dead letters`));
    if (last !== undefined) {
      const proof = await readProof(last);
      printProof(proof);
      if (!proof.isBalanced) faults.push('the ledger does not balance');
      if (!proof.isCovered) faults.push('client money is not covered');
    }
    printBill(await sandbox.bill(), trades);
  } finally {
    await killer.settled();
    await house.stop();
  }
  return faults;
};

try {
  const startedAt = performance.now();
  const faults = await play(await chosen());
  printVerdict(faults, (performance.now() - startedAt) / 1000);
  process.exitCode = faults.length === 0 ? 0 : 1;
} catch (error) {
  printVerdict([error instanceof Error ? error.message : String(error)], undefined);
  process.exitCode = 1;
}
