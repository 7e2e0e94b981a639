import { subscriptions as catalog } from '../catalog/subscriptions.ts';
import { subscriptions as credit } from '../credit/subscriptions.ts';
import { subscriptions as customs } from '../customs/subscriptions.ts';
import { subscriptions as escrow } from '../escrow/subscriptions.ts';
import { subscriptions as freight } from '../freight/subscriptions.ts';
import { subscriptions as fx } from '../fx/subscriptions.ts';
import { subscriptions as notifications } from '../notifications/subscriptions.ts';
import { subscriptions as orders } from '../orders/subscriptions.ts';
import { subscriptions as parties } from '../parties/subscriptions.ts';
import { subscriptions as partners } from '../partners/subscriptions.ts';
import { subscriptions as payments } from '../payments/subscriptions.ts';
import { subscriptions as refunds } from '../refunds/subscriptions.ts';
import { subscriptions as samples } from '../samples/subscriptions.ts';
import { subscriptions as sandbox } from '../sandbox/subscriptions.ts';
import { subscriptions as settlement } from '../settlement/subscriptions.ts';
import { subscriptions as sourcing } from '../sourcing/subscriptions.ts';

/** Who takes which events: the whole map of the house, context → event types. */
export const subscriptionsByContext: Readonly<Record<string, readonly string[]>> = {
  catalog,
  credit,
  customs,
  escrow,
  freight,
  fx,
  notifications,
  orders,
  parties,
  partners,
  payments,
  refunds,
  samples,
  sandbox,
  settlement,
  sourcing,
};

const subscribers = new Map<string, string[]>();
for (const [context, types] of Object.entries(subscriptionsByContext)) {
  for (const type of types) subscribers.set(type, [...(subscribers.get(type) ?? []), context]);
}

/** Contexts whose queue receives this event type; none is allowed (an event that only its own feed shows). */
export const subscribersOf = (type: string): readonly string[] => subscribers.get(type) ?? [];
