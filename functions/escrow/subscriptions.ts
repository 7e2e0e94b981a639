import { payablePaid, payoutMoved } from '../payments/contract.ts';
import { settlementCompleted } from '../settlement/contract.ts';
import {
  escrowDeadlineReached,
  escrowFreezeRequested,
  escrowOpeningRequested,
  escrowRefundRequested,
  escrowReleaseRequested,
  escrowUnfreezeRequested,
} from './contract.ts';

/** Event types that escrow reacts to. */
export const subscriptions = [
  escrowOpeningRequested.type,
  escrowReleaseRequested.type,
  escrowRefundRequested.type,
  escrowFreezeRequested.type,
  escrowUnfreezeRequested.type,
  payablePaid.type,
  payoutMoved.type,
  settlementCompleted.type,
  escrowDeadlineReached.type,
] as const;
