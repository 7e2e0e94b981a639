import { describe, expect, it } from 'vitest';
import { FakeEngine, functionError, invoke, machine } from './fake-engine.ts';

/** A function that fails a number of times by name and then answers with the attempt. */
const failing = (times: number, errorType: string) => (_payload: unknown, attempt: number) => {
  if (attempt <= times) throw functionError(errorType, 'try again');
  return { attempt };
};

const handled = (extra: object) =>
  machine({
    Work: invoke('work', { Catch: [{ ...extra, Next: 'Handled' }], End: true }),
    Handled: { Type: 'Pass', End: true },
  });

describe('Retry', () => {
  it('repeats a named error until the function answers, counting the retries in the context', async () => {
    // Given a function that fails twice
    const engine = new FakeEngine({ work: failing(2, 'Lambda.ServiceException') });
    const Retry = [
      {
        ErrorEquals: ['Lambda.ServiceException'],
        IntervalSeconds: 2,
        MaxAttempts: 6,
        BackoffRate: 2,
        MaxDelaySeconds: 3,
      },
    ];
    const Parameters = { FunctionName: 'work', Payload: { 'retries.$': '$$.State.RetryCount' } };
    // When it runs
    const arn = await engine.run(machine({ Work: invoke('work', { Parameters, Retry, End: true }) }));
    // Then the third attempt answers
    expect(engine.end(arn)).toEqual({ status: 'SUCCEEDED', output: { attempt: 3 } });
    expect(engine.invocations.map(({ payload }) => payload)).toEqual([
      { retries: 0 },
      { retries: 1 },
      { retries: 2 },
    ]);
  });

  it('gives up after MaxAttempts and leaves other errors alone', async () => {
    // Given a retrier for another error first and two attempts for this one
    const engine = new FakeEngine({ work: failing(9, 'carrier.busy') });
    const Retry = [
      { ErrorEquals: ['other'], MaxAttempts: 9 },
      { ErrorEquals: ['States.ALL'], IntervalSeconds: 1, MaxAttempts: 2, JitterStrategy: 'FULL' },
    ];
    // When it runs
    const arn = await engine.run(machine({ Work: invoke('work', { Retry, End: true }) }));
    // Then it failed after one attempt and two retries
    expect(engine.names()).toHaveLength(3);
    expect(engine.end(arn)).toMatchObject({ status: 'FAILED', error: 'carrier.busy' });
  });
});

describe('Catch', () => {
  it.each([
    ['its name', 'escrow.insufficient_funds'],
    ['States.TaskFailed', 'States.TaskFailed'],
    ['States.ALL', 'States.ALL'],
  ])('matches by %s', async (_name, pattern) => {
    // Given a function that fails
    const engine = new FakeEngine({ work: failing(1, 'escrow.insufficient_funds') });
    // When
    const arn = await engine.run(handled({ ErrorEquals: [pattern], ResultPath: '$.error' }), {
      orderId: 'o-1',
    });
    // Then the error stands beside the input, the cause as Lambda's document
    expect(engine.end(arn)).toEqual({
      status: 'SUCCEEDED',
      output: {
        orderId: 'o-1',
        error: {
          Error: 'escrow.insufficient_funds',
          Cause: '{"errorType":"escrow.insufficient_funds","errorMessage":"try again","trace":[]}',
        },
      },
    });
  });

  it('replaces the input with the error when ResultPath is "$"', async () => {
    // Given, when
    const engine = new FakeEngine({ work: failing(1, 'x') });
    const arn = await engine.run(handled({ ErrorEquals: ['x'], ResultPath: '$' }), { orderId: 'o-1' });
    // Then
    expect(engine.end(arn).output).toMatchObject({ Error: 'x' });
  });

  it('does not see States.Runtime', async () => {
    // Given parameters that read what is not there
    const engine = new FakeEngine();
    const Parameters = { FunctionName: 'work', 'Payload.$': '$.missing' };
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Handled' }];
    const work = invoke('work', { Parameters, Catch, End: true });
    // When
    const arn = await engine.run(machine({ Work: work, Handled: { Type: 'Pass', End: true } }));
    // Then
    expect(engine.end(arn)).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  });
});
