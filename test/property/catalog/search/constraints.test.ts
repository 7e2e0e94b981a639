import { expect, test } from 'vitest';
import { runConstraints } from './constraint-run.ts';

// More of them, and another seed: `npm run bench:match -- --constraints 100000 --seed 3`.
test('no answer violates a filter in 5,000 random queries', { timeout: 60_000 }, () => {
  const run = runConstraints(5_000, 1);
  expect(run.violations).toEqual([]);
  expect(run.answers).toBeGreaterThan(5_000);
});
