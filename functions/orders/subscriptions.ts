import {
  escrowChargedBack,
  escrowInstalmentFunded,
  escrowOpened,
  escrowRefunded,
  escrowReleased,
  escrowRequestRefused,
} from '../escrow/contract.ts';
import {
  goodsArrived,
  goodsDelivered,
  goodsOnBoard,
  goodsOnBoardRetracted,
  houseBillIssued,
} from '../freight/contract.ts';
import { companyVerified } from '../parties/contract.ts';
import { payableCancelled, payableOpened, payablePaid, payablePartlyPaid } from '../payments/contract.ts';
import { goldenSampleSealed } from '../samples/contract.ts';
import { contractFrozen } from '../sourcing/contract.ts';
import { disputeMoved, orderMoved, ordersDeadlineReached } from './contract.ts';

/** Event types that orders react to. */
export const subscriptions = [
  contractFrozen.type,
  companyVerified.type,
  goldenSampleSealed.type,
  escrowOpened.type,
  escrowInstalmentFunded.type,
  escrowChargedBack.type,
  escrowReleased.type,
  escrowRefunded.type,
  escrowRequestRefused.type,
  goodsOnBoard.type,
  goodsOnBoardRetracted.type,
  houseBillIssued.type,
  goodsArrived.type,
  goodsDelivered.type,
  payableOpened.type,
  payablePartlyPaid.type,
  payablePaid.type,
  payableCancelled.type,
  orderMoved.type,
  disputeMoved.type,
  ordersDeadlineReached.type,
] as const;
