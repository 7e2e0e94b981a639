import { describe, expect, it } from 'vitest';
import { FakeEngine, invoke, MACHINE, machine } from './fake-engine.ts';

const task = (Resource: string, rest: object = {}) =>
  machine({ 'Ask the carrier': { Type: 'Task', Resource, End: true, ...rest } });

describe('registerMachine', () => {
  it.each([
    ['an SDK call', task('arn:aws:states:::aws-sdk:sfn:describeExecution')],
    ['a queue', task('arn:aws:states:::sqs:sendMessage')],
    ['a queue with a token', task('arn:aws:states:::sqs:sendMessage.waitForTaskToken')],
    ['an activity', task('arn:aws:states:eu-central-1:000000000000:activity:weigh')],
    ['a job pattern Lambda lacks', task('arn:aws:states:::lambda:invoke.sync')],
    [
      'an event invocation',
      task('arn:aws:states:::lambda:invoke', { Parameters: { FunctionName: 'f', InvocationType: 'Event' } }),
    ],
    ['variables', machine({ 'Ask the carrier': invoke('f', { Assign: { 'x.$': '$.a' }, End: true }) })],
    [
      'a state inside a branch',
      machine({ Both: { Type: 'Parallel', Branches: [task('arn:aws:states:::sns:publish')], End: true } }),
    ],
  ])('refuses %s with the name of the state', (_name, definition) => {
    // Given a definition that the runner cannot perform
    const engine = new FakeEngine();
    // When, then
    expect(() => engine.register(definition)).toThrowError(
      expect.objectContaining({
        name: 'InvalidDefinition',
        message: expect.stringContaining('"Ask the carrier"'),
      }),
    );
  });

  it('refuses JSONata', () => {
    // Given, when, then
    const engine = new FakeEngine();
    const definition = machine({ A: { Type: 'Pass', End: true } }, { QueryLanguage: 'JSONata' });
    expect(() => engine.register(definition)).toThrowError(/JSONata/);
  });

  it.each([
    ['a missing target', machine({ A: { Type: 'Pass', Next: 'Nowhere' } })],
    ['an unreachable state', machine({ A: { Type: 'Pass', End: true }, B: { Type: 'Pass', End: true } })],
    ['a state without an exit', machine({ A: { Type: 'Pass' } })],
  ])('lints: %s', (_name, definition) => {
    // Given, when, then
    const engine = new FakeEngine();
    expect(() => engine.register(definition)).toThrowError(
      expect.objectContaining({ name: 'InvalidDefinition' }),
    );
  });

  it('leaves the definition it was given as it was', () => {
    // Given
    const engine = new FakeEngine();
    const definition = machine({ A: { Type: 'Pass', End: true } });
    // When
    engine.runner.registerMachine({ arn: MACHINE, name: 'trade', definition });
    // Then
    expect(definition).toEqual({ StartAt: 'A', States: { A: { Type: 'Pass', End: true } } });
  });
});
