import {
  escrowChargedBack,
  escrowInstalmentFunded,
  escrowOpened,
  escrowRefunded,
  escrowReleased,
  escrowRequestRefused,
} from '../escrow/contract.ts';
import { companyRegistered, companyVerified } from '../parties/contract.ts';
import { sampleMoved, samplesDeadlineReached } from './contract.ts';

/** Event types that samples react to. */
export const subscriptions = [
  escrowOpened.type,
  escrowInstalmentFunded.type,
  escrowChargedBack.type,
  escrowReleased.type,
  escrowRefunded.type,
  escrowRequestRefused.type,
  companyRegistered.type,
  companyVerified.type,
  sampleMoved.type,
  samplesDeadlineReached.type,
] as const;
