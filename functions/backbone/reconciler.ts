import { z } from 'zod';
import { readEnv } from '../../shared/env.ts';
import { systemClock } from '../../shared/kernel/clock.ts';
import { addDuration } from '../../shared/kernel/instant.ts';
import { eventEnvelope } from '../../shared/messaging/event.ts';
import { outboxWorkPk } from '../../shared/messaging/outbox.ts';
import { log } from '../../shared/observability/logger.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { reconcilerEnv } from './env.ts';
import { createPublisher, markDelivered } from './publish.ts';
import { createSender } from './send-message.ts';
import { type WorkItem, workThrough } from './work-list.ts';

/** An event that is still undelivered after this long was lost between table and queue. */
const overdueMinutes = 5;

const env = readEnv(reconcilerEnv);
const documents = createDocumentClient();
const publish = createPublisher(env, createSender());
const outboxRow = z.object({ envelope: z.string() });

const sendAgain = async ({ tableName, row }: WorkItem): Promise<boolean> => {
  const envelope = eventEnvelope.parse(JSON.parse(outboxRow.parse(row).envelope));
  await publish(envelope);
  await markDelivered(documents, tableName, envelope.id, systemClock.now());
  return true;
};

/**
 * Finds committed events that nobody delivered (a stream record lost, a relay that gave up) and sends them again.
 * Repeats are harmless: consumers know an event by its id. The count it returns should be zero; an alarm watches it.
 */
export const handler = async (): Promise<{ redelivered: number }> => {
  const redelivered = await workThrough(documents, {
    tables: env.TABLES,
    workPk: outboxWorkPk,
    until: addDuration(systemClock.now(), { minutes: -overdueMinutes }),
    work: sendAgain,
  });
  if (redelivered > 0) log.warn('Undelivered events were sent again', { count: redelivered });
  return { redelivered };
};
