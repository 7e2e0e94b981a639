import { parseArgs } from 'node:util';
import { timeBudget } from '../../../functions/freight/domain/loading/budget.ts';
import { loadContainers } from '../../../functions/freight/domain/loading/load-containers.ts';
import { classContainer, kindsOfClass, mixedCargo } from '../../support/loading/mixed-cargo.ts';
import { type Rival, rivals } from './rivals.ts';

/**
 * Utilisation and time of the loader (full support) and of two npm packers on generated Bischoff/Ratcliff classes.
 * `npm run bench:freight -- --instances 5 --seconds 1 --classes 1,2,3`
 */
const { values } = parseArgs({
  options: {
    instances: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '1' },
    classes: { type: 'string', default: kindsOfClass.map((_, index) => index + 1).join(',') },
    seed: { type: 'string', default: '1995' },
  },
});

const seconds = Number(values.seconds);
const own: Rival = {
  name: `loader, ${seconds} s`,
  loadedVolume: (task) =>
    loadContainers(
      task,
      timeBudget(seconds, () => performance.now()),
    ).placements.reduce((sum, { l, w, h }) => sum + l * w * h, 0),
};

const room = classContainer.l * classContainer.w * classContainer.h;
const packers = [own, ...rivals];
console.log(`class  kinds  ${packers.map(({ name }) => name.padStart(26)).join('')}`);
const totals = packers.map(() => 0);
const classes = values.classes.split(',').map(Number);
for (const number of classes) {
  const kinds = kindsOfClass[number - 1] ?? 3;
  const tasks = Array.from({ length: Number(values.instances) }, (_, i) =>
    mixedCargo(kinds, Number(values.seed) + 1_000 * number + 37 * i),
  );
  const cells = packers.map(({ loadedVolume }, index) => {
    const startMs = performance.now();
    const mean = tasks.reduce((sum, task) => sum + loadedVolume(task), 0) / tasks.length / room;
    const eachMs = (performance.now() - startMs) / tasks.length;
    totals[index] = (totals[index] ?? 0) + mean / classes.length;
    return `${(100 * mean).toFixed(2)} %  ${eachMs.toFixed(0).padStart(6)} ms`.padStart(26);
  });
  console.log(`BR${String(number).padEnd(4)}  ${String(kinds).padStart(4)}  ${cells.join('')}`);
}
console.log(
  `mean         ${totals.map((mean) => `${(100 * mean).toFixed(2)} %           `.padStart(26)).join('')}`,
);
