import { deterministicId } from '../../shared/kernel/ids.ts';
import { formatMoney, isPositiveMoney, minMoney } from '../../shared/kernel/money.ts';
import { type ConsumerContext, on, type Reaction, TooEarly } from '../../shared/messaging/consumer.ts';
import { clearDeadline, setDeadline } from '../../shared/messaging/deadline.ts';
import type { OutgoingEvent } from '../../shared/messaging/event.ts';
import { log } from '../../shared/observability/logger.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import type { Write } from '../../shared/persistence/write.ts';
import { cardMoneySettled } from '../payments/contract.ts';
import {
  escrowDeadlineReached,
  escrowHoldExpiring,
  escrowHoldLapsed,
  escrowRefundRequested,
  escrowReleaseRequested,
} from './contract.ts';
import { availableOf, type Escrow, heldOf, releasableOf } from './domain/escrow.ts';
import { alarmAtOf, type Hold, type HoldChoice, holdMoved } from './domain/hold-limit.ts';
import type { EscrowRepository } from './repository.ts';
import { partiesOf } from './snapshot.ts';

const alarmPrefix = 'hold_alarm:';
const lapsePrefix = 'hold_lapse:';

/** Name of the deadline at which a holding limit is reached. */
export const lapseDeadlineOf = (payableId: string): string => `${lapsePrefix}${payableId}`;

/** The row of a hold and the deadline of its alarm. */
export const holdWrites = (
  escrows: EscrowRepository,
  hold: Hold,
  { now, correlationId }: Pick<ConsumerContext, 'now' | 'correlationId'>,
): readonly Write[] => [
  escrows.insertHoldIfAbsent(hold, now),
  setDeadline(escrows.store, {
    subject: hold.escrowId,
    name: `${alarmPrefix}${hold.payableId}`,
    dueAt: alarmAtOf(hold),
    correlationId,
  }),
];

/** What the escrow still holds of that payment at most. */
const stillHeld = (escrow: Escrow, hold: Hold) => minMoney(heldOf(escrow), hold.amount);

const factsOf = (escrow: Escrow, hold: Hold) => ({
  escrowId: escrow.escrowId,
  subject: escrow.subject,
  payableId: hold.payableId,
  rail: hold.rail,
  held: formatMoney(stillHeld(escrow, hold)),
  holdDeadlineAt: hold.holdDeadlineAt,
});

/**
 * The request that a choice, or the limit itself, makes of escrow: as much of the payment as disputes and releases under way leave
 * free, or none. Its id follows from the cause, so it happens once.
 */
export const requestAtLimit = (
  escrow: Escrow,
  hold: Hold,
  what: Exclude<HoldChoice, 'safeguarded'>,
  causeId: string,
): readonly OutgoingEvent[] => {
  const free = what === 'release' ? releasableOf(escrow) : availableOf(escrow);
  const amount = minMoney(free, hold.amount);
  const { escrowId } = escrow;
  if (!isPositiveMoney(amount)) return [];
  const wire = formatMoney(amount);
  return [
    what === 'release'
      ? escrowReleaseRequested.create({
          subject: escrowId,
          data: {
            escrowId,
            releaseId: deterministicId('rel', hold.payableId, causeId),
            amount: wire,
            trigger: 'hold_limit',
            conditionEventIds: [causeId],
          },
        })
      : escrowRefundRequested.create({
          subject: escrowId,
          data: {
            escrowId,
            refundId: deterministicId('rfd', hold.payableId, causeId),
            amount: wire,
            reason: 'hold_limit',
          },
        }),
  ];
};

