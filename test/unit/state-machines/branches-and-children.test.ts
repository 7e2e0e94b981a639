import { describe, expect, it } from 'vitest';
import { awaitToken, FakeEngine, invoke, MACHINE, machine } from './fake-engine.ts';

describe('Parallel and Map', () => {
  it('collects the outputs of the branches in order', async () => {
    // Given two branches that wait for tokens
    const engine = new FakeEngine();
    const branches = ['left', 'right'].map((side) => machine({ [side]: awaitToken(side, { End: true }) }));
    const arn = await engine.run(machine({ Both: { Type: 'Parallel', Branches: branches, End: true } }));
    const [left = '', right = ''] = engine.tokens;
    // When they come back in the other order
    engine.runner.sendTaskSuccess({ taskToken: right, output: '"r"' });
    await engine.quiet();
    expect(engine.end(arn).status).toBe('RUNNING');
    engine.runner.sendTaskSuccess({ taskToken: left, output: '"l"' });
    await engine.quiet();
    // Then the outputs stand in the order of the branches
    expect(left).not.toBe(right);
    expect(engine.end(arn)).toEqual({ status: 'SUCCEEDED', output: ['l', 'r'] });
  });

  it('drops the token of a branch when another branch fails', async () => {
    // Given one branch that waits and one that fails, caught around them
    const engine = new FakeEngine({
      bad: () => {
        throw Object.assign(new Error('no'), { name: 'customs.refused' });
      },
    });
    const definition = machine({
      Both: {
        Type: 'Parallel',
        Branches: [
          machine({ Wait: awaitToken('wait', { End: true }) }),
          machine({ Bad: invoke('bad', { End: true }) }),
        ],
        Catch: [{ ErrorEquals: ['customs.refused'], ResultPath: '$.error', Next: 'Undo' }],
        End: true,
      },
      Undo: { Type: 'Pass', End: true },
    });
    // When it runs
    const arn = await engine.run(definition, { orderId: 'o-1' });
    // Then the catch sees the error of the branch, and the token is dead
    expect(engine.end(arn).output).toMatchObject({ orderId: 'o-1', error: { Error: 'customs.refused' } });
    expect(() =>
      engine.runner.sendTaskSuccess({ taskToken: engine.tokens[0] ?? '', output: '1' }),
    ).toThrowError(expect.objectContaining({ name: 'TaskTimedOut' }));
  });

  it('maps items with a selector, an index and limited concurrency', async () => {
    // Given a map over three lines, two at once
    let running = 0;
    let peak = 0;
    const engine = new FakeEngine({
      price: async (payload) => {
        running += 1;
        peak = Math.max(peak, running);
        await new Promise((resolve) => setTimeout(resolve, 5));
        running -= 1;
        return payload;
      },
    });
    const definition = machine({
      Lines: {
        Type: 'Map',
        ItemsPath: '$.lines',
        MaxConcurrency: 2,
        ItemSelector: {
          'index.$': '$$.Map.Item.Index',
          'line.$': '$$.Map.Item.Value',
          'order.$': '$.orderId',
        },
        ItemProcessor: machine({ Price: invoke('price', { End: true }) }),
        ResultPath: '$.priced',
        End: true,
      },
    });
    // When it runs
    const arn = await engine.run(definition, { orderId: 'o-1', lines: ['a', 'b', 'c'] });
    // Then each line has its own input and its own place
    expect(peak).toBe(2);
    expect(engine.end(arn).output).toEqual({
      orderId: 'o-1',
      lines: ['a', 'b', 'c'],
      priced: [
        { index: 0, line: 'a', order: 'o-1' },
        { index: 1, line: 'b', order: 'o-1' },
        { index: 2, line: 'c', order: 'o-1' },
      ],
    });
  });
});

describe('child executions', () => {
  const CHILD = 'arn:aws:states:eu-central-1:000000000000:stateMachine:child';
  const start = (suffix: string) => ({
    Type: 'Task',
    Resource: `arn:aws:states:::states:startExecution${suffix}`,
    Parameters: {
      StateMachineArn: CHILD,
      'Name.$': "States.Format('{}-leg', $$.Execution.Name)",
      'Input.$': '$',
    },
    End: true,
  });

  it('waits for the child with .sync:2 and reads its output', async () => {
    // Given a child that waits an hour
    const engine = new FakeEngine();
    engine.register(machine({ Wait: { Type: 'Wait', Seconds: 3600, End: true } }), CHILD);
    const arn = await engine.run(machine({ Leg: start('.sync:2') }), { orderId: 'o-1' });
    expect(engine.runner.idle()).toBe(true);
    // When the hour is over
    await engine.advance(3600);
    // Then the parent has its output
    expect(engine.end(arn)).toMatchObject({
      status: 'SUCCEEDED',
      output: { Name: 'one-leg', Status: 'SUCCEEDED', Output: { orderId: 'o-1' } },
    });
  });

  it('fails with States.TaskFailed when the child failed', async () => {
    // Given, when
    const engine = new FakeEngine();
    engine.register(machine({ Stop: { Type: 'Fail', Error: 'leg.failed' } }), CHILD);
    const arn = await engine.run(machine({ Leg: start('.sync:2') }));
    // Then
    expect(engine.end(arn)).toMatchObject({ status: 'FAILED', error: 'States.TaskFailed' });
    expect(engine.end(arn).cause).toContain('leg.failed');
  });

  it('stops the child when the parent is stopped', async () => {
    // Given a parent that waits for its child
    const engine = new FakeEngine();
    engine.register(machine({ Wait: { Type: 'Wait', Seconds: 3600, End: true } }), CHILD);
    const arn = await engine.run(machine({ Leg: start('.sync:2') }));
    // When
    engine.runner.stopExecution({ executionArn: arn });
    await engine.quiet();
    // Then
    expect(engine.runner.listExecutions(CHILD, 'ABORTED')).toHaveLength(1);
    expect(engine.runner.nextDueAt()).toBeUndefined();
  });

  it('does not wait for the child without .sync', async () => {
    // Given, when
    const engine = new FakeEngine();
    engine.register(machine({ Wait: { Type: 'Wait', Seconds: 3600, End: true } }), CHILD);
    const arn = await engine.run(machine({ Leg: start('') }));
    // Then
    expect(engine.end(arn).output).toEqual({
      ExecutionArn: 'arn:aws:states:eu-central-1:000000000000:execution:child:one-leg',
      StartDate: '2030-01-01T00:00:00.000Z',
    });
    expect(engine.runner.listExecutions(CHILD, 'RUNNING')).toHaveLength(1);
    expect(engine.runner.listExecutions(MACHINE, 'RUNNING')).toHaveLength(0);
  });
});
