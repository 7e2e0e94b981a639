import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trialBudget } from '../../../../functions/freight/domain/loading/budget.ts';
import { checkPlan } from '../../../../functions/freight/domain/loading/check-plan.ts';
import { loadContainers } from '../../../../functions/freight/domain/loading/load-containers.ts';
import type { LoadingPlan, LoadingTask } from '../../../../functions/freight/domain/loading/loading-task.ts';

/** Random loads with all rules on; `LOADER_RUNS=100000` for a long run. */
const numRuns = Number(process.env.LOADER_RUNS ?? 10_000);

const piece = fc.record({
  l: fc.integer({ min: 5, max: 60 }),
  w: fc.integer({ min: 5, max: 50 }),
  h: fc.integer({ min: 5, max: 40 }),
  uprights: fc.constantFrom<[boolean, boolean, boolean]>(
    [true, true, true],
    [false, false, true],
    [true, false, true],
    [false, true, false],
  ),
  isFixed: fc.boolean(),
  quantity: fc.integer({ min: 0, max: 12 }),
  weight: fc.integer({ min: 0, max: 40 }),
  isStackable: fc.boolean(),
  loadMax: fc.option(fc.integer({ min: 0, max: 120 }), { nil: undefined }),
  drop: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
  group: fc.constantFrom(undefined, 'food', 'chemicals', 'odour'),
  /** Other drops to which as many of the same go. */
  alsoTo: fc.constantFrom<readonly number[]>([], [], [1], [2, 4], [1, 3, 5]),
});

/** A loaded machine is slow. */
const timeout = 60_000 + numRuns * 50;

const share = fc.constantFrom(0.03, 0.05, 0.2);

const task: fc.Arbitrary<LoadingTask> = fc
  .record({
    pieces: fc.array(piece, { minLength: 1, maxLength: 7 }),
    size: fc.record({
      l: fc.integer({ min: 50, max: 120 }),
      w: fc.integer({ min: 40, max: 80 }),
      h: fc.integer({ min: 40, max: 80 }),
      weightMax: fc.option(fc.integer({ min: 50, max: 900 }), { nil: undefined }),
      door: fc.option(
        fc.record({ w: fc.integer({ min: 30, max: 70 }), h: fc.integer({ min: 30, max: 70 }) }),
        {
          nil: undefined,
        },
      ),
      available: fc.integer({ min: 1, max: 3 }),
    }),
    supportMin: fc.constantFrom(0, 0.8, 1),
    isInDropOrder: fc.boolean(),
    balance: fc.option(fc.record({ lengthShareMax: share, widthShareMax: share }), { nil: undefined }),
    halfWeightShareMax: fc.constantFrom(undefined, 0.6),
    apart: fc.constantFrom<[string, string][]>([], [['food', 'chemicals']]),
    separated: fc.constantFrom<[string, string][]>([], [['food', 'odour']]),
  })
  .map(({ pieces, size, ...rules }) => ({
    pieces: pieces
      .flatMap(({ alsoTo, ...one }) => [one, ...alsoTo.map((drop) => ({ ...one, drop }))])
      .map((one, index) => ({ ...one, label: `p${index}` })),
    containers: [{ name: 'box', ...size }],
    rules,
  }));

/** The same with a balance that is kept only as long as it costs little. */
const anyTask = fc.tuple(task, fc.constantFrom(undefined, 0.02, 0.3)).map(([one, costMax]): LoadingTask => {
  const { balance } = one.rules;
  return balance === undefined || costMax === undefined
    ? one
    : { ...one, rules: { ...one.rules, balance: { ...balance, costMax } } };
});

const volumeOf = (plan: LoadingPlan): number =>
  plan.placements.reduce((sum, { l, w, h }) => sum + l * w * h, 0);

describe('the loader', () => {
  it(
    'never breaks a rule, and accounts for every piece',
    () => {
      fc.assert(
        fc.property(anyTask, (one) => {
          // When
          const plan = loadContainers(one, trialBudget(20));
          // Then
          expect(checkPlan(one, plan)).toEqual([]);
        }),
        { numRuns },
      );
    },
    timeout,
  );

  it(
    'gives the same plan again',
    () => {
      fc.assert(
        fc.property(anyTask, (one) => {
          expect(loadContainers(one, trialBudget(30))).toEqual(loadContainers(one, trialBudget(30)));
        }),
        { numRuns: Math.ceil(numRuns / 100) },
      );
    },
    timeout,
  );

  it(
    'loads no less with a larger budget',
    () => {
      fc.assert(
        fc.property(
          task,
          fc.integer({ min: 1, max: 40 }),
          fc.integer({ min: 0, max: 200 }),
          (one, trials, more) => {
            // When
            const little = loadContainers(one, trialBudget(trials));
            const much = loadContainers(one, trialBudget(trials + more));
            // Then
            expect(volumeOf(much)).toBeGreaterThanOrEqual(volumeOf(little));
          },
        ),
        { numRuns: Math.ceil(numRuns / 100) },
      );
    },
    timeout,
  );
});
