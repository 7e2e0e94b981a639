import { cpus } from 'node:os';
import { performance } from 'node:perf_hooks';
import { GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { createSealer } from '../../../functions/ledger/chain/seal-journals.ts';
import type { Journal } from '../../../functions/ledger/contract.ts';
import { isWrittenWithJournal, lookupRows } from '../../../functions/ledger/rows.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';
import { commitTransaction } from '../../../shared/persistence/transaction.ts';
import type { Write } from '../../../shared/persistence/write.ts';
import { startTables, type TestTables } from '../../support/tables.ts';
import { itemBytes, unitsOf } from './capacity.ts';
import { funding, shapes, withFee, writesOf } from './workload.ts';

const writers = 8;
const perWriter = Number(process.env.BENCH_JOURNALS ?? 30);
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const now = parseInstant('2026-11-23T08:00:00.000Z');

interface Measured {
  readonly perSecond: number;
  readonly latenciesMs: readonly number[];
}

/** Each writer does its share, one after the other; all writers at once. */
const measure = async (work: (writer: number, index: number) => Promise<unknown>): Promise<Measured> => {
  const latenciesMs: number[] = [];
  const began = performance.now();
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      for (let index = 0; index < perWriter; index += 1) {
        const start = performance.now();
        await work(writer, index);
        latenciesMs.push(performance.now() - start);
      }
    }),
  );
  return { perSecond: (writers * perWriter * 1000) / (performance.now() - began), latenciesMs };
};

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
const median = (values: readonly number[]): number => percentile(values, 0.5);

/**
 * The very rows that the journal writes, put under new keys without a condition in one bare transaction (a balance as the row
 * that its update leaves): what the engine takes for the same items when nobody guards anything.
 */
const bareItems = (writes: readonly Write[], name: string): readonly Record<string, unknown>[] =>
  writes.map((write, index) => {
    const key = { pk: `BARE#${name}`, sk: String(index).padStart(3, '0') };
    if (write.kind === 'put') return { ...write.item, ...key };
    const values = write.values ?? {};
    return {
      ...key,
      kind: values[':kind'],
      accountId: values[':accountId'],
      updatedAt: values[':now'],
      createdAt: values[':now'],
      gsi1pk: values[':owned'],
      gsi1sk: `${values[':accountId']}${name}`,
      available: values[':available'],
      pending: values[':pending'],
    };
  });

const bare = (tables: TestTables, items: readonly Record<string, unknown>[]) =>
  tables.client.send(
    new TransactWriteCommand({ TransactItems: items.map((Item) => ({ Put: { TableName: 'bare', Item } })) }),
  );

