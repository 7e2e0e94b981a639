import type { OrderState } from './contract.ts';
import type { DisputeState } from './domain/dispute.ts';

/** Name of the wait in which a machine stands while an order is in a state; states without a wait have a step instead. */
export const orderWaits: { readonly [State in OrderState]?: string } = {
  awaiting_supplier_confirm: 'supplier_confirmation',
  awaiting_deposit: 'deposit',
  in_production: 'readiness',
  awaiting_balance: 'balance',
  fully_funded: 'shipment',
  shipped: 'delivery',
  delivered: 'acceptance',
  accepted: 'lifting_of_holds',
  auto_accepted: 'lifting_of_holds',
  releasing: 'settlement',
  refunding: 'refund',
  parked: 'operator',
};

/** The same for disputes. */
export const disputeWaits: { readonly [State in DisputeState]?: string } = {
  opened: 'answer',
  answered: 'negotiation',
  escalated: 'determination',
};

/** Name of an order's execution: one for its whole life. */
export const tradeLegName = (orderId: string): string => `trade-${orderId}`;
/** Name of a dispute's execution. */
export const disputeLegName = (disputeId: string): string => `dispute-${disputeId}`;
