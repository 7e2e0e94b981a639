import { z } from 'zod';

const jsonRecord = <Value extends z.ZodType>(value: Value) =>
  z.string().transform((text, context) => {
    const parsed = z.record(z.string(), value).safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
    context.addIssue({ code: 'custom', message: 'not a JSON object of the expected shape' });
    return z.NEVER;
  });

/** Environment of the outbox relay: where each stack's queues live, and which contexts take which event types. */
export const relayEnv = z.object({
  STAGE: z.string(),
  /** stack → URL prefix of its queues, e.g. `{"trade":"https://sqs…/entrepot-test-"}`. */
  QUEUE_BASE_URLS: jsonRecord(z.string()),
  /** context → stack, for the queues that this relay may send to. */
  CONTEXT_STACKS: jsonRecord(z.string()),
});

/** Environment of the deadline sweeper: the tables of its stack, by context. */
export const sweeperEnv = z.object({ STAGE: z.string(), TABLES: jsonRecord(z.string()) });

/** Environment of the reconciler: the tables of its stack and what the relay needs. */
export const reconcilerEnv = relayEnv.extend({ TABLES: jsonRecord(z.string()) });
