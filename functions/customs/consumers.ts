import { SFNClient } from '@aws-sdk/client-sfn';
import { readEnv } from '../../shared/env.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import { parseMoney } from '../../shared/kernel/money.ts';
import { createConsumer, on } from '../../shared/messaging/consumer.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore, type Entity } from '../../shared/persistence/store.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import { startLeg } from '../../shared/workflow/start.ts';
import { createWaits } from '../../shared/workflow/waits.ts';
import { chargesAllocated, consignmentMoved } from '../freight/contract.ts';
import { orderMoved } from '../orders/contract.ts';
import { payablePaid } from '../payments/contract.ts';
import { answerEstimate } from './answer-estimate.ts';
import { createAuthority } from './authority.ts';
import { customsDeadlineReached, declarationMoved, dutyEstimateRequested } from './contract.ts';
import { changeEffect } from './declaration-effects.ts';
import { decideOverdue, decidePaid } from './domain/decide-declaration.ts';
import type { Declaration } from './domain/declaration.ts';
import { isFinal } from './domain/transitions.ts';
import { consumersEnv } from './env.ts';
import { overdue, waitNames, waitsEndedBy } from './leg-waits.ts';
import { createCustomsRepository } from './repository.ts';
import { applyStatus } from './status-query.ts';

const env = readEnv(consumersEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const customs = createCustomsRepository(store);
const sfn = new SFNClient({});
const waits = createWaits(store, sfn);
const authority = createAuthority(env.CUSTOMS_URL, env.API_BASE_URL);

const startLegOf = (declaration: Declaration): Promise<void> => {
  const { direction, declarationId, revision, legNumber, correlationId } = declaration;
  const stateMachineArn =
    direction === 'export' ? env.STATE_MACHINE_ARN_EXPORT : env.STATE_MACHINE_ARN_IMPORT;
  const name = `${direction}-${declarationId}-${revision}-${legNumber}`;
  return startLeg(sfn, { stateMachineArn, name, subject: declarationId, correlationId });
};

/** A parked leg has ended; when the declaration moves again, another run of it picks up from the state. */
const goesOnAgain = (declaration: Declaration, from: string | null): boolean =>
  from === 'held' && declaration.legNumber > 1 && !isFinal(declaration.direction, declaration.state);

const lookAgain = async (found: Entity<Declaration>, now: Instant): Promise<Effect> => {
  const { data } = found;
  if (data.hold?.owner === 'operator') {
    // No leg runs while an operator has it, so the question is asked from here.
    return changeEffect(store, customs, found, await applyStatus(authority, data, now), now);
  }
  for (const name of waitNames) await waits.resume(data.declarationId, name, overdue);
  return { writes: [customs.updateIfVersion(found, decideOverdue(data), now)] };
};

/** Follows orders, freight shares and money; starts and resumes the legs; answers who asks what import would cost. */
export const handler = createConsumer({
  context: 'customs',
  store,
  reactions: [
    on(orderMoved, async ({ data, sequence }, { now }) => {
      const known = await customs.findOrder(data.order.orderId);
      if (known && known.version >= sequence) return {};
      return { writes: [customs.putOrder(data.order, sequence, now)] };
    }),

    on(chargesAllocated, async ({ data }, { now }) => {
      if (await customs.findFreight(data.orderId)) return {};
      return { writes: [customs.putFreight(data.orderId, parseMoney(data.amount), now)] };
    }),

    on(consignmentMoved, async ({ data, sequence }, { now }) => {
      const known = await customs.findCarriage(data.orderId, data.consignmentId);
      if (known && known.version >= sequence) return {};
      const isGone = data.to === 'withdrawn' || data.to === 'left_out';
      return { writes: [customs.putCarriage(data, isGone ? undefined : data.poolId, sequence, now)] };
    }),

    on(payablePaid, async ({ data }, { now }) => {
      if (data.kind !== 'duty') return {};
      const found = await customs.find(data.subject);
      if (found?.data.duty?.payableId !== data.payableId || found.data.duty.paidAt) return {};
      await waits.resume(found.data.declarationId, 'payment', { state: 'paid' });
      return changeEffect(store, customs, found, decidePaid(found.data, now), now);
    }),

    on(declarationMoved, async ({ data }) => {
      const found = await customs.find(data.declarationId);
      if (!found) throw new Error(`There is no declaration ${data.declarationId}`);
      if (data.to === 'prepared' || goesOnAgain(found.data, data.from)) await startLegOf(found.data);
      if (data.from === 'queried' && data.to === 'accepted' && found.data.query?.answer)
        await authority.answerQuery(found.data);
      for (const name of waitsEndedBy(data.to))
        await waits.resume(data.declarationId, name, { state: data.to });
      return {};
    }),

    on(dutyEstimateRequested, async (event) => ({ events: [answerEstimate(event)] })),

    on(customsDeadlineReached, async ({ data }, { now }) => {
      const found = await customs.find(data.subject);
      if (!found || isFinal(found.data.direction, found.data.state)) return {};
      return lookAgain(found, now);
    }),
  ],
});
