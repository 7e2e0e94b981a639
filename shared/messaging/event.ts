import { z } from 'zod';

/**
 * CloudEvents 1.0 with four extensions: `sequence` (version of the subject, for consumers that care about order),
 * `correlationid` (the trade that it belongs to), `causationid` (the request or event that led to it) and
 * `audience` (the companies that may see it, comma-separated; empty = nobody outside).
 */
export const eventEnvelope = z.strictObject({
  specversion: z.literal('1.0'),
  id: z.string().min(1).max(80),
  type: z.string().regex(/^entrepot\.[a-z_]+\.[a-z_]+\.v\d+$/),
  source: z.string().min(1),
  subject: z.string().min(1),
  time: z.string().min(20),
  datacontenttype: z.literal('application/json'),
  sequence: z.number().int().nonnegative(),
  correlationid: z.string().min(1),
  causationid: z.string().min(1),
  audience: z.string(),
  data: z.unknown(),
});
export type EventEnvelope = z.output<typeof eventEnvelope>;

/** An event with its data parsed by its own schema. */
export type EventOf<Data> = Omit<EventEnvelope, 'data'> & { readonly data: Data };

/** What a decision hands to the outbox; id, time, correlation and cause are added by the edge that commits it. */
export interface OutgoingEvent {
  readonly type: string;
  readonly subject: string;
  readonly sequence: number;
  readonly audience: readonly string[];
  readonly data: unknown;
  /** The trade it belongs to, where the message that led to it cannot know (a bank notification); left out = that message's. */
  readonly correlationId?: string;
}

export interface EventDefinition<Schema extends z.ZodType = z.ZodType> {
  readonly type: string;
  readonly summary: string;
  readonly schema: Schema;
  /** Makes the outgoing event; the data is parsed, so that nothing unnamed leaves and nothing malformed is stored. */
  readonly create: (event: {
    subject: string;
    /** Version of the subject; 0 where order means nothing. */
    sequence?: number;
    /** Companies that may see it through webhooks and their event feed. */
    audience?: readonly string[];
    data: z.input<Schema>;
  }) => OutgoingEvent;
}

const definitions = new Map<string, EventDefinition>();

/**
 * Declares an event type `entrepot.<context>.<past_tense>.v<n>` in its producer's contract. Requests to another context
 * are declared in that context's contract as `…_requested` and may be emitted by anyone.
 */
export const defineEvent = <const Schema extends z.ZodType>(
  type: string,
  summary: string,
  schema: Schema,
): EventDefinition<Schema> => {
  const definition: EventDefinition<Schema> = {
    type,
    summary,
    schema,
    create: ({ subject, sequence = 0, audience = [], data }) => ({
      type,
      subject,
      sequence,
      audience: [...new Set(audience)],
      data: schema.parse(data),
    }),
  };
  if (definitions.has(type)) throw new Error(`The event ${type} is declared twice`);
  definitions.set(type, definition);
  return definition;
};

/** Every event declared by the contracts loaded so far, for the catalogue. */
export const listEvents = (): readonly EventDefinition[] => [...definitions.values()];

/** What a fired deadline says: which one, of what, and when it fell due. */
export const deadlineReachedData = z.strictObject({
  name: z.string(),
  subject: z.string(),
  dueAt: z.string(),
});

/** Declares the event that the sweeper emits for a context's deadlines; the context subscribes to its own. */
export const defineDeadlineEvent = (context: string) =>
  defineEvent(
    `entrepot.${context}.deadline_reached.v1`,
    `A deadline of ${context} fell due; the context decides what that means.`,
    deadlineReachedData,
  );
