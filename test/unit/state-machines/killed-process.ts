import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { createStateMachineRunner } from '../../../infra/local/state-machines/runner.ts';
import { awaitToken, invoke, MACHINE, machine, START } from './fake-engine.ts';

/**
 * Run by kill.test.ts: `start <folder>` runs a machine to the point where one branch waits for its token and the other is in
 * the middle of a function, says so and hangs; `resume <folder> <token>` takes over, answers the token and prints the end.
 */
const [mode = '', dataDir = '', token = ''] = process.argv.slice(2);
const seen: string[] = [];

const definition = machine({
  Reserve: invoke('reserve', { Next: 'Both' }),
  Both: {
    Type: 'Parallel',
    Branches: [
      machine({ Ask: awaitToken('ask', { Next: 'Thank' }), Thank: invoke('thank', { End: true }) }),
      machine({ Weigh: invoke('weigh', { Next: 'Book' }), Book: invoke('book', { End: true }) }),
    ],
    End: true,
  },
});

const runner = createStateMachineRunner({
  dataDir,
  now: () => START,
  log: () => undefined,
  onTransition: () => undefined,
  invoke: async (name, payload) => {
    appendFileSync(join(dataDir, 'invoked.log'), `${mode} ${name}\n`);
    seen.push(name);
    if (typeof payload === 'object' && payload !== null && 'token' in payload)
      process.stdout.write(`${payload.token}\n`);
    if (mode === 'start' && name === 'book') {
      process.stdout.write('hanging\n');
      return new Promise(() => setInterval(() => undefined, 1000));
    }
    return { by: name };
  },
});

await runner.start();
if (mode === 'start') {
  runner.registerMachine({ arn: MACHINE, name: 'trade', definition });
  runner.startExecution({ machineArn: MACHINE, name: 'one', input: '{"orderId":"o-1"}' });
} else {
  runner.sendTaskSuccess({ taskToken: token, output: '"paid"' });
  do await new Promise((resolve) => setTimeout(resolve, 5));
  while (!runner.idle());
  const arn = MACHINE.replace(':stateMachine:', ':execution:');
  const { status, output } = runner.describeExecution(`${arn}:one`);
  process.stdout.write(JSON.stringify({ status, output: JSON.parse(output ?? 'null') }));
  await runner.stop();
}
