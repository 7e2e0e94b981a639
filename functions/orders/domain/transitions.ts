import type { OrderState } from '../contract.ts';

/** Everything that can happen to an order, by name. */
export const orderEventKinds = [
  'confirm',
  'decline',
  'cancel',
  'report_production',
  'confirm_production',
  'report_readiness',
  'extend_acceptance',
  'extend_shipment',
  'accept',
  'open_dispute',
  'close_dispute',
  'resolve',
  'park',
  'open_escrow',
  'release',
  'refund',
  'refund_share',
  'escrow_opened',
  'instalment_funded',
  'charged_back',
  'escrow_released',
  'escrow_refunded',
  'escrow_refused',
  'on_board',
  'on_board_retracted',
  'documents_presented',
  'arrived',
  'delivered',
  'deadline',
  'hold',
] as const;
/** One of them. */
export type OrderEventKind = (typeof orderEventKinds)[number];

/** States that have no way out. */
export const terminalStates = ['closed', 'refunded', 'cancelled'] as const;

/**
 * The one table of moves: state → event → states it may lead to. Which of several it is follows from the facts of the order
 * (deposit paid early, goods on board before the balance). An event that is not listed leaves the state as it is.
 */
export const orderTransitions: {
  readonly [State in OrderState]: { readonly [Kind in OrderEventKind]?: readonly OrderState[] };
} = {
  awaiting_supplier_confirm: {
    confirm: ['awaiting_deposit', 'in_production', 'awaiting_balance', 'shipped', 'delivered'],
    decline: ['cancelled', 'refunding'],
    cancel: ['cancelled'],
    deadline: ['cancelled', 'refunding'],
    park: ['parked'],
  },
  awaiting_deposit: {
    instalment_funded: ['in_production', 'awaiting_balance', 'fully_funded', 'shipped', 'delivered'],
    cancel: ['cancelled'],
    deadline: ['cancelled', 'refunding', 'parked'],
    park: ['parked'],
  },
  in_production: {
    report_readiness: ['awaiting_balance', 'fully_funded'],
    on_board: ['awaiting_balance', 'shipped', 'delivered'],
    arrived: ['awaiting_balance', 'shipped', 'delivered'],
    delivered: ['awaiting_balance', 'delivered'],
    charged_back: ['awaiting_deposit'],
    deadline: ['refunding', 'parked'],
    park: ['parked'],
  },
  awaiting_balance: {
    instalment_funded: ['fully_funded', 'shipped', 'delivered'],
    charged_back: ['awaiting_deposit'],
    deadline: ['parked'],
    park: ['parked'],
  },
  fully_funded: {
    on_board: ['shipped', 'delivered'],
    arrived: ['shipped', 'delivered'],
    delivered: ['delivered'],
    charged_back: ['awaiting_deposit', 'awaiting_balance'],
    deadline: ['refunding'],
    park: ['parked'],
  },
  shipped: {
    arrived: ['delivered'],
    delivered: ['delivered'],
    accept: ['accepted'],
    deadline: ['auto_accepted', 'parked'],
    charged_back: ['awaiting_deposit', 'awaiting_balance'],
    close_dispute: ['refunding'],
    refund_share: ['parked'],
    park: ['parked'],
  },
  delivered: {
    accept: ['accepted'],
    deadline: ['auto_accepted', 'parked'],
    charged_back: ['awaiting_deposit', 'awaiting_balance'],
    close_dispute: ['refunding'],
    refund_share: ['parked'],
    park: ['parked'],
  },
  accepted: {
    release: ['releasing', 'closed'],
    on_board: ['releasing', 'closed'],
    escrow_refunded: ['releasing', 'refunded', 'closed'],
    charged_back: ['parked'],
    deadline: ['releasing', 'parked', 'closed'],
    refund_share: ['parked'],
    park: ['parked'],
  },
  auto_accepted: {
    release: ['releasing', 'closed'],
    on_board: ['releasing', 'closed'],
    escrow_refunded: ['releasing', 'refunded', 'closed'],
    charged_back: ['parked'],
    deadline: ['releasing', 'parked', 'closed'],
    refund_share: ['parked'],
    park: ['parked'],
  },
  releasing: {
    escrow_released: ['closed'],
    escrow_refunded: ['closed', 'refunded'],
    escrow_refused: ['parked'],
    charged_back: ['closed', 'refunded'],
    deadline: ['parked', 'closed', 'refunded'],
    refund_share: ['parked'],
    park: ['parked'],
  },
  refunding: {
    escrow_refunded: ['refunded'],
    escrow_released: ['closed'],
    escrow_refused: ['parked'],
    charged_back: ['refunded'],
    deadline: ['parked'],
    park: ['parked'],
  },
  parked: {
    resolve: [
      'refunding',
      'releasing',
      'awaiting_supplier_confirm',
      'awaiting_deposit',
      'in_production',
      'awaiting_balance',
      'fully_funded',
      'shipped',
      'delivered',
      'accepted',
      'auto_accepted',
    ],
    deadline: ['refunding', 'cancelled', 'closed', 'refunded'],
    escrow_released: ['closed'],
    escrow_refunded: ['refunded', 'closed'],
  },
  closed: {},
  refunded: {},
  cancelled: {},
};
