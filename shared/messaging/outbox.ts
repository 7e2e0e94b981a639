import type { Instant } from '../kernel/instant.ts';
import type { Write } from '../persistence/write.ts';
import type { EventEnvelope, OutgoingEvent } from './event.ts';

/** Partition of the index `work` that holds events nobody has confirmed as delivered. */
export const outboxWorkPk = 'OUTBOX';

/** What the committing edge knows and the decision does not. */
export interface Provenance {
  readonly context: string;
  readonly now: Instant;
  readonly newId: (prefix: string) => string;
  readonly correlationId: string;
  readonly causationId: string;
}

/** Completes an outgoing event into its envelope. */
export const toEnvelope = (event: OutgoingEvent, from: Provenance): EventEnvelope => ({
  specversion: '1.0',
  id: from.newId('evt'),
  type: event.type,
  source: `entrepot/${from.context}`,
  subject: event.subject,
  time: from.now,
  datacontenttype: 'application/json',
  sequence: event.sequence,
  correlationid: event.correlationId ?? from.correlationId,
  causationid: from.causationId,
  audience: event.audience.join(','),
  data: event.data,
});

/** The outbox row of an event: committed with the state, carried on by the stream, cleared from `work` once delivered. */
export const outboxWrite = (tableName: string, envelope: EventEnvelope): Write => ({
  kind: 'put',
  tableName,
  item: {
    pk: `EVENT#${envelope.id}`,
    sk: 'EVENT',
    kind: 'event',
    envelope: JSON.stringify(envelope),
    workPk: outboxWorkPk,
    workSk: envelope.time,
  },
  condition: 'attribute_not_exists(pk)',
});
