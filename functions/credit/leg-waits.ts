import type { LoanState } from './domain/transitions.ts';

/** States that end each wait of the leg `loan`. */
export const waitEnds = {
  drawdown: ['drawn', 'running', 'overdue', 'charges_due', 'repaid', 'closed', 'withdrawn', 'written_off'],
  on_board: ['running', 'overdue', 'charges_due', 'repaid', 'closed', 'written_off'],
  repayment: ['repaid', 'closed', 'written_off'],
  payout: ['closed'],
} as const satisfies Readonly<Record<string, readonly LoanState[]>>;

export type WaitName = keyof typeof waitEnds;

const names = ['drawdown', 'on_board', 'repayment', 'payout'] as const;

/** Waits that are over once the loan is in that state. */
export const waitsEndedBy = (state: LoanState): readonly WaitName[] =>
  names.filter((name) => waitEnds[name].some((ending) => ending === state));
