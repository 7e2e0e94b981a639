import { parseArgs } from 'node:util';
import { type Budget, timeBudget, trialBudget } from '../../functions/freight/domain/loading/budget.ts';
import { loadContainers, usualSeed } from '../../functions/freight/domain/loading/load-containers.ts';
import { orderForLoading } from '../../functions/freight/domain/loading/loading-order.ts';
import type { Command } from '../commands/command.ts';
import { readCase, writeAnswer } from '../freight/case-file.ts';
import { type PackInstance, packSpec } from './pack-spec.ts';
import { type PackOptions, taskOf } from './pack-task.ts';
import { writePictures } from './picture-files.ts';
import { warmUp } from './warm-up.ts';

const usage = `--in spec.json --out plan.json [--seconds 10 | --trials n] [--support 1.0] [--no-lifo] [--cog 0.05,0.05|none]
      [--half-weight 0.6] [--multi | --no-multi] [--svg dir] [--seed 1]`;

/** From so many seconds on it does not matter that code is slow until it is compiled. */
const secondsWarm = 0.5;

const share = (text: string, option: string): number => {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1))
    throw new Error(`${option} is a share from 0 to 1, not ${text}.`);
  return value;
};

const positive = (text: string, option: string): number => {
  const value = Number(text);
  if (!(value > 0 && value < 1e9)) throw new Error(`${option} is a number above 0, not ${text}.`);
  return value;
};

const wholeSeed = (text: string): number => {
  const value = Number(text);
  if (!/^\d{1,9}$/.test(text)) throw new Error(`--seed is a whole number from 0 to 999999999, not ${text}.`);
  return value;
};

const balanceOf = (text: string | undefined): PackOptions['balance'] => {
  if (text === undefined || text === 'none') return text;
  const [lengthShareMax, widthShareMax, ...others] = text.split(',').map((each) => share(each, '--cog'));
  if (lengthShareMax === undefined || widthShareMax === undefined || others.length > 0)
    throw new Error('--cog is two shares, along and across, such as 0.05,0.05, or none.');
  return { lengthShareMax, widthShareMax };
};

const readOptions = (args: readonly string[]) => {
  const { values } = parseArgs({
    args: [...args],
    allowNegative: true,
    options: {
      in: { type: 'string' },
      out: { type: 'string' },
      seconds: { type: 'string', default: '10' },
      trials: { type: 'string' },
      support: { type: 'string', default: '1' },
      lifo: { type: 'boolean' },
      cog: { type: 'string' },
      'half-weight': { type: 'string' },
      multi: { type: 'boolean' },
      svg: { type: 'string' },
      seed: { type: 'string', default: String(usualSeed) },
    },
  });
  if (values.in === undefined) throw new Error(`pack needs ${usage}`);
  const options: PackOptions = {
    supportMin: share(values.support, '--support'),
    isInDropOrder: values.lifo,
    balance: balanceOf(values.cog),
    halfWeightShareMax:
      values['half-weight'] === undefined ? undefined : share(values['half-weight'], '--half-weight'),
    isMulti: values.multi,
  };
  const trials = values.trials === undefined ? undefined : positive(values.trials, '--trials');
  return {
    in: values.in,
    out: values.out,
    pictures: values.svg,
    seconds: positive(values.seconds, '--seconds'),
    trials,
    seed: wholeSeed(values.seed),
    options,
  };
};

const planOne = (
  one: PackInstance,
  index: number,
  hasOwnId: boolean,
  options: PackOptions,
  budget: Budget,
  seed: number,
  pictures: string | undefined,
) => {
  const startMs = performance.now();
  const task = taskOf(one, options);
  const plan = loadContainers(task, budget, seed);
  const ordered = orderForLoading(plan.placements);
  const timeMs = Math.round(performance.now() - startMs);
  if (pictures !== undefined)
    writePictures(pictures, String(one.id ?? `plan-${index + 1}`), task, plan, ordered);
  return {
    ...(hasOwnId ? { id: one.id } : {}),
    index,
    ...(one.container === undefined
      ? { containers: plan.containers }
      : { container: { l: one.container.l, w: one.container.w, h: one.container.h } }),
    timeMs,
    trials: plan.trials,
    /** In loading order. */
    boxes: ordered.map(({ type, container, x, y, z, l, w, h }) => ({
      typeIndex: type,
      x,
      y,
      z,
      l,
      w,
      h,
      container,
    })),
    left: plan.left.map(({ type, count, reason }) => ({ typeIndex: type, count, reason })),
  };
};

/** `entrepot pack`: plans where every piece goes, container by container. */
export const packCommand: Command = {
  name: 'pack',
  operands: usage,
  summary:
    'plans where each piece goes in a container, in loading order, with the reason for what stays behind',
  run: async (args) => {
    const { seconds, trials, seed, options, pictures, ...files } = readOptions(args);
    const instances = readCase(packSpec, files.in);
    const ids = instances.map(({ id }) => id);
    const [first] = instances;
    if (trials === undefined && seconds < secondsWarm && first !== undefined) warmUp(first, options);
    const plans = instances.map((one, index) => {
      const isOwn = one.id !== undefined && ids.indexOf(one.id) === ids.lastIndexOf(one.id);
      const budget =
        trials === undefined ? timeBudget(seconds, () => performance.now()) : trialBudget(trials);
      return planOne(one, index, isOwn, options, budget, seed, pictures);
    });
    writeAnswer({ instances: plans }, files.out);
  },
};
