import { readEnv } from '../../shared/env.ts';
import { createApi } from '../../shared/http/api.ts';
import { httpErrors } from '../../shared/http/errors.ts';
import { parseJson } from '../../shared/http/parse.ts';
import { verifyWebhook } from '../../shared/http/webhook-signature.ts';
import { type BusinessDate, parseBusinessDate } from '../../shared/kernel/business-date.ts';
import { systemClock } from '../../shared/kernel/clock.ts';
import { parseDeliveryTerm, payerOf } from '../../shared/kernel/incoterm.ts';
import { type Instant, isBefore } from '../../shared/kernel/instant.ts';
import { compareMoney, formatMoney, isZeroMoney, parseMoney } from '../../shared/kernel/money.ts';
import { createDocumentClient } from '../../shared/persistence/client.ts';
import { createStore } from '../../shared/persistence/store.ts';
import type { Write } from '../../shared/persistence/write.ts';
import { createSecrets } from '../../shared/secrets.ts';
import { createAccess } from './access.ts';
import { createCarrier } from './carrier.ts';
import { carrierMessage } from './carrier-messages.ts';
import { viewFreightCharges, viewQuotedCharges } from './charge-view.ts';
import { deadFreightDue } from './charges.ts';
import { chooseDeparture } from './choose-departure.ts';
import { consolidatedHandlers } from './consolidated-freight.ts';
import { deliveryHandlers } from './delivery-handlers.ts';
import { cargoOf } from './domain/cargo.ts';
import { awaitsApproval, moveConsignment } from './domain/consignment.ts';
import {
  decideJoin,
  decideReceipt,
  decideWithdrawal,
  misfitOf,
  type Refused,
} from './domain/decide-consignment.ts';
import { openPool, poolIdOf } from './domain/decide-pool.ts';
import type { Load } from './domain/plan-load.ts';
import { quoteFreight } from './domain/quote-freight.ts';
import { cfsCutOffOf, type Sailing } from './domain/sailing.ts';
import { chargesAtBothEnds } from './domain/tariff/both-ends.ts';
import { apiEnv } from './env.ts';
import { freightErrors } from './errors.ts';
import {
  changeConsignment,
  changePool,
  consignmentEvent,
  insertPool,
  joinEffects,
} from './freight-effects.ts';
import {
  viewConsignment,
  viewFreightQuote,
  viewMeasures,
  viewSailing,
  viewTracking,
} from './freight-view.ts';
import { takeCarrierMessage } from './inbound-carrier.ts';
import { bookableOrder, newConsignment } from './new-consignment.ts';
import { laneChangedEvent } from './open-departures.ts';
import type { NewConsignmentBody } from './operations/consignments.ts';
import { operations } from './operations.ts';
import { paperHandlers } from './papers/handlers.ts';
import { createPapers } from './papers/issue-papers.ts';
import { poolHandlers } from './pool-handlers.ts';
import { createFreightRepository } from './repository.ts';
import { createSchedules } from './schedules.ts';
import { viewShare } from './share-view.ts';

const env = readEnv(apiEnv);
const store = createStore(createDocumentClient(), env.TABLE_NAME);
const freight = createFreightRepository(store);
const carrier = createCarrier(env.CARRIER_URL, env.API_BASE_URL);
const papers = createPapers(store, freight);
const schedules = createSchedules(freight, carrier);
const secrets = createSecrets(systemClock);

const raise = (refusal: Refused): never => {
  throw freightErrors[refusal.code](refusal.detail, { fields: refusal.fields });
};

const sailingOf = async (sailingId: string, correlationId: string): Promise<Sailing> => {
  const found = await schedules.sailing(sailingId, correlationId);
  if (!found) throw freightErrors.unknown_sailing('There is no such departure.', { pointer: '/sailingId' });
  return found;
};

const { consignmentFor, ownConsignment, poolOf, othersIn, ownIn, sidesOf } = createAccess(freight);

