import { SFNClient } from '@aws-sdk/client-sfn';
import { readEnv } from '../../shared/env.ts';
import { type Instant, isBefore } from '../../shared/kernel/instant.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore, type Entity } from '../../shared/persistence/store.ts';
import { createSteps, type Step, type StepResult } from '../../shared/workflow/steps.ts';
import { createWaits } from '../../shared/workflow/waits.ts';
import { createCarrier } from './carrier.ts';
import { allocateCharges } from './charges.ts';
import { houseBillIssued } from './contract.ts';
import { awaitsApproval, type Consignment, loadOf, moveConsignment } from './domain/consignment.ts';
import { isAllCleared } from './domain/decide-consignment.ts';
import { decideAsked, decideBookingAnswer, decideRoll, holdPool } from './domain/decide-pool.ts';
import { assertBillsAgree, houseBillNumberOf, masterBillNumberOf } from './domain/documents.ts';
import { planLoad } from './domain/plan-load.ts';
import { movePool, type Pool } from './domain/pool.ts';
import { standAloneTotal } from './domain/quote-freight.ts';
import { auditPoolInvoice } from './domain/tariff/audit-pool-invoice.ts';
import { stepsEnv } from './env.ts';
import { audienceOf, changeConsignment, changePool, joinEffects, referenceOf } from './freight-effects.ts';
import { toBookingAnswer } from './inbound-carrier.ts';
import { disputeLines, invoicePolicyAt } from './invoice-disputes.ts';
import { laterSailings, leaveOut } from './leave-out.ts';
import { isOver, overdue, type PoolWait } from './pool-waits.ts';
import { createFreightRepository } from './repository.ts';
import { trackEffect } from './tracking.ts';

