import { companyScreened } from '../parties/contract.ts';
import { payableOpened, payablePaid, payoutMoved } from '../payments/contract.ts';
import { idleBalancesDeadlineReached, orderMoved } from './contract.ts';

/** Event types that idle balances react to. */
export const subscriptions = [
  orderMoved.type,
  payableOpened.type,
  payablePaid.type,
  payoutMoved.type,
  companyScreened.type,
  idleBalancesDeadlineReached.type,
] as const;
