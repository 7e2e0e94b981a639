import { describe, expect, test } from 'vitest';
import {
  consignmentStates,
  consignmentTransitions,
  poolStates,
  poolTransitions,
} from '../../../functions/freight/domain/transitions.ts';
import { isOver, poolWaitNames, waitOf } from '../../../functions/freight/pools/waits.ts';

const reachable = <State extends string>(
  table: Readonly<Record<State, readonly State[]>>,
  start: State,
): readonly State[] => {
  const seen = new Set<State>([start]);
  for (const state of seen) for (const next of table[state]) seen.add(next);
  return [...seen].sort();
};

const ends = <State extends string>(
  table: Readonly<Record<State, readonly State[]>>,
  states: readonly State[],
) => states.filter((state) => table[state].length === 0).sort();

import { poolOf } from './examples.ts';

describe('pools', () => {
  test('reach every state and end closed or cancelled', () => {
    expect(reachable(poolTransitions, 'open')).toEqual([...poolStates].sort());
    expect(ends(poolTransitions, poolStates)).toEqual(['cancelled', 'closed']);
  });

  test('wait in a state that does not end that very wait', () => {
    for (const state of poolStates) {
      const wait = waitOf(poolOf([], { state }));
      if (wait !== undefined) expect(isOver(wait, state)).toBe(false);
    }
    expect(poolWaitNames.every((wait) => isOver(wait, 'closed'))).toBe(true);
  });
});

describe('consignments', () => {
  test('reach every state and end delivered or withdrawn', () => {
    expect(reachable(consignmentTransitions, 'joined')).toEqual([...consignmentStates].sort());
    expect(ends(consignmentTransitions, consignmentStates)).toEqual(['delivered', 'withdrawn']);
  });
});
