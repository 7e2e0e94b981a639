import type { Pool } from '../domain/pool.ts';
import type { PoolState } from '../domain/transitions.ts';

const afterCutOff: readonly PoolState[] = ['cut_off', 'cleared', 'cancelled'];
const afterGate: readonly PoolState[] = ['cleared', 'cancelled'];
const afterBooking: readonly PoolState[] = ['planned', 'booked', 'refused'];
const afterConfirmation: readonly PoolState[] = ['confirmed', 'allocated', 'documented', 'rolled'];
const atSea: readonly PoolState[] = ['sailed', 'arrived', 'delivered', 'closed'];

/** The waits of the leg and the states in which each is over; `overdue` ends any of them. */
export const poolWaits = {
  cut_off: [...afterCutOff, ...afterBooking, ...afterConfirmation, ...atSea],
  gate: [...afterGate, ...afterBooking, ...afterConfirmation, ...atSea],
  // A pool that is cleared again has lost a member and is to be planned anew.
  confirmation: ['cleared', 'refused', ...afterConfirmation, ...atSea],
  yard: ['cleared', 'rolled', ...atSea],
  on_board: atSea,
  arrival: ['arrived', 'delivered', 'closed'],
  delivery: ['delivered', 'closed'],
} as const satisfies Readonly<Record<string, readonly PoolState[]>>;

export type PoolWait = keyof typeof poolWaits;

/** Names of the waits, in the order of the leg. */
export const poolWaitNames: readonly PoolWait[] = [
  'cut_off',
  'gate',
  'confirmation',
  'yard',
  'on_board',
  'arrival',
  'delivery',
];

/** True when the wait is over in that state. */
export const isOver = (wait: PoolWait, state: PoolState): boolean =>
  poolWaits[wait].some((ending) => ending === state);

const waitOfState: Readonly<Partial<Record<PoolState, PoolWait>>> = {
  open: 'cut_off',
  cut_off: 'gate',
  booked: 'confirmation',
  documented: 'on_board',
  sailed: 'arrival',
  arrived: 'delivery',
};

/** Output of a wait that ended because its time was over. */
export const overdue = { state: 'overdue' } as const;

/** The wait in which a pool sits: while it is documented, first for the yard to close and then for the ship. */
export const waitOf = ({ state, chargesAskedAt }: Pool): PoolWait | undefined =>
  state === 'documented' && chargesAskedAt === undefined ? 'yard' : waitOfState[state];
