/** States of an escrow; `closed` and `cancelled` hold nothing. */
export const escrowStates = ['open', 'partly_funded', 'funded', 'closed', 'cancelled'] as const;
export type EscrowState = (typeof escrowStates)[number];

/**
 * What moves an escrow: an instalment was paid and others are due (`part_funded`), the last one was paid (`fully_funded`), an
 * instalment was charged back and other money stays (`part_charged_back`), all that was ever paid was (`all_charged_back`), the last
 * money left it and none will come (`emptied`), it was given up with no money in it (`given_up`).
 */
export type EscrowMove =
  | 'part_funded'
  | 'fully_funded'
  | 'part_charged_back'
  | 'all_charged_back'
  | 'emptied'
  | 'given_up';

/** The whole state machine. */
export const transitions = {
  open: { part_funded: 'partly_funded', fully_funded: 'funded', given_up: 'cancelled' },
  partly_funded: {
    part_funded: 'partly_funded',
    fully_funded: 'funded',
    part_charged_back: 'partly_funded',
    all_charged_back: 'open',
    emptied: 'closed',
  },
  funded: { part_charged_back: 'partly_funded', all_charged_back: 'open', emptied: 'closed' },
  closed: {},
  cancelled: {},
} as const satisfies Record<EscrowState, Partial<Record<EscrowMove, EscrowState>>>;

/** States that nothing leaves. */
export const isOver = (state: EscrowState): boolean => Object.keys(transitions[state]).length === 0;

/** The state after a move, or undefined where the table has none. */
export const nextState = (state: EscrowState, move: EscrowMove): EscrowState | undefined => {
  const row: Partial<Record<EscrowMove, EscrowState>> = transitions[state];
  return row[move];
};
