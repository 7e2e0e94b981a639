import { deterministicId } from '../../shared/kernel/ids.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import type { EventEnvelope, OutgoingEvent } from '../../shared/messaging/event.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import { deliveryDue, fanOutContinued } from './contract.ts';
import type { Delivery } from './domain/delivery.ts';
import { planFanOut } from './domain/fan-out.ts';
import type { NotificationsRepository } from './repository.ts';

/** Companies whose endpoints are read at once; a batch read takes no more. */
const companiesPerPartMax = 100;

/** A delivery that nothing has been tried for yet. */
export const newDelivery = (
  envelope: EventEnvelope,
  to: { readonly deliveryId: string; readonly companyId: string; readonly endpointId: string },
  isReplay: boolean,
): Delivery => ({
  ...to,
  eventId: envelope.id,
  eventType: envelope.type,
  correlationId: envelope.correlationid,
  isReplay,
  state: 'pending',
  attempts: [],
});

/** The message that makes the first attempt, in the trade that the event belongs to. */
export const startDelivery = (delivery: Delivery): OutgoingEvent => ({
  ...deliveryDue.create({ subject: delivery.deliveryId, data: { deliveryId: delivery.deliveryId } }),
  correlationId: delivery.correlationId,
});

/** Tells as many of these companies of an event as fit one transaction, and asks for the rest to be told next. */
export const fanOut = async (
  notifications: NotificationsRepository,
  envelope: EventEnvelope,
  companyIds: readonly string[],
  now: Instant,
): Promise<Effect> => {
  const part = companyIds.slice(0, companiesPerPartMax);
  const books = await notifications.findBooks(part);
  const plan = planFanOut(envelope.type, part, (companyId) => books.get(companyId) ?? []);
  const later = [...plan.later, ...companyIds.slice(companiesPerPartMax)];
  const deliveries = plan.now.flatMap(({ companyId, endpoints }) =>
    endpoints.map(({ endpointId }) =>
      newDelivery(
        envelope,
        { deliveryId: deterministicId('dlv', envelope.id, endpointId), companyId, endpointId },
        false,
      ),
    ),
  );
  return {
    writes: [
      ...plan.now.map(({ companyId }) => notifications.insertFeedRowIfAbsent(companyId, envelope, now)),
      ...deliveries.map((delivery) => notifications.insertDeliveryIfAbsent(delivery, now)),
    ],
    events: [
      ...deliveries.map(startDelivery),
      ...(later.length > 0
        ? [
            fanOutContinued.create({
              subject: envelope.id,
              data: { eventId: envelope.id, companyIds: later },
            }),
          ]
        : []),
    ],
  };
};
