import { addBusinessDays, type BusinessDate } from '../../../shared/kernel/business-date.ts';
import { type CalendarCode, calendarForCurrency, holidaysOf } from '../../../shared/kernel/calendars.ts';
import type { CurrencyCode } from '../../../shared/kernel/currency.ts';
import { DomainError } from '../../../shared/kernel/errors.ts';

/** Pairs that settle one business day after the trade; all others settle on the second (spot convention of the market). */
const nextDayPairs: ReadonlySet<string> = new Set(['CAD/USD', 'TRY/USD', 'PHP/USD']);

/** Calendars of both currencies and of the dollar; a currency without one of its own keeps weekends only. */
const calendarsOf = (currencies: readonly CurrencyCode[]): readonly CalendarCode[] => {
  const codes = new Set<CalendarCode>();
  for (const currency of [...currencies, 'USD']) {
    try {
      codes.add(calendarForCurrency(currency));
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'calendar.none_for_currency') throw error;
    }
  }
  return [...codes];
};

/**
 * The day on which both currencies change hands: T+2, or T+1 for the pairs that settle the next day, open in both currencies
 * and in the dollar. DomainError `calendar.year_not_covered` beyond the holiday data.
 */
export const valueDateOf = (tradeDate: BusinessDate, sell: CurrencyCode, buy: CurrencyCode): BusinessDate => {
  const year = Number(tradeDate.slice(0, 4));
  // Only the last days of December reach into the next year.
  const lastYear = tradeDate.slice(5) >= '12-20' ? year + 1 : year;
  const holidays = calendarsOf([sell, buy]).map((code) => holidaysOf(code, year, lastYear));
  const lag = nextDayPairs.has([sell, buy].sort().join('/')) ? 1 : 2;
  return addBusinessDays(tradeDate, lag, ...holidays);
};
