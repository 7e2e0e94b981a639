import { describe, expect, test } from 'vitest';
import {
  escrowStates,
  isOver,
  nextState,
  transitions,
} from '../../../functions/escrow/domain/transitions.ts';

describe('the state table of escrow', () => {
  test('reaches every state from open', () => {
    // Given
    const reached = new Set<string>(['open']);
    const rows: Record<string, Partial<Record<string, string>>> = transitions;

    // When
    for (const state of reached) {
      for (const next of Object.values(rows[state] ?? {})) reached.add(next ?? '');
    }

    // Then
    expect([...reached].sort()).toEqual([...escrowStates].sort());
  });

  test('leaves no way out of closed and cancelled, and one out of each other state', () => {
    expect(escrowStates.filter(isOver)).toEqual(['closed', 'cancelled']);
  });

  test('does not cancel what was paid into', () => {
    expect(nextState('partly_funded', 'given_up')).toBeUndefined();
    expect(nextState('funded', 'given_up')).toBeUndefined();
  });
});
