/** States of a settlement. */
export const settlementStates = ['approved', 'gathered', 'settled', 'closed', 'parked', 'abandoned'] as const;
export type SettlementState = (typeof settlementStates)[number];

/** What moves a settlement; `abandon` is for a reservation that escrow took back, so that there is nothing to pay out. */
export type SettlementMove = 'gather' | 'settle' | 'close' | 'park' | 'abandon';

/** The whole state machine. */
export const transitions = {
  approved: { gather: 'gathered', park: 'parked', abandon: 'abandoned' },
  gathered: { gather: 'gathered', settle: 'settled', park: 'parked', abandon: 'abandoned' },
  parked: { gather: 'gathered', park: 'parked', abandon: 'abandoned' },
  settled: { close: 'closed' },
  closed: {},
  abandoned: {},
} as const satisfies Record<SettlementState, Partial<Record<SettlementMove, SettlementState>>>;

/** The state after a move, or undefined where the table has none. */
export const nextState = (state: SettlementState, move: SettlementMove): SettlementState | undefined => {
  const row: Partial<Record<SettlementMove, SettlementState>> = transitions[state];
  return row[move];
};
