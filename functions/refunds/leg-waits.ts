import type { Claim } from './domain/claim.ts';
import { isSettled } from './domain/transitions.ts';

/** Waits of the leg and what ends each. */
export const waitEnds = {
  match: (claim: Claim) => claim.state !== 'collecting',
  reference: (claim: Claim) => claim.reference !== undefined || isSettled(claim.state),
  answer: (claim: Claim) => claim.state === 'queried' || claim.state === 'approved' || isSettled(claim.state),
  query: (claim: Claim) => claim.state !== 'queried',
  payment: (claim: Claim) => isSettled(claim.state),
} as const;

export type WaitName = keyof typeof waitEnds;

/** Waits that are over for the claim as it stands. */
export const waitsEndedBy = (claim: Claim): readonly WaitName[] =>
  (['match', 'reference', 'answer', 'query', 'payment'] as const).filter((name) => waitEnds[name](claim));
