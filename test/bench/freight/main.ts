import { parseArgs } from 'node:util';
import { timeBudget } from '../../../functions/freight/domain/loading/budget.ts';
import { loadContainers } from '../../../functions/freight/domain/loading/load-containers.ts';
import { classContainer, kindsOfClass, mixedCargo } from '../../support/loading/mixed-cargo.ts';
import { type Rival, rivals } from './rivals.ts';
import { variants } from './variants.ts';

/**
 * Utilisation and time of the loader and of two npm packers on generated Bischoff/Ratcliff classes.
 * `npm run bench:freight -- --instances 5 --seconds 1 --classes 1,2,3`
 *
 * `--support 0` asks for no support, `--variant` for what `variants.ts` names. `--alone` leaves the other packers out, `--clock cpu`
 * counts processor time, for a busy machine.
 */
const { values } = parseArgs({
  options: {
    instances: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '1' },
    classes: { type: 'string', default: kindsOfClass.map((_, index) => index + 1).join(',') },
    seed: { type: 'string', default: '1995' },
    support: { type: 'string', default: '1' },
    variant: { type: 'string', default: 'plain' },
    alone: { type: 'boolean', default: false },
    clock: { type: 'string', default: 'wall' },
  },
});

const seconds = Number(values.seconds);
const variant = variants[values.variant];
if (variant === undefined) throw new Error(`--variant is one of ${Object.keys(variants).join(', ')}.`);

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const nowMs = values.clock === 'cpu' ? cpuMs : () => performance.now();

/** Asking for the processor time takes longer than a trial load: the clock is read for every eighth. */
const clockOf = (): (() => number) => {
  let asked = 0;
  let latest = 0;
  return () => {
    if (asked++ % 8 === 0) latest = nowMs();
    return latest;
  };
};

const own: Rival = {
  name: `loader, ${seconds} s`,
  loadedVolume: (task) =>
    loadContainers(task, timeBudget(seconds, clockOf())).placements.reduce(
      (sum, { l, w, h }) => sum + l * w * h,
      0,
    ),
};

const room = classContainer.l * classContainer.w * classContainer.h;
const packers = [own, ...(values.alone ? [] : rivals)];
console.log(`class  kinds  ${packers.map(({ name }) => name.padStart(26)).join('')}`);
const totals = packers.map(() => 0);
const classes = values.classes.split(',').map(Number);
for (const number of classes) {
  const kinds = kindsOfClass[number - 1] ?? 3;
  const tasks = Array.from({ length: Number(values.instances) }, (_, i) =>
    variant(
      mixedCargo(kinds, Number(values.seed) + 1_000 * number + 37 * i, {
        supportMin: Number(values.support),
        isInDropOrder: false,
        apart: [],
        separated: [],
      }),
    ),
  );
  const cells = packers.map(({ loadedVolume }, index) => {
    const startMs = nowMs();
    const mean = tasks.reduce((sum, task) => sum + loadedVolume(task), 0) / tasks.length / room;
    const eachMs = (nowMs() - startMs) / tasks.length;
    totals[index] = (totals[index] ?? 0) + mean / classes.length;
    return `${(100 * mean).toFixed(2)} %  ${eachMs.toFixed(0).padStart(6)} ms`.padStart(26);
  });
  console.log(`BR${String(number).padEnd(4)}  ${String(kinds).padStart(4)}  ${cells.join('')}`);
}
console.log(
  `mean         ${totals.map((mean) => `${(100 * mean).toFixed(2)} %           `.padStart(26)).join('')}`,
);
