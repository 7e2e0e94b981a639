import { addDuration, type Instant } from '../../../shared/kernel/instant.ts';
import { clearDeadline, setDeadline } from '../../../shared/messaging/deadline.ts';
import type { Store } from '../../../shared/persistence/store.ts';
import type { Write } from '../../../shared/persistence/write.ts';
import { importLimitsAt } from './limits.ts';
import type { ProductImport } from './rows.ts';

/** Name of the one deadline of an import: for its start while it waits for a file, for its next step while it runs. */
export const importDeadline = 'import_step';

/** Keeps the deadline of an import in step with its state: there is one while it waits for anything. */
export const waitOf = (
  store: Store,
  { importId, state }: Pick<ProductImport, 'importId' | 'state'>,
  at: { readonly now: Instant; readonly correlationId: string },
): Write => {
  if (state !== 'awaiting_upload' && state !== 'running') {
    return clearDeadline(store, importId, importDeadline);
  }
  const { startWithinDays, stepMinutes } = importLimitsAt(at.now);
  return setDeadline(store, {
    subject: importId,
    name: importDeadline,
    dueAt: addDuration(at.now, state === 'running' ? { minutes: stepMinutes } : { days: startWithinDays }),
    correlationId: at.correlationId,
  });
};

/**
 * What it means that the deadline of an import fell due: one that was never started is cancelled, a step that came no further is
 * tried again, and after several in a row the import is given up. Undefined when it waits for nothing any more.
 */
export const decideImportDeadline = (one: ProductImport, now: Instant): ProductImport | undefined => {
  const { startWithinDays, failedStepsMax } = importLimitsAt(now);
  if (one.state === 'awaiting_upload') {
    return { ...one, state: 'cancelled', failure: `It was not started within ${startWithinDays} days.` };
  }
  if (one.state !== 'running') return undefined;
  const failedSteps = one.failedSteps + 1;
  if (failedSteps < failedStepsMax) return { ...one, failedSteps };
  const failure = `The rows from line ${one.line} on could not be written. Those before it are in the catalogue: import the file again, and they are known as duplicates.`;
  return { ...one, failedSteps, state: 'failed', failure };
};
