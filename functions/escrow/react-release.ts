import { addDuration, parseInstant } from '../../shared/kernel/instant.ts';
import { formatMoney, type Money, parseMoney } from '../../shared/kernel/money.ts';
import { type ConsumerContext, on, type Reaction, TooEarly } from '../../shared/messaging/consumer.ts';
import { clearDeadline, setDeadline } from '../../shared/messaging/deadline.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import { reservationWrites, voidReservationWrites } from '../ledger/posting.ts';
import { settlementCompleted } from '../settlement/contract.ts';
import {
  escrowDeadlineReached,
  escrowReleaseApproved,
  escrowReleased,
  escrowReleaseRequested,
} from './contract.ts';
import { liftFreeze } from './domain/decide-freeze.ts';
import { decideRelease, expireRelease, settleRelease } from './domain/decide-release.ts';
import type { Escrow } from './domain/escrow.ts';
import type { EscrowRepository, Release } from './repository.ts';
import { partiesOf, refusalEvent, snapshotOf } from './snapshot.ts';

/** Days in which settlement must resolve a reservation; after that the money is held again. Longer than any park. */
export const releaseHoldDays = 60;

const deadlinePrefix = 'release:';

const refusalDetail = {
  over: 'The escrow is over.',
  wrong_currency: 'The escrow is in another currency.',
  condition_missing: 'The request names no event that made it due.',
  condition_not_earlier: 'A condition came after the request, or is still to come.',
  nothing_held: 'Nothing is held that is not already on its way.',
  frozen: 'A dispute holds that share.',
  insufficient_held: 'Less is held than was asked for.',
} as const;

/** The reservation of a release in the ledger; its id is the release's own. */
export const reservationOf = (escrow: Escrow, releaseId: string, amount: Money) => ({
  pendingId: releaseId,
  code: '2010' as const,
  owner: escrow.escrowId,
  amount,
});

/** Reactions about releases: decide and reserve; settled; not settled in time. */
export const releaseReactions = (escrows: EscrowRepository, ledgerTableName: string): readonly Reaction[] => {
  const { store } = escrows;

  const requested = on(escrowReleaseRequested, async ({ data }, context): Promise<Effect> => {
    const found = await escrows.find(data.escrowId);
    if (!found) throw new TooEarly(`There is no escrow ${data.escrowId} yet`);
    if (await escrows.findRequest(data.escrowId, data.releaseId)) return {};
    const { releaseId, trigger, conditionEventIds, sequence } = data;
    // The end of a dispute frees its share in a message of its own, which may still be on its way; a dispute that goes on
    // keeps its share, whatever else has ended.
    const ended = [...(data.disputeIds ?? []), ...(data.disputeId ? [data.disputeId] : [])];
    const escrow = ended.reduce(liftFreeze, found.data);
    const conditions = data.conditions?.map((condition) => ({
      ...condition,
      satisfiedAt: parseInstant(condition.satisfiedAt),
    }));
    const grounds = { conditionEventIds, conditions, sequence };
    const decision = decideRelease(escrow, data.amount && parseMoney(data.amount), grounds, context.now);
    const request = { kind: 'release' as const, releaseId, trigger, ...grounds };
    if (decision.kind === 'refused') {
      const { code } = decision;
      const release: Release = { ...request, state: 'refused', code };
      return {
        writes: [escrows.insertRequestIfAbsent(data.escrowId, release, context.now)],
        events: [refusalEvent(escrow, releaseId, code, refusalDetail[code])],
      };
    }
    const { amount, escrow: after } = decision;
    const expiresAt = addDuration(context.now, { days: releaseHoldDays });
    const reservation = reservationOf(after, releaseId, amount);
    return {
      writes: [
        escrows.updateIfVersion(found, after, context.now),
        escrows.insertRequestIfAbsent(after.escrowId, { ...request, state: 'approved', amount }, context.now),
        setDeadline(store, {
          subject: after.escrowId,
          name: `${deadlinePrefix}${releaseId}`,
          dueAt: expiresAt,
          correlationId: context.correlationId,
        }),
        ...reservationWrites(
          ledgerTableName,
          { ...reservation, expiresAt, reference: after.subject },
          context,
        ),
      ],
      events: [
        escrowReleaseApproved.create({
          subject: after.escrowId,
          sequence: found.version + 1,
          audience: partiesOf(after),
          data: {
            escrow: snapshotOf(after),
            releaseId,
            amount: formatMoney(amount),
            trigger,
            pendingId: reservation.pendingId,
          },
        }),
      ],
    };
  });

  /** The escrow and a release of it that is still waiting for settlement; undefined once it is resolved. */
  const waiting = async (escrowId: string, releaseId: string) => {
    const [found, request] = await Promise.all([
      escrows.find(escrowId),
      escrows.findRequest(escrowId, releaseId),
    ]);
    if (!found || !request) throw new TooEarly(`There is no release ${releaseId} yet`);
    const { data: release } = request;
    if (release.kind !== 'release' || release.state !== 'approved' || !release.amount) return undefined;
    return { found, request, release, amount: release.amount };
  };

  const settled = on(settlementCompleted, async ({ data }, { now }): Promise<Effect> => {
    const open = await waiting(data.escrowId, data.releaseId);
    if (!open) return {};
    const { found, request, release, amount } = open;
    const after = settleRelease(found.data, amount);
    return {
      writes: [
        escrows.updateIfVersion(found, after, now),
        escrows.updateRequestIfVersion(request, { ...release, state: 'settled' }, now),
        clearDeadline(store, after.escrowId, `${deadlinePrefix}${release.releaseId}`),
      ],
      events: [
        escrowReleased.create({
          subject: after.escrowId,
          sequence: found.version + 1,
          audience: partiesOf(after),
          data: {
            escrow: snapshotOf(after),
            releaseId: release.releaseId,
            amount: formatMoney(amount),
          },
        }),
      ],
    };
  });

  const expired = async (escrowId: string, releaseId: string, context: ConsumerContext): Promise<Effect> => {
    const open = await waiting(escrowId, releaseId);
    if (!open) return {};
    const { found, request, release, amount } = open;
    const after = expireRelease(found.data, amount);
    const reservation = reservationOf(after, releaseId, amount);
    return {
      writes: [
        escrows.updateIfVersion(found, after, context.now),
        escrows.updateRequestIfVersion(request, { ...release, state: 'expired' }, context.now),
        ...voidReservationWrites(ledgerTableName, reservation, 'expired', context),
      ],
      events: [refusalEvent(after, releaseId, 'release_expired', 'Settlement did not resolve it in time.')],
    };
  };

  const deadline = on(escrowDeadlineReached, async ({ data }, context): Promise<Effect> => {
    if (!data.name.startsWith(deadlinePrefix)) return {};
    return expired(data.subject, data.name.slice(deadlinePrefix.length), context);
  });

  return [requested, settled, deadline];
};
