import { orderMoved } from '../orders/contract.ts';
import { companyScreened, companyVerified } from '../parties/contract.ts';
import { matchingAsked, quoteMoved, supplierInvited } from '../sourcing/contract.ts';
import { catalogDeadlineReached, importMoved } from './contract.ts';

/** Event types that catalog reacts to. */
export const subscriptions = [
  importMoved.type,
  matchingAsked.type,
  supplierInvited.type,
  quoteMoved.type,
  orderMoved.type,
  companyVerified.type,
  companyScreened.type,
  catalogDeadlineReached.type,
] as const;
