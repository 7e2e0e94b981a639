import { countDeadLetters, redrive } from '../operator/dead-letters.ts';
import { redeliver } from '../operator/invocations.ts';
import { houseCommand } from './command.ts';

/** `entrepot dead-letters`. */
export const deadLettersCommand = houseCommand(
  { name: 'dead-letters', operands: '', summary: 'how many messages lie in each dead-letter queue' },
  0,
  async (house) => {
    for (const [context, count] of await countDeadLetters(house))
      console.log(`${context.padEnd(16)}${count}`);
  },
);

/** `entrepot redrive`. */
export const redriveCommand = houseCommand(
  {
    name: 'redrive',
    operands: '[context]',
    summary: 'sends dead letters back to their queues, of one context or of all',
  },
  1,
  async (house, [operand]) => {
    const chosen = house.queued.filter(({ name }) => operand === undefined || name === operand);
    if (chosen.length === 0) {
      const names = house.queued.map(({ name }) => name).join(', ');
      throw new Error(`No context ${operand} has a queue. These have: ${names}.`);
    }
    for (const context of chosen)
      console.log(`${context.name.padEnd(16)}${await redrive(house, context)} sent back`);
  },
);

/** `entrepot redeliver`. */
export const redeliverCommand = houseCommand(
  {
    name: 'redeliver',
    operands: '',
    summary: 'looks for committed events that nobody delivered, and sends them again',
  },
  0,
  async (house) => {
    for (const stack of house.stacks)
      console.log(`${stack.padEnd(16)}${await redeliver(house, stack)} sent again`);
  },
);
