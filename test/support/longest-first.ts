import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The files that take longest, longest first. One of them that begins last keeps one core busy alone; the order of all others does
 * not matter. A clean checkout knows no durations, and the size of a file says nothing of them.
 */
const longest = [
  'integration/freight/pooled-voyage',
  'e2e/trades/shared-container',
  'e2e/trades/sample-first',
  'integration/credit/loan',
  'integration/orders/trade',
  'e2e/trades/quality-dispute',
  'e2e/trades/never-shipped',
  'integration/freight/consolidated-order',
  'integration/notifications/webhooks',
  'integration/freight/papers',
  'e2e/sample-money',
  'integration/customs/declarations',
  'property/catalog/search/constraints',
  'crash-matrix/pools-under-way',
  'crash-matrix/pools-gathering',
  'crash-matrix/money-in',
  'crash-matrix/money-out',
  'property/freight/loading/valid-plans',
];

const rankOf = ({ moduleId }: TestSpecification): number => {
  const found = longest.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
  return found === -1 ? longest.length : found;
};

/** Starts the longest files first. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return [...(await super.sort(files))].sort((left, right) => rankOf(left) - rankOf(right));
  }
}
