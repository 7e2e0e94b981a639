import { expect, test } from 'vitest';
import { differenceBetween } from '../support/simulation/canonical-rows.ts';
import { largePool, pools, underWay } from './pool-workflows.ts';

pools.describeMatrix(underWay);

test('a pool of many ends the same when it is cut off between its pages', { timeout: 240_000 }, async () => {
  // Given
  const { again, undisturbed } = await pools.given(largePool);
  expect(undisturbed.rest.filter((line) => line.startsWith('freight of'))).toHaveLength(20);
  // When each step that moves members has moved one page, or all of them
  const pages = undisturbed.changes.flatMap((change, at) => (change === 'freight-steps: write' ? [at] : []));
  for (const at of pages.filter((_, index) => index % 3 === 1)) {
    const ending = await pools.play(again(), largePool, { at, verdict: 'lost after' });
    // Then
    expect(differenceBetween(undisturbed.rows, ending.rows), `cut off after ${at}`).toEqual([]);
    expect(ending.rest).toEqual(undisturbed.rest);
  }
});
