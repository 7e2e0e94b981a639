import { SFNClient } from '@aws-sdk/client-sfn';
import { readEnv } from '../../shared/env.ts';
import { parseBusinessDate } from '../../shared/kernel/business-date.ts';
import { type Instant, parseInstant } from '../../shared/kernel/instant.ts';
import { parseMoney } from '../../shared/kernel/money.ts';
import { createConsumer, on, TooEarly } from '../../shared/messaging/consumer.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore, type Entity } from '../../shared/persistence/store.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import { startLeg } from '../../shared/workflow/start.ts';
import { createWaits } from '../../shared/workflow/waits.ts';
import { advanceMoved } from '../credit/contract.ts';
import { declarationMoved } from '../customs/contract.ts';
import { orderMoved } from '../orders/contract.ts';
import { payableOpened, payablePaid } from '../payments/contract.ts';
import { changeEffect, deadlines } from './claim-effects.ts';
import { claimMoved, paymentReferenceSet, refundsDeadlineReached } from './contract.ts';
import type { Claim, ExportDeclaration } from './domain/claim.ts';
import {
  type ClaimDecision,
  decideAdvanceMoved,
  decideDeclarationMoved,
  decideLapse,
  decideMessage,
  decideNoNews,
  decidePaid,
  decideReference,
} from './domain/decide-claim.ts';
import { isSettled } from './domain/transitions.ts';
import { consumersEnv } from './env.ts';
import { waitsEndedBy } from './leg-waits.ts';
import { createRefundsRepository } from './repository.ts';
import { createTaxOffice } from './tax-office.ts';

const env = readEnv(consumersEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const claims = createRefundsRepository(store);
const sfn = new SFNClient({});
const waits = createWaits(store, sfn);
const taxOffice = createTaxOffice(env.TAX_OFFICE_URL, env.API_BASE_URL);

const run = ({ claimId, legNumber, correlationId }: Claim): Promise<void> =>
  startLeg(sfn, {
    stateMachineArn: env.STATE_MACHINE_ARN_REFUND,
    name: `refund-${claimId}-${legNumber}`,
    subject: claimId,
    correlationId,
  });

const load = async (claimId: string): Promise<Entity<Claim>> => {
  const found = await claims.find(claimId);
  if (!found) throw new TooEarly(`There is no claim ${claimId} yet`);
  return found;
};

const apply = (found: Entity<Claim>, decision: ClaimDecision, now: Instant): Effect =>
  decision.kind === 'changed' ? changeEffect(store, claims, found, decision.claim, now) : {};

/** All that the tax office has said is applied; without news the claim counts one more question. */
const askForNews = async (found: Entity<Claim>, now: Instant): Promise<Effect> => {
  let after = found.data;
  for (const message of await taxOffice.askStatus(after)) {
    const decision = decideMessage(after, message, now);
    if (decision.kind === 'changed') after = decision.claim;
  }
  const decision: ClaimDecision =
    after === found.data ? decideNoNews(after, now) : { kind: 'changed', claim: after };
  return apply(found, decision, now);
};

/** The look at a claim: one whose leg was parked before it reached the tax office runs again, others ask for news. */
const look = async (found: Entity<Claim>, now: Instant): Promise<Effect> => {
  const { data } = found;
  if (isSettled(data.state)) return {};
  const isParked = data.hold !== undefined && data.legNumber > 1;
  if (isParked) await run(data);
  if (data.state === 'collecting' || data.state === 'matched') {
    return isParked ? apply(found, { kind: 'changed', claim: { ...data, hold: undefined } }, now) : {};
  }
  return askForNews(found, now);
};

/** Follows declarations, money and advances; starts and resumes the leg. */
export const handler = createConsumer({
  context: 'refunds',
  store,
  reactions: [
    on(orderMoved, async ({ data: { order } }, { now }) => {
      if (await claims.findGoods(order.orderId)) return {};
      const { hsCode, quantity } = order.terms;
      return { writes: [claims.insertGoods({ orderId: order.orderId, hsCode, quantity }, now)] };
    }),

    on(declarationMoved, async ({ data, sequence }, { now }) => {
      if (data.direction !== 'export') return {};
      const known = await claims.findDeclaration(data.declarationId);
      if (known && known.version >= sequence) return {};
      const declaration: ExportDeclaration = {
        declarationId: data.declarationId,
        orderId: data.orderId,
        direction: data.direction,
        declarantId: data.declarantId,
        country: data.country,
        state: data.to,
        mrn: data.mrn,
        exportOn: data.exportOn === undefined ? undefined : parseBusinessDate(data.exportOn),
        lines: data.lines.map(({ description, hsCode, quantity }) => ({ description, hsCode, quantity })),
        at: parseInstant(data.at),
      };
      const [found, goods] = await Promise.all([
        claims.findOfDeclaration(data.declarationId),
        claims.findGoods(data.orderId),
      ]);
      const effect = found
        ? apply(found, decideDeclarationMoved(found.data, declaration, goods?.data), now)
        : {};
      return {
        writes: [claims.putDeclaration(declaration, sequence, now), ...(effect.writes ?? [])],
        events: effect.events,
      };
    }),

    on(payableOpened, async ({ data }, { now }) => {
      if (data.kind !== 'tax_refund') return {};
      const found = await load(data.subject);
      const decision = decideReference(found.data, data.reference);
      if (decision.kind !== 'changed') return {};
      const { claimId, payableId } = found.data;
      return {
        ...apply(found, decision, now),
        events: [
          paymentReferenceSet.create({
            subject: claimId,
            data: { claimId, payableId, reference: data.reference },
          }),
        ],
      };
    }),

    on(payablePaid, async ({ data }, { now }) => {
      if (data.kind !== 'tax_refund') return {};
      const found = await load(data.subject);
      return apply(found, decidePaid(found.data), now);
    }),

    on(advanceMoved, async ({ data }, { now }) => {
      const found = await load(data.claimId);
      const news = {
        ...data,
        amount: parseMoney(data.amount),
        fee: data.fee && parseMoney(data.fee, { allowZero: true }),
      };
      return apply(found, decideAdvanceMoved(found.data, news), now);
    }),

    on(claimMoved, async ({ data }) => {
      const { data: claim } = await load(data.claimId);
      if (data.from === null || data.to === 'matched' || data.from === 'queried') {
        if (!isSettled(claim.state)) await run(claim);
      }
      for (const name of waitsEndedBy(claim)) await waits.resume(claim.claimId, name, { state: claim.state });
      return {};
    }),

    on(paymentReferenceSet, async ({ data }) => {
      const { data: claim } = await load(data.claimId);
      await waits.resume(claim.claimId, 'reference', { state: claim.state });
      return {};
    }),

    on(refundsDeadlineReached, async ({ data }, { now }) => {
      const found = await load(data.subject);
      return data.name === deadlines.lapse
        ? apply(found, decideLapse(found.data, now), now)
        : look(found, now);
    }),
  ],
});
