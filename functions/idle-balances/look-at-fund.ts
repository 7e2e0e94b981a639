import { addDays, type BusinessDate, businessDateIn } from '../../shared/kernel/business-date.ts';
import { epochMs, type Instant } from '../../shared/kernel/instant.ts';
import { compareRates, parseRate, rate } from '../../shared/kernel/rate.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import { accountIdOf, type LedgerReader } from '../ledger/posting.ts';
import { publicationStored, tieMade } from './contract.ts';
import { fundTermsOn } from './domain/fund-terms.ts';
import type { Order } from './domain/order.ts';
import type { Position } from './domain/position.ts';
import { type TieBreak, type TiedOrder, tie } from './domain/tie.ts';
import { idleBalancesErrors } from './errors.ts';
import type { Fund, FundReport } from './fund.ts';
import type { IdleBalancesRepository } from './repository.ts';
import type { TieResult } from './rows.ts';

/** Days back that a missing publication is asked for. */
const daysBack = 10;
/** No fund of this kind pays that much a year: a rate above it is a slip. */
const rateMax = rate(1n, 4n);
const par = rate(1n);

interface Parts {
  readonly idle: IdleBalancesRepository;
  readonly ledger: Pick<LedgerReader, 'balanceOf'>;
  readonly fund: Fund;
}

