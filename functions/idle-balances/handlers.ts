import type { Handlers } from '../../shared/http/call.ts';
import { httpErrors } from '../../shared/http/errors.ts';
import { parseJson } from '../../shared/http/parse.ts';
import { verifyWebhook } from '../../shared/http/webhook-signature.ts';
import { addDays, type BusinessDate, businessDateIn } from '../../shared/kernel/business-date.ts';
import { effectiveOn } from '../../shared/kernel/effective-dated.ts';
import type { Instant } from '../../shared/kernel/instant.ts';
import {
  compareMoney,
  formatMoney,
  isPositiveMoney,
  type Money,
  minMoney,
  money,
  parseMoney,
  subtractMoney,
} from '../../shared/kernel/money.ts';
import type { Entity } from '../../shared/persistence/store.ts';
import { accountIdOf, journalWrites, type LedgerReader } from '../ledger/posting.ts';
import { type CurrencyTerms, fundTerms, fundTermsOn } from './domain/fund-terms.ts';
import type { Order } from './domain/order.ts';
import { type Position, positionIn } from './domain/position.ts';
import { idleBalancesErrors } from './errors.ts';
import { fundMessage } from './fund.ts';
import { createMoveOrders, payoutOf } from './move-orders.ts';
import type { operations } from './operations.ts';
import { createPlaceOrders } from './place-orders.ts';
import type { IdleBalancesRepository } from './repository.ts';
import type { Draw } from './rows.ts';
import { announcePosition, nextRun } from './run-day.ts';

interface Parts {
  readonly idle: IdleBalancesRepository;
  readonly ledger: Pick<LedgerReader, 'balanceOf'>;
  readonly ledgerTableName: string;
  readonly fundSecret: () => Promise<string>;
}

const viewPosition = (position: Position) => ({
  currency: position.currency,
  state: position.state,
  termsVersion: position.consent.termsVersion,
  acceptedAt: position.consent.at,
  acceptedBy: position.consent.memberId,
  keep: formatMoney(position.keep),
  units: formatMoney(money(position.currency, position.unitsMinor)),
  income: formatMoney(money(position.currency, position.accruedMinor)),
  incomeThrough: position.accruedThrough,
  openOrders: position.openOrders,
});

const viewOrder = (order: Order, createdAt: Instant) => ({
  orderId: order.orderId,
  kind: order.kind,
  state: order.state,
  amount: formatMoney(order.amount),
  settlement: order.settlement,
  valueOn: order.valueOn,
  payoutId: order.payoutId,
  reason: order.reason,
  hold: order.hold,
  createdAt,
});

const termsOf = (currency: string, on: BusinessDate): CurrencyTerms => {
  const own = fundTermsOn(on).currencies[currency];
  if (!own) throw idleBalancesErrors.currency_not_offered(`The fund takes no ${currency}.`);
  return own;
};

const checkTerms = (version: string, on: BusinessDate): void => {
  const { version: inForce } = fundTermsOn(on);
  if (version !== inForce)
    throw idleBalancesErrors.terms_outdated(`The terms in force are ${inForce}.`, {
      pointer: '/body/termsVersion',
    });
};

const keepIn = (currency: string, wire: { readonly currency: string; readonly amount: string }): Money => {
  const keep = parseMoney(wire, { allowZero: true });
  if (keep.currency !== currency)
    throw idleBalancesErrors.currency_not_offered(
      `What you keep is in ${keep.currency}, not in ${currency}.`,
      {
        pointer: '/body/keep/currency',
      },
    );
  return keep;
};

