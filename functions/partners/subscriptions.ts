import { profileUpdated } from '../credit/contract.ts';
import { companyRegistered } from '../parties/contract.ts';
import { partnersDeadlineReached } from './contract.ts';

/** Event types that partners react to. */
export const subscriptions = [
  companyRegistered.type,
  profileUpdated.type,
  partnersDeadlineReached.type,
] as const;
