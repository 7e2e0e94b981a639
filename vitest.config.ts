import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

/**
 * Suites by kind; `npm test` runs them all, one kind after the other, and of each kind the longest files first. A file of the engine's
 * starts a whole house of its own, so two of them keep two cores busy.
 */
export default defineConfig({
  test: {
    globalSetup: ['test/support/temporary-folder.ts'],
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'pure',
          sequence: { groupOrder: 0 },
          include: ['test/unit/**/*.test.ts', 'test/property/**/*.test.ts', 'test/crash-matrix/**/*.test.ts'],
          setupFiles: ['test/support/seed.ts'],
          // Nothing is judged by its speed: a limit is there to end what hangs.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'infra',
          sequence: { groupOrder: 1 },
          include: ['test/infra/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'engine',
          sequence: { groupOrder: 2 },
          maxWorkers: 2,
          include: ['test/integration/**/*.test.ts', 'test/e2e/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