/** Runs two workloads in turn, so that whatever slows the machine slows both. */
const compare = async (
  one: (round: number) => Promise<Measured>,
  other: (round: number) => Promise<Measured>,
) => {
  const [ones, others]: [Measured[], Measured[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    const isFirst = round % 2 === 0;
    if (isFirst) ones.push(await one(round));
    others.push(await other(round));
    if (!isFirst) ones.push(await one(round));
  }
  const summary = (all: readonly Measured[]) => ({
    perSecond: median(all.map(({ perSecond }) => perSecond)),
    p50: percentile(
      all.flatMap(({ latenciesMs }) => latenciesMs),
      0.5,
    ),
    p99: percentile(
      all.flatMap(({ latenciesMs }) => latenciesMs),
      0.99,
    ),
  });
  const ratios = ones.map(({ perSecond }, index) => perSecond / (others[index]?.perSecond ?? perSecond));
  return { one: summary(ones), other: summary(others), ratio: median(ratios) };
};

const posting =
  (tables: TestTables, shape: (writer: number, index: number) => Journal) =>
  (round: number): Promise<Measured> =>
    measure((writer, index) =>
      commitTransaction(tables.client, writesOf('ledger', shape(writer, round * perWriter + index))),
    );

const fixed = (value: number, digits = 1): string => value.toFixed(digits).padStart(9);

const benchShapes = async (tables: TestTables): Promise<void> => {
  console.log('\njournals a second, and the same items in bare transactions');
  console.log('               items  journals/s   p50 ms   p99 ms    bare/s   p50 ms   p99 ms     ratio');
  for (const [name, shape] of Object.entries(shapes)) {
    const count = writesOf('ledger', shape(0, 0)).length;
    const { one, other, ratio } = await compare(posting(tables, shape), (round) =>
      measure((writer, index) =>
        bare(
          tables,
          bareItems(writesOf('ledger', shape(writer, index)), `${name}-${round}-${writer}-${index}`),
        ),
      ),
    );
    console.log(
      `${name.padEnd(12)}${String(count).padStart(8)}   ${fixed(one.perSecond)}${fixed(one.p50, 2)}${fixed(one.p99, 2)} ${fixed(other.perSecond)}${fixed(other.p50, 2)}${fixed(other.p99, 2)} ${fixed(ratio, 2)}`,
    );
  }
};

const benchFee = async (tables: TestTables): Promise<void> => {
  const { one, other, ratio } = await compare(
    posting(tables, withFee(true)),
    posting(tables, withFee(false)),
  );
  console.log(`\none fee account for all: ${fixed(one.perSecond)} journals/s, p99 ${fixed(one.p99, 2)} ms`);
  console.log(`a fee account each:      ${fixed(other.perSecond)} journals/s, p99 ${fixed(other.p99, 2)} ms`);
  console.log(`ratio ${ratio.toFixed(3)} (goal: at least 0.90)`);
};

const benchSealing = async (tables: TestTables): Promise<void> => {
  const sealer = createSealer(tables.client, 'ledger', { now: () => now });
  const waiting = (await sealer.chain.unsealed('ENT')).slice(0, 640);
  const began = performance.now();
  const { sealed } = await sealer.seal(waiting);
  const seconds = (performance.now() - began) / 1000;
  console.log(`\nsealing: ${fixed(sealed / seconds)} journals/s in blocks of 64, beside the posting`);
};

/** Units of one journal where each balance stands already: in its own transaction, and when it is sealed. */
const capacityOf = async (tables: TestTables, shape: (writer: number, index: number) => Journal) => {
  const one = shape(0, 0);
  const writes = writesOf('ledger', one);
  const rows: [string, number, number][] = [];
  for (const write of writes) {
    const item =
      write.kind === 'put'
        ? write.item
        : ((
            await tables.client.send(
              new GetCommand({ TableName: 'ledger', Key: { ...(write.kind === 'check' ? {} : write.key) } }),
            )
          ).Item ?? {});
    const bytes = itemBytes(item as Record<string, unknown>);
    const kind = String((item as Record<string, unknown>).kind);
    const isIndexed = kind === 'journal' || kind === 'balance';
    rows.push([kind, unitsOf(bytes, true) + (isIndexed ? unitsOf(bytes, false) : 0), bytes]);
  }
  const own = rows.find(([kind]) => kind === 'journal')?.[2] ?? 0;
  const lookups = lookupRows(one, { now, correlationId: 'x' });
  const seal = unitsOf(own, true) + unitsOf(own, false);
  const lookup = lookups.reduce((sum, row) => sum + unitsOf(itemBytes(row), false), 0);
  // Head and block of 64 (9 KB), totals of 40 codes in 8 currencies (10 KB) once a block.
  const share = (2 + 2 * 9 + 2 * 10) / 64;
  const before = beforeSealing(one, rows);
  return { rows, seal, lookup, share, before };
};

/** Units with every row in the journal's own transaction and a daybook row, as it was before journals were sealed. */
const beforeSealing = (one: Journal, rows: readonly (readonly [string, number, number])[]): number => {
  const fingerprint = 460;
  const journalBytes = (rows.find(([kind]) => kind === 'journal')?.[2] ?? 0) + fingerprint;
  const kept = rows.filter(([kind]) => kind !== 'journal').reduce((sum, [, units]) => sum + units, 0);
  const lookups = lookupRows(one, { now, correlationId: 'x' });
  return (
    unitsOf(journalBytes, true) +
    kept +
    lookups.reduce((sum, row) => sum + unitsOf(itemBytes(row), true), 0) +
    unitsOf(300, true)
  );
};

const benchCapacity = async (tables: TestTables): Promise<void> => {
  console.log(
    '\nwrite capacity units a journal (computed from bytes; a transaction counts twice, an index once)',
  );
  console.log(
    '               items   journal   lines  balances   posting |    seal   lookup  chain/64 |    all   before, unchained',
  );
  for (const [name, shape] of Object.entries(shapes)) {
    const { rows, seal, lookup, share, before } = await capacityOf(tables, shape);
    const of = (kind: string): number =>
      rows.filter(([one]) => one === kind).reduce((sum, [, units]) => sum + units, 0);
    const post = rows.reduce((sum, [, units]) => sum + units, 0);
    const cell = (value: number, width: number) => String(Number(value.toFixed(1))).padStart(width);
    console.log(
      `${name.padEnd(12)}${cell(rows.length, 8)}${cell(of('journal'), 10)}${cell(of('posting'), 8)}${cell(of('balance'), 10)}${cell(post, 10)} |${cell(seal, 8)}${cell(lookup, 9)}${cell(share, 10)} |${cell(post + seal + lookup + share, 7)}${cell(before, 20)}`,
    );
    if (!shape(0, 0).postings.some(isWrittenWithJournal)) throw new Error('A shape without client money');
  }
  console.log(`
Why not fewer in the transaction of the posting:
  journal   one row says all of it; its index entry is the list of what is not sealed, which finds a lost stream record.
  lines     only of guarded accounts: a client's statement is exact the moment the money moves. Lines of the house's own
            accounts and references are written when the journal is sealed, outside a transaction, at half the price.
  balances  one conditional update each: that condition is what refuses an over-draw. Its index entry lists a company's accounts.
There is no daybook row: the chain is the daybook, and sums are kept with it.`);
};

const tables = await startTables(['ledger', 'bare']);
try {
  console.log(
    `ledger bench: ${writers} writers, ${perWriter} journals each, median of ${rounds} rounds in turn, ${cpus().length} cores, node ${process.version}`,
  );
  for (let writer = 0; writer < writers; writer += 1)
    await commitTransaction(tables.client, writesOf('ledger', funding(writer)));
  await measureWarmUp();
  await benchShapes(tables);
  await benchFee(tables);
  await benchSealing(tables);
  await benchCapacity(tables);
} finally {
  await tables.stop();
}

/** Both paths once before anything counts. */
async function measureWarmUp(): Promise<void> {
  const shape = shapes['2 postings'];
  if (!shape) return;
  await measure((writer, index) =>
    commitTransaction(tables.client, writesOf('ledger', shape(writer, 1_000_000 + index))),
  );
  await measure((writer, index) =>
    bare(tables, bareItems(writesOf('ledger', shape(writer, index)), `warm-${writer}-${index}`)),
  );
}
