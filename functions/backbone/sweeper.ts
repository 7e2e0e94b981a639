import { z } from 'zod';
import { readEnv } from '../../shared/env.ts';
import { systemClock } from '../../shared/kernel/clock.ts';
import { createIdFactory } from '../../shared/kernel/ids.ts';
import { systemRandom } from '../../shared/kernel/random.ts';
import { deadlineWorkPk } from '../../shared/messaging/deadline.ts';
import { outboxWrite, toEnvelope } from '../../shared/messaging/outbox.ts';
import { log } from '../../shared/observability/logger.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { commitTransaction, WriteRefused } from '../../shared/persistence/transaction.ts';
import { sweeperEnv } from './env.ts';
import { workThrough } from './work-list.ts';

const env = readEnv(sweeperEnv);
const documents = createDocumentClient();
const newId = createIdFactory(systemClock, systemRandom);

const deadlineRow = z.object({
  pk: z.string(),
  sk: z.string(),
  subject: z.string(),
  name: z.string(),
  dueAt: z.string(),
  correlationId: z.string(),
});

/** Removes one due deadline and puts its event into the outbox, together; a moved or cleared one is left alone. */
const fire = async (
  context: string,
  tableName: string,
  row: z.output<typeof deadlineRow>,
): Promise<boolean> => {
  const event = {
    type: `entrepot.${context.replaceAll('-', '_')}.deadline_reached.v1`,
    subject: row.subject,
    sequence: 0,
    audience: [],
    data: { name: row.name, subject: row.subject, dueAt: row.dueAt },
  };
  const envelope = toEnvelope(event, {
    context,
    now: systemClock.now(),
    newId,
    correlationId: row.correlationId,
    causationId: `deadline/${row.subject}/${row.name}`,
  });
  try {
    await commitTransaction(documents, [
      {
        kind: 'delete',
        tableName,
        key: { pk: row.pk, sk: row.sk },
        condition: 'dueAt = :dueAt',
        values: { ':dueAt': row.dueAt },
      },
      outboxWrite(tableName, envelope),
    ]);
    return true;
  } catch (error) {
    if (error instanceof WriteRefused) return false;
    throw error;
  }
};

/** Fires every deadline of the stack's tables that has fallen due. Runs each minute; two at once fire each deadline once. */
export const handler = async (): Promise<{ fired: number }> => {
  const fired = await workThrough(documents, {
    tables: env.TABLES,
    workPk: deadlineWorkPk,
    until: systemClock.now(),
    work: ({ context, tableName, row }) => fire(context, tableName, deadlineRow.parse(row)),
  });
  if (fired > 0) log.info('Deadlines fired', { count: fired });
  return { fired };
};
