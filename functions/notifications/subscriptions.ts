import { importMoved, productPublished } from '../catalog/contract.ts';
import { advanceMoved, applicationMoved, loanMoved, profileUpdated } from '../credit/contract.ts';
import { declarationMoved } from '../customs/contract.ts';
import {
  escrowChargebackReversed,
  escrowChargedBack,
  escrowHoldExpiring,
  escrowHoldLapsed,
  escrowInstalmentFunded,
  escrowOpened,
  escrowRecoveryRequested,
  escrowRecoveryWithdrawn,
  escrowRefunded,
  escrowReleaseApproved,
  escrowReleased,
} from '../escrow/contract.ts';
import {
  arrivalNoticeIssued,
  chargesAllocated,
  consignmentMoved,
  consolidatedArrivalNoticeIssued,
  deliveryOrderMoved,
  goodsArrived,
  goodsDelivered,
  goodsOnBoard,
  goodsOnBoardRetracted,
  houseBillIssued,
  poolMoved,
} from '../freight/contract.ts';
import { conversionExecuted, conversionMoved, quoteMoved as fxQuoteMoved } from '../fx/contract.ts';
import { orderMoved as fundOrderMoved, incomeAccrued, positionMoved } from '../idle-balances/contract.ts';
import { disputeMoved, orderMoved } from '../orders/contract.ts';
import {
  bankAccountMoved,
  bankAccountSet,
  companyRegistered,
  companyScreened,
  companyVerified,
} from '../parties/contract.ts';
import { consentMoved, dataPulled } from '../partners/contract.ts';
import {
  payableCancelled,
  payableOpened,
  payablePaid,
  payablePartlyPaid,
  paymentMoved,
  payoutMoved,
} from '../payments/contract.ts';
import { claimMoved } from '../refunds/contract.ts';
import { goldenSampleSealed, sampleMoved, sampleReviewDue } from '../samples/contract.ts';
import {
  feeReversed,
  invoiceIssued,
  reserveReleased,
  settlementCompleted,
  settlementRecovered,
} from '../settlement/contract.ts';
import {
  contractFrozen,
  groupBuyEnded,
  quoteMoved,
  rfqMoved,
  rfqOpened,
  supplierInvited,
} from '../sourcing/contract.ts';
import { deliveryDue, fanOutContinued, notificationsDeadlineReached } from './contract.ts';

/** Event types that companies may see; each goes to the companies in its audience. */
export const publicEvents = [
  advanceMoved,
  applicationMoved,
  arrivalNoticeIssued,
  bankAccountMoved,
  bankAccountSet,
  chargesAllocated,
  claimMoved,
  companyRegistered,
  companyScreened,
  companyVerified,
  consentMoved,
  consignmentMoved,
  consolidatedArrivalNoticeIssued,
  contractFrozen,
  conversionExecuted,
  conversionMoved,
  dataPulled,
  declarationMoved,
  deliveryOrderMoved,
  disputeMoved,
  escrowChargebackReversed,
  escrowChargedBack,
  escrowHoldExpiring,
  escrowHoldLapsed,
  escrowInstalmentFunded,
  escrowOpened,
  escrowRecoveryRequested,
  escrowRecoveryWithdrawn,
  escrowRefunded,
  escrowReleaseApproved,
  escrowReleased,
  feeReversed,
  fundOrderMoved,
  fxQuoteMoved,
  goldenSampleSealed,
  goodsArrived,
  goodsDelivered,
  goodsOnBoard,
  goodsOnBoardRetracted,
  houseBillIssued,
  incomeAccrued,
  importMoved,
  invoiceIssued,
  loanMoved,
  orderMoved,
  payableCancelled,
  payableOpened,
  payablePaid,
  payablePartlyPaid,
  paymentMoved,
  payoutMoved,
  poolMoved,
  positionMoved,
  productPublished,
  profileUpdated,
  quoteMoved,
  reserveReleased,
  rfqMoved,
  rfqOpened,
  supplierInvited,
  groupBuyEnded,
  sampleMoved,
  sampleReviewDue,
  settlementCompleted,
  settlementRecovered,
] as const;

/** Event types that notifications react to. */
export const subscriptions = [
  ...publicEvents.map((event) => event.type),
  deliveryDue.type,
  fanOutContinued.type,
  notificationsDeadlineReached.type,
] as const;
