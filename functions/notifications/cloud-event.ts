import type { EventEnvelope } from '../../shared/messaging/event.ts';

/** The CloudEvent that a company sees, in its feed and as the body of a webhook: all but who else is told. */
export const toCloudEvent = ({ audience: _audience, ...event }: EventEnvelope) => event;