/** Looks at what the fund publishes and reports, once an hour. */
export const createLookAtFund = ({ idle, ledger, fund }: Parts) => {
  /** The first missing publication, read and believed; nothing when all are there or it is not out yet. */
  const importNext = async (currency: string, now: Instant): Promise<Effect> => {
    const yesterday = addDays(businessDateIn(now, 'UTC'), -1);
    for (let back = daysBack; back >= 0; back -= 1) {
      const on = addDays(yesterday, -back);
      if (await idle.findPublication(currency, on)) continue;
      const told = await fund.publicationOf(currency, on);
      if (!told) continue;
      const { annualRate, nav } = told;
      if (compareRates(parseRate(nav), par) !== 0)
        throw idleBalancesErrors.unreadable_publication(
          `The fund says that a unit of ${currency} is worth ${nav} on ${on}: it is no longer at par.`,
        );
      if (compareRates(parseRate(annualRate), rateMax) > 0)
        throw idleBalancesErrors.unreadable_publication(
          `A rate of ${annualRate} a year on ${on} is too high.`,
        );
      return {
        writes: [idle.insertPublication(currency, { on, annualRate, nav }, now)],
        events: [
          publicationStored.create({
            subject: `${currency}-${on}`,
            data: { currency, on, annualRate, nav },
          }),
        ],
      };
    }
    return {};
  };

  /** Sum of the sub-accounts of investors in the fund's ledger, each read by its key. */
  const investors = async (code: '8110' | '8120', currency: string, positions: readonly Position[]) => {
    const balances = await Promise.all(
      positions.map(({ companyId }) => ledger.balanceOf(accountIdOf(code, currency, companyId, 'FUND'))),
    );
    return balances.reduce(
      (sum, { available, pending }) => sum + available.amountMinor + pending.amountMinor,
      0n,
    );
  };

  const tiedOrders = async (
    orders: readonly Order[],
    report: FundReport,
    currency: string,
  ): Promise<readonly TiedOrder[]> => {
    const ids = new Set([
      ...orders.map(({ orderId }) => orderId),
      ...report.orders.map(({ orderId }) => orderId),
    ]);
    const theirs = new Map(report.orders.map((one) => [one.orderId, one.unitsMinor]));
    const all = await Promise.all(
      [...ids].map(async (orderId) => [orderId, await idle.findOrder(orderId)] as const),
    );
    return all.flatMap(([orderId, found]) => {
      const amountMinor = theirs.get(orderId);
      const isCountedThere = amountMinor !== undefined;
      if (!found)
        return isCountedThere ? [{ orderId, amountMinor, isCountedHere: false, isCountedThere }] : [];
      const { kind, state, amount } = found.data;
      if (amount.currency !== currency) return [];
      const signed = kind === 'subscription' ? amount.amountMinor : -amount.amountMinor;
      // A redemption leaves the seller's units when it is asked for, a subscription joins them when it is confirmed.
      const isCountedHere = kind === 'subscription' ? state === 'done' : state !== 'declined';
      return [{ orderId, amountMinor: amountMinor ?? signed, isCountedHere, isCountedThere }];
    });
  };

  const compare = async (currency: string): Promise<readonly TieBreak[]> => {
    const [positions, open, report] = await Promise.all([
      idle.positionsIn(currency),
      idle.openOrders(currency),
      fund.report(currency),
    ]);
    const redeeming = open.filter(({ kind }) => kind === 'redemption');
    const balance = async (code: '8010' | '9030') => {
      const account = code === '8010' ? accountIdOf(code, currency, undefined, 'FUND') : undefined;
      if (account) return (await ledger.balanceOf(account)).available.amountMinor;
      const each = await Promise.all(
        positions.map(({ companyId }) => ledger.balanceOf(accountIdOf('9030', currency, companyId))),
      );
      return each.reduce((sum, { available }) => sum + available.amountMinor, 0n);
    };
    const redeemingBooks = await Promise.all(
      redeeming.map(({ orderId }) => ledger.balanceOf(accountIdOf('8130', currency, orderId, 'FUND'))),
    );
    const [booksUnits, booksIncome, booksAssets, memoUnits, orders] = await Promise.all([
      investors('8110', currency, positions),
      investors('8120', currency, positions),
      balance('8010'),
      balance('9030'),
      tiedOrders(open, report, currency),
    ]);
    const accounts = positions.flatMap((position) => {
      const theirs = report.accounts.find(({ account }) => account === position.companyId);
      if (theirs?.accruedThrough !== position.accruedThrough || position.openOrders > 0) return [];
      return [{ companyId: position.companyId, ours: position.accruedMinor, theirs: theirs.incomeMinor }];
    });
    return tie({
      booksUnits,
      booksRedeeming: redeemingBooks.reduce((sum, { available }) => sum + available.amountMinor, 0n),
      booksAssets,
      memoUnits,
      sellersUnits: positions.reduce((sum, { unitsMinor }) => sum + unitsMinor, 0n),
      booksIncome,
      sellersIncome: positions.reduce((sum, { accruedMinor }) => sum + accruedMinor, 0n),
      fundUnits: report.unitsMinor,
      orders,
      accounts,
    });
  };

  /** The comparison of the day, once it ties; one that does not is made again each hour and keeps since when it is broken. */
  const tieDay = async (currency: string, now: Instant): Promise<{ effect: Effect; result?: TieResult }> => {
    const on: BusinessDate = addDays(businessDateIn(now, 'UTC'), -1);
    const before = await idle.findTie(currency);
    if (before && before.data.on === on && before.data.isTied) return { effect: {} };
    const breaks = await compare(currency);
    const isTied = breaks.length === 0;
    const result: TieResult = {
      currency,
      on,
      isTied,
      breaks: [...breaks],
      at: now,
      ...(isTied ? {} : { brokenSince: before?.data.brokenSince ?? now }),
    };
    return {
      result,
      effect: {
        writes: [idle.saveTie(before, result, now)],
        events: [
          tieMade.create({
            subject: `${currency}-${on}`,
            data: { currency, on, isTied, breaks: [...breaks] },
          }),
        ],
      },
    };
  };

  /** Currencies that the fund takes today and that any company has ever had a position in: of others there is nothing to know. */
  const currenciesOn = async (now: Instant): Promise<readonly string[]> => {
    const taken = Object.keys(fundTermsOn(businessDateIn(now, 'UTC')).currencies);
    const held = await Promise.all(taken.map((currency) => idle.hasPositionsIn(currency)));
    return taken.filter((_, index) => held[index]);
  };

  return { importNext, tieDay, currenciesOn };
};

/** Hours that a difference may last before it is an alarm: messages may be that late. */
export const breakHoursMax = 24;

/** Whether a difference has lasted too long. */
export const isAlarming = ({ brokenSince }: TieResult, now: Instant): boolean =>
  brokenSince !== undefined && epochMs(now) - epochMs(brokenSince) >= breakHoursMax * 3_600_000;
