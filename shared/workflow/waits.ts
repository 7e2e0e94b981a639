import { SendTaskSuccessCommand, type SFNClient } from '@aws-sdk/client-sfn';
import { z } from 'zod';
import type { Instant } from '../kernel/instant.ts';
import type { Store } from '../persistence/store.ts';
import { commitTransaction } from '../persistence/transaction.ts';

const parkedWait = z.object({ taskToken: z.string(), execution: z.string() });

const waitKey = (subject: string, wait: string) => ({ pk: `WAIT#${subject}`, sk: wait });

/** Errors of Step Functions that mean: this wait is already over. */
const overErrors = new Set(['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken']);

/**
 * Waits of a workflow, parked as task tokens in the context's own table. The token is written first and the state is read
 * after it, while a consumer commits the state first and reads the token after it: so at least one of the two sees the
 * other, and no wait is ever lost. Resuming twice is harmless.
 */
export const createWaits = (store: Store, sfn: SFNClient) => {
  const send = async (taskToken: string, output: unknown): Promise<void> => {
    try {
      await sfn.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) }));
    } catch (error) {
      if (!(error instanceof Error && overErrors.has(error.name))) throw error;
    }
  };

  return {
    /** Parks the token of a wait; `outcome` (read after parking) resumes it at once when what it waits for has happened. */
    park: async (
      wait: { subject: string; name: string; taskToken: string; execution: string; now: Instant },
      outcome: () => Promise<unknown | undefined>,
    ): Promise<void> => {
      const { taskToken, execution } = wait;
      const { condition: _, ...put } = store.insertIfAbsent(
        waitKey(wait.subject, wait.name),
        'wait',
        { taskToken, execution },
        wait.now,
      ) as Extract<ReturnType<Store['insertIfAbsent']>, { kind: 'put' }>;
      await commitTransaction(store.client, [put]);
      const already = await outcome();
      if (already !== undefined) await send(taskToken, already);
    },

    /** Resumes the wait if it is parked; otherwise does nothing (the park itself will look at the state). */
    resume: async (subject: string, name: string, output: unknown): Promise<void> => {
      const parked = await store.get(waitKey(subject, name), (data) => parkedWait.parse(data));
      if (parked) await send(parked.data.taskToken, output);
    },
  };
};
export type Waits = ReturnType<typeof createWaits>;
