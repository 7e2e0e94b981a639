import { describe, expect, test } from 'vitest';
import { declarationStates } from '../../../functions/customs/contract.ts';
import {
  canMove,
  type DeclarationState,
  isFinal,
  transitions,
} from '../../../functions/customs/domain/transitions.ts';

const reachable = (direction: 'export' | 'import'): ReadonlySet<DeclarationState> => {
  const seen = new Set<DeclarationState>(['prepared']);
  for (const state of seen) for (const next of transitions[direction][state] ?? []) seen.add(next);
  return seen;
};

describe.each(['export', 'import'] as const)('declarations for %s', (direction) => {
  test('name only states of the contract, all of them reachable', () => {
    const named = Object.keys(transitions[direction]);
    expect([...reachable(direction)].sort()).toEqual([...named].sort());
    expect(named.every((state) => declarationStates.some((known) => known === state))).toBe(true);
  });

  test('end only where the trade ends', () => {
    const ends = [...reachable(direction)].filter((state) => isFinal(direction, state)).sort();
    expect(ends).toEqual(direction === 'export' ? ['cancelled', 'exited'] : ['cancelled', 'released']);
  });

  test('never go back behind a release, but for an export that the authority stops again; a hold is no dead end', () => {
    expect(canMove(direction, 'released', 'lodged')).toBe(false);
    expect(canMove(direction, 'released', 'rejected')).toBe(false);
    expect(canMove(direction, 'released', 'held')).toBe(direction === 'export');
    expect(canMove(direction, 'held', 'released')).toBe(true);
  });
});
