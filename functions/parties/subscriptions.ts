import { companyRegistered, partiesDeadlineReached } from './contract.ts';

/** Event types that parties react to: registration starts the screening. */
export const subscriptions = [companyRegistered.type, partiesDeadlineReached.type] as const;
