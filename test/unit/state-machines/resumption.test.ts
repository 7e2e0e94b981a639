import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  awaitToken,
  FakeEngine,
  type FakeFunction,
  functionError,
  invoke,
  MACHINE,
  machine,
  nameThrownBy,
} from './fake-engine.ts';

let dataDir = '';
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'state-machines-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

/** Stops an engine and resumes its journal in another one at the same instant. */
async function restart(
  before: FakeEngine,
  functions: Record<string, FakeFunction> = {},
): Promise<FakeEngine> {
  await before.runner.stop();
  const after = new FakeEngine(functions, dataDir);
  after.nowMs = before.nowMs;
  await after.runner.start();
  await after.quiet();
  return after;
}

describe('resumption from the journal', () => {
  it('does not repeat what is done and keeps the token', async () => {
    // Given an execution parked behind a finished task
    const first = new FakeEngine({ reserve: () => ({ id: 'r-1' }) }, dataDir);
    const definition = machine({
      Reserve: invoke('reserve', { Next: 'Deposit' }),
      Deposit: awaitToken('ask', { ResultPath: '$.deposit', Next: 'Post' }),
      Post: invoke('post', { End: true }),
    });
    const arn = await first.run(definition);
    // When another runner takes over and the old token is answered
    const second = await restart(first, { post: (payload) => payload });
    expect(second.runner.idle()).toBe(true);
    expect(second.names()).toEqual([]);
    second.runner.sendTaskSuccess({ taskToken: first.tokens[0] ?? '', output: '"paid"' });
    await second.quiet();
    // Then only the rest ran
    expect(second.names()).toEqual(['post']);
    expect(second.transitions).toEqual(['Post']);
    expect(second.end(arn)).toEqual({ status: 'SUCCEEDED', output: { id: 'r-1', deposit: 'paid' } });
  });

  it('goes the same way again: retries, catches, loops, branches and maps', async () => {
    // Given a machine that took every kind of turn before it parked
    const first = new FakeEngine(
      {
        flaky: (_payload, attempt) => {
          if (attempt < 3) throw functionError('busy', 'later');
          return { rounds: 0 };
        },
        bad: () => {
          throw functionError('no', 'never');
        },
        count: (payload) => ({ rounds: JSON.parse(JSON.stringify(payload)).rounds + 1 }),
        item: (payload) => `item ${payload}`,
        draw: () => Math.random(),
      },
      dataDir,
    );
    const definition = machine({
      Flaky: invoke('flaky', { Retry: [{ ErrorEquals: ['busy'], IntervalSeconds: 1 }], Next: 'Bad' }),
      Bad: invoke('bad', {
        Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Count' }],
        End: true,
      }),
      Count: invoke('count', { Next: 'Enough?' }),
      'Enough?': {
        Type: 'Choice',
        Choices: [{ Variable: '$.rounds', NumericLessThan: 3, Next: 'Count' }],
        Default: 'Mark',
      },
      Mark: { Type: 'Pass', Parameters: { 'id.$': 'States.UUID()' }, ResultPath: '$.mark', Next: 'Both' },
      Both: {
        Type: 'Parallel',
        Branches: [
          machine({
            Items: {
              Type: 'Map',
              ItemsPath: '$.missing',
              ItemProcessor: machine({ Item: invoke('item', { End: true }) }),
              End: true,
            },
          }),
          machine({ Draw: invoke('draw', { Next: 'Deposit' }), Deposit: awaitToken('ask', { End: true }) }),
        ],
        Parameters: { 'mark.$': '$.mark.id', missing: ['a', 'b'] },
        End: true,
      },
    });
    const arn = await first.run(definition);
    const before = first.runner.history(arn);
    expect(first.names().sort()).toEqual(
      'ask bad count count count draw flaky flaky flaky item item'.split(' '),
    );
    // When it is resumed twice
    const second = await restart(first);
    const third = await restart(second);
    // Then nothing ran again and the history is the same one
    expect([...second.names(), ...third.names()]).toEqual([]);
    expect([...second.transitions, ...third.transitions]).toEqual([]);
    expect(third.runner.history(arn)).toEqual(before);
    // And the answer of the old token ends it
    third.runner.sendTaskSuccess({ taskToken: first.tokens[0] ?? '', output: '"paid"' });
    await third.quiet();
    expect(third.end(arn)).toEqual({ status: 'SUCCEEDED', output: [['item a', 'item b'], 'paid'] });
  });

  it('invokes again what had not ended, with the same token and the same parameters', async () => {
    // Given a token task whose function never came back, and a random parameter
    const hang = () => new Promise(() => undefined);
    const first = new FakeEngine({ ask: hang }, dataDir);
    const Parameters = {
      FunctionName: 'ask',
      Payload: { 'token.$': '$$.Task.Token', 'id.$': 'States.UUID()' },
    };
    const run = first.run(machine({ Deposit: awaitToken('ask', { Parameters, End: true }) }));
    await expect.poll(() => first.invocations.length).toBe(1);
    // When it is resumed
    const second = await restart(first);
    // Then the function got the very same payload
    expect(second.invocations).toEqual(first.invocations);
    expect(second.invocations[0]?.payload).toMatchObject({ id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    void run;
  });

  it('counts waits, time limits and heartbeats from their first start', async () => {
    // Given a wait of an hour and a limit of two in two branches, half an hour old
    const first = new FakeEngine({}, dataDir);
    const branches = [
      machine({ Wait: { Type: 'Wait', Seconds: 3600, End: true } }),
      machine({ Ask: awaitToken('ask', { TimeoutSeconds: 7200, HeartbeatSeconds: 6000, End: true }) }),
    ];
    const arn = await first.run(machine({ Both: { Type: 'Parallel', Branches: branches, End: true } }));
    await first.advance(1800);
    first.runner.sendTaskHeartbeat({ taskToken: first.tokens[0] ?? '' });
    // When it is resumed
    const second = await restart(first);
    // Then all are due when they were: the wait, then the limit (the heartbeat counts from its last sign)
    expect(second.runner.nextDueAt()).toBe(1_893_456_000_000 + 3_600_000);
    await second.advance(1800);
    expect(second.runner.nextDueAt()).toBe(1_893_456_000_000 + 7_200_000);
    await second.advance(3600);
    expect(second.end(arn)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });

  it('accepts a token before the execution has come back to it', async () => {
    // Given a parked execution
    const first = new FakeEngine({}, dataDir);
    const arn = await first.run(machine({ Deposit: awaitToken('ask', { End: true }) }));
    await first.runner.stop();
    // When the answer comes before start, and a second one in the same turn as start
    const second = new FakeEngine({}, dataDir);
    const send = () => second.runner.sendTaskSuccess({ taskToken: first.tokens[0] ?? '', output: '"early"' });
    send();
    const started = second.runner.start();
    expect(nameThrownBy(send)).toBe('TaskDoesNotExist');
    await started;
    await second.quiet();
    // Then
    expect(second.end(arn)).toEqual({ status: 'SUCCEEDED', output: 'early' });
  });

  it('keeps the losing token dead and the names taken', async () => {
    // Given a parallel whose failure was caught, parked afterwards
    const bad = () => {
      throw functionError('refused', 'no');
    };
    const first = new FakeEngine({ bad }, dataDir);
    const definition = machine({
      Both: {
        Type: 'Parallel',
        Branches: [
          machine({ Ask: awaitToken('ask', { End: true }) }),
          machine({ Bad: invoke('bad', { End: true }) }),
        ],
        Catch: [{ ErrorEquals: ['refused'], Next: 'Operator' }],
        End: true,
      },
      Operator: awaitToken('operator', { End: true }),
    });
    const arn = await first.run(definition);
    const [loser = '', operator = ''] = first.tokens;
    // When
    const second = await restart(first);
    second.register(definition);
    // Then
    expect(second.names()).toEqual([]);
    const send = (taskToken: string) => () => second.runner.sendTaskSuccess({ taskToken, output: '1' });
    expect(nameThrownBy(send(loser))).toBe('TaskTimedOut');
    expect(nameThrownBy(send(operator))).toBe('nothing thrown');
    await second.quiet();
    expect(second.end(arn).status).toBe('SUCCEEDED');
    const again = () => second.runner.startExecution({ machineArn: MACHINE, name: 'one', input: '{}' });
    expect(nameThrownBy(again)).toBe('ExecutionAlreadyExists');
  });

  it('finds its child again', async () => {
    // Given a parent that waits for a child that waits
    const CHILD = 'arn:aws:states:eu-central-1:000000000000:stateMachine:child';
    const first = new FakeEngine({}, dataDir);
    const child = machine({ Wait: { Type: 'Wait', Seconds: 3600, End: true } });
    first.register(child, CHILD);
    const start = {
      Type: 'Task',
      Resource: 'arn:aws:states:::states:startExecution.sync:2',
      Parameters: { StateMachineArn: CHILD, Input: { leg: 'export' } },
      OutputPath: '$.Output',
      End: true,
    };
    const arn = await first.run(machine({ Leg: start }));
    await first.runner.stop();
    // When
    const second = new FakeEngine({}, dataDir);
    second.register(child, CHILD);
    await second.runner.start();
    await second.quiet();
    expect(second.runner.listExecutions(CHILD)).toHaveLength(1);
    await second.advance(3600);
    // Then
    expect(second.end(arn)).toEqual({ status: 'SUCCEEDED', output: { leg: 'export' } });
  });
});
