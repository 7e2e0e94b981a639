import { addDays, type BusinessDate, type HolidaySet, parseBusinessDate } from './business-date.ts';
import { defineErrors } from './errors.ts';
import { type NationalCalendar, nationalCalendars } from './national-holidays.ts';

/** A calendar of closing days: the euro area's payment system, or a country's banks. */
export type CalendarCode = 'TARGET' | NationalCalendar['code'];

/** Refusals of this file. */
export const calendarErrors = defineErrors('calendar', {
  year_not_covered: {
    status: 422,
    title: 'Holiday calendar has no data for that year',
    remedy: 'Choose a date within the covered years, or ask for the calendar to be extended.',
  },
  none_for_currency: {
    status: 422,
    title: 'No holiday calendar is kept for that currency',
    remedy: 'Use a currency whose calendar is kept: EUR, USD, KRW, CNY or VND.',
  },
});

const calendarOfCurrency: Readonly<Record<string, CalendarCode>> = {
  EUR: 'TARGET',
  USD: 'US',
  KRW: 'KR',
  CNY: 'CN',
  VND: 'VN',
};

/**
 * Easter Sunday of the Gregorian calendar (anonymous Gregorian computus, Meeus, Astronomical Algorithms, ch. 8).
 * Years 1583 to 9999.
 */
export function easterSunday(year: number): BusinessDate {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const ofCentury = year % 100;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const days = epact + toSunday - 7 * late + 114;
  return dayOf(year, Math.floor(days / 31), (days % 31) + 1);
}

/**
 * The six TARGET closing days besides weekends: New Year, Good Friday, Easter Monday, 1 May, 25 and 26 December
 * (European Central Bank, long-term calendar since 2002).
 */
export function targetClosingDays(year: number): readonly BusinessDate[] {
  const easter = easterSunday(year);
  return [
    dayOf(year, 1, 1),
    addDays(easter, -2),
    addDays(easter, 1),
    dayOf(year, 5, 1),
    dayOf(year, 12, 25),
    dayOf(year, 12, 26),
  ];
}

/**
 * Closing days of the calendar from `fromYear` to `toYear`, both included. A year without data is refused, because an
 * empty year would make every weekday look open. DomainError `calendar.year_not_covered`.
 */
export function holidaysOf(code: CalendarCode, fromYear: number, toYear: number = fromYear): HolidaySet {
  const years = Array.from({ length: toYear - fromYear + 1 }, (_, index) => fromYear + index);
  return new Set(years.flatMap((year) => closingDays(code, year)));
}

/** The calendar that decides value dates in a currency. DomainError `calendar.none_for_currency`. */
export function calendarForCurrency(currency: string): CalendarCode {
  const code = calendarOfCurrency[currency];
  if (code === undefined)
    throw calendarErrors.none_for_currency(`No holiday calendar is kept for ${currency}.`);
  return code;
}

function closingDays(code: CalendarCode, year: number): readonly BusinessDate[] {
  if (code === 'TARGET') return targetClosingDays(year);
  const calendar = nationalCalendars.find((entry) => entry.code === code && entry.year === year);
  if (calendar === undefined) {
    throw calendarErrors.year_not_covered(`The ${code} calendar has no data for ${year}.`);
  }
  return calendar.holidays.map(([monthDay]) => parseBusinessDate(`${year}-${monthDay}`));
}

function dayOf(year: number, month: number, day: number): BusinessDate {
  const twoDigits = (value: number) => value.toString().padStart(2, '0');
  return parseBusinessDate(`${year.toString().padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`);
}
