import type { Instant } from '../../shared/kernel/instant.ts';
import { invariant } from '../../shared/kernel/invariant.ts';
import { formatMoney, zeroMoney } from '../../shared/kernel/money.ts';
import type { OutgoingEvent } from '../../shared/messaging/event.ts';
import type { Entity } from '../../shared/persistence/store.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import {
  escrowFreezeRequested,
  escrowOpeningRequested,
  escrowRefundRequested,
  escrowReleaseRequested,
  escrowUnfreezeRequested,
} from '../escrow/contract.ts';
import { disputeMoved, orderMoved } from './contract.ts';
import { type DisputeDecision, decideDispute } from './domain/decide-dispute.ts';
import { decideOrder } from './domain/decide-order.ts';
import type { OrderDecision, OrderRequest } from './domain/decision.ts';
import { type Dispute, isEnded } from './domain/dispute.ts';
import type { Order } from './domain/order.ts';
import { orderErrors } from './errors.ts';
import type { Repository } from './repository.ts';
import { toSnapshot } from './views.ts';

const partiesOf = (order: Order): readonly string[] => [order.terms.buyerId, order.terms.supplierId];

/** The event of an order that moved to its present state; `version` is the one that is being written. */
export const orderMovedEvent = (order: Order, from: Order['state'] | null, version: number): OutgoingEvent =>
  orderMoved.create({
    subject: order.orderId,
    sequence: version,
    audience: partiesOf(order),
    data: { from, to: order.state, order: toSnapshot(order) },
  });

/** The event of a dispute that moved to its present state. */
export const disputeMovedEvent = (dispute: Dispute, version: number): OutgoingEvent =>
  disputeMoved.create({
    subject: dispute.disputeId,
    sequence: version,
    audience: [dispute.buyerId, dispute.supplierId],
    data: {
      disputeId: dispute.disputeId,
      orderId: dispute.orderId,
      buyerId: dispute.buyerId,
      supplierId: dispute.supplierId,
      state: dispute.state,
      claimed: formatMoney(dispute.claimed),
      refund: dispute.refund ? formatMoney(dispute.refund) : undefined,
      share: dispute.share,
    },
  });

/** Without due dates: when an instalment falls due follows from the order's moves, and its `nextAction` says it. */
const instalmentsOf = (order: Order) =>
  order.instalments.map(({ name, payableId, amount }) => ({ name, payableId, amount: formatMoney(amount) }));

const freeze = (dispute: Dispute, escrowId: string): OutgoingEvent =>
  escrowFreezeRequested.create({
    subject: escrowId,
    data: { escrowId, disputeId: dispute.disputeId, amount: formatMoney(dispute.claimed) },
  });

const unfreeze = (disputeId: string, escrowId: string): OutgoingEvent =>
  escrowUnfreezeRequested.create({ subject: escrowId, data: { escrowId, disputeId } });

const openEscrow = (order: Order): OutgoingEvent =>
  escrowOpeningRequested.create({
    subject: order.escrowId,
    data: {
      escrowId: order.escrowId,
      kind: 'order',
      subject: order.orderId,
      payerId: order.terms.buyerId,
      payeeId: order.terms.supplierId,
      instalments: instalmentsOf(order),
    },
  });

type RequestOf<Kind extends OrderRequest['kind']> = Extract<OrderRequest, { kind: Kind }>;

const askRelease = (order: Order, request: RequestOf<'release'>): OutgoingEvent => {
  const { releaseId, amount, trigger, conditions, sequence, endedDisputeIds } = request;
  return escrowReleaseRequested.create({
    subject: order.escrowId,
    data: {
      escrowId: order.escrowId,
      releaseId,
      ...(amount ? { amount: formatMoney(amount) } : {}),
      trigger,
      conditionEventIds: conditions.map(({ eventId }) => eventId),
      conditions: conditions.slice(-50).map((condition) => ({ ...condition })),
      sequence,
      ...(endedDisputeIds.length > 0 ? { disputeIds: endedDisputeIds.slice(-50) } : {}),
    },
  });
};

const askRefund = (order: Order, { refundId, amount, reason }: RequestOf<'refund'>): OutgoingEvent =>
  escrowRefundRequested.create({
    subject: order.escrowId,
    data: {
      escrowId: order.escrowId,
      refundId,
      amount: amount ? formatMoney(amount) : undefined,
      reason,
    },
  });

const join = (effects: readonly Effect[]): Effect => ({
  writes: effects.flatMap((effect) => effect.writes ?? []),
  events: effects.flatMap((effect) => effect.events ?? []),
});

