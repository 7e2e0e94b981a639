import type { GeneratedQuery } from './generated-queries.ts';

/** Durations of one kind of query in milliseconds. */
export interface Latency {
  readonly p50: number;
  readonly p99: number;
  /** Processor time per query: what p50 and p99 would be near on a machine that does nothing else. */
  readonly processor: number;
}

/** What one engine at one size took. */
export interface Measurement {
  readonly engine: string;
  readonly products: number;
  readonly buildSeconds: number;
  readonly bytesPerProduct: number;
  readonly loadMs: number;
  readonly memoryMib: number;
  readonly text: Latency;
  readonly sixFilters: Latency;
}

/** Queries that are asked first and not counted, so that the code is compiled. */
const warmUp = 200;

/** Asks all queries, one after another, after a warm-up. */
export function latencyOf(
  queries: readonly GeneratedQuery[],
  ask: (query: GeneratedQuery) => unknown,
): Latency {
  for (const query of queries.slice(0, warmUp)) ask(query);
  const used = process.cpuUsage();
  const durations = queries.map((query) => {
    const begun = performance.now();
    ask(query);
    return performance.now() - begun;
  });
  const { user, system } = process.cpuUsage(used);
  durations.sort((a, b) => a - b);
  const at = (share: number): number => durations[Math.max(0, Math.ceil(share * durations.length) - 1)] ?? 0;
  return { p50: at(0.5), p99: at(0.99), processor: (user + system) / 1000 / queries.length };
}

/** Resident memory of this process. */
export const memoryMib = (): number => process.memoryUsage.rss() / 2 ** 20;
