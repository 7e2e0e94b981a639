import type { OutgoingEvent } from '../../shared/messaging/event.ts';
import type { TestHouse } from './house.ts';

/** Hands an event to the consumer of one context, as its queue would: for answers of a context that a test does not run. */
export const deliverEvent = async (
  house: TestHouse,
  context: string,
  event: OutgoingEvent,
  eventId: string,
): Promise<void> => {
  const name = house.engine.names.functions.find((one) => one.endsWith(`-${context}-consumers`));
  const envelope = {
    specversion: '1.0',
    id: eventId,
    type: event.type,
    source: 'entrepot/test',
    subject: event.subject,
    time: '2026-11-23T08:00:00.000Z',
    datacontenttype: 'application/json',
    sequence: event.sequence,
    correlationid: 'test',
    causationid: 'test',
    audience: event.audience.join(','),
    data: event.data,
  };
  const answer = await house.engine.invoke(name ?? '', {
    Records: [
      { messageId: eventId, body: JSON.stringify(envelope), attributes: { ApproximateReceiveCount: '1' } },
    ],
  });
  if (JSON.stringify(answer) !== JSON.stringify({ batchItemFailures: [] })) {
    throw new Error(`${context} did not take ${event.type}: ${JSON.stringify(answer)}`);
  }
};
