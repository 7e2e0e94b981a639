import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { indexCommand } from '../../../../tools/match/index-command.ts';
import { matchCommand } from '../../../../tools/match/match-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'entrepot-match-'));
afterAll(() => rmSync(folder, { recursive: true }));
vi.spyOn(console, 'log').mockImplementation(() => undefined);

const path = (name: string): string => join(folder, name);
const write = (name: string, lines: readonly unknown[]): string => {
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
  writeFileSync(path(name), text.join('\n'));
  return path(name);
};
const index = (products: string, out: string, ...more: readonly string[]): Promise<void> =>
  indexCommand.run(['--products', products, '--out', path(out), ...more]);
const match = (from: string, queries: string, ...more: readonly string[]): Promise<void> =>
  matchCommand.run(['--index', path(from), '--queries', queries, '--out', path('run.json'), ...more]);
const run = (): unknown => JSON.parse(readFileSync(path('run.json'), 'utf8'));

const products = [
  { productId: 'A', title: 'Desk lamp', originCountry: 'VN' },
  '',
  { productId: 'B', title: 'Lamp desk', originCountry: 'CN', notKnown: true },
];

describe('entrepot index and match', () => {
  test('a file of queries becomes ids by query id', async () => {
    await index(write('products.ndjson', products), 'a.idx');
    const queries = write('queries.ndjson', [
      { queryId: 'q1', text: 'desk lamp' },
      { queryId: 'q2', text: 'desk lamp', filters: { origin: 'CN' } },
      { queryId: 'constructor', text: 'nothing of the kind' },
    ]);
    await match('a.idx', queries, '--explain', path('why.ndjson'), '--latency');
    expect(run()).toEqual({ q1: ['A', 'B'], q2: ['B'], constructor: [] });
    const [first = ''] = readFileSync(path('why.ndjson'), 'utf8').split('\n');
    expect(JSON.parse(first)).toMatchObject({ queryId: 'q1', productId: 'A', ranker: 'entrepot-match-4' });
    for (const bare of [
      ['--explain', '--latency'],
      ['--latency', '--explain'],
    ]) {
      await match('a.idx', queries, ...bare);
      expect(readFileSync(path('run.explain.ndjson'), 'utf8')).toBe(readFileSync(path('why.ndjson'), 'utf8'));
    }
    await match('a.idx', queries, '--top', '1');
    expect(run()).toEqual({ q1: ['A'], q2: ['B'], constructor: [] });
  });

  test('changes on top of an older index give the bytes of a new one', async () => {
    await index(write('products.ndjson', products), 'a.idx');
    const changes = [
      { productId: 'A', isRemoved: true },
      { productId: 'C', title: 'Floor lamp' },
    ];
    await index(write('changes.ndjson', changes), 'changed.idx', '--base', path('a.idx'));
    await index(write('all.ndjson', [{ productId: 'C', title: 'Floor lamp' }, products[2]]), 'new.idx');
    expect(readFileSync(path('changed.idx')).equals(readFileSync(path('new.idx')))).toBe(true);
  });

  test('no queries give an empty object', async () => {
    await index(write('products.ndjson', products), 'a.idx');
    await match('a.idx', write('none.ndjson', ['']));
    expect(run()).toEqual({});
  });

  test('faults are named by file, line and field', async () => {
    const bad = write('bad.ndjson', [products[0], { productId: 'B', title: 7 }]);
    await expect(index(bad, 'b.idx')).rejects.toThrow(/bad\.ndjson, line 2: title: /);
    await expect(index(write('cut.ndjson', ['{"productId"']), 'b.idx')).rejects.toThrow(/line 1: not JSON/);
    await index(write('products.ndjson', products), 'a.idx');
    const odd = write('odd.ndjson', [{ queryId: 'q', text: 'x', filters: { colour: 'red' } }]);
    await expect(match('a.idx', odd)).rejects.toThrow(/odd\.ndjson, line 1: filters: .*colour/);
    const priced = write('price.ndjson', [
      { queryId: 'q', text: 'x', filters: { targetPrice: { amount: 1 } } },
    ]);
    await expect(match('a.idx', priced)).rejects.toThrow(/filters\.targetPrice\.currency/);
    await expect(match('a.idx', odd, '--top', '0')).rejects.toThrow(/--top/);
    await expect(matchCommand.run(['--index', path('a.idx')])).rejects.toThrow(/--queries is missing/);
  });
});
