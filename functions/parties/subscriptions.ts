import { bankAccountMoved, companyRegistered, partiesDeadlineReached } from './contract.ts';

/** Event types that parties react to: registration starts the screening, news of a bank account goes out by letter. */
export const subscriptions = [
  companyRegistered.type,
  bankAccountMoved.type,
  partiesDeadlineReached.type,
] as const;
