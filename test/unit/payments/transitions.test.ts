import { describe, expect, test } from 'vitest';
import {
  chargebackTransitions,
  legTransitions,
  payableTransitions,
  paymentTransitions,
} from '../../../functions/payments/domain/transitions.ts';

const tables = [
  { name: 'payable', table: payableTransitions, start: 'open', ends: ['paid', 'cancelled'] },
  { name: 'payment', table: paymentTransitions, start: 'created', ends: ['refunded', 'succeeded'] },
  { name: 'chargeback', table: chargebackTransitions, start: 'open', ends: ['won'] },
  { name: 'leg', table: legTransitions, start: 'waiting', ends: ['returned', 'refused'] },
] as const;

const reachedFrom = (table: Readonly<Record<string, Readonly<Record<string, string>>>>, start: string) => {
  const reached = new Set([start]);
  for (const state of reached) for (const next of Object.values(table[state] ?? {})) reached.add(next);
  return [...reached].sort();
};

describe.each(tables)('the table of a $name', ({ table, start, ends }) => {
  test('reaches every state', () => {
    expect(reachedFrom(table, start)).toEqual(Object.keys(table).sort());
  });

  test('ends where it says, and nowhere else', () => {
    const withoutExits = Object.entries(table).filter(([, exits]) => Object.keys(exits).length === 0);
    expect(withoutExits.map(([state]) => state).sort()).toEqual([...ends].sort());
  });
});
