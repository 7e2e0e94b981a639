import { invariant } from '../../shared/kernel/invariant.ts';
import type { Entity } from '../../shared/persistence/store.ts';
import type { Step, StepContext } from '../../shared/workflow/steps.ts';
import type { Waits } from '../../shared/workflow/waits.ts';
import { decideOrder } from './domain/decide-order.ts';
import type { OrderEvent } from './domain/decision.ts';
import { type Dispute, hasRefund } from './domain/dispute.ts';
import type { Order } from './domain/order.ts';
import type { Effects } from './effects.ts';
import { disputeWaits, orderWaits } from './legs.ts';
import type { Repository } from './repository.ts';

interface Parts {
  readonly repository: Repository;
  readonly effects: Effects;
  readonly waits: Waits;
}

const causeOf = (context: StepContext): string => `${context.execution}/${context.enteredAt}`;

/** Steps and waits of both legs, by the names that the machines use. Each answers with the state that is true afterwards. */
export const createLegSteps = ({ repository, effects, waits }: Parts) => {
  const orderOf = async (orderId: string): Promise<Entity<Order>> => {
    const entity = await repository.findOrder(orderId);
    invariant(entity, 'orders.order_missing', { orderId });
    return entity;
  };
  const disputeOf = async (disputeId: string): Promise<Entity<Dispute>> => {
    const entity = await repository.findDispute(disputeId);
    invariant(entity, 'orders.dispute_missing', { disputeId });
    return entity;
  };

  const onOrder = async (orderId: string, event: OrderEvent, context: StepContext) => {
    const entity = await orderOf(orderId);
    const decision = decideOrder(entity.data, event, context.now);
    const effect = await effects.ofOrder(entity, decision, context.now);
    const after = decision.kind === 'moved' || decision.kind === 'noted' ? decision.order : entity.data;
    return { after, effect };
  };

  const orderStep =
    (kind: 'open_escrow' | 'release' | 'refund'): Step =>
    async (context) => {
      const { after, effect } = await onOrder(context.subject, { kind, causeId: causeOf(context) }, context);
      return { output: { state: after.state }, ...effect };
    };

  /** Parks a token until the order leaves the states of this wait. */
  const orderWait =
    (name: string): Step =>
    async (context) => {
      const { subject, taskToken, execution, now } = context;
      invariant(taskToken, 'orders.wait_without_token', { name });
      await waits.park({ subject, name, taskToken, execution, now }, async () => {
        const { state } = (await orderOf(subject)).data;
        return orderWaits[state] === name ? undefined : { state };
      });
      return { output: {} };
    };

  const disputeWait =
    (name: string): Step =>
    async (context) => {
      const { subject, taskToken, execution, now } = context;
      invariant(taskToken, 'orders.wait_without_token', { name });
      await waits.park({ subject, name, taskToken, execution, now }, async () => {
        const { state } = (await disputeOf(subject)).data;
        return disputeWaits[state] === name ? undefined : { state };
      });
      return { output: {} };
    };

  return {
    openEscrow: orderStep('open_escrow'),
    releaseEscrow: orderStep('release'),
    refundEscrow: orderStep('refund'),
    parkOrder: async (context) => {
      const reason = 'The workflow could not go on by itself.';
      const event = { kind: 'park', reason, causeId: causeOf(context) } as const;
      const { after, effect } = await onOrder(context.subject, event, context);
      return { output: { state: after.state }, ...effect };
    },
    awaitSupplierConfirmation: orderWait('supplier_confirmation'),
    awaitDeposit: orderWait('deposit'),
    awaitReadiness: orderWait('readiness'),
    awaitBalance: orderWait('balance'),
    awaitShipment: orderWait('shipment'),
    awaitDelivery: orderWait('delivery'),
    awaitAcceptance: orderWait('acceptance'),
    awaitLiftingOfHolds: orderWait('lifting_of_holds'),
    awaitSettlement: orderWait('settlement'),
    awaitRefund: orderWait('refund'),
    awaitOperator: orderWait('operator'),

    awaitAnswer: disputeWait('answer'),
    awaitNegotiation: disputeWait('negotiation'),
    awaitDetermination: disputeWait('determination'),
    /** The share was unfrozen with the dispute's end; its refund is asked for after that, so that it finds the money free. */
    applyOutcome: async (context) => {
      const { data: dispute } = await disputeOf(context.subject);
      if (!hasRefund(dispute)) return { output: { state: dispute.state } };
      const event = {
        kind: 'refund_share',
        disputeId: dispute.disputeId,
        causeId: causeOf(context),
      } as const;
      const { effect } = await onOrder(dispute.orderId, event, context);
      return { output: { state: dispute.state }, ...effect };
    },
    parkDispute: async (context) => {
      const { data: dispute } = await disputeOf(context.subject);
      const detail = `The workflow of the dispute ${dispute.disputeId} could not go on by itself.`;
      const event = { kind: 'hold', reason: 'dispute_stuck', detail, causeId: causeOf(context) } as const;
      const { effect } = await onOrder(dispute.orderId, event, context);
      return { output: { state: dispute.state }, ...effect };
    },
  } satisfies Record<string, Step>;
};
/** Names that the machines may call. */
export type LegStepName = keyof ReturnType<typeof createLegSteps>;
