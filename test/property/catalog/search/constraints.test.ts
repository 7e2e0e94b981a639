import { expect, test } from 'vitest';
import { runConstraints } from './constraint-run.ts';

// Another seed: `npm run bench:match -- --constraints 100000 --seed 3`.
test('no answer violates a filter in 100,000 random queries', { timeout: 600_000 }, () => {
  const run = runConstraints(100_000, 1);
  expect(run.violations).toEqual([]);
  expect(run.answers).toBeGreaterThan(100_000);
});
