import { defineDeadlineEvent } from '../../shared/messaging/event.ts';

/** Retries of webhook deliveries are deadlines. Notifications itself emits no business events: it only passes others' on. */
export const notificationsDeadlineReached = defineDeadlineEvent('notifications');