/** What the operations do. */
export const idleBalancesHandlers = (parts: Parts): Handlers<typeof operations> => {
  const { idle, ledger, ledgerTableName, fundSecret } = parts;
  const place = createPlaceOrders(idle);
  const move = createMoveOrders(idle, ledgerTableName);

  const own = async (companyId: string, currency: string): Promise<Entity<Position>> => {
    const found = await idle.findPosition(companyId, currency);
    if (!found) throw idleBalancesErrors.not_in(`There is no position in ${currency}.`);
    return found;
  };

  const inCurrency = (
    currency: string,
    wire: { readonly currency: string; readonly amount: string },
  ): Money => {
    const amount = parseMoney(wire);
    if (amount.currency !== currency)
      throw idleBalancesErrors.currency_not_offered(
        `The amount is in ${amount.currency}, not in ${currency}.`,
        {
          pointer: '/body/amount/currency',
        },
      );
    return amount;
  };

  return {
    getIdleBalanceTerms: async ({ now }) => {
      const { value, validFrom } = effectiveOn(fundTerms, businessDateIn(now, 'UTC'));
      const currencies = Object.entries(value.currencies).map(
        ([currency, { sweepMin, sameDayMax, dayCount }]) => ({
          currency,
          sweepMin: formatMoney(sweepMin),
          sameDayMax: formatMoney(sameDayMax),
          dayCount,
        }),
      );
      const { version, fund, summary } = value;
      return { status: 200, body: { version, fund, validFrom, currencies, summary: [...summary] } };
    },

    optIntoIdleBalances: async ({ body, principal, now, correlationId }) => {
      const { companyId, memberId } = principal;
      const { currency, termsVersion } = body;
      const today = businessDateIn(now, 'UTC');
      termsOf(currency, today);
      checkTerms(termsVersion, today);
      if (principal.screening !== 'clear')
        throw idleBalancesErrors.not_screened(`The screening of your company is ${principal.screening}.`);
      const found = await idle.findPosition(companyId, currency);
      if (found && found.data.state !== 'closed')
        throw idleBalancesErrors.already_in(`Your position in ${currency} is ${found.data.state}.`);
      const position: Position = {
        companyId,
        currency,
        state: 'active',
        consent: { termsVersion, memberId, at: now },
        keep: keepIn(currency, body.keep),
        sameDay: found?.data.sameDay ?? { on: today, usedMinor: 0n },
        openOrders: 0,
        unitsMinor: 0n,
        changes: [],
        accruedMinor: 0n,
        carryPico: 0n,
        accruedThrough: addDays(today, -1),
      };
      const at = { now, correlationId };
      const saved = found ? [idle.updatePosition(found, position, now)] : idle.insertPosition(position, now);
      return {
        status: 201,
        version: (found?.version ?? 0) + 1,
        location: `/v1/idle-balances/${currency}`,
        body: viewPosition(position),
        writes: [...saved, nextRun(idle, position, at)],
        events: [announcePosition(position, found ? 'closed' : null, at)],
      };
    },

    listIdleBalances: async ({ principal }) => {
      const items = await idle.listPositions(principal.companyId);
      return { status: 200, body: { items: items.map(({ data }) => viewPosition(data)) } };
    },

    getIdleBalance: async ({ principal, params }) => {
      const found = await own(principal.companyId, params.currency);
      return { status: 200, version: found.version, body: viewPosition(found.data) };
    },

    changeIdleBalance: async ({ principal, params, body, now, expectedVersion, correlationId }) => {
      const found = await own(principal.companyId, params.currency);
      if (found.version !== expectedVersion)
        throw httpErrors.version_mismatch(`The position has version ${found.version}.`);
      if (found.data.state !== 'active')
        throw idleBalancesErrors.not_active(`Your position is ${found.data.state}.`);
      checkTerms(body.termsVersion, businessDateIn(now, 'UTC'));
      const { memberId } = principal;
      const isSame = body.termsVersion === found.data.consent.termsVersion;
      const consent = isSame ? found.data.consent : { termsVersion: body.termsVersion, memberId, at: now };
      const position = { ...found.data, consent, keep: keepIn(params.currency, body.keep) };
      return {
        status: 200,
        version: found.version + 1,
        body: viewPosition(position),
        writes: [idle.updatePosition(found, position, now)],
        events: [announcePosition(position, 'active', { now, correlationId })],
      };
    },

    optOutOfIdleBalances: async ({ principal, params, now, newId, correlationId }) => {
      const found = await own(principal.companyId, params.currency);
      if (found.data.state !== 'active')
        throw idleBalancesErrors.not_active(`Your position is ${found.data.state}.`);
      const at = { now, correlationId };
      const leaving: Position = positionIn(found.data, 'leaving');
      const units = money(params.currency, leaving.unitsMinor);
      const terms = termsOf(params.currency, businessDateIn(now, 'UTC'));
      const placed = isPositiveMoney(units)
        ? place.redeem(leaving, units, { terms, newId }, at)
        : { position: leaving, orders: [], writes: [], journals: [], events: [] };
      const { position } = placed;
      return {
        status: 202,
        body: {
          orders: placed.orders.map((order) => viewOrder(order, now)),
          position: viewPosition(position),
        },
        writes: [
          idle.updatePosition(found, position, now),
          ...placed.writes,
          ...journalWrites(ledgerTableName, placed.journals, at),
        ],
        events: [announcePosition(position, 'active', at), ...placed.events],
      };
    },

    redeemIdleBalance: async ({ principal, params, body, now, newId, correlationId }) => {
      const found = await own(principal.companyId, params.currency);
      const amount = inCurrency(params.currency, body.amount);
      const units = money(params.currency, found.data.unitsMinor);
      if (compareMoney(amount, units) > 0)
        throw idleBalancesErrors.insufficient_units(
          `You have ${units.currency} ${formatMoney(units).amount} in units.`,
          { pointer: '/body/amount' },
        );
      const at = { now, correlationId };
      const terms = termsOf(params.currency, businessDateIn(now, 'UTC'));
      const placed = place.redeem(found.data, amount, { terms, newId }, at);
      return {
        status: 202,
        body: {
          orders: placed.orders.map((order) => viewOrder(order, now)),
          position: viewPosition(placed.position),
        },
        writes: [
          idle.updatePosition(found, placed.position, now),
          ...placed.writes,
          ...journalWrites(ledgerTableName, placed.journals, at),
        ],
        events: placed.events,
      };
    },

    drawIdleBalance: async ({ principal, params, body, now, newId, correlationId }) => {
      const { companyId } = principal;
      const found = await own(companyId, params.currency);
      const amount = inCurrency(params.currency, body.amount);
      const { available } = await ledger.balanceOf(accountIdOf('2040', params.currency, companyId));
      const fromAvailable = minMoney(amount, available);
      const fromFund = subtractMoney(amount, fromAvailable);
      const units = money(params.currency, found.data.unitsMinor);
      if (compareMoney(fromFund, units) > 0)
        throw idleBalancesErrors.insufficient_funds(
          `${formatMoney(available).amount} is available and ${formatMoney(units).amount} in units.`,
          { pointer: '/body/amount' },
        );
      const at = { now, correlationId };
      const payoutId = newId('pot');
      const draw: Draw = { payoutId, companyId, amount, waitsFor: [], state: 'asked', correlationId };
      const answer = (orders: readonly Order[], state: 'asked' | 'waiting') => ({
        status: 202,
        body: {
          payoutId,
          amount: formatMoney(amount),
          fromAvailable: formatMoney(fromAvailable),
          fromFund: formatMoney(fromFund),
          orders: orders.map((order) => viewOrder(order, now)),
          state,
        },
      });
      if (!isPositiveMoney(fromFund)) {
        return { ...answer([], 'asked'), writes: [idle.insertDraw(draw, now)], events: [payoutOf(draw)] };
      }
      const terms = termsOf(params.currency, businessDateIn(now, 'UTC'));
      const placed = place.redeem(found.data, fromFund, { terms, newId, payoutId }, at);
      const waiting: Draw = {
        ...draw,
        state: 'waiting',
        waitsFor: placed.orders.map(({ orderId }) => orderId),
      };
      return {
        ...answer(placed.orders, 'waiting'),
        writes: [
          idle.updatePosition(found, placed.position, now),
          idle.insertDraw(waiting, now),
          ...placed.writes,
          ...journalWrites(ledgerTableName, placed.journals, at),
        ],
        events: placed.events,
      };
    },

    listIdleOrders: async ({ principal, page }) => {
      const found = await idle.listOrders(principal.companyId, page);
      const items = found.items.map(({ data, createdAt }) => viewOrder(data, createdAt));
      return { status: 200, body: { items, next: page.next(found.next) } };
    },

    getIdleOrder: async ({ principal, params }) => {
      const found = await idle.findOrder(params.orderId);
      const isAllowed = principal.roles.includes('operator') || found?.data.companyId === principal.companyId;
      if (!found || !isAllowed) throw idleBalancesErrors.no_such_order('No such order of yours.');
      return { status: 200, version: found.version, body: viewOrder(found.data, found.createdAt) };
    },

    getIdleTie: async ({ params }) => {
      const found = await idle.findTie(params.currency);
      if (!found) throw httpErrors.not_found(`${params.currency} has not been compared yet.`);
      return { status: 200, body: { ...found.data, breaks: [...found.data.breaks] } };
    },

    receiveFundMessage: async ({ headers, rawBody, now, correlationId }) => {
      const webhookId = verifyWebhook(await fundSecret(), { headers, body: rawBody, now });
      if (await idle.findWebhook(webhookId)) return { status: 200 };
      const message = fundMessage.safeParse(parseJson(rawBody)).data;
      if (!message) throw idleBalancesErrors.bad_message('The message is none that the fund sends.');
      const effect = await move.told(message, { now, correlationId });
      return {
        status: 200,
        writes: [idle.takeWebhook(webhookId, now), ...(effect.writes ?? [])],
        events: effect.events,
      };
    },
  };
};
