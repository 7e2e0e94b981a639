import { describe, expect, it } from 'vitest';
import { awaitToken, FakeEngine, functionError, machine, nameThrownBy } from './fake-engine.ts';

const token = (engine: FakeEngine, index = 0) => engine.tokens[index] ?? 'no token';

const waiting = (rest: object = {}) =>
  machine({ Deposit: awaitToken('ask', { End: true, ...rest }), Late: { Type: 'Pass', End: true } });

const reachable = (pattern: string, rest: object = {}) =>
  waiting({ Catch: [{ ErrorEquals: [pattern], Next: 'Late' }], ...rest });

describe('a task that waits for its token', () => {
  it('waits as idle and takes the output of SendTaskSuccess', async () => {
    // Given a parked state
    const engine = new FakeEngine();
    const arn = await engine.run(reachable('x'));
    expect(engine.end(arn).status).toBe('RUNNING');
    expect(engine.runner.idle()).toBe(true);
    expect(token(engine)).toMatch(/^[\w-]{64}$/);
    // When it is answered
    engine.runner.sendTaskSuccess({ taskToken: token(engine), output: '{"paidMinor":"100"}' });
    expect(engine.runner.idle()).toBe(false);
    await engine.quiet();
    // Then
    expect(engine.end(arn)).toEqual({ status: 'SUCCEEDED', output: { paidMinor: '100' } });
  });

  it('can be answered while its function still runs, whatever the function does then', async () => {
    // Given a function that answers its own token and then fails
    const engine = new FakeEngine({
      ask: (payload) => {
        const { token: taskToken } = JSON.parse(JSON.stringify(payload));
        engine.runner.sendTaskSuccess({ taskToken, output: '1' });
        throw functionError('too.late', 'after the answer');
      },
    });
    // When
    const arn = await engine.run(reachable('x'));
    // Then
    expect(engine.end(arn)).toEqual({ status: 'SUCCEEDED', output: 1 });
  });

  it('fails when its function fails', async () => {
    // Given, when
    const engine = new FakeEngine({
      ask: () => {
        throw functionError('psp.down', 'no answer');
      },
    });
    const arn = await engine.run(reachable('psp.down'));
    // Then
    expect(engine.end(arn).output).toMatchObject({ Error: 'psp.down' });
    expect(nameThrownBy(() => engine.runner.sendTaskHeartbeat({ taskToken: token(engine) }))).toBe(
      'TaskTimedOut',
    );
  });

  it('hands on the error of SendTaskFailure', async () => {
    // Given
    const engine = new FakeEngine();
    const arn = await engine.run(reachable('payment.refused'));
    // When
    engine.runner.sendTaskFailure({ taskToken: token(engine), error: 'payment.refused', cause: 'no cover' });
    await engine.quiet();
    // Then
    expect(engine.end(arn).output).toEqual({ Error: 'payment.refused', Cause: 'no cover' });
  });

  it('refuses unknown and used tokens and outputs that are no JSON', async () => {
    // Given
    const engine = new FakeEngine();
    await engine.run(reachable('x'));
    const send = (taskToken: string, output: string) => () =>
      engine.runner.sendTaskSuccess({ taskToken, output });
    // When, then
    expect(nameThrownBy(send('guessed', '1'))).toBe('TaskDoesNotExist');
    expect(nameThrownBy(send(token(engine), '{'))).toBe('InvalidOutput');
    expect(nameThrownBy(send(token(engine), JSON.stringify('x'.repeat(262_144))))).toBe('InvalidOutput');
    expect(nameThrownBy(send(token(engine), '1'))).toBe('nothing thrown');
    expect(nameThrownBy(send(token(engine), '1'))).toBe('TaskDoesNotExist');
    await engine.quiet();
    expect(nameThrownBy(send(token(engine), '2'))).toBe('TaskDoesNotExist');
  });

  it('gets a new token with each attempt', async () => {
    // Given a retry on a refusal
    const engine = new FakeEngine();
    const arn = await engine.run(reachable('x', { Retry: [{ ErrorEquals: ['again'], IntervalSeconds: 1 }] }));
    // When the first attempt is refused
    engine.runner.sendTaskFailure({ taskToken: token(engine), error: 'again', cause: '' });
    await engine.quiet();
    engine.runner.sendTaskSuccess({ taskToken: token(engine, 1), output: '2' });
    await engine.quiet();
    // Then the second has its own token
    expect(token(engine, 1)).not.toBe(token(engine));
    expect(engine.end(arn).output).toBe(2);
  });
});

describe('time limits on the sandbox clock', () => {
  it('times out by TimeoutSeconds, and the token is dead', async () => {
    // Given a deposit due in 30 days
    const engine = new FakeEngine();
    const arn = await engine.run(reachable('States.Timeout', { TimeoutSeconds: 2_592_000 }));
    await engine.advance(2_591_999);
    expect(engine.end(arn).status).toBe('RUNNING');
    // When the last second is over
    await engine.advance(1);
    // Then
    expect(engine.end(arn).output).toEqual({ Error: 'States.Timeout', Cause: '' });
    const late = () => engine.runner.sendTaskSuccess({ taskToken: token(engine), output: '1' });
    expect(nameThrownBy(late)).toBe('TaskTimedOut');
  });

  it('refuses an answer after the limit even before anybody ticked', async () => {
    // Given a clock that is past the limit
    const engine = new FakeEngine();
    await engine.run(reachable('x', { TimeoutSeconds: 10 }));
    engine.nowMs += 10_000;
    // When, then
    const late = () => engine.runner.sendTaskSuccess({ taskToken: token(engine), output: '1' });
    expect(nameThrownBy(late)).toBe('TaskTimedOut');
  });

  it('is not a States.TaskFailed', async () => {
    // Given, when
    const engine = new FakeEngine();
    const arn = await engine.run(reachable('States.TaskFailed', { TimeoutSeconds: 10 }));
    await engine.advance(10);
    // Then
    expect(engine.end(arn)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });

  it('reads TimeoutSecondsPath', async () => {
    // Given
    const engine = new FakeEngine();
    engine.register(reachable('States.ALL', { TimeoutSecondsPath: '$.limit' }));
    const arn = await engine.run(reachable('States.ALL', { TimeoutSecondsPath: '$.limit' }), { limit: 60 });
    expect(engine.runner.nextDueAt()).toBe(engine.nowMs + 60_000);
    // When
    await engine.advance(60);
    // Then
    expect(engine.end(arn).output).toMatchObject({ Error: 'States.Timeout' });
  });

  it.each([
    'States.HeartbeatTimeout',
    'States.Timeout',
  ])('misses a heartbeat, caught as %s', async (pattern) => {
    // Given a task that must show life each minute
    const engine = new FakeEngine();
    const limits = { HeartbeatSeconds: 60, TimeoutSeconds: 600 };
    const arn = await engine.run(reachable(pattern, limits));
    await engine.advance(59);
    engine.runner.sendTaskHeartbeat({ taskToken: token(engine) });
    await engine.advance(59);
    expect(engine.end(arn).status).toBe('RUNNING');
    // When a minute passes without one
    await engine.advance(1);
    // Then
    expect(engine.end(arn).output).toMatchObject({ Error: 'States.HeartbeatTimeout' });
  });
});
