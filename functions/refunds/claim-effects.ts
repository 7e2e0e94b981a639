import { addDuration, type Instant } from '../../shared/kernel/instant.ts';
import { compareMoney, formatMoney } from '../../shared/kernel/money.ts';
import { clearDeadline, setDeadline } from '../../shared/messaging/deadline.ts';
import type { OutgoingEvent } from '../../shared/messaging/event.ts';
import type { Entity, Store } from '../../shared/persistence/store.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import type { Write } from '../../shared/persistence/write.ts';
import {
  payableCancellationRequested,
  payableReductionRequested,
  payableRequested,
} from '../payments/contract.ts';
import { claimMoved } from './contract.ts';
import { type Claim, lapsesAt } from './domain/claim.ts';
import { type ClaimState, isSettled } from './domain/transitions.ts';
import type { RefundsRepository } from './repository.ts';

/** Names of the deadlines of a claim: the end of its time, and the next look for news. */
export const deadlines = { lapse: 'lapse', look: 'look' } as const;

const lookAfterDays = 30;
const lookAfterParkDays = 1;

const movedEvent = (claim: Claim, from: ClaimState | null, sequence: number, at: Instant): OutgoingEvent => ({
  ...claimMoved.create({
    subject: claim.claimId,
    sequence,
    audience: [claim.companyId],
    data: {
      claimId: claim.claimId,
      orderId: claim.orderId,
      companyId: claim.companyId,
      declarationId: claim.declarationId,
      from,
      to: claim.state,
      expectedRefund: formatMoney(claim.expectedRefund),
      payableId: claim.payableId,
      reason: claim.reason,
      at,
    },
  }),
  correlationId: claim.correlationId,
});

const payableEvent = (claim: Claim): OutgoingEvent => ({
  ...payableRequested.create({
    subject: claim.payableId,
    audience: [claim.companyId],
    data: {
      payableId: claim.payableId,
      kind: 'tax_refund',
      subject: claim.claimId,
      name: 'tax_refund',
      orderId: claim.orderId,
      debtorId: 'partner:tax_office',
      description: `Export tax refund, invoice ${claim.invoice.number}`.slice(0, 140),
      amount: formatMoney(claim.expectedRefund),
      creditCode: '2120',
      creditOwner: claim.claimId,
    },
  }),
  correlationId: claim.correlationId,
});

const cancelEvent = (claim: Claim): OutgoingEvent => ({
  ...payableCancellationRequested.create({
    subject: claim.payableId,
    data: { payableId: claim.payableId, reason: `The claim has lapsed.` },
  }),
  correlationId: claim.correlationId,
});

/** The tax office pays less: its payable is for that much, so that what came finds its way. */
const reductionEvents = (before: Claim, { approvedRefund, ...after }: Claim): readonly OutgoingEvent[] => {
  const known = before.approvedRefund;
  if (!approvedRefund || (known && compareMoney(approvedRefund, known) === 0)) return [];
  const { payableId, correlationId, reason = 'The tax office approved less.' } = after;
  const data = { payableId, amount: formatMoney(approvedRefund), reason };
  return [{ ...payableReductionRequested.create({ subject: payableId, data }), correlationId }];
};

const deadlineWrites = (store: Store, claim: Claim, now: Instant): readonly Write[] => {
  const { claimId: subject, correlationId, state } = claim;
  const look = { subject, name: deadlines.look, correlationId };
  const days = claim.hold ? lookAfterParkDays : lookAfterDays;
  const canLapse = state === 'collecting' || state === 'matched';
  const isWatched = claim.hold !== undefined || !(canLapse || isSettled(state));
  return [
    canLapse
      ? setDeadline(store, { subject, name: deadlines.lapse, dueAt: lapsesAt(claim.exportOn), correlationId })
      : clearDeadline(store, subject, deadlines.lapse),
    isWatched
      ? setDeadline(store, { ...look, dueAt: addDuration(now, { days }) })
      : clearDeadline(store, subject, deadlines.look),
  ];
};

const eventsOf = (
  claim: Claim,
  from: ClaimState | null,
  version: number,
  now: Instant,
): readonly OutgoingEvent[] => [
  movedEvent(claim, from, version, now),
  ...(claim.state === 'matched' ? [payableEvent(claim)] : []),
  // A rejected claim keeps its payable: tax offices do pay after all, and the money must find its place.
  ...(claim.state === 'lapsed' && from === 'matched' ? [cancelEvent(claim)] : []),
];

/** State, deadlines and events of a new claim. */
export const openEffect = (store: Store, claim: Claim, insert: readonly Write[], now: Instant): Effect => ({
  writes: [...insert, ...deadlineWrites(store, claim, now)],
  events: eventsOf(claim, null, 1, now),
});

/** State, deadlines and events of a claim that changed. */
export const changeEffect = (
  store: Store,
  claims: RefundsRepository,
  entity: Entity<Claim>,
  after: Claim,
  now: Instant,
): Effect => {
  const before = entity.data;
  const hasMoved = after.state !== before.state;
  const isVoid = hasMoved && before.state === 'collecting' && isSettled(after.state);
  return {
    writes: [
      claims.updateIfVersion(entity, after, now),
      ...(hasMoved || after.hold !== before.hold || after.statusQueries !== before.statusQueries
        ? deadlineWrites(store, after, now)
        : []),
      ...(isVoid ? claims.removeKeys(after) : []),
    ],
    events: [
      ...(hasMoved ? eventsOf(after, before.state, entity.version + 1, now) : []),
      ...reductionEvents(before, after),
    ],
  };
};
