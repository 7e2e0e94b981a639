import type { Handlers } from '../../../shared/http/call.ts';
import { httpErrors } from '../../../shared/http/errors.ts';
import { type BusinessDate, parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { type Instant, isBefore } from '../../../shared/kernel/instant.ts';
import { compareMoney, formatMoney, isZeroMoney, parseMoney } from '../../../shared/kernel/money.ts';
import type { Store } from '../../../shared/persistence/store.ts';
import type { Write } from '../../../shared/persistence/write.ts';
import type { Access } from '../access.ts';
import type { Schedules } from '../carrier/schedules.ts';
import { deadFreightDue } from '../charges/pool-charges.ts';
import { chooseDeparture, sailingOf } from '../departures/choose-departure.ts';
import { laneChangedEvent } from '../departures/open-departures.ts';
import { cargoOf } from '../domain/cargo/cargo.ts';
import { awaitsApproval, moveConsignment } from '../domain/consignment.ts';
import { cfsCutOffOf } from '../domain/cut-offs.ts';
import { decideJoin, decideReceipt, decideWithdrawal } from '../domain/decide-consignment.ts';
import { openPool, poolIdOf } from '../domain/decide-pool.ts';
import type { Load } from '../domain/planning/plan-load.ts';
import type { Sailing } from '../domain/sailing.ts';
import { chargesAtBothEnds } from '../domain/tariff/both-ends.ts';
import { freightErrors, raise } from '../errors.ts';
import {
  changeConsignment,
  changePool,
  consignmentEvent,
  insertPool,
  joinEffects,
} from '../freight-effects.ts';
import { viewConsignment } from '../freight-view.ts';
import type { FreightRepository } from '../repository.ts';
import { bookableOrder, newConsignment } from './new-consignment.ts';
import type { consignmentOperations, NewConsignmentBody } from './operations.ts';

interface Parts {
  readonly store: Store;
  readonly freight: FreightRepository;
  readonly schedules: Schedules;
}

interface Wish {
  readonly shipBy: BusinessDate;
  readonly mode: string;
  /** Its consolidated order. */
  readonly together: string;
}

const earlierOf = (shipBy: BusinessDate, until: string | undefined): BusinessDate =>
  until !== undefined && until < shipBy ? parseBusinessDate(until) : shipBy;

/** Goods of one order: booked, received at the station, followed, withdrawn. */
export const consignmentHandlers = (
  { store, freight, schedules }: Parts,
  { consignmentFor, ownConsignment, poolOf, othersIn }: Access,
): Handlers<typeof consignmentOperations> => {
  /** The departure that a booking names, or the cheapest of its lane. Errors: freight.unknown_sailing, freight.no_departure, misfits. */
  const departureFor = async (
    { sailingId, cheapest }: NewConsignmentBody,
    load: Load,
    { shipBy, mode, together }: Wish,
    { now, correlationId }: { readonly now: Instant; readonly correlationId: string },
  ): Promise<{ readonly sailing: Sailing; readonly writes: readonly Write[] }> => {
    if (!cheapest) return { sailing: await sailingOf(schedules, sailingId ?? '', correlationId), writes: [] };
    const readyOn = cheapest.readyOn === undefined ? undefined : parseBusinessDate(cheapest.readyOn);
    const lane = { from: cheapest.from, to: cheapest.to, mode: mode === 'air' ? 'air' : 'sea' } as const;
    const wish = { lane, load, timing: { shipBy, readyOn }, together };
    const choice = await chooseDeparture(freight, schedules, wish, now, correlationId);
    return choice.kind === 'refused' ? raise(choice) : choice;
  };

  return {
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
  };
};
