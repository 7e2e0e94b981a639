import { seededRandom } from '../../shared/kernel/seeded-numbers.ts';
import type { HouseProcess } from './house-process.ts';
import { signUpStep } from './play-trade.ts';
import type { TradeFile } from './trade-file.ts';

/** Longest time after the beginning of a step at which the house dies. */
const delayMsMax = 1_500;

/** Moments at which the house dies: step of a trade → milliseconds after the step began. */
const chooseMoments = (trades: readonly TradeFile[], kills: number, seed: number): Map<string, number> => {
  const random = seededRandom(seed);
  const steps = trades.flatMap(({ trade, steps: all }) => [
    `${trade}#${signUpStep}`,
    ...all.map((_, index) => `${trade}#${index}`),
  ]);
  const moments = new Map<string, number>();
  while (moments.size < Math.min(kills, steps.length)) {
    const step = steps[Math.floor(random() * steps.length)];
    if (step !== undefined) moments.set(step, Math.floor(random() * delayMsMax));
  }
  return moments;
};

/**
 * Kills the house at random moments while trades are played and starts it again on what it left behind. Nobody is told
 * before: callers see a lost connection, exactly as when a machine dies.
 */
export const createKiller = (options: {
  readonly house: HouseProcess;
  readonly trades: readonly TradeFile[];
  readonly kills: number;
  readonly seed: number;
}) => {
  const { house, trades, kills, seed } = options;
  const moments = chooseMoments(trades, kills, seed);
  if (moments.size > 0) console.log(`Killing the house ${moments.size} times, seed ${seed}.`);
  let underWay = Promise.resolve();

  const strike = async (trade: string, delayMs: number) => {
    await new Promise((done) => setTimeout(done, delayMs));
    const startedAt = performance.now();
    await house.kill();
    await house.start();
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.log(`  ✗ killed in ${trade}, back after ${seconds} s`);
  };

  return {
    beforeStep: ({ trade }: TradeFile, index: number) => {
      const delayMs = moments.get(`${trade}#${index}`);
      if (delayMs !== undefined)
        underWay = underWay.then(() =>
          strike(index === signUpStep ? `${trade}, signing up` : `${trade}, step ${index}`, delayMs),
        );
    },
    /** Resolves when the house is up again. */
    settled: () => underWay,
  };
};
