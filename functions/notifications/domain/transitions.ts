/** States of a delivery; `pending` until an attempt succeeds, the schedule is used up or the endpoint is gone. */
export const deliveryStates = ['pending', 'delivered', 'exhausted', 'cancelled'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** From which state which event leads where. */
export const deliveryTransitions = {
  pending: {
    answered_2xx: 'delivered',
    failed_with_attempts_left: 'pending',
    failed_for_the_last_time: 'exhausted',
    endpoint_gone: 'cancelled',
  },
  delivered: {},
  exhausted: {},
  cancelled: {},
} as const satisfies Record<DeliveryState, Record<string, DeliveryState>>;
