import { escrowRefunded } from '../escrow/contract.ts';
import { goodsOnBoard, goodsOnBoardRetracted } from '../freight/contract.ts';
import { disputeMoved, orderMoved } from '../orders/contract.ts';
import { companyRegistered } from '../parties/contract.ts';
import { consentMoved } from '../partners/contract.ts';
import { payableOpened, payablePaid, payablePartlyPaid, payoutMoved } from '../payments/contract.ts';
import { advanceRequested, claimMoved } from '../refunds/contract.ts';
import { settlementCompleted, settlementRecovered } from '../settlement/contract.ts';
import { applicationMoved, creditDeadlineReached, loanMoved, loanResumed } from './contract.ts';

/** Event types that credit reacts to. */
export const subscriptions = [
  companyRegistered.type,
  orderMoved.type,
  disputeMoved.type,
  goodsOnBoard.type,
  goodsOnBoardRetracted.type,
  escrowRefunded.type,
  settlementCompleted.type,
  settlementRecovered.type,
  payableOpened.type,
  payablePaid.type,
  payablePartlyPaid.type,
  payoutMoved.type,
  consentMoved.type,
  advanceRequested.type,
  claimMoved.type,
  applicationMoved.type,
  loanMoved.type,
  loanResumed.type,
  creditDeadlineReached.type,
] as const;
