import { compareInstants, type Instant } from '../kernel/instant.ts';
import type { Store } from '../persistence/store.ts';
import type { Write } from '../persistence/write.ts';

/** Partition of the index `work` that holds deadlines still to fire, ordered by the instant at which they fall due. */
export const deadlineWorkPk = 'DEADLINE';

const deadlineKey = (subject: string, name: string) => ({ pk: `DEADLINE#${subject}`, sk: name });

/**
 * Sets (or moves) a deadline of a subject. When it falls due the sweeper removes it and emits the context's
 * `deadline_reached` event in one transaction; the context then decides from its state what that means.
 */
export const setDeadline = (
  store: Store,
  deadline: { subject: string; name: string; dueAt: Instant; correlationId: string },
): Write => ({
  kind: 'put',
  tableName: store.tableName,
  item: {
    ...deadlineKey(deadline.subject, deadline.name),
    kind: 'deadline',
    subject: deadline.subject,
    name: deadline.name,
    dueAt: deadline.dueAt,
    correlationId: deadline.correlationId,
    workPk: deadlineWorkPk,
    workSk: deadline.dueAt,
  },
});

/** Takes a deadline away; harmless when it has fired or was never set. */
export const clearDeadline = (store: Store, subject: string, name: string): Write =>
  store.remove(deadlineKey(subject, name));

/** Whether a deadline has fallen due: at the very instant it has (half-open intervals). */
export const isDue = (dueAt: Instant, now: Instant): boolean => compareInstants(now, dueAt) >= 0;
