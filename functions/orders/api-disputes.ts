import type { Answer, Call, Handlers } from '../../shared/http/call.ts';
import { addMoney, compareMoney, parseMoney } from '../../shared/kernel/money.ts';
import type { Entity } from '../../shared/persistence/store.ts';
import type { Access, Side } from './api-access.ts';
import { type DisputeEvent, decideDispute } from './domain/decide-dispute.ts';
import { decideOrder } from './domain/decide-order.ts';
import type { Dispute } from './domain/dispute.ts';
import { claimLimitOf, openingDispute, shareOfClaim } from './domain/open-dispute.ts';
import type { Effects } from './effects.ts';
import { orderErrors } from './errors.ts';
import type { operations } from './operations.ts';
import type { Repository } from './repository.ts';
import { toDispute } from './views.ts';

interface Parts {
  readonly repository: Repository;
  readonly access: Access;
  readonly effects: Effects;
}

type Operations = typeof operations;
type DisputeOperation = Extract<keyof Operations, `${string}Dispute${string}`>;
type DisputeHandlers = Pick<Handlers<Operations>, DisputeOperation>;

/** Handlers of disputes. */
export const createDisputeHandlers = ({ repository, access, effects }: Parts): DisputeHandlers => {
  type OneDisputeCall = Call<Operations[Exclude<DisputeOperation, 'openDispute' | 'listDisputes'>]>;

  const command = async (
    call: OneDisputeCall,
    sides: readonly Side[],
    toEvent: (side: Side) => DisputeEvent,
  ): Promise<Answer> => {
    const entity = await access.dispute(call.params.disputeId, call.principal, sides);
    const decision = decideDispute(
      entity.data,
      toEvent(access.sideIn(entity.data, call.principal)),
      call.now,
    );
    const effect = await effects.ofDispute(entity, decision, call.requestId, call.now);
    const after: Entity<Dispute> =
      decision.kind === 'moved' || decision.kind === 'noted'
        ? { ...entity, version: entity.version + 1, data: decision.dispute }
        : entity;
    return { status: 200, body: toDispute(after, call.now), version: after.version, ...effect };
  };

  return {
    openDispute: async (call) => {
      const entity = await access.order(call.params.orderId, call.principal, ['buyer']);
      const order = entity.data;
      const goods = parseMoney(call.body.claimed, { pointer: '/claimed' });
      const freight = call.body.freight && parseMoney(call.body.freight, { pointer: '/freight' });
      if (freight && freight.currency !== goods.currency) {
        throw orderErrors.claim_too_high('Goods and freight are claimed in one currency.');
      }
      const claimed = freight ? addMoney(goods, freight) : goods;
      const disputeId = call.newId('dsp');
      const decision = decideOrder(
        order,
        { kind: 'open_dispute', disputeId, claimed, causeId: call.requestId },
        call.now,
      );
      if (decision.kind === 'refused') throw orderErrors[decision.code](decision.detail);
      const share = call.body.share ?? shareOfClaim(order, goods);
      const limit = claimLimitOf(order, share);
      if (limit === undefined || compareMoney(goods, limit) > 0) {
        throw orderErrors.claim_too_high(
          `The claim is more than the share ${share} of the goods is worth; a share is above 0 and at most 1.`,
        );
      }
      const dispute = openingDispute(
        {
          disputeId,
          order,
          claimed,
          ...(freight ? { freight } : {}),
          share,
          reason: call.body.reason,
          description: call.body.description,
          evidence: (call.body.evidence ?? []).map((one) => ({
            ...one,
            evidenceId: call.newId('evi'),
            by: 'buyer',
            at: call.now,
          })),
          causeId: call.requestId,
        },
        call.now,
      );
      const effect = await effects.ofOpening(entity, decision, dispute, call.now);
      const written = { ...entity, kind: 'dispute', version: 1, data: dispute };
      return {
        status: 201,
        body: toDispute(written, call.now),
        version: 1,
        location: `/v1/disputes/${disputeId}`,
        ...effect,
      };
    },
    listDisputes: async (call) => {
      const { data } = await access.order(call.params.orderId, call.principal);
      const disputes = await repository.findDisputes(data.disputeIds);
      return { status: 200, body: { items: disputes.map((one) => toDispute(one, call.now)) } };
    },
    getDispute: async (call) => {
      const entity = await access.dispute(call.params.disputeId, call.principal);
      return { status: 200, body: toDispute(entity, call.now), version: entity.version };
    },
    answerDispute: (call) =>
      command(call, ['supplier'], () => {
        const { note } = call.body;
        const causeId = call.requestId;
        return call.body.decision === 'accept'
          ? { kind: 'answer', isAccepted: true, note, causeId }
          : { kind: 'answer', isAccepted: false, offer: parseOffer(call.body.offer), note, causeId };
      }),
    acceptDisputeOffer: (call) =>
      command(call, ['buyer'], () => ({
        kind: 'accept_offer',
        offer: parseOffer(call.body.offer),
        causeId: call.requestId,
      })),
    addDisputeEvidence: (call) =>
      command(call, ['buyer', 'supplier', 'operator'], (by) => ({
        kind: 'add_evidence',
        evidence: { ...call.body, evidenceId: call.newId('evi'), by, at: call.now },
        causeId: call.requestId,
      })),
    escalateDispute: (call) =>
      command(call, ['buyer', 'supplier'], () => ({ kind: 'escalate', causeId: call.requestId })),
    determineDispute: (call) =>
      command(call, ['operator'], () => ({
        kind: 'determine',
        refund: parseMoney(call.body.refund, { pointer: '/refund', allowZero: true }),
        reasons: call.body.reasons,
        atFault: call.body.atFault,
        causeId: call.requestId,
      })),
    withdrawDispute: (call) =>
      command(call, ['buyer'], () => ({ kind: 'withdraw', causeId: call.requestId })),
  };
};

const parseOffer = (offer: { currency: string; amount: string }) =>
  parseMoney(offer, { pointer: '/offer', allowZero: true });
