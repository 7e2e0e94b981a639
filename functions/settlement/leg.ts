import { DependencyError } from '../../shared/kernel/errors.ts';
import { addDuration } from '../../shared/kernel/instant.ts';
import { invariant } from '../../shared/kernel/invariant.ts';
import { setDeadline } from '../../shared/messaging/deadline.ts';
import type { Entity } from '../../shared/persistence/store.ts';
import type { Step, StepContext, StepResult } from '../../shared/workflow/steps.ts';
import type { LedgerReader } from '../ledger/posting.ts';
import { nextState } from './domain/transitions.ts';
import { moved } from './moved.ts';
import type { Settlement } from './rows.ts';
import { createWaterfallEffect, type WaterfallParts } from './waterfall-effect.ts';

/** Hours after which a parked settlement is tried again by itself. */
export const retryAfterHours = 24;

/** Name of the deadline that ends the wait of a parked settlement. */
export const retryDeadline = 'retry';

export interface LegParts extends WaterfallParts {
  readonly ledger: LedgerReader;
}

/** The steps of the leg `settlement`; the machine only orders them. */
export const settlementSteps = (parts: LegParts) => {
  const { settlements, ledger } = parts;
  const waterfallOf = createWaterfallEffect(parts);

  const load = async (settlementId: string): Promise<Entity<Settlement>> => {
    const found = await settlements.find(settlementId);
    if (found) return found;
    // The machine may start a moment before the row that tells of it is committed.
    throw new DependencyError({ code: 'settlement.not_there_yet', retryAfterSeconds: 1 });
  };

  const abandon = (found: Entity<Settlement>, { now }: StepContext): StepResult => ({
    output: { outcome: 'abandoned' },
    writes: [
      settlements.updateIfVersion(found, moved(found.data, 'abandon'), now),
      settlements.removeParked(found.data.settlementId),
    ],
  });

  /** Looks whether there is still something to pay out, and to whom. */
  const gatherClaims: Step = async (context) => {
    const found = await load(context.subject);
    const { data: settlement } = found;
    if (!nextState(settlement.state, 'gather')) return { output: { outcome: settlement.state } };
    const reservation = await ledger.reservation(settlement.pendingId);
    if (reservation?.state !== 'pending') return abandon(found, context);
    const claims = await settlements.claimsOf(settlement.subject);
    const { parked: _, ...gathered } = moved(settlement, 'gather');
    return {
      output: { outcome: 'gathered', claims: claims.length },
      writes: [
        settlements.updateIfVersion(found, gathered, context.now),
        settlements.removeParked(settlement.settlementId),
      ],
    };
  };

  /** One transaction: the reservation is resolved, every line is paid, the claims know it, the world is told. */
  const postWaterfall: Step = async (context) => {
    const found = await load(context.subject);
    const { data: settlement } = found;
    if (settlement.state !== 'gathered') return { output: { outcome: settlement.state } };
    return { output: { outcome: 'settled' }, ...(await waterfallOf(found, context)) };
  };

  /** Looks at the books with fresh eyes: the journal is there, and it says what the settlement says. */
  const closeSettlement: Step = async (context) => {
    const found = await load(context.subject);
    const { data: settlement } = found;
    if (settlement.state !== 'settled') return { output: { outcome: settlement.state } };
    const [journal, reservation] = await Promise.all([
      ledger.journal(settlement.journalId ?? ''),
      ledger.reservation(settlement.pendingId),
    ]);
    const paid = settlement.lines.reduce((sum, line) => sum + line.paid.amountMinor, 0n);
    const credited = (journal?.postings ?? [])
      .filter(({ side }) => side === 'credit')
      .reduce((sum, { amount }) => sum + amount.amountMinor, 0n);
    invariant(
      reservation?.state === 'posted' && credited === paid && paid === settlement.amount.amountMinor,
      'settlement.books_differ',
      { settlementId: settlement.settlementId, paid: paid.toString(), credited: credited.toString() },
    );
    return {
      output: { outcome: 'closed' },
      writes: [settlements.updateIfVersion(found, moved(settlement, 'close'), context.now)],
    };
  };

  /** The way out: the reservation goes on holding the money, an operator owns the case, it is tried again every day. */
  const parkSettlement: Step = async (context) => {
    const found = await load(context.subject);
    const { data: settlement } = found;
    if (!nextState(settlement.state, 'park')) return { output: { outcome: settlement.state } };
    const nextTryAt = addDuration(context.now, { hours: retryAfterHours });
    const parked = {
      reason: `The waterfall could not be posted; execution ${context.execution} has the cause.`,
      owner: 'operator' as const,
      nextTryAt,
    };
    return {
      output: { outcome: 'parked' },
      writes: [
        settlements.updateIfVersion(found, { ...moved(settlement, 'park'), parked }, context.now),
        settlements.insertParked(settlement.settlementId, nextTryAt, context.now),
        setDeadline(settlements.store, {
          subject: settlement.settlementId,
          name: retryDeadline,
          dueAt: nextTryAt,
          correlationId: context.correlationId,
        }),
      ],
    };
  };

  return { gatherClaims, postWaterfall, closeSettlement, parkSettlement };
};
