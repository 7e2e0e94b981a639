import { deterministicId } from '../../shared/kernel/ids.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import { invariant } from '../../shared/kernel/invariant.ts';
import { formatMoney } from '../../shared/kernel/money.ts';
import { clearDeadline, setDeadline } from '../../shared/messaging/deadline.ts';
import type { OutgoingEvent } from '../../shared/messaging/event.ts';
import type { Entity, Store } from '../../shared/persistence/store.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import type { Write } from '../../shared/persistence/write.ts';
import { escrowOpeningRequested, escrowRefundRequested, escrowReleaseRequested } from '../escrow/contract.ts';
import { goldenSampleSealed, sampleMoved, sampleReviewDue } from './contract.ts';
import { deadlineNames, deadlinesOf } from './domain/deadlines.ts';
import type { Sample } from './domain/sample.ts';
import { creditableOf, feesOf } from './domain/sample-credit.ts';
import type { SampleRepository } from './repository.ts';

/** What the edge knows of a change. */
export interface At {
  readonly now: Instant;
  readonly correlationId: string;
}

/** The escrow of a sample: one sample, one escrow. */
export const escrowIdOf = (sampleId: string): string => deterministicId('esc', sampleId);
/** The one instalment of that escrow. */
export const payableIdOf = (sampleId: string): string => deterministicId('pay', sampleId, 'full');

const partiesOf = ({ sampleId, buyerId, supplierId }: Sample) => ({ sampleId, buyerId, supplierId });

/** Deadlines of the state before that are gone, and those of the state after that are new or moved. */
const deadlineWrites = (
  store: Store,
  before: Sample | undefined,
  after: Sample,
  at: At,
): readonly Write[] => {
  const [had, has] = [before ? deadlinesOf(before) : {}, deadlinesOf(after)];
  return deadlineNames.flatMap((name) => {
    const dueAt = has[name];
    if (dueAt !== undefined && dueAt !== had[name]) {
      const { correlationId } = at;
      return [setDeadline(store, { subject: after.sampleId, name, dueAt, correlationId })];
    }
    return dueAt === undefined && had[name] !== undefined ? [clearDeadline(store, after.sampleId, name)] : [];
  });
};

const openingOf = (sample: Sample): OutgoingEvent => {
  const { sampleId, quote, buyerId, supplierId } = sample;
  invariant(quote, 'samples.accepted_without_quote', { sampleId });
  const dueAt = deadlinesOf(sample).payment;
  return escrowOpeningRequested.create({
    subject: escrowIdOf(sampleId),
    data: {
      escrowId: escrowIdOf(sampleId),
      kind: 'sample',
      subject: sampleId,
      payerId: buyerId,
      payeeId: supplierId,
      instalments: [
        {
          name: 'full',
          payableId: payableIdOf(sampleId),
          amount: formatMoney(feesOf(quote, sample.quantity.value).total),
          ...(dueAt === undefined ? {} : { dueAt }),
        },
      ],
    },
  });
};

/** The request to escrow that a change has newly made. The cause is named by subject and sequence of its event. */
const moneyRequestOf = (sample: Sample, sequence: number): OutgoingEvent => {
  const { money, sampleId } = sample;
  invariant(money, 'samples.no_money_request', { sampleId });
  const escrowId = escrowIdOf(sampleId);
  return money.kind === 'refund'
    ? escrowRefundRequested.create({
        subject: escrowId,
        data: { escrowId, refundId: money.requestId, reason: money.reason },
      })
    : escrowReleaseRequested.create({
        subject: escrowId,
        data: {
          escrowId,
          releaseId: money.requestId,
          trigger: 'sample_reviewed',
          conditionEventIds: [`${sampleId}#${sequence}`],
        },
      });
};

const sealedEvent = (sample: Sample, sequence: number): OutgoingEvent => {
  const { golden, quote } = sample;
  invariant(golden && quote, 'samples.sealed_without_quote', { sampleId: sample.sampleId });
  const { credit } = quote;
  const amount = credit && creditableOf(credit, feesOf(quote, sample.quantity.value));
  return goldenSampleSealed.create({
    subject: sample.sampleId,
    sequence,
    audience: [sample.buyerId, sample.supplierId],
    data: {
      ...partiesOf(sample),
      ...(sample.quoteId === undefined ? {} : { quoteId: sample.quoteId }),
      specificationHash: golden.specificationHash,
      sealedAt: golden.sealedAt,
      ...(credit && amount && amount.amountMinor > 0n
        ? {
            credit: {
              amount: formatMoney(amount),
              bulkQuantityMin: credit.bulkQuantityMin,
              ...(credit.bulkAmountMin ? { bulkAmountMin: formatMoney(credit.bulkAmountMin) } : {}),
              expiresOn: credit.expiresOn,
            },
          }
        : {}),
    },
  });
};

/** Events that follow from a change: the move itself, and what it newly opened, sealed or asked for. */
export const eventsOf = (
  before: Sample | undefined,
  after: Sample,
  sequence: number,
): readonly OutgoingEvent[] => {
  const moved = sampleMoved.create({
    subject: after.sampleId,
    sequence,
    audience: [after.buyerId, after.supplierId],
    data: { ...partiesOf(after), from: before?.state ?? null, to: after.state },
  });
  const isAccepted = before?.acceptedAt === undefined && after.acceptedAt !== undefined;
  const isSealed = before?.golden === undefined && after.golden !== undefined;
  const isAsked = after.money !== undefined && after.money.requestId !== before?.money?.requestId;
  return [
    moved,
    ...(isAccepted ? [openingOf(after)] : []),
    ...(isSealed ? [sealedEvent(after, sequence)] : []),
    ...(isAsked ? [moneyRequestOf(after, sequence)] : []),
  ];
};

/** A new sample with its listings, deadlines and event. */
export const insertEffect = (
  samples: SampleRepository,
  store: Store,
  sample: Sample,
  at: At,
): Required<Effect> => ({
  writes: [...samples.insertIfAbsent(sample, at.now), ...deadlineWrites(store, undefined, sample, at)],
  events: eventsOf(undefined, sample, 1),
});

/** The next version of a sample with its deadlines and events, in one effect. */
export const moveEffect = (
  samples: SampleRepository,
  store: Store,
  found: Entity<Sample>,
  sample: Sample,
  at: At,
): Required<Effect> => ({
  writes: [
    ...samples.updateIfVersion(found, sample, at.now),
    ...deadlineWrites(store, found.data, sample, at),
  ],
  events: eventsOf(found.data, sample, found.version + 1),
});

/** Reminds the buyer that silence will count as not approved. */
export const reminderEffect = (sample: Sample, reviewBy: Instant): Effect => ({
  events: [
    sampleReviewDue.create({
      subject: sample.sampleId,
      audience: [sample.buyerId, sample.supplierId],
      data: { ...partiesOf(sample), reviewBy },
    }),
  ],
});

/** The refund of a fee that was paid after the order had ended: one sample, one such refund. */
export const lateRefundIdOf = (sampleId: string): string => deterministicId('rfd', sampleId, 'late_payment');
/** Asks for a fee back that was paid after the order had ended. */
export const lateRefundEffect = (sampleId: string): Effect => {
  const escrowId = escrowIdOf(sampleId);
  const data = { escrowId, refundId: lateRefundIdOf(sampleId), reason: 'paid_too_late' };
  return { events: [escrowRefundRequested.create({ subject: escrowId, data })] };
};
