import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  answersMax,
  type CatalogIndex,
  openCatalogIndex,
} from '../../functions/catalog/search/catalog-index.ts';
import { type MatchQuery, matchQuery } from '../../functions/catalog/search/match-filters.ts';
import type { Command } from '../commands/command.ts';
import { required } from './options.ts';
import { readLines } from './read-lines.ts';

const operands =
  '--index catalog.idx --queries queries.ndjson --out run.json [--top 100] [--explain [file.ndjson]] [--latency]';

/** A text file that is written bit by bit. */
interface Sink {
  readonly write: (text: string) => Promise<void>;
  readonly end: () => Promise<void>;
}

function openSink(path: string): Sink {
  const stream = createWriteStream(path);
  return {
    write: async (text) => {
      if (!stream.write(text)) await once(stream, 'drain');
    },
    end: async () => {
      stream.end();
      await once(stream, 'finish');
    },
  };
}

/** Percentiles of durations in milliseconds: the smallest value that so many of a hundred do not exceed. */
export function percentile(durations: readonly number[], share: number): number {
  const sorted = [...durations].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

const milliseconds = (value: number): string => `${Math.round(value * 1000) / 1000} ms`;

function topOf(text: string): number {
  const top = Number(text);
  if (!Number.isInteger(top) || top < 1 || top > answersMax) {
    throw new Error(`--top must be a whole number from 1 to ${answersMax}, not ${text}.`);
  }
  return top;
}

async function answer(
  index: CatalogIndex,
  query: MatchQuery,
  top: number,
  explain: Sink | undefined,
): Promise<{ ids: readonly string[]; took: number }> {
  const request = { text: query.text, filters: query.filters ?? undefined, top };
  const begun = performance.now();
  const ids = index.match(request).map(({ productId }) => productId);
  const took = performance.now() - begun;
  if (explain) {
    for (const part of index.explain(request)) {
      await explain.write(`${JSON.stringify({ queryId: query.queryId, ...part })}\n`);
    }
  }
  return { ids, took };
}

/** `--explain` may stand without a file: then the explanations lie beside the answers, in `run.explain.ndjson`. */
function withExplainFile(args: readonly string[]): readonly string[] {
  const at = args.indexOf('--explain');
  const next = args[at + 1];
  if (at < 0 || (next !== undefined && !next.startsWith('-'))) return args;
  const inOne = args.find((arg) => arg.startsWith('--out='))?.slice('--out='.length);
  const out = inOne ?? args.find((_, index) => args[index - 1] === '--out') ?? 'run.json';
  return args.with(at, `--explain=${out.replace(/\.json$/, '')}.explain.ndjson`);
}

/** `entrepot match`: answers of a file of queries, as one JSON object of product ids by query id. */
export const matchCommand: Command = {
  name: 'match',
  operands,
  summary: 'answers queries ({"queryId", "text", "filters"?} a line) from a matching index',
  run: async (args) => {
    const usage = `entrepot match ${operands}`;
    const { values } = parseArgs({
      args: [...withExplainFile(args)],
      options: {
        index: { type: 'string' },
        queries: { type: 'string' },
        out: { type: 'string' },
        top: { type: 'string', default: '100' },
        explain: { type: 'string' },
        latency: { type: 'boolean', default: false },
      },
    });
    const top = topOf(values.top);
    const queries = required(values.queries, 'queries', usage);
    const path = required(values.out, 'out', usage);
    const begun = performance.now();
    const index = openCatalogIndex(readFileSync(required(values.index, 'index', usage)));
    const loaded = performance.now() - begun;
    const out = openSink(path);
    const explain = values.explain === undefined ? undefined : openSink(values.explain);
    const durations: number[] = [];
    for await (const query of readLines(queries, () => matchQuery)) {
      const { ids, took } = await answer(index, query, top, explain);
      await out.write(
        `${durations.length === 0 ? '{' : ','}\n${JSON.stringify(query.queryId)}:${JSON.stringify(ids)}`,
      );
      durations.push(took);
    }
    await out.write(durations.length === 0 ? '{}\n' : '\n}\n');
    await Promise.all([out.end(), explain?.end()]);
    if (values.explain !== undefined) console.log(`why: ${values.explain}`);
    console.log(`${durations.length} queries over ${index.products} products, ${index.ranker}`);
    if (values.latency) {
      console.log(`load ${milliseconds(loaded)}`);
      for (const share of [0.5, 0.99]) {
        console.log(`p${share * 100} ${milliseconds(percentile(durations, share))}`);
      }
      console.log(`memory ${Math.round(process.memoryUsage.rss() / 2 ** 20)} MiB`);
    }
  },
};
