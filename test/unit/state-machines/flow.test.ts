import { describe, expect, it } from 'vitest';
import { FakeEngine, invoke, machine } from './fake-engine.ts';

const SUCCEED = { Type: 'Succeed' };

describe('data between states', () => {
  it('gives a LambdaInvoke the shape that ResultSelector and ResultPath read', async () => {
    // Given a task that keeps one field of the answer beside its input
    const engine = new FakeEngine({ reserve: () => ({ reservationId: 'r-1', secret: 'x' }) });
    const definition = machine({
      Reserve: invoke('reserve', {
        OutputPath: undefined,
        ResultSelector: {
          'id.$': '$.Payload.reservationId',
          'status.$': '$.StatusCode',
          'version.$': '$.ExecutedVersion',
        },
        ResultPath: '$.reservation',
        End: true,
      }),
    });
    // When it runs
    const arn = await engine.run(definition, { orderId: 'o-1' });
    // Then the answer stands under the result path
    expect(engine.end(arn)).toEqual({
      status: 'SUCCEEDED',
      output: { orderId: 'o-1', reservation: { id: 'r-1', status: 200, version: '$LATEST' } },
    });
    expect(engine.invocations).toEqual([{ name: 'reserve', payload: { orderId: 'o-1' } }]);
  });

  it('hands on a null that a function answered', async () => {
    // Given a first function that answers nothing
    const engine = new FakeEngine({ second: (payload) => ({ got: payload }) });
    // When the second is given the whole input
    const arn = await engine.run(
      machine({ A: invoke('first', { Next: 'B' }), B: invoke('second', { End: true }) }),
    );
    // Then it gets null
    expect(engine.end(arn)).toEqual({ status: 'SUCCEEDED', output: { got: null } });
  });

  it('invokes a direct Lambda ARN with the bare input and takes the bare answer', async () => {
    // Given a task whose resource is the function
    const functionArn = 'arn:aws:lambda:eu-central-1:000000000000:function:weigh';
    const engine = new FakeEngine({ [functionArn]: () => ({ grams: 12 }) });
    // When it runs
    const arn = await engine.run(machine({ Weigh: { Type: 'Task', Resource: functionArn, End: true } }), {
      box: 1,
    });
    // Then both are bare
    expect(engine.invocations).toEqual([{ name: functionArn, payload: { box: 1 } }]);
    expect(engine.end(arn).output).toEqual({ grams: 12 });
  });

  it('fills the context object, also inside branches', async () => {
    // Given a state inside a branch that reads the context
    const engine = new FakeEngine();
    const Parameters = {
      'id.$': '$$.Execution.Id',
      'name.$': '$$.Execution.Name',
      'input.$': '$$.Execution.Input',
      'started.$': '$$.Execution.StartTime',
      'state.$': '$$.State.Name',
      'entered.$': '$$.State.EnteredTime',
      'retries.$': '$$.State.RetryCount',
      'machine.$': '$$.StateMachine.Name',
      'text.$': "States.Format('{} of {}', $$.State.Name, $$.Execution.Name)",
    };
    const branch = machine({ Look: { Type: 'Pass', Parameters, End: true } });
    const definition = machine({
      Change: { Type: 'Pass', Result: { other: true }, Next: 'Both' },
      Both: { Type: 'Parallel', Branches: [branch], End: true },
    });
    // When it runs
    const arn = await engine.run(definition, { orderId: 'o-1' });
    // Then it sees the execution, not the branch
    expect(engine.end(arn).output).toEqual([
      {
        id: 'arn:aws:states:eu-central-1:000000000000:execution:trade:one',
        name: 'one',
        input: { orderId: 'o-1' },
        started: '2030-01-01T00:00:00.000Z',
        state: 'Look',
        entered: '2030-01-01T00:00:00.000Z',
        retries: 0,
        machine: 'trade',
        text: 'Look of one',
      },
    ]);
  });

  it('keeps a falsy Result and treats the paths "$" as absent', async () => {
    // Given a Pass with Result false and explicit default paths
    const engine = new FakeEngine();
    const pass = { Type: 'Pass', Result: false, InputPath: '$', ResultPath: '$', OutputPath: '$', End: true };
    // When it runs
    const arn = await engine.run(machine({ No: pass }));
    // Then the output is false
    expect(engine.end(arn)).toEqual({ status: 'SUCCEEDED', output: false });
  });
});

describe('intrinsic functions', () => {
  it('merge without writing into the context', async () => {
    // Given a merge into the input of the execution, read again afterwards
    const engine = new FakeEngine();
    const merge = { 'merged.$': 'States.JsonMerge($$.Execution.Input, $, false)' };
    const read = {
      'merged.$': '$.merged',
      'input.$': '$$.Execution.Input',
      'text.$': 'States.JsonToString($.merged)',
    };
    const definition = machine({
      Change: { Type: 'Pass', Result: { b: 2 }, Next: 'Merge' },
      Merge: { Type: 'Pass', Parameters: merge, Next: 'Read' },
      Read: { Type: 'Pass', Parameters: read, End: true },
    });
    // When
    const arn = await engine.run(definition, { a: 1 });
    // Then
    expect(engine.end(arn).output).toEqual({
      merged: { a: 1, b: 2 },
      input: { a: 1 },
      text: '{"a":1,"b":2}',
    });
  });
});

