import type { OutgoingEvent } from '../messaging/event.ts';
import { outboxWrite, type Provenance, toEnvelope } from '../messaging/outbox.ts';
import type { Store } from './store.ts';
import { commitTransaction, WriteRefused } from './transaction.ts';
import type { Write } from './write.ts';

/** All that a decision wants to become true, together or not at all. */
export interface Effect {
  readonly writes?: readonly Write[] | undefined;
  readonly events?: readonly OutgoingEvent[] | undefined;
}

/** Someone changed what the decision was based on: load and decide again. */
export class Stale extends Error {
  override readonly name = 'Stale';
}

/** The guard row of this request, message or step is already there: an earlier attempt has won. */
export class AlreadyDone extends Error {
  override readonly name = 'AlreadyDone';
  readonly oldRow: Record<string, unknown> | undefined;

  constructor(oldRow: Record<string, unknown> | undefined) {
    super('This has been done before');
    this.oldRow = oldRow;
  }
}

const decisionsMax = 8;

/**
 * Commits the effect and its guard (idempotency, inbox or step row) in one transaction.
 * Throws AlreadyDone when the guard is taken, the write's own refusal when its condition fails, else Stale.
 */
export const commitEffect = async (
  store: Store,
  guard: Write | undefined,
  effect: Effect,
  provenance: Provenance,
): Promise<void> => {
  const stateWrites = effect.writes ?? [];
  const eventWrites = (effect.events ?? []).map((event) =>
    outboxWrite(store.tableName, toEnvelope(event, provenance)),
  );
  const writes = [...(guard ? [guard] : []), ...stateWrites, ...eventWrites];
  try {
    await commitTransaction(store.client, writes);
  } catch (error) {
    if (!(error instanceof WriteRefused)) throw error;
    if (guard && error.index === 0) throw new AlreadyDone(error.oldRow);
    const refuse = writes[error.index]?.refuse;
    throw refuse ? refuse(error.oldRow) : new Stale('The records changed while this was decided');
  }
};

/** Runs load → decide → commit again while others keep changing the same records; gives up after eight tries with Stale. */
export const untilFresh = async <Result>(attempt: () => Promise<Result>): Promise<Result> => {
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Stale) || tried >= decisionsMax) throw error;
    }
  }
};
