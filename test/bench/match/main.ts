import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runConstraints } from '../../property/catalog/search/constraint-run.ts';
import type { Latency, Measurement } from './measure.ts';
import { compareQuality } from './quality.ts';

const usage = `npm run bench:match [-- --sizes 10000,100000,1000000] [--queries 2000] [--minisearch-max 100000] [--no-quality]
npm run bench:match -- --constraints 100000 [--seed 1]`;

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10000,100000,1000000' },
    queries: { type: 'string', default: '2000' },
    /** A million generated products do not fit the heap that Node gives MiniSearch. */
    'minisearch-max': { type: 'string', default: '100000' },
    constraints: { type: 'string' },
    seed: { type: 'string', default: '1' },
    'no-quality': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

/** Runs one of the processes of this folder alone, so that its memory and its load are its own. */
function measured(script: string, ...operands: readonly string[]): Partial<Measurement> {
  const path = join(import.meta.dirname, script);
  return JSON.parse(execFileSync(process.execPath, [path, ...operands], { encoding: 'utf8' }));
}

const rounded = (value: number | undefined): string =>
  value === undefined ? '' : String(Number(value.toPrecision(3)));
const spoken = (latency: Latency | undefined): string =>
  latency === undefined
    ? ''
    : `${rounded(latency.p50)} / ${rounded(latency.p99)} (${rounded(latency.processor)})`;

function row(engine: string, products: number, found: Partial<Measurement>): void {
  const cells = [
    engine.padEnd(10),
    String(products).padStart(8),
    rounded(found.buildSeconds).padStart(8),
    rounded(found.bytesPerProduct).padStart(8),
    rounded(found.loadMs).padStart(7),
    rounded(found.memoryMib).padStart(7),
    spoken(found.text).padStart(22),
    spoken(found.sixFilters).padStart(22),
  ];
  console.log(cells.join(' '));
}

function benchSizes(sizes: readonly number[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'entrepot-match-'));
  console.log(
    'engine     products  build s   B/prod load ms     MiB   text p50/p99 ms (cpu)  six filters p50/p99 ms (cpu)',
  );
  try {
    for (const size of sizes) {
      const file = join(folder, `${size}.idx`);
      const built = measured('build-process.ts', String(size), file);
      row('entrepot', size, {
        ...built,
        ...measured('query-process.ts', String(size), file, values.queries),
      });
      if (size > Number(values['minisearch-max'])) continue;
      row('minisearch', size, measured('minisearch-process.ts', String(size), '300'));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (values.help) console.log(usage);
else if (values.constraints !== undefined) {
  const run = runConstraints(Number(values.constraints), Number(values.seed));
  console.log(`${run.queries} queries, ${run.answers} answers, ${run.violations.length} violations`);
  for (const violation of run.violations.slice(0, 10)) console.log(violation);
  process.exitCode = run.violations.length === 0 ? 0 : 1;
} else {
  benchSizes(values.sizes.split(',').map(Number));
  if (!values['no-quality']) {
    console.log(
      '\nengine       NDCG@10      MRR  recall@100  (20,000 generated products, 500 queries, judged by template)',
    );
    for (const [engine, quality] of compareQuality(20_000, 500)) {
      const { ndcg10, reciprocalRank, recall100 } = quality;
      console.log(
        `${engine.padEnd(10)}  ${[ndcg10, reciprocalRank, recall100].map((value) => rounded(value).padStart(8)).join(' ')}`,
      );
    }
  }
}