const env = readEnv(stepsEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const freight = createFreightRepository(store);
const waits = createWaits(store, new SFNClient({}));
const carrier = createCarrier(env.CARRIER_URL, env.API_BASE_URL);
const parts = { store, freight, carrier };

const load = async (poolId: string): Promise<Entity<Pool>> => {
  const found = await freight.findPool(poolId);
  if (!found) throw new Error(`There is no pool ${poolId}`);
  return found;
};

const stateOf = (pool: Pool): { state: string } => ({ state: pool.hold ? 'parked' : pool.state });

const unchanged = (pool: Pool): StepResult => ({ output: stateOf(pool) });

const changed = (entity: Entity<Pool>, after: Pool, now: Instant): StepResult => ({
  output: stateOf(after),
  ...changePool(store, freight, entity, after, now),
});

/** Members with the release that may have come before they joined. */
const membersOf = async (pool: Pool): Promise<readonly Entity<Consignment>[]> =>
  Promise.all(
    (await freight.findMembers(pool)).map(async (entity) => {
      if (entity.data.isCleared) return entity;
      const clearance = (await freight.findClearance(entity.data.orderId))?.data;
      return clearance
        ? { ...entity, data: { ...entity.data, isCleared: true, mrn: clearance.mrn } }
        : entity;
    }),
  );

const whyLeftOut = (consignment: Consignment): string =>
  consignment.state === 'received' ? 'over_dimension_not_approved' : 'not_received_by_cut_off';

const awaitState =
  (name: PoolWait): Step =>
  async ({ subject, taskToken = '', execution, now }) => {
    await waits.park({ subject, name, taskToken, execution, now }, async () => {
      const { data } = await load(subject);
      if (isOver(name, data.state)) return stateOf(data);
      const isLate = data.nextDueAt !== undefined && !isBefore(now, data.nextDueAt);
      return data.isOverdue || isLate ? overdue : undefined;
    });
    return { output: {} };
  };

/** Steps of the leg `pool`. */
export const handler = createSteps({
  context: 'freight',
  store,
  steps: {
    awaitCutOff: awaitState('cut_off'),
    awaitGate: awaitState('gate'),
    awaitConfirmation: awaitState('confirmation'),
    awaitArrival: awaitState('arrival'),
    awaitDelivery: awaitState('delivery'),

    // Events may have come while the pool was being documented or rolled: they are folded before the wait begins.
    awaitOnBoard: async (context) => {
      const result = await awaitState('on_board')(context);
      const entity = await load(context.subject);
      if (entity.data.state !== 'documented') return result;
      const [members, events] = [await membersOf(entity.data), await freight.findEvents(context.subject)];
      if (events.length === 0) return result;
      return { ...result, ...trackEffect(parts, entity, members, events, context.now) };
    },

    closePool: async ({ subject, now }) => {
      const entity = await load(subject);
      if (entity.data.state !== 'open') return unchanged(entity.data);
      const members = await membersOf(entity.data);
      const stays = members.filter((one) => one.data.state === 'received' && !awaitsApproval(one.data));
      const leaves = members.filter((one) => !stays.includes(one));
      const { pool, effect } = await leaveOut(parts, entity.data, leaves, whyLeftOut, now);
      const isComplete = isAllCleared(stays.map((one) => one.data));
      const after = movePool(pool, stays.length === 0 ? 'cancelled' : isComplete ? 'cleared' : 'cut_off');
      return {
        output: stateOf(after),
        ...joinEffects([changePool(store, freight, entity, after, now), effect]),
      };
    },

    planLoad: async ({ subject, now }) => {
      const entity = await load(subject);
      if (entity.data.state !== 'cut_off' && entity.data.state !== 'cleared') return unchanged(entity.data);
      const members = await membersOf(entity.data);
      const stays = members.filter((one) => one.data.state === 'received' && one.data.isCleared);
      const leaves = members.filter((one) => !stays.includes(one));
      const { pool, effect } = await leaveOut(parts, entity.data, leaves, () => 'export_not_released', now);
      if (stays.length === 0) {
        const after = movePool(pool, 'cancelled');
        return {
          output: stateOf(after),
          ...joinEffects([changePool(store, freight, entity, after, now), effect]),
        };
      }
      const loads = stays.map((one) => loadOf(one.data));
      const after = movePool(pool, 'planned', {
        plan: planLoad(loads, pool.sailing),
        standAloneTotal: standAloneTotal(loads, pool.sailing),
      });
      const planned = stays.map((one) =>
        changeConsignment(freight, one, moveConsignment(one.data, 'planned', { reason: undefined }), now),
      );
      return {
        output: stateOf(after),
        ...joinEffects([changePool(store, freight, entity, after, now), effect, ...planned]),
      };
    },

    // The state is written before the call: the confirmation may come back before the call returns.
    recordBooking: async ({ subject, now }) => {
      const entity = await load(subject);
      if (entity.data.state !== 'planned') return unchanged(entity.data);
      return changed(entity, movePool(entity.data, 'booked', { booking: { requestedAt: now } }), now);
    },

    sendBooking: async ({ subject }) => {
      const { data } = await load(subject);
      if (data.state === 'booked') {
        const members = await freight.findMembers(data);
        await carrier.book(
          data,
          members.map((one) => one.data),
        );
      }
      return unchanged(data);
    },

    askBooking: async ({ subject, now }) => {
      const entity = await load(subject);
      const answer = await carrier.askBooking(entity.data);
      const heard = answer ? decideBookingAnswer(entity.data, toBookingAnswer(answer)) : entity.data;
      return changed(entity, heard === entity.data ? decideAsked(entity.data, now) : heard, now);
    },

    rollPool: async ({ subject, now }) => {
      const entity = await load(subject);
      const [next] = await laterSailings(carrier, entity.data, now);
      const after = decideRoll(entity.data, next, now);
      const result = changed(entity, after, now);
      if (after.sailing === entity.data.sailing) return result;
      const members = await freight.findMembers(entity.data);
      const moved = members.map((one) =>
        freight.updateConsignment(one, { ...one.data, sailingId: after.sailing.sailingId }, now),
      );
      return { ...result, writes: [...(result.writes ?? []), ...moved] };
    },

    amendBooking: async ({ subject, now }) => {
      const entity = await load(subject);
      if (entity.data.state !== 'rolled') return unchanged(entity.data);
      const members = (await freight.findMembers(entity.data)).map((one) => one.data);
      await carrier.amend(entity.data);
      await carrier.instruct(entity.data, members);
      return changed(entity, movePool(entity.data, 'documented'), now);
    },

    allocateCost: async ({ subject, now }) => {
      const entity = await load(subject);
      if (entity.data.state !== 'confirmed') return unchanged(entity.data);
      const members = await freight.findMembers(entity.data);
      const consignments = members.map((one) => one.data);
      const { accepted, disputed } = auditPoolInvoice(
        entity.data,
        consignments,
        invoicePolicyAt(now).tolerance,
      );
      const held = disputeLines(store, { ...entity.data, invoice: accepted }, disputed, now);
      const allocated = allocateCharges(held.pool, consignments);
      const charged = members.map((one, index) =>
        freight.updateConsignment(one, allocated.members[index] ?? one.data, now),
      );
      const effect = changePool(store, freight, entity, allocated.pool, now);
      return {
        output: stateOf(allocated.pool),
        ...joinEffects([effect, held.effect, { writes: charged, events: allocated.events }]),
      };
    },

    issueDocuments: async ({ subject, now }) => {
      const entity = await load(subject);
      if (entity.data.state !== 'allocated') return unchanged(entity.data);
      const members = await freight.findMembers(entity.data);
      const after = movePool(entity.data, 'documented');
      assertBillsAgree(
        members.map((one) => one.data),
        after.booked,
      );
      const masterBillNumber = masterBillNumberOf(after);
      const issued = members.map((one) => {
        const houseBillNumber = houseBillNumberOf(one.data.consignmentId, after.poolId);
        const bill = houseBillIssued.create({
          subject: one.data.consignmentId,
          audience: audienceOf(one.data),
          data: { ...referenceOf(one.data), houseBillNumber, masterBillNumber, issuedAt: now },
        });
        return {
          writes: [freight.updateConsignment(one, { ...one.data, houseBillNumber, issuedAt: now }, now)],
          events: [{ ...bill, correlationId: one.data.correlationId }],
        };
      });
      return {
        output: stateOf(after),
        ...joinEffects([changePool(store, freight, entity, after, now), ...issued]),
      };
    },

    instructCarrier: async ({ subject }) => {
      const { data } = await load(subject);
      if (data.state === 'documented') {
        const members = await freight.findMembers(data);
        if (data.dispute?.state === 'open') await carrier.dispute(data, data.dispute);
        await carrier.instruct(
          data,
          members.map((one) => one.data),
        );
      }
      return unchanged(data);
    },

    closeDelivered: async ({ subject, now }) => {
      const entity = await load(subject);
      if (entity.data.state !== 'delivered') return unchanged(entity.data);
      return changed(entity, movePool(entity.data, 'closed'), now);
    },

    park: async ({ subject, now }) => {
      const entity = await load(subject);
      if (entity.data.hold) return unchanged(entity.data);
      const why = `The leg stopped in state ${entity.data.state.replaceAll('_', ' ')}.`;
      return changed(entity, holdPool(entity.data, why, now), now);
    },
  },
});
