import { loanMoved } from '../credit/contract.ts';
import {
  cardMoneySettled,
  chargebackReceived,
  chargebackReversed,
  payablePaid,
  payoutMoved,
} from '../payments/contract.ts';
import { settlementCompleted, settlementRecovered } from '../settlement/contract.ts';
import {
  escrowChargebackShareReceived,
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
  settlementRecovered.type,
  chargebackReceived.type,
  chargebackReversed.type,
  escrowChargebackShareReceived.type,
  cardMoneySettled.type,
  loanMoved.type,
  escrowDeadlineReached.type,
] as const;