/** Reactions about what the rails allow: limits near and passed, money safe. */
export const holdReactions = (escrows: EscrowRepository): readonly Reaction[] => {
  const { store } = escrows;

  const load = async (escrowId: string, payableId: string) => {
    const [found, hold] = await Promise.all([escrows.find(escrowId), escrows.findHold(escrowId, payableId)]);
    if (!found || !hold) throw new TooEarly(`There is no hold of ${payableId} yet`);
    return { escrow: found.data, found: hold, hold: hold.data };
  };

  const alarm = async (escrowId: string, payableId: string, context: ConsumerContext): Promise<Effect> => {
    const { escrow, found, hold } = await load(escrowId, payableId);
    const isGone = !isPositiveMoney(stillHeld(escrow, hold));
    const after = holdMoved(hold, isGone ? 'ended' : 'expiring');
    if (!after) return {};
    const update = escrows.updateHoldIfVersion(found, after, context.now);
    if (isGone) return { writes: [update] };
    // The parties hear of it by the event, operators by the alarm on errors: card money should have been settled long ago.
    log.error('A payment rail may not hold its money much longer', new Error('hold_expiring'), {
      subject: escrowId,
      reason: `${hold.rail} until ${hold.holdDeadlineAt}`,
    });
    return {
      writes: [
        update,
        setDeadline(store, {
          subject: escrowId,
          name: lapseDeadlineOf(payableId),
          dueAt: hold.holdDeadlineAt,
          correlationId: context.correlationId,
        }),
      ],
      events: [
        escrowHoldExpiring.create({
          subject: escrowId,
          audience: partiesOf(escrow),
          data: { ...factsOf(escrow, hold), atLimit: hold.atLimit },
        }),
      ],
    };
  };

  const lapse = async (escrowId: string, payableId: string, context: ConsumerContext): Promise<Effect> => {
    const { escrow, found, hold } = await load(escrowId, payableId);
    const isGone = !isPositiveMoney(stillHeld(escrow, hold));
    const after = holdMoved(hold, isGone ? 'ended' : 'lapsed');
    if (!after) return {};
    const update = escrows.updateHoldIfVersion(found, after, context.now);
    if (isGone) return { writes: [update] };
    const cause = `${payableId}#${hold.holdDeadlineAt}`;
    return {
      writes: [update],
      events: [
        escrowHoldLapsed.create({
          subject: escrowId,
          audience: partiesOf(escrow),
          data: { ...factsOf(escrow, hold), outcome: hold.atLimit },
        }),
        ...(hold.atLimit === 'refund' ? requestAtLimit(escrow, hold, 'refund', cause) : []),
      ],
    };
  };

  const deadline = on(escrowDeadlineReached, async ({ data }, context): Promise<Effect> => {
    const { name, subject } = data;
    if (name.startsWith(alarmPrefix)) return alarm(subject, name.slice(alarmPrefix.length), context);
    if (name.startsWith(lapsePrefix)) return lapse(subject, name.slice(lapsePrefix.length), context);
    return {};
  });

  /** The payment house has paid it out: from now on it lies in the safeguarded account, where nothing limits it. */
  const settled = on(cardMoneySettled, async ({ data }, { now }): Promise<Effect> => {
    const writes: Write[] = [];
    for (const payableId of data.payableIds) {
      const known = await escrows.findPayable(payableId);
      // Freight and duty are paid by card as well; they are no concern of escrow.
      if (!known) continue;
      const subject = known.data.escrowId;
      const [found, escrow] = await Promise.all([
        escrows.findHold(subject, payableId),
        escrows.find(subject),
      ]);
      if (!found) {
        const paid = escrow?.data.instalments.find((one) => one.payableId === payableId);
        if (paid?.fundedAt !== undefined && paid.method !== 'card') continue;
        throw new TooEarly(`There is no hold of ${payableId} yet`);
      }
      const after = holdMoved(found.data, 'safeguarded');
      if (!after) continue;
      writes.push(
        escrows.updateHoldIfVersion(found, after, now),
        clearDeadline(store, subject, `${alarmPrefix}${payableId}`),
        clearDeadline(store, subject, lapseDeadlineOf(payableId)),
      );
    }
    return { writes };
  });

  return [deadline, settled];
};
