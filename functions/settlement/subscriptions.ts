import { escrowReleaseApproved } from '../escrow/contract.ts';
import { companyVerified } from '../parties/contract.ts';
import { payoutMoved } from '../payments/contract.ts';
import { claimRequested, settlementDeadlineReached } from './contract.ts';

/** Event types that settlement reacts to. */
export const subscriptions = [
  escrowReleaseApproved.type,
  claimRequested.type,
  companyVerified.type,
  payoutMoved.type,
  settlementDeadlineReached.type,
] as const;
