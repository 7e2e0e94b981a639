import { defineConfig } from 'vitest/config';

/** Suites by kind; `npm test` runs them all. Suites that share one local engine run their files one after another. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'pure',
          include: ['test/unit/**/*.test.ts', 'test/property/**/*.test.ts', 'test/crash-matrix/**/*.test.ts'],
          setupFiles: ['test/support/seed.ts'],
        },
      },
      {
        test: {
          name: 'infra',
          include: ['test/infra/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'engine',
          include: ['test/integration/**/*.test.ts', 'test/e2e/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
