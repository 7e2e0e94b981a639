import { SFNClient } from '@aws-sdk/client-sfn';
import { readEnv } from '../../shared/env.ts';
import { createConsumer, on } from '../../shared/messaging/consumer.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore } from '../../shared/persistence/store.ts';
import { startLeg } from '../../shared/workflow/start.ts';
import { createWaits } from '../../shared/workflow/waits.ts';
import {
  escrowChargedBack,
  escrowInstalmentFunded,
  escrowOpened,
  escrowRefunded,
  escrowReleased,
  escrowRequestRefused,
} from '../escrow/contract.ts';
import {
  goodsArrived,
  goodsDelivered,
  goodsOnBoard,
  goodsOnBoardRetracted,
  houseBillIssued,
} from '../freight/contract.ts';
import { companyVerified } from '../parties/contract.ts';
import { goldenSampleSealed } from '../samples/contract.ts';
import { contractFrozen } from '../sourcing/contract.ts';
import { billReactions } from './bill/reactions.ts';
import { disputeMoved, orderMoved, ordersDeadlineReached } from './contract.ts';
import { createEffects } from './effects.ts';
import { consumersEnv } from './env.ts';
import { disputeLegName, disputeWaits, orderWaits, tradeLegName } from './legs.ts';
import { amountOf, createReactions, figuresOf, isOrderId } from './order-reactions.ts';
import { createRepository } from './repository.ts';

const env = readEnv(consumersEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const repository = createRepository(store);
const { happened, deadline, at } = createReactions(repository, createEffects(repository));
const sfn = new SFNClient({});
const waits = createWaits(store, sfn);

/** The queue function of orders. */
export const handler = createConsumer({
  context: env.CONTEXT,
  store,
  reactions: [
    on(contractFrozen, async ({ data: { terms } }, { now }) => {
      const known = await repository.findContract(terms.contractId);
      return known ? {} : { writes: repository.insertContractIfAbsent(terms, now) };
    }),
    on(companyVerified, async ({ data: { companyId, ownerKeys }, sequence }, { now }) =>
      ownerKeys ? { writes: await repository.putOwners(companyId, ownerKeys, sequence, now) } : {},
    ),
    on(goldenSampleSealed, async ({ data }, { now }) => {
      if (await repository.findSample(data.sampleId)) return {};
      const { sampleId, buyerId, supplierId, credit } = data;
      const sample = {
        sampleId,
        buyerId,
        supplierId,
        amount: credit ? amountOf(credit.amount) : undefined,
        bulkQuantityMin: credit?.bulkQuantityMin,
        bulkAmountMin: credit?.bulkAmountMin ? amountOf(credit.bulkAmountMin) : undefined,
        expiresOn: credit?.expiresOn,
      };
      return { writes: [repository.insertSampleIfAbsent(sample, now)] };
    }),

    on(escrowOpened, async ({ id, data: { escrow } }, context) =>
      isOrderId(escrow.subject)
        ? happened(
            escrow.subject,
            { kind: 'escrow_opened', figures: figuresOf(escrow), causeId: id },
            context,
          )
        : {},
    ),
    on(escrowInstalmentFunded, async ({ id, data }, context) =>
      isOrderId(data.escrow.subject)
        ? happened(
            data.escrow.subject,
            {
              kind: 'instalment_funded',
              figures: figuresOf(data.escrow),
              instalment: data.instalment,
              payableId: data.payableId,
              causeId: id,
            },
            context,
          )
        : {},
    ),
    on(escrowChargedBack, async ({ id, data }, context) =>
      isOrderId(data.subject)
        ? happened(
            data.subject,
            {
              kind: 'charged_back',
              figures: figuresOf(data.escrow),
              chargebackId: data.chargebackId,
              payableId: data.payableId,
              replacementPayableId: data.replacementPayableId,
              fromEscrow: amountOf(data.fromEscrow),
              fromSeller: amountOf(data.fromSeller),
              causeId: id,
            },
            context,
          )
        : {},
    ),
    on(escrowReleased, async ({ id, data: { escrow, releaseId } }, context) =>
      isOrderId(escrow.subject)
        ? happened(
            escrow.subject,
            { kind: 'escrow_released', figures: figuresOf(escrow), releaseId, causeId: id },
            context,
          )
        : {},
    ),
    on(escrowRefunded, async ({ id, data: { escrow, refundId } }, context) =>
      isOrderId(escrow.subject)
        ? happened(
            escrow.subject,
            { kind: 'escrow_refunded', figures: figuresOf(escrow), refundId, causeId: id },
            context,
          )
        : {},
    ),
    on(escrowRequestRefused, async ({ id, data: { subject, requestId, code, detail } }, context) =>
      isOrderId(subject)
        ? happened(subject, { kind: 'escrow_refused', requestId, code, detail, causeId: id }, context)
        : {},
    ),

    on(goodsOnBoard, async ({ id, data: { orderId, occurredAt, ...load } }, context) => {
      const { carrierEventId, vesselOrFlight } = load;
      return happened(
        orderId,
        { kind: 'on_board', occurredAt: at(occurredAt), carrierEventId, vesselOrFlight, causeId: id },
        context,
      );
    }),
    on(goodsOnBoardRetracted, async ({ id, data: { orderId, retractedEventId } }, context) =>
      happened(orderId, { kind: 'on_board_retracted', retractedEventId, causeId: id }, context),
    ),
    on(houseBillIssued, async ({ id, data: { orderId, issuedAt } }, context) =>
      happened(orderId, { kind: 'documents_presented', presentedAt: at(issuedAt), causeId: id }, context),
    ),
    on(goodsArrived, async ({ id, data: { orderId, occurredAt } }, context) =>
      happened(orderId, { kind: 'arrived', occurredAt: at(occurredAt), causeId: id }, context),
    ),
    on(goodsDelivered, async ({ id, data: { orderId, occurredAt } }, context) =>
      happened(orderId, { kind: 'delivered', occurredAt: at(occurredAt), causeId: id }, context),
    ),

    on(orderMoved, async ({ data: { from, to, order }, correlationid }) => {
      const { orderId } = order;
      if (from === null) {
        await startLeg(sfn, {
          stateMachineArn: env.STATE_MACHINE_ARN_TRADE,
          name: tradeLegName(orderId),
          subject: orderId,
          correlationId: correlationid,
        });
        return {};
      }
      const wait = orderWaits[from];
      if (wait) await waits.resume(orderId, wait, { state: to });
      return {};
    }),
    on(disputeMoved, async ({ data: { disputeId, state }, correlationid }) => {
      if (state === 'opened') {
        await startLeg(sfn, {
          stateMachineArn: env.STATE_MACHINE_ARN_DISPUTE,
          name: disputeLegName(disputeId),
          subject: disputeId,
          correlationId: correlationid,
        });
        return {};
      }
      for (const [waited, wait] of Object.entries(disputeWaits)) {
        if (waited !== state) await waits.resume(disputeId, wait, { state });
      }
      return {};
    }),
    ...billReactions(repository),
    on(ordersDeadlineReached, async ({ id, data }, context) => deadline(data, id, context)),
  ],
});
