import type { Instant } from '../../../shared/kernel/instant.ts';
import type { OrderState } from '../contract.ts';
import type { Order } from './order.ts';

/** Who must act next on an order, what, and by when. */
export interface NextAction {
  readonly by: 'buyer' | 'supplier' | 'carrier' | 'operator' | 'entrepot';
  readonly what: string;
  readonly dueAt?: Instant | undefined;
}

type Action = Pick<NextAction, 'by' | 'what'>;

const actions: Readonly<Record<OrderState, Action | undefined>> = {
  awaiting_supplier_confirm: { by: 'supplier', what: 'Confirm or decline the order.' },
  awaiting_deposit: { by: 'buyer', what: 'Pay the deposit.' },
  in_production: { by: 'supplier', what: 'Make the goods and report them ready.' },
  awaiting_balance: { by: 'buyer', what: 'Pay the balance.' },
  fully_funded: { by: 'supplier', what: 'Hand the goods over so that they are loaded.' },
  shipped: { by: 'carrier', what: 'Bring the goods to their destination.' },
  delivered: { by: 'buyer', what: 'Look at the goods: accept them or open a dispute.' },
  accepted: { by: 'entrepot', what: 'Release the money.' },
  auto_accepted: { by: 'entrepot', what: 'Release the money.' },
  releasing: { by: 'entrepot', what: 'Settle the release.' },
  refunding: { by: 'entrepot', what: 'Give the money back.' },
  parked: { by: 'operator', what: 'Decide how the order goes on.' },
  closed: undefined,
  refunded: undefined,
  cancelled: undefined,
};

const stoppable: ReadonlySet<OrderState> = new Set(['shipped', 'delivered', 'accepted', 'auto_accepted']);

/** The next step of an order; null when it is over. A hold comes first, then an open dispute, then the state itself. */
export const nextActionOf = (order: Order): NextAction | null => {
  const [hold] = order.holds;
  if (hold && stoppable.has(order.state)) {
    return { by: hold.owner, what: hold.detail, dueAt: hold.nextCheckAt };
  }
  const [dispute] = order.disputes;
  if (dispute && (order.state === 'shipped' || order.state === 'delivered')) {
    return { by: 'supplier', what: `Settle the dispute ${dispute.disputeId} with the buyer.` };
  }
  const action = actions[order.state];
  return action ? { ...action, dueAt: order.deadline?.dueAt } : null;
};
