/** States of a payable: what one debtor owes into one account. */
export type PayableState = 'open' | 'partly_paid' | 'paid' | 'cancelled';
export type PayableEvent = 'part_received' | 'settled' | 'cancelled';

/** From → event → to. A paid payable stays paid, whatever comes later. */
export const payableTransitions = {
  open: { part_received: 'partly_paid', settled: 'paid', cancelled: 'cancelled' },
  partly_paid: { part_received: 'partly_paid', settled: 'paid', cancelled: 'cancelled' },
  paid: {},
  cancelled: {},
} as const satisfies Record<PayableState, Partial<Record<PayableEvent, PayableState>>>;

/** States of a card payment. */
export type PaymentState = 'created' | 'processing' | 'succeeded' | 'failed' | 'refunded';
export type PaymentEvent = 'submitted' | 'told_succeeded' | 'told_failed' | 'sent_back';

/**
 * From → event → to. `failed` is not the end: a PSP may take a failure back, and then the money is really there. `refunded`: another
 * amount than ours was charged, and an operator sent all of it back.
 */
export const paymentTransitions = {
  created: {
    submitted: 'processing',
    told_succeeded: 'succeeded',
    told_failed: 'failed',
    sent_back: 'refunded',
  },
  processing: { told_succeeded: 'succeeded', told_failed: 'failed', sent_back: 'refunded' },
  failed: { told_succeeded: 'succeeded', sent_back: 'refunded' },
  succeeded: {},
  refunded: {},
} as const satisfies Record<PaymentState, Partial<Record<PaymentEvent, PaymentState>>>;

/** States of a chargeback: what the PSP says of it. */
export type ChargebackState = 'open' | 'won' | 'lost';
export type ChargebackEvent = 'told_won' | 'told_lost';

/** From → event → to. A card scheme may still decide for us after a loss, never against us after a win: that is a new chargeback. */
export const chargebackTransitions = {
  open: { told_won: 'won', told_lost: 'lost' },
  lost: { told_won: 'won' },
  won: {},
} as const satisfies Record<ChargebackState, Partial<Record<ChargebackEvent, ChargebackState>>>;

/** States of one leg of a payout: an amount on one rail. */
export type LegState = 'waiting' | 'sending' | 'sent' | 'confirmed' | 'returned' | 'refused';
export type LegEvent = 'cleared' | 'taken' | 'booked' | 'came_back' | 'rejected';

/** From → event → to. The bank may tell of the booking before it tells that it took the order. */
export const legTransitions = {
  waiting: { cleared: 'sending' },
  sending: { taken: 'sent', booked: 'confirmed', came_back: 'returned', rejected: 'refused' },
  sent: { booked: 'confirmed', came_back: 'returned', rejected: 'refused' },
  confirmed: { came_back: 'returned' },
  returned: {},
  refused: {},
} as const satisfies Record<LegState, Partial<Record<LegEvent, LegState>>>;

type Table<State extends string, Event extends string> = Record<State, Partial<Record<Event, State>>>;

/** The state that follows, or undefined when the event means nothing there. */
export const nextState = <State extends string, Event extends string>(
  table: Table<State, Event>,
  from: State,
  event: Event,
): State | undefined => table[from][event];
