import { advanceMoved } from '../credit/contract.ts';
import { declarationMoved } from '../customs/contract.ts';
import { orderMoved } from '../orders/contract.ts';
import { payablePaid } from '../payments/contract.ts';
import { claimMoved, refundsDeadlineReached } from './contract.ts';

/** Event types that refunds react to. */
export const subscriptions = [
  orderMoved.type,
  declarationMoved.type,
  payablePaid.type,
  advanceMoved.type,
  claimMoved.type,
  refundsDeadlineReached.type,
] as const;
