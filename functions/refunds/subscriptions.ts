import { advanceMoved } from '../credit/contract.ts';
import { declarationMoved } from '../customs/contract.ts';
import { orderMoved } from '../orders/contract.ts';
import { payableOpened, payablePaid } from '../payments/contract.ts';
import { claimMoved, paymentReferenceSet, refundsDeadlineReached } from './contract.ts';

/** Event types that refunds react to. */
export const subscriptions = [
  orderMoved.type,
  declarationMoved.type,
  payableOpened.type,
  payablePaid.type,
  advanceMoved.type,
  claimMoved.type,
  paymentReferenceSet.type,
  refundsDeadlineReached.type,
] as const;
