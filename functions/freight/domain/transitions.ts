/** States of a pool; one pool per sailing, `rolled` while its booking is moved to the next one. */
export const poolStates = [
  'open',
  'cut_off',
  'cleared',
  'planned',
  'booked',
  'refused',
  'confirmed',
  'allocated',
  'documented',
  'rolled',
  'sailed',
  'arrived',
  'delivered',
  'closed',
  'cancelled',
] as const;
export type PoolState = (typeof poolStates)[number];

/**
 * `sailed → documented` is a load event that the carrier took back. Whatever is planned goes back to `cleared` when a member is
 * taken out of it before the yard closes: it is planned, booked, split and documented anew.
 */
export const poolTransitions: Readonly<Record<PoolState, readonly PoolState[]>> = {
  open: ['cut_off', 'cleared', 'cancelled'],
  cut_off: ['cleared', 'planned', 'cancelled'],
  cleared: ['planned', 'cancelled'],
  planned: ['booked', 'cleared'],
  booked: ['confirmed', 'refused', 'cleared'],
  refused: ['planned', 'cleared'],
  confirmed: ['allocated', 'cleared'],
  allocated: ['documented', 'cleared'],
  documented: ['sailed', 'arrived', 'delivered', 'rolled', 'cleared'],
  rolled: ['documented'],
  sailed: ['arrived', 'delivered', 'documented'],
  arrived: ['delivered'],
  delivered: ['closed'],
  closed: [],
  cancelled: [],
};

/** States of a consignment. `left_out` waits for a sailing that still ships it in time. */
export const consignmentStates = [
  'joined',
  'received',
  'requoted',
  'planned',
  'on_board',
  'held',
  'arrived',
  'delivered',
  'left_out',
  'withdrawn',
] as const;
export type ConsignmentState = (typeof consignmentStates)[number];

/** A consignment that rolls to the next pool keeps its state (`joined → joined`, `received → received`); one that is taken
 * out of a plan is `received` again there. */
export const consignmentTransitions: Readonly<Record<ConsignmentState, readonly ConsignmentState[]>> = {
  joined: ['joined', 'received', 'requoted', 'left_out', 'withdrawn'],
  requoted: ['requoted', 'received', 'left_out', 'withdrawn'],
  received: ['received', 'planned', 'left_out', 'withdrawn'],
  planned: ['received', 'on_board', 'arrived', 'delivered', 'left_out'],
  on_board: ['held', 'arrived', 'delivered'],
  held: ['on_board', 'arrived', 'delivered'],
  arrived: ['delivered'],
  left_out: ['joined', 'received', 'withdrawn'],
  delivered: [],
  withdrawn: [],
};

/** True when the table lets a pool go there. */
export const canPoolMove = (from: PoolState, to: PoolState): boolean => poolTransitions[from].includes(to);

/** True when the table lets a consignment go there. */
export const canConsignmentMove = (from: ConsignmentState, to: ConsignmentState): boolean =>
  consignmentTransitions[from].includes(to);
