import aslValidator from 'asl-validator';
import { describe, expect, test } from 'vitest';
import type { House } from '../support/houses.ts';
import { at, joined, listAt, numberAt, textAt } from '../support/template.ts';

type States = ReadonlyMap<string, unknown>;

/** All states of a definition, those inside Map and Parallel too. */
const statesOf = (definition: unknown): States => {
  const found = new Map<string, unknown>();
  for (const [name, state] of Object.entries(at(definition, 'States') ?? {})) {
    found.set(name, state);
    const inner = [at(state, 'ItemProcessor'), at(state, 'Iterator'), ...listAt(state, 'Branches')];
    for (const one of inner)
      for (const [innerName, innerState] of statesOf(one)) found.set(innerName, innerState);
  }
  return found;
};

/** Over the templates of a house: machines. */
export const checkMachines = ({ of }: House): void => {
  describe('machines', () => {
    const machines = of('AWS::StepFunctions::StateMachine').map(({ id, properties }) => {
      const text = joined(at(properties, 'DefinitionString'));
      const definition: unknown = JSON.parse(text);
      return { id, properties, definition, states: statesOf(definition) };
    });

    test('each definition is valid Amazon States Language', () => {
      for (const { id, definition } of machines) {
        const { isValid, errorsText } = aslValidator(definition);
        expect(isValid, `${id}: ${errorsText?.('\n')}`).toBe(true);
      }
    });

    test('each is a standard machine that logs everything but its data, and is traced', () => {
      for (const { id, properties } of machines) {
        expect(at(properties, 'StateMachineType'), id).toBe('STANDARD');
        expect(at(properties, 'LoggingConfiguration', 'Level'), id).toBe('ALL');
        expect(at(properties, 'LoggingConfiguration', 'IncludeExecutionData'), id).toBe(false);
        expect(at(properties, 'TracingConfiguration', 'Enabled'), id).toBe(true);
      }
    });

    test('each has an alarm on failed and on timed-out executions', () => {
      const metrics = of('AWS::CloudWatch::Alarm')
        .filter(({ properties }) => at(properties, 'Namespace') === 'AWS/States')
        .map(
          ({ properties }) =>
            `${at(properties, 'Dimensions', 0, 'Value', 'Ref')} ${at(properties, 'MetricName')}`,
        );
      const expected = machines.flatMap(({ id }) => [`${id} ExecutionsFailed`, `${id} ExecutionsTimedOut`]);
      expect([...metrics].sort()).toEqual(expected.sort());
    });

    test('every task has a timeout and carries ids only', () => {
      for (const { id, states } of machines) {
        for (const [name, state] of states) {
          if (at(state, 'Type') !== 'Task') continue;
          expect(numberAt(state, 'TimeoutSeconds'), `${id}: ${name}`).toBeGreaterThan(0);
          expect(JSON.stringify(at(state, 'Parameters')), `${id}: ${name}`).not.toMatch(/"\$"/);
        }
      }
    });

    test('every retry names its errors', () => {
      for (const { id, states } of machines) {
        for (const [name, state] of states) {
          for (const retry of listAt(state, 'Retry')) {
            expect(listAt(retry, 'ErrorEquals'), `${id}: ${name}`).not.toContain('States.ALL');
          }
        }
      }
    });

    test('every wait for a token catches whatever comes instead of the answer', () => {
      for (const { id, states } of machines) {
        for (const [name, state] of states) {
          if (at(state, 'Type') !== 'Task' || !textAt(state, 'Resource').endsWith('.waitForTaskToken'))
            continue;
          const caught = listAt(state, 'Catch').flatMap((one) => listAt(one, 'ErrorEquals'));
          expect(caught, `${id}: ${name}`).toContain('States.ALL');
        }
      }
    });
  });
};
