import { SFNClient } from '@aws-sdk/client-sfn';
import { readEnv } from '../../shared/env.ts';
import { type Instant, isBefore } from '../../shared/kernel/instant.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore, type Entity } from '../../shared/persistence/store.ts';
import { createSteps, type Step, type StepResult } from '../../shared/workflow/steps.ts';
import { createWaits } from '../../shared/workflow/waits.ts';
import { createCarrier } from './carrier/carrier.ts';
import { toBookingAnswer } from './carrier/carrier-messages.ts';
import { disputeLines, invoicePolicyAt } from './charges/invoice-disputes.ts';
import { allocateCharges } from './charges/pool-charges.ts';
import { createChargeSteps } from './charges/steps.ts';
import type { Consignment } from './domain/consignment.ts';
import {
  decideAsked,
  decideBookingAnswer,
  decideRoll,
  holdPool,
  yardCutOffOf,
} from './domain/decide-pool.ts';
import { movePool, type Pool } from './domain/pool.ts';
import { auditPoolInvoice } from './domain/tariff/audit-pool-invoice.ts';
import { stepsEnv } from './env.ts';
import { changePool, joinEffects } from './freight-effects.ts';
import { createPapers } from './papers/issue-papers.ts';
import { createPaperSteps } from './papers/steps.ts';
import { laterSailings } from './pools/leave-out.ts';
import { createPlanSteps } from './pools/plan-steps.ts';
import { isOver, overdue, type PoolWait } from './pools/waits.ts';
import { createFreightRepository } from './repository.ts';
import { followEvents } from './tracking/follow-members.ts';

const env = readEnv(stepsEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const freight = createFreightRepository(store);
const waits = createWaits(store, new SFNClient({}));
const carrier = createCarrier(env.CARRIER_URL, env.API_BASE_URL);
const papers = createPapers(store, freight);
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

const loaders = { load, membersOf, stateOf };

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
    awaitYard: async (context) => {
      const { data } = await load(context.subject);
      if (data.state !== 'documented' || isBefore(context.now, yardCutOffOf(data)))
        return awaitState('yard')(context);
      // Documented after the yard has closed: there is nothing to wait for.
      await waits.park({ ...context, name: 'yard', taskToken: context.taskToken ?? '' }, async () => overdue);
      return { output: {} };
    },
    awaitArrival: awaitState('arrival'),
    awaitDelivery: awaitState('delivery'),

    // Events may have come while the pool was being documented or rolled: they are folded before the wait begins.
    awaitOnBoard: async (context) => {
      const result = await awaitState('on_board')(context);
      const entity = await load(context.subject);
      if (entity.data.state !== 'documented') return result;
      const [members, events] = [await membersOf(entity.data), await freight.findEvents(context.subject)];
      if (events.length === 0) return result;
      return { ...result, ...followEvents(parts, entity, members, events, context.now) };
    },

    ...createPlanSteps(parts, loaders),
    ...createChargeSteps(store, freight, loaders),
    ...createPaperSteps({ store, freight, carrier, papers }, loaders),

    askBooking: async ({ subject, now }) => {
      const entity = await load(subject);
      const answer = await carrier.askBooking(entity.data);
      const heard = answer ? decideBookingAnswer(entity.data, toBookingAnswer(answer)) : entity.data;
      const after = heard === entity.data ? decideAsked(entity.data, now) : heard;
      const confirmation = answer ? await papers.confirmation(entity.data, answer, now) : [];
      return {
        output: stateOf(after),
        ...joinEffects([changePool(store, freight, entity, after, now), { writes: confirmation }]),
      };
    },

    rollPool: async ({ subject, now }) => {
      const entity = await load(subject);
      const [next] = await laterSailings(carrier, entity.data, now);
      const after = decideRoll(entity.data, next, now);
      // Its members follow: those of a refused booking when they are put on the plan again, the others before the amendment.
      return changed(entity, after, now);
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
      // Members are charged page by page once the split stands on the pool, and asked when the yard has closed.
      return {
        output: stateOf(allocated.pool),
        ...joinEffects([changePool(store, freight, entity, allocated.pool, now), held.effect]),
      };
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