/** Turns decisions of this context into writes and events of one transaction. */
export const createEffects = (repository: Repository) => {
  const lapseDispute = async (order: Order, disputeId: string, now: Instant): Promise<Effect> => {
    const entity = await repository.findDispute(disputeId);
    invariant(entity, 'orders.dispute_missing', { disputeId });
    const decision = decideDispute(entity.data, { kind: 'lapse', causeId: order.orderId }, now);
    if (decision.kind !== 'moved') return {};
    return {
      writes: repository.updateDisputeIfVersion(entity, decision.dispute, now),
      events: [unfreeze(disputeId, order.escrowId), disputeMovedEvent(decision.dispute, entity.version + 1)],
    };
  };

  // An order that ends once more (money that came after its end) takes nothing back from one that used the credit since.
  const reinstateCredit = async (order: Order, sampleId: string, now: Instant): Promise<Effect> => {
    const sample = await repository.findSample(sampleId);
    return sample?.data.usedBy === order.orderId
      ? { writes: [repository.freeCreditIfVersion(sample, now)] }
      : {};
  };

  const fulfil = async (order: Order, request: OrderRequest, now: Instant): Promise<Effect> => {
    switch (request.kind) {
      case 'open_escrow':
        return { events: [openEscrow(order)] };
      case 'release':
        return { events: [askRelease(order, request)] };
      case 'refund':
        return { events: [askRefund(order, request)] };
      case 'lapse_dispute':
        return lapseDispute(order, request.disputeId, now);
      case 'reinstate_credit':
        return reinstateCredit(order, request.sampleId, now);
    }
  };

  /** The effect of a decision on an order. DomainError: the refusal by its code. */
  const ofOrder = async (entity: Entity<Order>, decision: OrderDecision, now: Instant): Promise<Effect> => {
    if (decision.kind === 'ignored') return {};
    if (decision.kind === 'refused') throw orderErrors[decision.code](decision.detail);
    const { order, requests } = decision;
    const requested: Effect[] = [];
    for (const request of requests) requested.push(await fulfil(order, request, now));
    const move =
      decision.kind === 'moved' ? [orderMovedEvent(order, entity.data.state, entity.version + 1)] : [];
    return join([
      { writes: repository.updateOrderIfVersion(entity, order, now), events: move },
      ...requested,
    ]);
  };

  /** The end of a dispute reaches its order: the clock goes on, the share is unfrozen, the refund is remembered. */
  const ofEnding = async (dispute: Dispute, causeId: string, now: Instant): Promise<Effect> => {
    const entity = await repository.findOrder(dispute.orderId);
    invariant(entity, 'orders.order_missing', { orderId: dispute.orderId });
    const refund = dispute.refund ?? zeroMoney(dispute.claimed.currency);
    const event = {
      kind: 'close_dispute',
      disputeId: dispute.disputeId,
      refund,
      outcome: dispute.state,
      causeId,
    } as const;
    const effect = await ofOrder(entity, decideOrder(entity.data, event, now), now);
    return join([{ events: [unfreeze(dispute.disputeId, entity.data.escrowId)] }, effect]);
  };

  /** The effect of a decision on a dispute, with what it means for its order. DomainError: the refusal by its code. */
  const ofDispute = async (
    entity: Entity<Dispute>,
    decision: DisputeDecision,
    causeId: string,
    now: Instant,
  ): Promise<Effect> => {
    if (decision.kind === 'ignored') return {};
    if (decision.kind === 'refused') throw orderErrors[decision.code](decision.detail);
    const { dispute } = decision;
    const own: Effect = {
      writes: repository.updateDisputeIfVersion(entity, dispute, now),
      events: decision.kind === 'moved' ? [disputeMovedEvent(dispute, entity.version + 1)] : [],
    };
    const hasEnded = decision.kind === 'moved' && isEnded(dispute.state);
    return hasEnded ? join([own, await ofEnding(dispute, causeId, now)]) : own;
  };

  /** The effect of opening a dispute: its row, the order's clock, and the freeze of its share. */
  const ofOpening = async (
    entity: Entity<Order>,
    decision: OrderDecision,
    dispute: Dispute,
    now: Instant,
  ): Promise<Effect> =>
    join([
      await ofOrder(entity, decision, now),
      {
        writes: repository.insertDisputeIfAbsent(dispute, now),
        events: [freeze(dispute, entity.data.escrowId), disputeMovedEvent(dispute, 1)],
      },
    ]);

  return { ofOrder, ofDispute, ofOpening, join };
};
/** What {@link createEffects} gives. */
export type Effects = ReturnType<typeof createEffects>;