describe('choices', () => {
  const choose = (rule: object) =>
    machine({
      Choose: { Type: 'Choice', Choices: [{ ...rule, Next: 'Yes' }], Default: 'No' },
      Yes: { Type: 'Pass', Result: 'yes', End: true },
      No: { Type: 'Pass', Result: 'no', End: true },
    });

  it.each([
    [{ Variable: '$.missing', IsPresent: false }, 'yes'],
    [{ Variable: '$.count', IsPresent: false }, 'no'],
    [{ Variable: '$.text', IsNull: false }, 'yes'],
    [{ Variable: '$.text', NumericGreaterThan: 1 }, 'no'],
    [{ Variable: '$.count', NumericGreaterThanEquals: 7 }, 'yes'],
    [{ Variable: '$.text', StringMatches: '1*' }, 'yes'],
    [{ Variable: '$.count', StringMatches: '7' }, 'no'],
    [{ Not: { Variable: '$.text', StringEquals: '12' } }, 'no'],
    [
      {
        And: [
          { Variable: '$.count', IsPresent: true },
          { Variable: '$.missing', IsPresent: false },
        ],
      },
      'yes',
    ],
    [
      {
        Or: [
          { Variable: '$.count', NumericEquals: 1 },
          { Variable: '$.text', IsString: true },
        ],
      },
      'yes',
    ],
    [{ Variable: '$.at', TimestampLessThan: '2030-02-01T00:00:00Z' }, 'yes'],
    [{ Variable: '$$.Execution.Name', StringEquals: 'one' }, 'yes'],
  ])('%j is %s', async (rule, expected) => {
    // Given one rule, when the machine chooses
    const engine = new FakeEngine();
    const input = { count: 7, text: '12', at: '2030-01-15T00:00:00Z' };
    const arn = await engine.run(choose(rule), input);
    // Then it goes where the rule says
    expect(engine.end(arn).output).toBe(expected);
  });

  it('fails with States.NoChoiceMatched without a default', async () => {
    // Given a choice that matches nothing
    const engine = new FakeEngine();
    const rule = { Variable: '$.a', NumericEquals: 1, Next: 'Ok' };
    // When it runs
    const arn = await engine.run(machine({ Choose: { Type: 'Choice', Choices: [rule] }, Ok: SUCCEED }), {
      a: 2,
    });
    // Then the execution fails by that name
    expect(engine.end(arn)).toMatchObject({ status: 'FAILED', error: 'States.NoChoiceMatched' });
  });
});

describe('Fail', () => {
  it('ends the execution with its error and cause', async () => {
    // Given, when
    const engine = new FakeEngine();
    const arn = await engine.run(
      machine({ Stop: { Type: 'Fail', Error: 'trade.cancelled', Cause: 'no readiness' } }),
    );
    // Then
    expect(engine.end(arn)).toEqual({ status: 'FAILED', error: 'trade.cancelled', cause: 'no readiness' });
  });
});

describe('Wait on the sandbox clock', () => {
  it.each([
    ['Seconds', { Seconds: 5_184_000 }, '2030-03-02T00:00:00.000Z'],
    ['SecondsPath', { SecondsPath: '$.seconds' }, '2030-01-01T01:00:00.000Z'],
    ['Timestamp', { Timestamp: '2031-01-01T00:00:00Z' }, '2031-01-01T00:00:00.000Z'],
    ['TimestampPath', { TimestampPath: '$.at' }, '2030-06-01T00:00:00.000Z'],
  ])('%s', async (_name, wait, due) => {
    // Given a machine that waits
    const engine = new FakeEngine();
    const input = { seconds: 3600, at: '2030-06-01T00:00:00Z' };
    const arn = await engine.run(
      machine({ Wait: { Type: 'Wait', ...wait, Next: 'Done' }, Done: SUCCEED }),
      input,
    );
    // When nothing moved the clock it is idle and says when it is due
    expect(engine.runner.idle()).toBe(true);
    expect(new Date(engine.runner.nextDueAt() ?? 0).toISOString()).toBe(due);
    await engine.advance(1);
    expect(engine.end(arn).status).toBe('RUNNING');
    // Then it goes on when the clock is there, with its input
    await engine.advance(366 * 86_400);
    expect(engine.end(arn)).toEqual({ status: 'SUCCEEDED', output: input });
    expect(engine.runner.nextDueAt()).toBeUndefined();
  });

  it('does not wait for an instant that has passed', async () => {
    // Given, when
    const engine = new FakeEngine();
    const wait = { Type: 'Wait', Timestamp: '2029-01-01T00:00:00Z', End: true };
    const arn = await engine.run(machine({ Wait: wait }));
    // Then
    expect(engine.end(arn).status).toBe('SUCCEEDED');
  });

  it('times out a machine with TimeoutSeconds', async () => {
    // Given a machine that may take a minute and waits for two
    const engine = new FakeEngine();
    const wait = { Type: 'Wait', Seconds: 120, End: true };
    const arn = await engine.run(machine({ Wait: wait }, { TimeoutSeconds: 60 }));
    // When a minute is over
    await engine.advance(60);
    // Then
    expect(engine.end(arn)).toMatchObject({ status: 'TIMED_OUT', error: 'States.Timeout' });
  });
});
