/** States of an application; offers are sealed while it is `submitted`. */
export const applicationStates = ['submitted', 'offered', 'declined', 'accepted', 'expired'] as const;
export type ApplicationState = (typeof applicationStates)[number];

/** What may follow what for an application. */
export const applicationTransitions: Readonly<Record<ApplicationState, readonly ApplicationState[]>> = {
  submitted: ['offered', 'declined'],
  offered: ['accepted', 'expired'],
  declined: [],
  accepted: [],
  expired: [],
};

/** States of a loan. */
export const loanStates = [
  'approved',
  'reserved',
  'awaiting_funds',
  'drawn',
  'running',
  'overdue',
  'charges_due',
  'repaid',
  'closed',
  'declined',
  'withdrawn',
  'written_off',
] as const;
export type LoanState = (typeof loanStates)[number];

/** What may follow what for a loan. A written-off loan may still be repaid: writing off leaves the claim. */
export const loanTransitions: Readonly<Record<LoanState, readonly LoanState[]>> = {
  approved: ['reserved', 'declined'],
  reserved: ['awaiting_funds', 'withdrawn'],
  awaiting_funds: ['drawn', 'withdrawn'],
  drawn: ['running', 'repaid'],
  running: ['overdue', 'charges_due', 'repaid'],
  overdue: ['charges_due', 'repaid', 'written_off'],
  charges_due: ['repaid'],
  repaid: ['closed'],
  written_off: ['charges_due', 'repaid'],
  closed: [],
  declined: [],
  withdrawn: [],
};

/** True when the table lets an application go from one state to the other. */
export const canApplicationMove = (from: ApplicationState, to: ApplicationState): boolean =>
  applicationTransitions[from].includes(to);

/** True when the table lets a loan go from one state to the other. */
export const canLoanMove = (from: LoanState, to: LoanState): boolean => loanTransitions[from].includes(to);
