import type { Handlers } from '../../../shared/http/call.ts';
import { httpErrors } from '../../../shared/http/errors.ts';
import { parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { countryOf } from '../../../shared/kernel/country.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { parseDeliveryTerm, warningsFor } from '../../../shared/kernel/incoterm.ts';
import { formatMoney, parseMoney } from '../../../shared/kernel/money.ts';
import { parseQuantity } from '../../../shared/kernel/quantity.ts';
import { compareRates, parseRate, rate } from '../../../shared/kernel/rate.ts';
import type { Entity, Store } from '../../../shared/persistence/store.ts';
import { assertNotBlocked, assertUnrelated } from '../company-limits.ts';
import {
  boundFromOf,
  decideCancelGroup,
  decideJoin,
  decideLeave,
  decideOpenGroup,
  type GroupBuy,
  type GroupDecision,
  pooledQuantity,
  reachedTier,
} from '../domain/group-buy.ts';
import { sourcingErrors } from '../errors.ts';
import type { SourcingRepository } from '../repository.ts';
import { cancelEffect, closingDeadline } from './effects.ts';
import type { groupOperations } from './operations.ts';
import type { GroupRows } from './rows.ts';

const groupAfter = (decision: GroupDecision): GroupBuy => {
  if (decision.kind === 'moved') return decision.group;
  throw sourcingErrors[decision.code](decision.detail);
};

/** A group buy as a company may read it. */
const groupView = ({ shares, ...group }: GroupBuy, viewerId: string) => {
  const whole = { ...group, shares };
  const reached = group.state === 'open' ? reachedTier(whole) : undefined;
  const own = shares.find(({ buyerId }) => buyerId === viewerId);
  const isIn =
    own !== undefined &&
    group.state === 'reached' &&
    reachedTier(whole)?.shares.some(({ buyerId }) => buyerId === viewerId);
  return {
    ...group,
    boundFrom: boundFromOf(group),
    companies: shares.length,
    pooledQuantity: pooledQuantity(whole),
    ...(reached ? { priceNow: reached.tier.unitPrice } : {}),
    ...(own
      ? {
          ownShare: {
            quantity: own.quantity,
            unitPriceMax: own.unitPriceMax,
            joinedAt: own.joinedAt,
            ...(isIn ? { contractId: deterministicId('ctr', group.groupBuyId, viewerId) } : {}),
          },
        }
      : {}),
  };
};

/** Terms that no contract could have are refused when the group opens, not when it closes. */
const assertTerms = ({ terms, unit, closesAt }: Pick<GroupBuy, 'terms' | 'unit' | 'closesAt'>): void => {
  countryOf(terms.originCountry, { pointer: '/terms/originCountry' });
  const term = parseDeliveryTerm(terms.deliveryTerm, { pointer: '/terms/deliveryTerm' });
  parseQuantity({ value: '1', unit }, { pointer: '/unit' });
  const share = parseRate(terms.depositShare);
  if (compareRates(share, rate(0n)) <= 0 || compareRates(share, rate(1n)) > 0) {
    throw sourcingErrors.deposit_share_out_of_range(`${terms.depositShare} is not above 0 and at most 1.`, {
      pointer: '/terms/depositShare',
    });
  }
  if (parseBusinessDate(terms.latestShipOn) < closesAt.slice(0, 10)) {
    throw sourcingErrors.ship_date_past(`${terms.latestShipOn} is before the group buy closes.`, {
      pointer: '/terms/latestShipOn',
    });
  }
  const circumstances = {
    transportMode: terms.transportMode,
    containerised: true,
    pooled: true,
    refundServiceOrdered: false,
  };
  const refusal = warningsFor(term, circumstances).find(({ severity }) => severity === 'refusal');
  if (refusal) {
    throw sourcingErrors.delivery_term_refused(refusal.message, { pointer: '/terms/deliveryTerm' });
  }
};

/** Handlers of the operations on group buys. */
export const createGroupHandlers = (
  rows: GroupRows,
  sourcing: Pick<SourcingRepository, 'relatedTo'>,
  store: Store,
): Handlers<typeof groupOperations> => {
  const known = async (groupBuyId: string): Promise<Entity<GroupBuy>> => {
    const found = await rows.find(groupBuyId);
    if (!found) throw httpErrors.not_found('No such group buy.');
    return found;
  };

  return {
    openGroupBuy: async ({ principal, body, now, newId, correlationId }) => {
      assertNotBlocked(principal);
      assertTerms(body);
      const tiers = body.tiers.map(({ minQuantity, unitPrice }) => ({
        minQuantity,
        unitPrice: formatMoney(parseMoney(unitPrice)),
      }));
      const asked: GroupBuy = {
        ...body,
        tiers,
        groupBuyId: newId('gbu'),
        supplierId: principal.companyId,
        supplierName: principal.companyName,
        supplierCountry: principal.country,
        state: 'open',
        shares: [],
      };
      const group = groupAfter(decideOpenGroup(asked, now));
      return {
        status: 201,
        body: groupView(group, principal.companyId),
        version: 1,
        location: `/v1/group-buys/${group.groupBuyId}`,
        writes: [...rows.insert(group, now), closingDeadline(store, group, correlationId)],
      };
    },

    listGroupBuys: async ({ principal, query, page }) => {
      const view = query.view ?? 'open';
      const { items, next } = await rows.list(view, principal.companyId, page);
      // The index lags behind: what closed a moment ago is open to nobody.
      const seen = items
        .filter(({ state }) => view === 'mine' || state === 'open')
        .map((group) => groupView(group, principal.companyId));
      return { status: 200, body: { items: seen, next: page.next(next) } };
    },

    getGroupBuy: async ({ principal, params }) => {
      const found = await known(params.groupBuyId);
      return { status: 200, body: groupView(found.data, principal.companyId), version: found.version };
    },

    joinGroupBuy: async ({ principal, params, body, now }) => {
      assertNotBlocked(principal);
      const found = await known(params.groupBuyId);
      const { companyId, companyName, country } = principal;
      const share = {
        buyerId: companyId,
        buyerName: companyName,
        buyerCountry: country,
        quantity: body.quantity,
        unitPriceMax: formatMoney(parseMoney(body.unitPriceMax)),
        joinedAt: now,
      };
      const group = groupAfter(decideJoin(found.data, share, now));
      await assertUnrelated(sourcing, companyId, [group.supplierId]);
      return {
        status: 201,
        body: groupView(group, companyId),
        version: found.version + 1,
        writes: rows.updateIfVersion(found, group, now),
      };
    },

    leaveGroupBuy: async ({ principal, params, now }) => {
      const found = await known(params.groupBuyId);
      const group = groupAfter(decideLeave(found.data, principal.companyId, now));
      return {
        status: 200,
        body: groupView(group, principal.companyId),
        version: found.version + 1,
        writes: rows.updateIfVersion(found, group, now),
      };
    },

    cancelGroupBuy: async ({ principal, params, now }) => {
      const found = await known(params.groupBuyId);
      if (found.data.supplierId !== principal.companyId)
        throw httpErrors.not_found('No such group buy of yours.');
      const group = groupAfter(decideCancelGroup(found.data, now));
      return {
        status: 200,
        body: groupView(group, principal.companyId),
        version: found.version + 1,
        ...cancelEffect(rows, store, found, group, now),
      };
    },
  };
};
