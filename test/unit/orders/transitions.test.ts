import { describe, expect, it } from 'vitest';
import { orderStates } from '../../../functions/orders/contract.ts';
import {
  disputeStates,
  disputeTransitions,
  endedDisputeStates,
} from '../../../functions/orders/domain/dispute.ts';
import { orderTransitions, terminalStates } from '../../../functions/orders/domain/transitions.ts';

const reachable = (
  table: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>,
  start: string,
) => {
  const seen = new Set([start]);
  for (const state of seen) {
    for (const targets of Object.values(table[state] ?? {})) for (const to of targets) seen.add(to);
  }
  return seen;
};

const tables = [
  {
    name: 'order',
    table: orderTransitions,
    states: orderStates,
    ended: terminalStates,
    start: 'awaiting_supplier_confirm',
  },
  {
    name: 'dispute',
    table: disputeTransitions,
    states: disputeStates,
    ended: endedDisputeStates,
    start: 'opened',
  },
];

describe.each(tables)('transitions of an $name', ({ table, states, ended, start }) => {
  it('reach every state', () => {
    expect([...reachable(table, start)].sort()).toEqual([...states].sort());
  });

  it('let no terminal state out, and every other one', () => {
    const stuck = states.filter(
      (state) => Object.keys(table[state as keyof typeof table] ?? {}).length === 0,
    );
    expect(stuck.sort()).toEqual([...ended].sort());
  });

  it('lead from every state to an end', () => {
    for (const state of states) {
      const ends = [...reachable(table, state)].filter((one) => (ended as readonly string[]).includes(one));
      expect(ends.length).toBeGreaterThan(0);
    }
  });

  it('never name a move to the same state', () => {
    for (const [from, moves] of Object.entries(table)) {
      for (const targets of Object.values(moves)) expect(targets).not.toContain(from);
    }
  });
});
