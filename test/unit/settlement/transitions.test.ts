import { describe, expect, test } from 'vitest';
import {
  nextState,
  settlementStates,
  transitions,
} from '../../../functions/settlement/domain/transitions.ts';

describe('the state table of settlement', () => {
  const rows: Record<string, Partial<Record<string, string>>> = transitions;

  test('reaches every state from approved', () => {
    // Given
    const reached = new Set<string>(['approved']);

    // When
    for (const state of reached) {
      for (const next of Object.values(rows[state] ?? {})) reached.add(next ?? '');
    }

    // Then
    expect([...reached].sort()).toEqual([...settlementStates].sort());
  });

  test('ends closed or abandoned and nowhere else', () => {
    expect(settlementStates.filter((state) => Object.keys(rows[state] ?? {}).length === 0)).toEqual([
      'closed',
      'abandoned',
    ]);
  });

  test('neither parks nor abandons what was posted', () => {
    expect(nextState('settled', 'park')).toBeUndefined();
    expect(nextState('settled', 'abandon')).toBeUndefined();
    expect(nextState('closed', 'gather')).toBeUndefined();
  });
});