const earlierOf = (shipBy: BusinessDate, until: string | undefined): BusinessDate =>
  until !== undefined && until < shipBy ? parseBusinessDate(until) : shipBy;

/** The departure that a booking names, or the cheapest of its lane. Errors: freight.unknown_sailing, freight.no_departure, misfits. */
const departureFor = async (
  { sailingId, cheapest }: NewConsignmentBody,
  load: Load,
  {
    shipBy,
    mode,
    together,
  }: { readonly shipBy: BusinessDate; readonly mode: string; readonly together: string },
  { now, correlationId }: { readonly now: Instant; readonly correlationId: string },
): Promise<{ readonly sailing: Sailing; readonly writes: readonly Write[] }> => {
  if (!cheapest) return { sailing: await sailingOf(sailingId ?? '', correlationId), writes: [] };
  const readyOn = cheapest.readyOn === undefined ? undefined : parseBusinessDate(cheapest.readyOn);
  const lane = { from: cheapest.from, to: cheapest.to, mode: mode === 'air' ? 'air' : 'sea' } as const;
  const wish = { lane, load, timing: { shipBy, readyOn }, together };
  const choice = await chooseDeparture(freight, schedules, wish, now, correlationId);
  return choice.kind === 'refused' ? raise(choice) : choice;
};

/** Rates the charges where nobody asks who pays them: amounts are the same under every term. */
const anyTerm = parseDeliveryTerm({ incoterm: 'FCA', place: 'origin' });

