import { z } from 'zod';
import { idSchema } from '../../shared/http/schemas.ts';
import { defineDeadlineEvent, defineEvent } from '../../shared/messaging/event.ts';

/** Notifications emits no business events: it only passes others' on. These three are its own errands. */

/** The first attempt of a delivery; a message of its own, so that an endpoint that fails holds up nothing but itself. */
export const deliveryDue = defineEvent(
  'entrepot.notifications.delivery_due.v1',
  'A webhook is to be sent for the first time.',
  z.strictObject({ deliveryId: idSchema('dlv') }),
);

/** The rest of an audience that is too large for one transaction. */
export const fanOutContinued = defineEvent(
  'entrepot.notifications.fan_out_continued.v1',
  'An event has more readers than one transaction can tell; these are left.',
  z.strictObject({ eventId: z.string(), companyIds: z.array(z.string()).min(1) }),
);

/** Retries of webhook deliveries are deadlines. */
export const notificationsDeadlineReached = defineDeadlineEvent('notifications');
