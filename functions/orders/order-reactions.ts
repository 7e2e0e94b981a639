import { isId } from '../../shared/kernel/ids.ts';
import { parseInstant } from '../../shared/kernel/instant.ts';
import { type MoneyWire, parseMoney } from '../../shared/kernel/money.ts';
import { type ConsumerContext, TooEarly } from '../../shared/messaging/consumer.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import { decideDispute } from './domain/decide-dispute.ts';
import { decideOrder } from './domain/decide-order.ts';
import type { EscrowFigures, OrderEvent } from './domain/decision.ts';
import type { Effects } from './effects.ts';
import type { Repository } from './repository.ts';

/** Reads an amount of an event; zero is an amount. */
export const amountOf = (wire: MoneyWire) => parseMoney(wire, { allowZero: true });

/** The figures that every escrow event carries. */
export const figuresOf = (escrow: {
  readonly funded: MoneyWire;
  readonly released: MoneyWire;
  readonly refunded: MoneyWire;
  readonly chargedBack?: MoneyWire | undefined;
}): EscrowFigures => ({
  funded: amountOf(escrow.funded),
  released: amountOf(escrow.released),
  refunded: amountOf(escrow.refunded),
  chargedBack: escrow.chargedBack
    ? amountOf(escrow.chargedBack)
    : { ...amountOf(escrow.refunded), amountMinor: 0n },
});

/** True for the escrow of an order; samples have escrows too. */
export const isOrderId = (subject: string): boolean => isId('ord', subject);

/** Reactions to what happens to orders and disputes. Errors: TooEarly while the order is not there yet. */
export const createReactions = (repository: Repository, effects: Effects) => {
  const happened = async (orderId: string, event: OrderEvent, context: ConsumerContext): Promise<Effect> => {
    const entity = await repository.findOrder(orderId);
    if (!entity) throw new TooEarly(`The order ${orderId} is not there yet.`);
    return effects.ofOrder(entity, decideOrder(entity.data, event, context.now), context.now);
  };

  /** A share refund that is owed is asked for again; once made, the dispute needs no further look. */
  const refundDue = async (disputeId: string, causeId: string, context: ConsumerContext): Promise<Effect> => {
    const dispute = await repository.findDispute(disputeId);
    if (!dispute) throw new TooEarly(`The dispute ${disputeId} is not there yet.`);
    const { now } = context;
    const order = await repository.findOrder(dispute.data.orderId);
    if (!order) throw new TooEarly(`The order ${dispute.data.orderId} is not there yet.`);
    const isOwed = order.data.pendingRefunds.some(({ source }) => source === disputeId);
    if (!isOwed) {
      const done = { ...dispute.data, checkAt: undefined, deadline: undefined };
      return { writes: repository.updateDisputeIfVersion(dispute, done, now) };
    }
    const event = { kind: 'refund_share', disputeId, causeId } as const;
    return effects.ofOrder(order, decideOrder(order.data, event, now), now);
  };

  const disputeDeadline = async (
    data: { readonly name: string; readonly subject: string; readonly dueAt: string },
    causeId: string,
    context: ConsumerContext,
  ): Promise<Effect> => {
    const entity = await repository.findDispute(data.subject);
    if (!entity) throw new TooEarly(`The dispute ${data.subject} is not there yet.`);
    const event = { kind: 'deadline', name: data.name, dueAt: data.dueAt, causeId } as const;
    const decision = decideDispute(entity.data, event, context.now);
    if (decision.kind !== 'refund_due') return effects.ofDispute(entity, decision, causeId, context.now);
    const order = await repository.findOrder(entity.data.orderId);
    const isOwed = order?.data.pendingRefunds.some(({ source }) => source === data.subject);
    if (!isOwed) return refundDue(data.subject, causeId, context);
    return effects.join([
      { writes: repository.updateDisputeIfVersion(entity, decision.dispute, context.now) },
      await refundDue(data.subject, causeId, context),
    ]);
  };

  const deadline = (
    data: { readonly name: string; readonly subject: string; readonly dueAt: string },
    causeId: string,
    context: ConsumerContext,
  ): Promise<Effect> =>
    isOrderId(data.subject)
      ? happened(data.subject, { kind: 'deadline', name: data.name, dueAt: data.dueAt, causeId }, context)
      : disputeDeadline(data, causeId, context);

  return { happened, deadline, at: (text: string) => parseInstant(text) };
};
