import { describe, expect, it } from 'vitest';
import { awaitToken, FakeEngine, invoke, MACHINE, machine, nameThrownBy } from './fake-engine.ts';

const PARKED = machine({ Deposit: awaitToken('ask', { End: true }) });
const DONE = machine({ Done: { Type: 'Succeed' } });

const start = (engine: FakeEngine, name: string, input = '{}') =>
  engine.runner.startExecution({ machineArn: MACHINE, name, input });

describe('startExecution', () => {
  it('returns the open execution for the same name and input, and refuses other input', async () => {
    // Given an open execution
    const engine = new FakeEngine();
    const arn = await engine.run(PARKED, { orderId: 'o-1' }, 'order-o-1');
    engine.nowMs += 5000;
    // When it is started again
    const again = start(engine, 'order-o-1', '{ "orderId": "o-1" }');
    // Then it is the same one
    expect(again).toEqual({ executionArn: arn, startDate: 1_893_456_000_000 });
    expect(nameThrownBy(() => start(engine, 'order-o-1', '{"orderId":"o-2"}'))).toBe(
      'ExecutionAlreadyExists',
    );
    await engine.quiet();
    expect(engine.names()).toEqual(['ask']);
  });

  it('refuses the name of a closed execution forever, even with the same input', async () => {
    // Given, when
    const engine = new FakeEngine();
    await engine.run(DONE, {}, 'order-o-1');
    // Then
    expect(nameThrownBy(() => start(engine, 'order-o-1'))).toBe('ExecutionAlreadyExists');
  });

  it('refuses names and inputs that the service refuses', () => {
    // Given
    const engine = new FakeEngine();
    engine.register(DONE);
    // When, then
    for (const name of ['', 'x'.repeat(81), 'a b', 'a:b', 'a/b', 'a#1', 'a\u0007', 'a*'])
      expect(nameThrownBy(() => start(engine, name))).toBe('InvalidName');
    expect(nameThrownBy(() => start(engine, 'x'.repeat(80)))).toBe('nothing thrown');
    expect(nameThrownBy(() => start(engine, 'bad-json', '{'))).toBe('InvalidExecutionInput');
    expect(nameThrownBy(() => start(engine, 'big', JSON.stringify('x'.repeat(262_143))))).toBe(
      'InvalidExecutionInput',
    );
    const elsewhere = () => engine.runner.startExecution({ machineArn: `${MACHINE}x`, input: '{}' });
    expect(nameThrownBy(elsewhere)).toBe('StateMachineDoesNotExist');
    expect(nameThrownBy(() => engine.runner.listExecutions(`${MACHINE}x`))).toBe('StateMachineDoesNotExist');
    expect(nameThrownBy(() => engine.runner.describeExecution('nowhere'))).toBe('ExecutionDoesNotExist');
    expect(nameThrownBy(() => engine.runner.history('nowhere'))).toBe('ExecutionDoesNotExist');
  });

  it('lists by status, the latest first', async () => {
    // Given one closed and two open executions
    const engine = new FakeEngine();
    await engine.run(DONE, {}, 'a');
    await engine.run(PARKED, {}, 'b');
    await engine.run(PARKED, {}, 'c');
    // When
    const names = (status?: 'RUNNING' | 'SUCCEEDED') =>
      engine.runner.listExecutions(MACHINE, status).map(({ name }) => name);
    // Then
    expect(names()).toEqual(['c', 'b', 'a']);
    expect(names('RUNNING')).toEqual(['c', 'b']);
    expect(names('SUCCEEDED')).toEqual(['a']);
  });

  it('keeps the definition an execution started with', async () => {
    // Given an open execution whose machine is registered anew
    const engine = new FakeEngine();
    const arn = await engine.run(PARKED);
    engine.register(machine({ Deposit: { Type: 'Fail', Error: 'new' } }));
    // When it goes on
    engine.runner.sendTaskSuccess({ taskToken: engine.tokens[0] ?? '', output: '1' });
    await engine.quiet();
    // Then
    expect(engine.end(arn).status).toBe('SUCCEEDED');
  });

  it('can be aborted, and its token dies with it', async () => {
    // Given
    const engine = new FakeEngine();
    const arn = await engine.run(PARKED);
    // When
    engine.runner.stopExecution({ executionArn: arn, error: 'operator', cause: 'asked to' });
    await engine.quiet();
    // Then
    expect(engine.end(arn)).toEqual({ status: 'ABORTED', error: 'operator', cause: 'asked to' });
    const late = () => engine.runner.sendTaskSuccess({ taskToken: engine.tokens[0] ?? '', output: '1' });
    expect(nameThrownBy(late)).toBe('TaskTimedOut');
    expect(engine.runner.idle()).toBe(true);
  });
});

describe('limits of the service', () => {
  it('fails an answer larger than 256 KiB with States.DataLimitExceeded, which States.ALL does not catch', async () => {
    // Given
    const engine = new FakeEngine({ work: () => 'x'.repeat(262_144) });
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Handled' }];
    const definition = machine({
      Work: invoke('work', { Catch, End: true }),
      Handled: { Type: 'Pass', End: true },
    });
    // When
    const arn = await engine.run(definition);
    // Then
    expect(engine.end(arn)).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  });

  it('fails a state that grows its data over 256 KiB', async () => {
    // Given a Pass that doubles what it gets
    const engine = new FakeEngine();
    const Parameters = { 'a.$': '$.text', 'b.$': '$.text' };
    const definition = machine({
      Double: { Type: 'Pass', Parameters, Next: 'Done' },
      Done: { Type: 'Pass', End: true },
    });
    // When
    const arn = await engine.run(definition, { text: 'x'.repeat(200_000) });
    // Then
    expect(engine.end(arn)).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  });

  it('ends a machine that never ends at 25,000 events', async () => {
    // Given two choices that send each other round
    const engine = new FakeEngine();
    const to = (Next: string) => ({
      Type: 'Choice',
      Choices: [{ Variable: '$.x', IsPresent: false, Next }],
      Default: 'Out',
    });
    const definition = machine({ Round: to('About'), About: to('Round'), Out: { Type: 'Succeed' } });
    // When
    const arn = await engine.run(definition);
    // Then
    expect(engine.end(arn)).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
    expect(engine.runner.history(arn)).toHaveLength(25_001);
  }, 30_000);
});

describe('history', () => {
  it('tells what happened, and each transition once', async () => {
    // Given, when
    const engine = new FakeEngine({ reserve: () => ({ id: 1 }) });
    const arn = await engine.run(
      machine({ Reserve: invoke('reserve', { Next: 'Done' }), Done: { Type: 'Succeed' } }),
    );
    // Then
    expect(engine.transitions).toEqual(['Reserve', 'Done']);
    const events = engine.runner.history(arn);
    expect(events.map(({ type, stateName }) => [type, stateName])).toEqual([
      ['ExecutionStarted', undefined],
      ['TaskStateEntered', 'Reserve'],
      ['TaskScheduled', 'Reserve'],
      ['TaskSucceeded', 'Reserve'],
      ['SucceedStateEntered', 'Done'],
      ['StateExited', 'Reserve'],
      ['StateExited', 'Done'],
      ['ExecutionSucceeded', undefined],
    ]);
    expect(events.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(events[3]).toEqual({
      id: 4,
      timestamp: 1_893_456_000_000,
      type: 'TaskSucceeded',
      stateName: 'Reserve',
      details: { output: { ExecutedVersion: '$LATEST', Payload: { id: 1 }, StatusCode: 200 } },
    });
  });
});
