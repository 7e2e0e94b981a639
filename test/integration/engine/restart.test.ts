import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startEngine } from '../../../infra/local/engine.ts';
import { objectOf, parseJson, textOr } from '../../../infra/local/json.ts';
import { seenBy, synthesise, workDirectory } from './fixture.ts';

const directory = workDirectory();
const dataDir = join(directory.path, 'data');
let cdkOut: string;

beforeAll(() => {
  cdkOut = synthesise(directory.path);
});

afterAll(() => directory.remove());

async function spawnEngine(): Promise<{ child: ChildProcess; url: string; awsEndpoint: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'engine-process.ts'), cdkOut, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.stdout === null) throw new Error('the child has no output');
  const [line] = await once(child.stdout, 'data');
  const { url, awsEndpoint } = objectOf(parseJson(String(line)));
  return { child, url: textOr(url, ''), awsEndpoint: textOr(awsEndpoint, '') };
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** Asks again and again; throws when the answer is still no after half a minute. */
const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  const deadline = Date.now() + 30_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Not yet after half a minute: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

it('finds everything again after kill -9', async () => {
  // Given an engine with moved time, a stored item, a waiting execution and a message in back-off
  const { child, url, awsEndpoint } = await spawnEngine();
  const operator = {
    endpoint: awsEndpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'operator', secretAccessKey: 'x' },
  };
  await fetch(`${url}/sandbox/clock/advance`, { method: 'POST', body: '{"seconds":7200}' });
  await fetch(`${url}/v1/items/kept`, { method: 'PUT', body: 'kept' });
  await new SFNClient(operator).send(
    new StartExecutionCommand({
      stateMachineArn: 'arn:aws:states:eu-central-1:000000000000:stateMachine:leg',
      name: 'survivor',
      input: '{"correlationId":"trade-9"}',
    }),
  );
  await new SQSClient(operator).send(
    new SendMessageCommand({
      QueueUrl: `${awsEndpoint}/000000000000/inbox`,
      MessageBody: JSON.stringify({ id: 'interrupted', fail: 1 }),
    }),
  );
  await until(async () => (await seenBy({ clients: () => operator }, 'message')).interrupted === 1);
  const dynoxidePid = Number(readFileSync(join(dataDir, 'dynoxide.pid'), 'utf8'));

  // When
  await kill(child);

  // Then the database does not outlive the engine
  await until(() => !isAlive(dynoxidePid));

  // When
  const startedAt = Date.now();
  const engine = await startEngine({ cdkOut, dataDir });
  try {
    await engine.settle();

    // Then
    // The time that the advance itself took counts as well.
    expect(engine.now() - Date.now()).toBeGreaterThan(7_190_000);
    const kept = await fetch(`${engine.url}/v1/items/kept`);
    expect(await kept.json()).toMatchObject({ body: { S: 'kept' } });
    expect(await seenBy(engine, 'message')).toEqual({ interrupted: 2 });
    // Long before the 180 seconds for which the killed engine had hidden the message.
    expect(Date.now() - startedAt).toBeLessThan(60_000);
    // At least once: the kill may fall between the work and its checkpoint.
    expect((await seenBy(engine, 'stream')).kept).toBeGreaterThanOrEqual(1);
    expect(engine.executions()).toMatchObject([{ name: 'survivor', status: 'RUNNING' }]);

    // When
    await engine.advance(90_000);

    // Then
    expect(engine.executions()).toMatchObject([{ name: 'survivor', status: 'SUCCEEDED' }]);
    expect(await seenBy(engine, 'step')).toMatchObject({ second: 1 });
  } finally {
    await engine.stop();
  }
});

it('refuses a second engine on the same data directory', async () => {
  // Given
  const { child } = await spawnEngine();

  // When, Then
  try {
    await expect(startEngine({ cdkOut, dataDir })).rejects.toThrow(/already runs an engine/);
  } finally {
    await kill(child);
  }
});
