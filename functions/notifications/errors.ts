import { defineErrors } from '../../shared/kernel/errors.ts';

/** Refusals of notifications. */
export const notificationsErrors = defineErrors('notifications', {
  bad_endpoint_url: {
    status: 422,
    title: 'Webhooks cannot be sent to that URL',
    remedy:
      'Give an https URL without user name or fragment, whose host is reachable on the public internet.',
  },
  too_many_endpoints: {
    status: 409,
    title: 'The company has as many webhook endpoints as it may',
    remedy: 'Delete one first.',
  },
  no_endpoint: {
    status: 409,
    title: 'There is no active endpoint to send to',
    remedy: 'Create a webhook endpoint, then replay the event.',
  },
});
