import type { Instant } from '../../shared/kernel/instant.ts';
import { formatMoney } from '../../shared/kernel/money.ts';
import { clearDeadline, setDeadline } from '../../shared/messaging/deadline.ts';
import type { OutgoingEvent } from '../../shared/messaging/event.ts';
import type { Entity, Store } from '../../shared/persistence/store.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import type { Write } from '../../shared/persistence/write.ts';
import { declarationMoved } from './contract.ts';
import { nextCheckOf } from './domain/decide-declaration.ts';
import { type Declaration, readersOf } from './domain/declaration.ts';
import type { DeclarationState } from './domain/transitions.ts';
import type { CustomsRepository } from './repository.ts';

/** Name of the one deadline of a declaration: look whether there is news. */
export const checkDeadline = 'check';

/** The event of a move, for both parties; its sequence is the version of the declaration. */
export const movedEvent = (
  declaration: Declaration,
  from: DeclarationState | null,
  version: number,
  now: Instant,
): OutgoingEvent => ({
  ...declarationMoved.create({
    subject: declaration.declarationId,
    sequence: version,
    audience: readersOf(declaration),
    data: {
      declarationId: declaration.declarationId,
      direction: declaration.direction,
      orderId: declaration.orderId,
      otherOrderIds: declaration.otherOrderIds && [...declaration.otherOrderIds],
      declarantId: declaration.declarant.companyId,
      counterpartyId: declaration.counterparty.companyId,
      country: declaration.country,
      from,
      to: declaration.state,
      mrn: declaration.mrn,
      exportOn: declaration.exportOn,
      lines: declaration.lines.map(({ seller: _, ...line }) => ({ ...line, value: formatMoney(line.value) })),
      reason: declaration.reason,
      at: now,
    },
  }),
  correlationId: declaration.correlationId,
});

/** Sets the next look-in, or takes it away where nothing is waited for. */
export const checkWrite = (store: Store, declaration: Declaration, now: Instant): Write => {
  const dueAt = nextCheckOf(declaration, now);
  if (dueAt === undefined) return clearDeadline(store, declaration.declarationId, checkDeadline);
  return setDeadline(store, {
    subject: declaration.declarationId,
    name: checkDeadline,
    dueAt,
    correlationId: declaration.correlationId,
  });
};

/** State, deadline and event of a declaration that changed; nothing at all when it did not. */
export const changeEffect = (
  store: Store,
  customs: CustomsRepository,
  entity: Entity<Declaration>,
  after: Declaration,
  now: Instant,
): Effect => {
  if (after === entity.data) return {};
  const hasMoved = after.state !== entity.data.state || after.revision !== entity.data.revision;
  return {
    writes: [customs.updateIfVersion(entity, after, now), checkWrite(store, after, now)],
    events: hasMoved ? [movedEvent(after, entity.data.state, entity.version + 1, now)] : [],
  };
};
