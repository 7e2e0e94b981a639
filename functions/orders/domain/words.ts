import type { OrderState } from '../contract.ts';
import type { DeadlineName } from './order.ts';

/** Each state as a sentence for people. */
export const stateWords: Readonly<Record<OrderState, string>> = {
  awaiting_supplier_confirm: 'the supplier has not confirmed the order yet.',
  awaiting_deposit: 'the supplier has confirmed; the deposit is not in escrow yet.',
  in_production: 'the deposit is in escrow; the goods are being made.',
  awaiting_balance: 'the balance is not in escrow yet.',
  fully_funded: 'everything is in escrow; the goods are not on board yet.',
  shipped: 'the goods are on board and under way.',
  delivered: 'the goods have arrived; the buyer has time to look at them.',
  accepted: 'the buyer has accepted the goods; the money is about to be released.',
  auto_accepted: 'the buyer was silent to the end of its time; the money is about to be released.',
  releasing: 'the money is being released to the supplier.',
  closed: 'the supplier has been paid; the order is closed.',
  refunding: 'the money is going back to the buyer.',
  refunded: 'the buyer has its money back; the order is over.',
  cancelled: 'the order was cancelled; nothing is held.',
  parked: 'the order is stopped for an operator; the money stays in escrow.',
};

/** What happens when a deadline falls due. */
export const deadlineWords: Readonly<Record<DeadlineName, string>> = {
  supplier_confirmation: 'Unconfirmed, the order is cancelled.',
  deposit: 'Unpaid, the order is cancelled.',
  interim: 'Unpaid, the order is stopped for an operator.',
  shipment: 'Not on board, the order is refunded in full.',
  balance: 'Unpaid, the order is stopped for an operator.',
  untracked: 'With nothing more observed and no claim, the goods count as accepted.',
  acceptance: 'Without a claim, the goods count as accepted.',
  hold_check: 'Not lifted, the order is stopped for an operator.',
  release: 'The release is looked at again.',
  settlement: 'The settlement is looked at again.',
  refund: 'The refund is looked at again.',
  operator: 'Without a decision, what is held goes back to the buyer.',
};
