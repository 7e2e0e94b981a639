#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { countDeadLetters, redrive } from './operator/dead-letters.ts';
import { type House, openHouse } from './operator/house.ts';
import { createOperatorKey, reconcile } from './operator/invocations.ts';

const usage = `entrepot <command> [--stage local|test|live]

  dead-letters          how many messages lie in each dead-letter queue
  redrive [context]     sends dead letters back to their queues, of one context or of all
  reconcile             looks for committed events that nobody delivered, and sends them again
  operator-key <email>  makes an API key with the role operator, shown once

Without --stage it works on the house that npm start runs here.`;

const commands: Readonly<Record<string, (house: House, operand: string | undefined) => Promise<void>>> = {
  'dead-letters': async (house) => {
    for (const [context, count] of await countDeadLetters(house))
      console.log(`${context.padEnd(16)}${count}`);
  },
  redrive: async (house, operand) => {
    const chosen = house.queued.filter((context) => operand === undefined || context.name === operand);
    if (chosen.length === 0) throw new Error(`No context ${operand} has a queue.`);
    for (const context of chosen)
      console.log(`${context.name.padEnd(16)}${await redrive(house, context)} sent back`);
  },
  'operator-key': async (house, email) => {
    if (!email) throw new Error('Whose key is it? Give an e-mail address.');
    console.log((await createOperatorKey(house, { name: email, email })).secret);
  },
  reconcile: async (house) => {
    for (const stack of house.stacks) {
      console.log(`${stack.padEnd(16)}${await reconcile(house, stack)} sent again`);
    }
  },
};

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { stage: { type: 'string', default: 'local' }, help: { type: 'boolean', short: 'h' } },
  });
  const command = commands[positionals[0] ?? ''];
  if (!command || values.help) {
    console.log(usage);
    process.exitCode = values.help ? 0 : 1;
  } else {
    await command(openHouse(values.stage), positionals[1]);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
