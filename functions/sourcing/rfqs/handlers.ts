import type { Handlers } from '../../../shared/http/call.ts';
import { httpErrors } from '../../../shared/http/errors.ts';
import type { Principal } from '../../../shared/http/principal.ts';
import { parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { countryOf } from '../../../shared/kernel/country.ts';
import { parseDeliveryTerm } from '../../../shared/kernel/incoterm.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { parseQuantity } from '../../../shared/kernel/quantity.ts';
import type { Entity, Store } from '../../../shared/persistence/store.ts';
import { assertNotBlocked, assertSuppliers, assertUnrelated, countToday } from '../company-limits.ts';
import { decideEnd, decideMatchAgain, decideOpen, decideStopQuotes } from '../domain/decide-rfq.ts';
import { isEndedRfq } from '../domain/transitions.ts';
import { draftDeadline, moveRfq, rejectOthers } from '../effects.ts';
import { sourcingErrors } from '../errors.ts';
import type { SourcingRepository } from '../repository.ts';
import { rfqAfter, visibleRfq } from './access.ts';
import { askMatching, openingEffect } from './opening.ts';
import type { rfqOperations } from './operations.ts';
import type { StoredRfq } from './rows.ts';
import type { RfqInput } from './shapes.ts';
import { rfqView } from './view.ts';

type RfqHandlers = Handlers<typeof rfqOperations>;

const canonical = (asked: RfqInput): RfqInput => {
  countryOf(asked.destinationCountry, { pointer: '/destinationCountry' });
  parseDeliveryTerm(asked.deliveryTerm, { pointer: '/deliveryTerm' });
  if (asked.latestShipOn !== undefined) parseBusinessDate(asked.latestShipOn, { pointer: '/latestShipOn' });
  return {
    ...asked,
    quantity: parseQuantity(asked.quantity, { pointer: '/quantity' }),
    ...(asked.invitedSupplierIds ? { invitedSupplierIds: [...new Set(asked.invitedSupplierIds)] } : {}),
  };
};

/** What the buyer asks, as a draft: nothing of it is open yet. */
const draftOf = (asked: RfqInput) => ({
  ...canonical(asked),
  state: 'draft' as const,
  awardsMax: asked.awardsMax ?? 1,
  awards: 0,
  quotesTaken: 0,
  isMatchingWanted: asked.isMatchingWanted ?? asked.visibility === 'public',
  matchingsAsked: 0,
  matchings: 0,
});

/** Handlers of the operations on requests. */
export const createRfqHandlers = (sourcing: SourcingRepository, store: Store): RfqHandlers => {
  const ownRfq = async (rfqId: string, { companyId }: Principal): Promise<Entity<StoredRfq>> => {
    const found = await sourcing.findRfq(rfqId);
    if (found?.data.buyerId !== companyId) throw httpErrors.not_found('No such request of yours.');
    return found;
  };

  const countRequest = ({ buyerId, description }: StoredRfq, now: Instant) =>
    countToday(sourcing, buyerId, { deed: 'request', text: description, pointer: '/description' }, now);

  const assertMayInvite = async ({ buyerId, invitedSupplierIds = [] }: StoredRfq): Promise<void> => {
    await assertSuppliers(sourcing, invitedSupplierIds, '/invitedSupplierIds');
    await assertUnrelated(sourcing, buyerId, invitedSupplierIds, '/invitedSupplierIds');
  };

  return {
    openRfq: async ({ principal, body, now, newId, correlationId }) => {
      assertNotBlocked(principal);
      const { isDraft, ...asked } = body;
      const draft: StoredRfq = {
        ...draftOf(asked),
        rfqId: newId('rfq'),
        buyerId: principal.companyId,
        buyerName: principal.companyName,
        buyerCountry: principal.country,
      };
      const counted = await countRequest(draft, now);
      if (isDraft) {
        return {
          status: 201,
          body: rfqView({ data: draft, createdAt: now }, principal.companyId),
          version: 1,
          location: `/v1/rfqs/${draft.rfqId}`,
          writes: [
            ...sourcing.insertRfq(draft, now),
            draftDeadline(store, draft.rfqId, now, correlationId),
            counted,
          ],
        };
      }
      const rfq = rfqAfter(decideOpen(draft, now));
      await assertMayInvite(rfq);
      const opening = openingEffect(sourcing, store, rfq, { now, correlationId, sequence: 1 });
      return {
        status: 201,
        body: rfqView({ data: rfq, createdAt: now }, principal.companyId),
        version: 1,
        location: `/v1/rfqs/${rfq.rfqId}`,
        writes: [...sourcing.insertRfq(rfq, now), ...opening.writes, counted],
        events: opening.events,
      };
    },

    replaceDraft: async ({ principal, params, body, now, expectedVersion }) => {
      const found = await ownRfq(params.rfqId, principal);
      if (found.data.state !== 'draft') {
        throw sourcingErrors.not_a_draft(`The request is ${found.data.state}.`);
      }
      if (found.version !== expectedVersion) {
        throw httpErrors.version_mismatch(`The draft is at version ${found.version}.`);
      }
      const { rfqId, buyerId, buyerName, buyerCountry } = found.data;
      const rfq: StoredRfq = { ...draftOf(body), rfqId, buyerId, buyerName, buyerCountry };
      return {
        status: 200,
        body: rfqView({ data: rfq, createdAt: found.createdAt }, principal.companyId),
        version: found.version + 1,
        writes: sourcing.updateRfqIfVersion(found, rfq, now),
      };
    },

    openDraft: async ({ principal, params, now, correlationId }) => {
      assertNotBlocked(principal);
      const found = await ownRfq(params.rfqId, principal);
      const rfq = rfqAfter(decideOpen(found.data, now));
      await assertMayInvite(rfq);
      const sequence = found.version + 1;
      const opening = openingEffect(sourcing, store, rfq, { now, correlationId, sequence });
      return {
        status: 200,
        body: rfqView({ data: rfq, createdAt: found.createdAt }, principal.companyId),
        version: sequence,
        writes: [...moveRfq(sourcing, store, found, rfq, now).writes, ...opening.writes],
        events: opening.events,
      };
    },

    matchAgain: async ({ principal, params, now }) => {
      const found = await ownRfq(params.rfqId, principal);
      const rfq = rfqAfter(decideMatchAgain(found.data));
      return {
        status: 202,
        body: rfqView({ data: rfq, createdAt: found.createdAt }, principal.companyId),
        version: found.version + 1,
        writes: moveRfq(sourcing, store, found, rfq, now).writes,
        events: [askMatching(rfq)],
      };
    },

    listMatchings: async ({ principal, params }) => {
      const found = await ownRfq(params.rfqId, principal);
      return { status: 200, body: { items: await sourcing.matchingsOf(found.data.rfqId) } };
    },

    listRfqs: async ({ principal, query, page }) => {
      const view = query.view ?? (principal.roles.includes('buyer') ? 'mine' : 'open');
      const found = await sourcing.listRfqs(view, principal.companyId, page);
      // The index lags behind: a request that was closed a moment ago is open to nobody new.
      const items = found.items.filter((rfq) => view !== 'open' || rfq.data.state === 'open');
      return {
        status: 200,
        body: { items: items.map((rfq) => rfqView(rfq, principal.companyId)), next: page.next(found.next) },
      };
    },

    getRfq: async ({ principal, params }) => {
      const found = await visibleRfq(sourcing, params.rfqId, principal.companyId);
      return { status: 200, body: rfqView(found, principal.companyId), version: found.version };
    },

    closeRfq: async ({ principal, params, body, now, correlationId }) => {
      const found = await ownRfq(params.rfqId, principal);
      const decision = body.outcome === 'end' ? decideEnd(found.data) : decideStopQuotes(found.data);
      const rfq = rfqAfter(decision);
      const reason = body.reason ?? 'The buyer ended the request.';
      const others = isEndedRfq(rfq.state)
        ? rejectOthers(sourcing, store, await sourcing.quotesOf(rfq.rfqId), reason, { now, correlationId })
        : { writes: [], events: [] };
      const moved = moveRfq(sourcing, store, found, rfq, now);
      return {
        status: 200,
        body: rfqView({ data: rfq, createdAt: found.createdAt }, principal.companyId),
        version: found.version + 1,
        writes: [...moved.writes, ...others.writes],
        events: [...moved.events, ...others.events],
      };
    },
  };
};
