import { invariant } from '../../shared/kernel/invariant.ts';
import { nextState, type SettlementMove } from './domain/transitions.ts';
import type { Settlement } from './rows.ts';

/** Applies a move of the state table. InvariantViolation `settlement.no_such_move`. */
export const moved = (settlement: Settlement, move: SettlementMove): Settlement => {
  const state = nextState(settlement.state, move);
  invariant(state, 'settlement.no_such_move', {
    settlementId: settlement.settlementId,
    from: settlement.state,
    move,
  });
  return { ...settlement, state };
};
