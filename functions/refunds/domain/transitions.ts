import type { claimStates } from '../contract.ts';

/** States of a claim, as the contract names them. */
export type ClaimState = (typeof claimStates)[number];

/**
 * What may follow what. Money and answers may overtake each other, so a state may be skipped forwards. `rejected → paid` is a
 * tax office that pays after all; `queried → declared` is the exporter's answer.
 */
export const transitions: Readonly<Record<ClaimState, readonly ClaimState[]>> = {
  collecting: ['matched', 'rejected', 'lapsed'],
  matched: ['declared', 'rejected', 'lapsed'],
  declared: ['queried', 'approved', 'rejected', 'paid'],
  queried: ['declared', 'approved', 'rejected', 'paid'],
  approved: ['paid', 'rejected'],
  rejected: ['paid'],
  paid: [],
  lapsed: [],
};

/** True when the table lets a claim go from one state to the other. */
export const canMove = (from: ClaimState, to: ClaimState): boolean => transitions[from].includes(to);

/** True for a state in which nothing more is waited for. */
export const isSettled = (state: ClaimState): boolean =>
  state === 'paid' || state === 'rejected' || state === 'lapsed';
