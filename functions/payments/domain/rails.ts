import {
  addDays,
  type BusinessDate,
  businessDateIn,
  type HolidaySet,
  instantAt,
  isBusinessDay,
  parseBusinessDate,
} from '../../../shared/kernel/business-date.ts';
import { type CalendarCode, holidaysOf } from '../../../shared/kernel/calendars.ts';
import { type EffectiveDated, effectiveOn } from '../../../shared/kernel/effective-dated.ts';
import { DomainError } from '../../../shared/kernel/errors.ts';
import { type Instant, isBefore } from '../../../shared/kernel/instant.ts';
import { type Money, parseMoney } from '../../../shared/kernel/money.ts';

/** How payouts of one currency travel. */
export interface Rail {
  readonly name: string;
  /** `pain.001` service level: SEPA for the euro, normal urgency for the others (ISO 20022 external code set). */
  readonly serviceLevel: 'SEPA' | 'NURG';
  /** Who bears the charges: each its own under SEPA rules, the house otherwise (the beneficiary gets the whole amount). */
  readonly chargeBearer: 'SLEV' | 'DEBT';
  /** Last moment of a day at which the bank still executes on that day, HH:MM in `timeZone`. */
  readonly cutOff: string;
  readonly timeZone: string;
  /** Days on which it does not run. */
  readonly calendars: readonly CalendarCode[];
  /** Longest name of a beneficiary that arrives whole. */
  readonly nameLengthMax: number;
  /** Least that a company may ask to be paid out, in major units; the fee of the bank would eat less. */
  readonly minimum?: string | undefined;
}

type RailTable = Readonly<Record<string, Rail>> & { readonly elsewhere: Rail };

const bankZone = 'Europe/Amsterdam';

const swift = (calendars: readonly CalendarCode[], minimum: string | undefined, cutOff = '14:30'): Rail => ({
  name: 'swift_credit_transfer',
  serviceLevel: 'NURG',
  chargeBearer: 'DEBT',
  cutOff,
  timeZone: bankZone,
  calendars,
  nameLengthMax: 140,
  minimum,
});

const tables: readonly EffectiveDated<RailTable>[] = [
  {
    value: {
      EUR: {
        name: 'sepa_credit_transfer',
        serviceLevel: 'SEPA',
        chargeBearer: 'SLEV',
        cutOff: '15:30',
        timeZone: bankZone,
        calendars: ['TARGET'],
        nameLengthMax: 70,
        minimum: '1.00',
      },
      USD: swift(['TARGET', 'US'], '10.00', '16:30'),
      // The money must be there before banks in the east close: the cut-off is in the morning of the house's bank.
      CNY: swift(['TARGET', 'CN'], '75.00', '11:00'),
      KRW: swift(['TARGET', 'KR'], '15000', '11:00'),
      VND: swift(['TARGET', 'VN'], '250000', '11:00'),
      GBP: swift(['TARGET'], '10.00'),
      JPY: swift(['TARGET'], '1500', '11:00'),
      HUF: swift(['TARGET'], '4000', '12:00'),
      IDR: swift(['TARGET'], '165000', '11:00'),
      KWD: swift(['TARGET'], '3.000'),
      BHD: swift(['TARGET'], '4.000'),
      OMR: swift(['TARGET'], '4.000'),
      elsewhere: swift(['TARGET'], undefined, '12:00'),
    },
    validFrom: parseBusinessDate('2026-01-01'),
    source:
      'Cut-offs: cash management agreement with the sandbox bank, annex 2026 (a live stage writes its own bank’s here); service level, charges and name length: EPC125-05 SEPA credit transfer rulebook, ISO 20022 external code sets; minimum: Entrepôt payout terms 2026, about 10 USD',
    dateBasis: 'sending_date',
  },
];

/** The rail of a currency on a day. */
export const railOf = (currency: string, on: BusinessDate): Rail => {
  const table = effectiveOn(tables, on).value;
  return table[currency] ?? table.elsewhere;
};

/** The rail of a currency at a moment, by the day that it is at the bank. */
export const railAt = (currency: string, now: Instant): Rail =>
  railOf(currency, businessDateIn(now, bankZone));

/** Least amount that a company may have paid out, or undefined where there is no minimum. */
export const minimumPayoutAt = (currency: string, now: Instant): Money | undefined => {
  const { minimum } = railAt(currency, now);
  return minimum === undefined ? undefined : parseMoney({ currency, amount: minimum });
};

/** Closing days of a year; none for a calendar without data, because the bank rolls the date on anyway. */
const knownHolidays = (code: CalendarCode, year: number): HolidaySet => {
  try {
    return holidaysOf(code, year);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'calendar.year_not_covered') return new Set();
    throw error;
  }
};

/** Most days that the rail may be closed in a row. */
const closedDaysMax = 30;

/**
 * The day on which the bank executes an order that it gets now: today before the cut-off on an open day, else the next day that is
 * open in every calendar of the rail. Where a calendar has no data for the year its weekends count alone; the bank then rolls.
 */
export const executionDateOf = (rail: Rail, now: Instant): BusinessDate => {
  const today = businessDateIn(now, rail.timeZone);
  const isInTime = isBefore(now, instantAt(today, rail.cutOff, rail.timeZone));
  let day = isInTime ? today : addDays(today, 1);
  for (let walked = 0; walked < closedDaysMax; walked += 1) {
    const year = Number(day.slice(0, 4));
    const candidate = day;
    if (rail.calendars.every((code) => isBusinessDay(candidate, knownHolidays(code, year)))) break;
    day = addDays(day, 1);
  }
  return day;
};
