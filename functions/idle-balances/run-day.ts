import { addDays, type BusinessDate, businessDateIn, instantAt } from '../../shared/kernel/business-date.ts';
import { formatMoney, isPositiveMoney, money } from '../../shared/kernel/money.ts';
import { clearDeadline, setDeadline } from '../../shared/messaging/deadline.ts';
import type { OutgoingEvent } from '../../shared/messaging/event.ts';
import type { Effect } from '../../shared/persistence/unit-of-work.ts';
import type { Write } from '../../shared/persistence/write.ts';
import type { Journal } from '../ledger/contract.ts';
import { accountIdOf, journalWrites, type LedgerReader } from '../ledger/posting.ts';
import { incomeAccrued, positionMoved } from './contract.ts';
import { accrueDay } from './domain/accrual.ts';
import { fundTermsOn } from './domain/fund-terms.ts';
import { type Position, positionIn, sweepAmount } from './domain/position.ts';
import { incomeJournals } from './journals.ts';
import type { Moment, Placed, PlaceOrders } from './place-orders.ts';
import type { IdleBalancesRepository } from './repository.ts';

/** Name of the deadline of a position that comes round every day. */
export const dailyDeadline = 'daily';
/** When it does, in UTC: after the fund's publication of the day before and before its cut-off. */
const dailyAt = '14:00';
/** Most days that one run books; the next run goes on. */
const daysMax = 31;

/** Subject of the daily deadline of a position. */
export const dailySubject = (companyId: string, currency: string): string => `${companyId}:${currency}`;

/** The next daily run strictly after now. */
export const nextRun = (
  idle: IdleBalancesRepository,
  { companyId, currency }: Pick<Position, 'companyId' | 'currency'>,
  { now, correlationId }: Moment,
): Write => {
  const today = businessDateIn(now, 'UTC');
  const todays = instantAt(today, dailyAt, 'UTC');
  const dueAt = now < todays ? todays : instantAt(addDays(today, 1), dailyAt, 'UTC');
  return setDeadline(idle.store, {
    subject: dailySubject(companyId, currency),
    name: dailyDeadline,
    dueAt,
    correlationId,
  });
};

/** The news of a position. */
export const announcePosition = (
  position: Position,
  from: Position['state'] | null,
  at: Moment,
): OutgoingEvent =>
  positionMoved.create({
    subject: dailySubject(position.companyId, position.currency),
    audience: [position.companyId],
    data: {
      companyId: position.companyId,
      currency: position.currency,
      from,
      to: position.state,
      termsVersion: position.consent.termsVersion,
      keep: formatMoney(position.keep),
      at: at.now,
    },
  });

interface Parts {
  readonly idle: IdleBalancesRepository;
  readonly ledger: Pick<LedgerReader, 'balanceOf'>;
  readonly ledgerTableName: string;
  readonly place: PlaceOrders;
}

interface Booked {
  readonly position: Position;
  readonly journals: readonly Journal[];
  readonly events: readonly OutgoingEvent[];
}

/**
 * The day of one position, in one transaction: income of all days that the fund has told of, then the sweep (or, when the company is
 * leaving, the redemption of what is left), and the next day's deadline. Run twice, the second run finds everything done.
 */
export const createRunDay = ({ idle, ledger, ledgerTableName, place }: Parts) => {
  const accrue = async (before: Position, today: BusinessDate): Promise<Booked> => {
    const { companyId, currency } = before;
    const first = addDays(before.accruedThrough, 1);
    const last = addDays(today, -1);
    const none = { position: before, journals: [], events: [] };
    if (first > last) return none;
    const publications = await idle.publicationsBetween(currency, first, last);
    let position = before;
    let [incomeMinor, distributedMinor] = [0n, 0n];
    for (let count = 0; count < daysMax; count += 1) {
      const publication = publications.get(addDays(position.accruedThrough, 1));
      const terms = publication && fundTermsOn(publication.on).currencies[currency];
      if (!publication || !terms) break;
      const day = accrueDay(position, publication, terms.dayCount);
      position = { ...position, ...day.holding };
      incomeMinor += day.incomeMinor;
      distributedMinor += day.distributedMinor;
    }
    if (position === before) return none;
    const through = position.accruedThrough;
    return {
      position,
      journals: incomeJournals({ companyId, currency, through, incomeMinor, distributedMinor }),
      events:
        incomeMinor > 0n
          ? [
              incomeAccrued.create({
                subject: dailySubject(companyId, currency),
                audience: [companyId],
                data: {
                  companyId,
                  through,
                  amount: formatMoney(money(currency, incomeMinor)),
                  isDistributed: distributedMinor > 0n,
                },
              }),
            ]
          : [],
    };
  };

  const order = async (
    position: Position,
    today: BusinessDate,
    at: Moment & { readonly newId: (prefix: string) => string },
  ): Promise<Placed> => {
    const nothing: Placed = { position, orders: [], writes: [], journals: [], events: [] };
    const { companyId, currency } = position;
    const terms = fundTermsOn(today);
    const own = terms.currencies[currency];
    if (!own) return nothing;
    if (position.state === 'leaving') {
      return position.unitsMinor > 0n
        ? place.redeem(position, money(currency, position.unitsMinor), { terms: own, newId: at.newId }, at)
        : nothing;
    }
    const [{ available }, isClear, publication] = await Promise.all([
      ledger.balanceOf(accountIdOf('2040', currency, companyId)),
      idle.isClear(companyId),
      // A fund that has not told of yesterday, or that has broken the buck, gets no more money.
      idle.findPublication(currency, addDays(today, -1)),
    ]);
    const isBlocked = isClear === false || publication === undefined;
    const amount = sweepAmount({ ...position, isBlocked }, available, {
      version: terms.version,
      currency: own,
    });
    return isPositiveMoney(amount) ? place.sweep(position, amount, today, at) : nothing;
  };

  const isEmpty = ({ unitsMinor, accruedMinor, openOrders }: Position): boolean =>
    unitsMinor === 0n && accruedMinor === 0n && openOrders === 0;

  return async (
    companyId: string,
    currency: string,
    at: Moment & { readonly newId: (prefix: string) => string },
  ): Promise<Effect> => {
    const found = await idle.findPosition(companyId, currency);
    if (!found || found.data.state === 'closed') return {};
    const today = businessDateIn(at.now, 'UTC');
    const income = await accrue(found.data, today);
    const placed = await order(income.position, today, at);
    const isLeft = placed.position.state === 'leaving' && isEmpty(placed.position);
    const position: Position = isLeft ? positionIn(placed.position, 'closed') : placed.position;
    return {
      writes: [
        ...(position === found.data ? [] : [idle.updatePosition(found, position, at.now)]),
        ...placed.writes,
        ...journalWrites(ledgerTableName, [...income.journals, ...placed.journals], at),
        isLeft
          ? clearDeadline(idle.store, dailySubject(companyId, currency), dailyDeadline)
          : nextRun(idle, position, at),
      ],
      events: [
        ...income.events,
        ...placed.events,
        ...(isLeft ? [announcePosition(position, 'leaving', at)] : []),
      ],
    };
  };
};
