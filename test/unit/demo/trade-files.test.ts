import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { instantOfDay } from '../../../tools/demo/references.ts';
import { readTrades } from '../../../tools/demo/trade-file.ts';

describe('the example trades', () => {
  it('are read, and follow one another on one clock', async () => {
    // Given
    const trades = await readTrades();

    // When
    const spans = trades.map(({ startsOn, endsAt }) => [
      instantOfDay(startsOn, 0),
      instantOfDay(startsOn, endsAt),
    ]);

    // Then
    expect(trades.map(({ trade }) => trade)).toEqual([
      'shared-container',
      'sample-first',
      'quality-dispute',
      'never-shipped',
    ]);
    for (const [index, [start = '']] of spans.entries())
      if (index > 0) expect(start > (spans[index - 1]?.[1] ?? '')).toBe(true);
  });

  it('are all played end to end', async () => {
    const folder = join(import.meta.dirname, '../../e2e/trades');
    const unplayed = (await readTrades()).filter(
      ({ trade }) => !existsSync(join(folder, `${trade}.test.ts`)),
    );
    expect(unplayed).toEqual([]);
  });

  it('expect something of every party', async () => {
    for (const { trade, parties, expect: wanted } of await readTrades()) {
      expect(Object.keys(wanted.rail).sort(), trade).toEqual(Object.keys(parties).sort());
      expect(Object.keys(wanted.accounts).sort(), trade).toEqual(Object.keys(parties).sort());
    }
  });
});
