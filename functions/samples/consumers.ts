import { SFNClient } from '@aws-sdk/client-sfn';
import { readEnv } from '../../shared/env.ts';
import { InvariantViolation } from '../../shared/kernel/errors.ts';
import { isPositiveMoney, parseMoney } from '../../shared/kernel/money.ts';
import { type ConsumerContext, createConsumer, on, TooEarly } from '../../shared/messaging/consumer.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore, type Entity } from '../../shared/persistence/store.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
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
import { companyRegistered, companyVerified } from '../parties/contract.ts';
import { sampleMoved, samplesDeadlineReached } from './contract.ts';
import {
  decideChargedBack,
  decideDeadline,
  decideFunded,
  decideMoneyMoved,
  decideRequestRefused,
  isFeeBackAlready,
} from './domain/decide-course.ts';
import type { Decision } from './domain/decision.ts';
import type { Sample } from './domain/sample.ts';
import { waitsEndedBy } from './domain/transitions.ts';
import { lateRefundEffect, lateRefundIdOf, moveEffect, reminderEffect } from './effects.ts';
import { consumersEnv } from './env.ts';
import { createSampleRepository } from './repository.ts';

const env = readEnv(consumersEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const samples = createSampleRepository(store);
const sfn = new SFNClient({});
const waits = createWaits(store, sfn);

const known = async (sampleId: string): Promise<Entity<Sample>> => {
  const found = await samples.find(sampleId);
  if (!found) throw new TooEarly(`${sampleId} is not stored yet`);
  return found;
};

const effectOf = (found: Entity<Sample>, decision: Decision, at: ConsumerContext): Effect =>
  decision.kind === 'moved' ? moveEffect(samples, store, found, decision.sample, at) : {};

/** Reacts to what escrow did, to who joined and who owns whom, to the sample's own moves (they drive the leg), and to its deadlines. */
export const handler = createConsumer({
  context: 'samples',
  store,
  reactions: [
    // The payable of a sample is known before escrow opens it; only the payment counts.
    on(escrowOpened, async () => ({})),

    on(escrowInstalmentFunded, async ({ data: { escrow } }, at) => {
      if (escrow.kind !== 'sample' || escrow.state !== 'funded') return {};
      const found = await known(escrow.subject);
      const decision = decideFunded(found.data, at.now);
      return decision.kind === 'late' ? lateRefundEffect(escrow.subject) : effectOf(found, decision, at);
    }),

    on(escrowChargedBack, async ({ data: { escrow, chargebackId, fromEscrow } }, at) => {
      if (escrow.kind !== 'sample') return {};
      const found = await known(escrow.subject);
      if (found.data.state === 'awaiting_payment') {
        throw new TooEarly(`${escrow.subject} is not known as paid yet`);
      }
      const isOutOfEscrow = isPositiveMoney(parseMoney(fromEscrow, { allowZero: true }));
      return effectOf(found, decideChargedBack(found.data, { chargebackId, isOutOfEscrow }, at.now), at);
    }),

    on(escrowReleased, async ({ data: { escrow, releaseId } }, at) => {
      if (escrow.kind !== 'sample') return {};
      const found = await known(escrow.subject);
      return effectOf(found, decideMoneyMoved(found.data, 'released', releaseId), at);
    }),

    on(escrowRefunded, async ({ data: { escrow, refundId } }, at) => {
      if (escrow.kind !== 'sample') return {};
      const found = await known(escrow.subject);
      return effectOf(found, decideMoneyMoved(found.data, 'refunded', refundId), at);
    }),

    on(escrowRequestRefused, async ({ data: { subject, requestId, code } }, at) => {
      if (!subject.startsWith('smp_')) return {};
      if (requestId === lateRefundIdOf(subject)) {
        if (isFeeBackAlready(code)) return {};
        // The order is over and its money is not: nothing here can mend that, so the message must end before people.
        throw new InvariantViolation('samples.late_refund_refused', { sampleId: subject, code });
      }
      const found = await known(subject);
      return effectOf(found, decideRequestRefused(found.data, { requestId, code, now: at.now }), at);
    }),

    on(companyRegistered, async ({ data: { companyId, roles }, sequence }, { now }) => ({
      writes: await samples.putCompany(companyId, roles, sequence, now),
    })),
    on(companyVerified, async ({ data: { companyId, ownerKeys }, sequence }, { now }) =>
      ownerKeys ? { writes: await samples.putOwners(companyId, ownerKeys, sequence, now) } : {},
    ),

    on(sampleMoved, async ({ data }, { correlationId }) => {
      const { sampleId, to } = data;
      if (to === 'awaiting_payment') {
        await startLeg(sfn, {
          stateMachineArn: env.STATE_MACHINE_ARN_SAMPLE,
          name: `sample-${sampleId}`,
          subject: sampleId,
          correlationId,
        });
      }
      // The state of now, not that of the event: a late message must not end a wait of a later round.
      const { state } = (await known(sampleId)).data;
      for (const wait of waitsEndedBy(to, state)) await waits.resume(sampleId, wait, { state });
      return {};
    }),

    on(samplesDeadlineReached, async ({ data: { subject, name } }, at) => {
      const found = await samples.find(subject);
      if (!found) return {};
      const decision = decideDeadline(found.data, name, at.now);
      return decision.kind === 'remind'
        ? reminderEffect(found.data, decision.reviewBy)
        : effectOf(found, decision, at);
    }),
  ],
});
