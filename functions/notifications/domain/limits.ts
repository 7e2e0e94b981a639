/** Webhook endpoints of one company, disabled ones included. */
export const endpointsMax = 5;
/** Event type filters of one endpoint. */
export const eventFiltersMax = 50;
/** Seconds that an endpoint has to answer, from resolving its name to the status line. */
export const attemptTimeoutSeconds = 10;
/** Seconds for which nothing is sent to an endpoint that let an attempt run out of time. */
export const slowPauseSeconds = 60;
/** Hours for which the secret before the last one still signs, beside the new one. */
export const secretOverlapHours = 24;
/** Days that an event stays in the feed and can be replayed. */
export const feedRetentionDays = 400;
/** Days that a delivery stays listed. */
export const deliveryRetentionDays = 90;
/** Writes that one fan-out may add to its transaction; DynamoDB's limit is 100, the inbox row and the envelope need two. */
export const fanOutWritesMax = 90;
