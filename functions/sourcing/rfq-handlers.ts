import type { Handlers } from '../../shared/http/call.ts';
import { httpErrors } from '../../shared/http/errors.ts';
import type { Principal } from '../../shared/http/principal.ts';
import { parseBusinessDate } from '../../shared/kernel/business-date.ts';
import { countryOf } from '../../shared/kernel/country.ts';
import { parseDeliveryTerm } from '../../shared/kernel/incoterm.ts';
import { parseQuantity } from '../../shared/kernel/quantity.ts';
import type { Entity, Store } from '../../shared/persistence/store.ts';
import { rfqOpened } from './contract.ts';
import { decideEnd, decideOpen, decideStopQuotes, type RfqDecision } from './domain/decide-rfq.ts';
import type { Rfq } from './domain/rfq.ts';
import { isEndedRfq } from './domain/transitions.ts';
import { moveRfq, rejectOthers, rfqDeadlines } from './effects.ts';
import { sourcingErrors } from './errors.ts';
import type { operations } from './operations.ts';
import type { SourcingRepository, StoredRfq } from './repository.ts';
import type { RfqInput } from './shapes.ts';
import { rfqView } from './views.ts';

type RfqHandlers = Pick<Handlers<typeof operations>, 'openRfq' | 'listRfqs' | 'getRfq' | 'closeRfq'>;

/** What a company on a sanctions list may not do: anything that leads to a contract. Errors: sourcing.company_blocked. */
export const assertNotBlocked = (principal: Principal): void => {
  if (principal.screening === 'hit') {
    throw sourcingErrors.company_blocked('The company is on a sanctions list.');
  }
};

/** The request after a move, or the refusal as an error. */
export const rfqAfter = <Kept extends Rfq>(decision: RfqDecision<Kept>): Kept => {
  if (decision.kind === 'moved') return decision.rfq;
  const { code, detail, field } = decision;
  throw sourcingErrors[code](detail, field === undefined ? {} : { pointer: `/${field}` });
};

/**
 * The request if that company may see it: its buyer, those invited, those that have quoted, and everybody while a public one
 * takes quotes. Unknown and hidden look the same. Errors: http.not_found.
 */
export const visibleRfq = async (
  sourcing: SourcingRepository,
  rfqId: string,
  viewerId: string,
): Promise<Entity<StoredRfq>> => {
  const found = await sourcing.findRfq(rfqId);
  if (found) {
    const { buyerId, visibility, state, invitedSupplierIds = [] } = found.data;
    const isOpenToAll = visibility === 'public' && state === 'open';
    if (isOpenToAll || viewerId === buyerId || invitedSupplierIds.includes(viewerId)) return found;
    if (await sourcing.findQuoteBy(rfqId, viewerId)) return found;
  }
  throw httpErrors.not_found('No such request.');
};

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

/** Handlers of the operations on requests. */
export const createRfqHandlers = (sourcing: SourcingRepository, store: Store): RfqHandlers => ({
  openRfq: async ({ principal, body, now, newId, correlationId }) => {
    assertNotBlocked(principal);
    const rfq: StoredRfq = {
      ...canonical(body),
      rfqId: newId('rfq'),
      buyerId: principal.companyId,
      buyerName: principal.companyName,
      buyerCountry: principal.country,
      state: 'open',
      awardsMax: body.awardsMax ?? 1,
      awards: 0,
      quotesTaken: 0,
    };
    rfqAfter(decideOpen(rfq, now));
    const opened = rfqOpened.create({
      subject: rfq.rfqId,
      sequence: 1,
      audience: [rfq.buyerId, ...(rfq.invitedSupplierIds ?? [])],
      data: {
        rfqId: rfq.rfqId,
        buyerId: rfq.buyerId,
        productName: rfq.productName,
        quoteBy: rfq.quoteBy,
      },
    });
    return {
      status: 201,
      body: rfqView({ data: rfq, createdAt: now }, principal.companyId),
      version: 1,
      location: `/v1/rfqs/${rfq.rfqId}`,
      writes: [...sourcing.insertRfq(rfq, now), ...rfqDeadlines(store, rfq, correlationId)],
      events: [opened],
    };
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
    const found = await sourcing.findRfq(params.rfqId);
    if (found?.data.buyerId !== principal.companyId) throw httpErrors.not_found('No such request of yours.');
    const decision = body.outcome === 'end' ? decideEnd(found.data) : decideStopQuotes(found.data);
    const rfq = rfqAfter(decision);
    const reason = body.reason ?? 'The buyer ended the request.';
    const others = isEndedRfq(rfq.state)
      ? rejectOthers(sourcing, store, await sourcing.quotesOf(rfq.rfqId), reason, { now, correlationId })
      : { writes: [], events: [] };
    return {
      status: 200,
      body: rfqView({ data: rfq, createdAt: found.createdAt }, principal.companyId),
      version: found.version + 1,
      writes: [...moveRfq(sourcing, store, found, rfq, now), ...(others.writes ?? [])],
      events: others.events,
    };
  },
});
