import type { LoanState } from './domain/transitions.ts';

/** The one wait of the leg `loan`; what comes after the drawdown follows from events and the loan's own deadlines. */
export const drawdownWait = 'drawdown';

const before: readonly LoanState[] = ['approved', 'reserved', 'awaiting_funds'];

/** Whether the wait for the drawdown is over: the money is there, or will not come. */
export const hasDrawdownEnded = (state: LoanState): boolean => !before.includes(state);