/** Departures, consignments and pools; what the carrier reports moves them on. */
export const handler = createApi({
  context: 'freight',
  operations,
  store,
  cursorSecretArn: env.CURSOR_SECRET_ARN,
  handlers: {
    listSailings: async ({ query, now, correlationId }) => {
      const lane = { from: query.from, to: query.to, mode: query.mode ?? 'sea' } as const;
      const { schedule, isStale, writes } = await schedules.read(lane, now, correlationId);
      const open = schedule.sailings.filter((sailing) => isBefore(now, cfsCutOffOf(sailing)));
      return {
        status: 200,
        body: { items: open.map(viewSailing), fetchedAt: schedule.fetchedAt, isStale },
        writes,
      };
    },

    quoteFreight: async ({ body, correlationId }) => {
      const sailing = await sailingOf(body.sailingId, correlationId);
      const wrong = misfitOf(body.pieces, sailing);
      if (wrong) raise(wrong);
      const pool = await freight.findPool(poolIdOf(sailing.sailingId));
      const others = pool ? await othersIn(pool.data, '') : [];
      const cargo = cargoOf(body.pieces);
      const quote = quoteFreight({ consignmentId: 'asked', pieces: body.pieces, cargo }, others, sailing);
      const term = body.deliveryTerm && parseDeliveryTerm(body.deliveryTerm, { pointer: '/deliveryTerm' });
      const ends = chargesAtBothEnds(sailing, body.pieces, term ?? anyTerm);
      const payer = term && payerOf(term, 'mainCarriage');
      return {
        status: 200,
        body: {
          quote: viewFreightQuote(quote),
          measures: viewMeasures(cargo),
          ...viewQuotedCharges(sailing, quote, ends, payer),
        },
      };
    },

    createConsignment: async ({ body, principal, now, newId, correlationId }) => {
      const order = await freight.findOrder(body.orderId);
      const { buyerId, supplierId } = order?.data.terms ?? {};
      if (!order || (buyerId !== principal.companyId && supplierId !== principal.companyId))
        throw httpErrors.not_found('No such order.');
      const bookable = bookableOrder(order.data);
      if (bookable.bookedBy !== principal.companyId)
        throw freightErrors.not_the_shipper(`${bookable.shipperName} books by the term.`);
      const consignmentId = newId('cns');
      const pieces = body.pieces ?? bookable.pieces;
      const shipBy = earlierOf(bookable.shipBy, body.cheapest?.until);
      const { sailing, writes: noted } = await departureFor(
        body,
        { consignmentId, pieces, cargo: cargoOf(pieces), hsCode: order.data.terms.hsCode },
        { shipBy, mode: bookable.transportMode, together: order.data.consolidatedOrderId },
        { now, correlationId },
      );
      const existing = await freight.findPool(poolIdOf(sailing.sailingId));
      const pool = existing?.data ?? openPool(sailing, correlationId, now);
      const decision = decideJoin(
        pool,
        await othersIn(pool, consignmentId),
        { ...bookable, shipBy, consignmentId, pieces },
        now,
      );
      if (decision.kind === 'refused') return raise(decision);
      const clearance = await freight.findClearance(body.orderId);
      const made = newConsignment({
        order: order.data,
        request: { ...body, shipBy, pieces },
        consignmentId,
        pool: decision.pool,
        quote: decision.quote,
        clearance: clearance?.data,
        correlationId,
        now,
      });
      const poolEffect = existing
        ? changePool(store, freight, existing, decision.pool, now)
        : insertPool(store, freight, decision.pool, now);
      const refuse = () => freightErrors.already_booked('The order has a live consignment.');
      return {
        status: 201,
        location: `/v1/consignments/${consignmentId}`,
        version: 1,
        body: viewConsignment(made),
        ...joinEffects([
          poolEffect,
          {
            // A release that customs takes back meanwhile is not one to book by.
            writes: [
              ...freight.insertIfFirst(made, now, refuse),
              ...(clearance ? [store.checkVersion(clearance)] : []),
            ],
            events: [
              consignmentEvent(made, null, made.state, 1, now),
              laneChangedEvent(sailing, decision.pool),
            ],
          },
          { writes: noted },
        ]),
      };
    },

    listConsignments: async ({ principal, page }) => {
      const found = await freight.list(principal.companyId, page);
      const items = found.items.map((item) => viewConsignment(item.data));
      return { status: 200, body: { items, next: page.next(found.next) } };
    },

    getConsignment: async ({ params, principal }) => {
      const found = await consignmentFor(params.consignmentId, principal);
      return { status: 200, version: found.version, body: viewConsignment(found.data) };
    },

    ...deliveryHandlers({ store, freight, papers }, { consignmentFor, poolOf }),

    ...paperHandlers(papers.repository, { consignmentFor, poolOf }),

    getFreightCharges: async ({ params, principal }) => {
      const { data } = await consignmentFor(params.consignmentId, principal);
      const pool = await poolOf(data.poolId);
      return { status: 200, body: viewFreightCharges(data, pool.data, sidesOf(data, principal)) };
    },

    getFreightShare: async ({ params, principal }) => {
      const { data } = await consignmentFor(params.consignmentId, principal);
      const pool = await poolOf(data.poolId);
      const members = (await freight.findMembers(pool.data)).map((one) => one.data);
      const share = viewShare(pool.data, members, data.consignmentId);
      if (!share) throw freightErrors.not_split(`The pool is ${pool.data.state.replaceAll('_', ' ')}.`);
      return { status: 200, body: share };
    },

    getTracking: async ({ params, principal, now }) => {
      const { data } = await consignmentFor(params.consignmentId, principal);
      const pool = await poolOf(data.poolId);
      const events = await freight.findEvents(data.poolId);
      return { status: 200, body: viewTracking(data, pool.data, events, now) };
    },

    receiveAtCfs: async ({ params, body, principal, now }) => {
      const found = await ownConsignment(params.consignmentId, principal);
      const pool = await poolOf(found.data.poolId);
      const others = await othersIn(pool.data, params.consignmentId);
      const receipt = {
        pieces: body.pieces ?? found.data.declared,
        warehouseReceipt: body.warehouseReceipt,
      };
      const decision = decideReceipt(found.data, pool.data, others, receipt, now);
      if (decision.kind === 'refused') return raise(decision);
      const after =
        decision.kind === 'requoted'
          ? {
              ...decision.consignment,
              ends: chargesAtBothEnds(pool.data.sailing, receipt.pieces, found.data.deliveryTerm),
            }
          : decision.consignment;
      return {
        status: 200,
        version: found.version + 1,
        body: viewConsignment(after),
        ...joinEffects([
          changePool(store, freight, pool, decision.pool, now),
          changeConsignment(freight, found, after, now),
        ]),
      };
    },

    acceptRequote: async ({ params, body, principal, now }) => {
      const found = await ownConsignment(params.consignmentId, principal);
      const { data } = found;
      const pool = await poolOf(data.poolId);
      if (data.state !== 'requoted')
        throw freightErrors.wrong_state(`The consignment is ${data.state.replaceAll('_', ' ')}.`);
      if (pool.data.state !== 'open' || !isBefore(now, cfsCutOffOf(pool.data.sailing)))
        throw freightErrors.past_cut_off(`The CFS closed at ${cfsCutOffOf(pool.data.sailing)}.`);
      const cap = parseMoney(body.cap, { pointer: '/cap' });
      if (cap.currency !== data.quote.cap.currency || compareMoney(cap, data.quote.cap) !== 0)
        throw freightErrors.quote_differs(`The quote to accept is ${formatMoney(data.quote.cap).amount}.`);
      const after = moveConsignment(data, 'received', { reason: undefined });
      return {
        status: 200,
        version: found.version + 1,
        body: viewConsignment(after),
        ...changeConsignment(freight, found, after, now),
      };
    },

    approveOverDimension: async ({ params, principal, now }) => {
      const found = await consignmentFor(params.consignmentId, principal);
      if (!awaitsApproval(found.data)) throw freightErrors.wrong_state('No piece of it awaits an approval.');
      const after = { ...found.data, isOverDimensionApproved: true };
      return {
        status: 200,
        version: found.version + 1,
        body: viewConsignment(after),
        ...changeConsignment(freight, found, after, now),
      };
    },

    withdrawConsignment: async ({ params, body, principal, now }) => {
      const found = await ownConsignment(params.consignmentId, principal);
      const entity = await poolOf(found.data.poolId);
      const decision = decideWithdrawal(found.data, entity.data, body.reason, now);
      if (decision.kind === 'refused') return raise(decision);
      const due = isZeroMoney(decision.deadFreight)
        ? undefined
        : deadFreightDue(decision.pool, decision.consignment, principal.companyId, decision.deadFreight);
      return {
        status: 200,
        version: found.version + 1,
        body: {
          consignment: viewConsignment(decision.consignment),
          deadFreight: formatMoney(decision.deadFreight),
        },
        ...joinEffects([
          changePool(store, freight, entity, due?.pool ?? decision.pool, now),
          changeConsignment(freight, found, decision.consignment, now),
          { writes: [freight.removeFromOrder(found.data.orderId)], events: due ? [due.event] : [] },
          { events: [laneChangedEvent(entity.data.sailing, entity.data)] },
        ]),
      };
    },

    ...consolidatedHandlers(freight, { poolOf }),
    ...poolHandlers({ store, freight, carrier, papers }, { ownIn, poolOf }),

    receiveCarrierEvent: async ({ headers, rawBody, now }) => {
      const secret = await secrets.read(env.CARRIER_SECRET_NAME);
      const webhookId = verifyWebhook(secret, { headers, body: rawBody, now });
      if (await freight.findWebhook(webhookId)) return { status: 200 };
      const parsed = carrierMessage.safeParse(parseJson(rawBody));
      if (!parsed.success)
        throw freightErrors.bad_message(parsed.error.issues[0]?.message ?? 'It has another shape.');
      const effect = await takeCarrierMessage({ store, freight, papers }, parsed.data, now);
      return {
        status: 200,
        ...joinEffects([{ writes: [freight.takeWebhook(webhookId, now)] }, effect]),
      };
    },
  },
});
