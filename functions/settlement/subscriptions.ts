import {
  escrowRecoveryRequested,
  escrowRecoveryWithdrawn,
  escrowRefunded,
  escrowReleaseApproved,
  escrowReleased,
} from '../escrow/contract.ts';
import { consignmentMoved } from '../freight/contract.ts';
import { disputeMoved, orderMoved } from '../orders/contract.ts';
import { companyRegistered, companyVerified } from '../parties/contract.ts';
import { payoutMoved } from '../payments/contract.ts';
import {
  claimRequested,
  companyClaimReductionRequested,
  companyClaimRequested,
  feeReversed,
  invoiceDue,
  settlementCompleted,
  settlementDeadlineReached,
} from './contract.ts';

/** Event types that settlement reacts to. */
export const subscriptions = [
  escrowReleaseApproved.type,
  escrowReleased.type,
  escrowRefunded.type,
  escrowRecoveryRequested.type,
  escrowRecoveryWithdrawn.type,
  claimRequested.type,
  companyClaimRequested.type,
  companyClaimReductionRequested.type,
  companyRegistered.type,
  companyVerified.type,
  disputeMoved.type,
  orderMoved.type,
  consignmentMoved.type,
  payoutMoved.type,
  settlementCompleted.type,
  feeReversed.type,
  invoiceDue.type,
  settlementDeadlineReached.type,
] as const;
