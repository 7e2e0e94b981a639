import {
  addDays,
  type BusinessDate,
  businessDateIn,
  instantAt,
  isBusinessDay,
  parseBusinessDate,
} from '../../../shared/kernel/business-date.ts';
import { type EffectiveDated, effectiveOn } from '../../../shared/kernel/effective-dated.ts';
import type { Instant } from '../../../shared/kernel/instant.ts';
import { nationalCalendars } from '../../../shared/kernel/national-holidays.ts';
import type { Sailing } from './sailing.ts';

/** Last moments of a departure, each at a clock of the port of loading. */
export interface CutOffs {
  /** The freight station takes goods until then. */
  readonly receivingAt: Instant;
  /** Shipping instructions and the export release must be there. */
  readonly documentsAt: Instant;
  /** The verified gross mass must be declared: no mass, no load (SOLAS VI/2). */
  readonly verifiedMassAt: Instant;
  /** The yard takes containers until then; nothing comes out of one any more. */
  readonly yardAt: Instant;
}

interface Clock {
  /** Days before the day of departure at the port, and the time there. */
  readonly daysBefore: number;
  readonly at: string;
}

interface Rule {
  readonly receiving: Clock;
  readonly documents: Clock;
  readonly verifiedMass: Clock;
  readonly yard: Clock;
}

const since = parseBusinessDate('2026-01-01');

/** House terms for every port; carriers that publish their own come before them once they do. */
const rules: Readonly<Record<Sailing['mode'], readonly EffectiveDated<Rule>[]>> = {
  sea: [
    {
      value: {
        receiving: { daysBefore: 4, at: '18:00' },
        documents: { daysBefore: 2, at: '18:00' },
        verifiedMass: { daysBefore: 1, at: '12:00' },
        yard: { daysBefore: 1, at: '18:00' },
      },
      validFrom: since,
      source:
        'House terms 2026: CFS closes four days before departure, as consolidators practise (ETD −5 to −3)',
      dateBasis: 'day_of_departure_at_port',
    },
  ],
  air: [
    {
      value: {
        receiving: { daysBefore: 1, at: '18:00' },
        documents: { daysBefore: 1, at: '22:00' },
        verifiedMass: { daysBefore: 1, at: '22:00' },
        yard: { daysBefore: 1, at: '23:30' },
      },
      validFrom: since,
      source: 'House terms 2026: build-up in the evening before the flight',
      dateBasis: 'day_of_departure_at_port',
    },
  ],
};

/** Time zones (IANA) of countries with one, and of ports in countries with several, by UN/LOCODE. */
const zones: Readonly<Record<string, string>> = {
  CN: 'Asia/Shanghai',
  HK: 'Asia/Hong_Kong',
  TW: 'Asia/Taipei',
  JP: 'Asia/Tokyo',
  KR: 'Asia/Seoul',
  VN: 'Asia/Ho_Chi_Minh',
  TH: 'Asia/Bangkok',
  SG: 'Asia/Singapore',
  MY: 'Asia/Kuala_Lumpur',
  IN: 'Asia/Kolkata',
  TR: 'Europe/Istanbul',
  NL: 'Europe/Amsterdam',
  BE: 'Europe/Brussels',
  DE: 'Europe/Berlin',
  GB: 'Europe/London',
  FR: 'Europe/Paris',
  USLAX: 'America/Los_Angeles',
  USLGB: 'America/Los_Angeles',
  USOAK: 'America/Los_Angeles',
  USSEA: 'America/Los_Angeles',
  USHOU: 'America/Chicago',
  USCHI: 'America/Chicago',
  USNYC: 'America/New_York',
  USSAV: 'America/New_York',
  CAVAN: 'America/Vancouver',
  CAMTR: 'America/Toronto',
};

/** Zone of a port; clocks of a port that is not in the list are read in UTC. */
export const zoneOf = (locode: string): string => zones[locode] ?? zones[locode.slice(0, 2)] ?? 'Etc/UTC';

type Departure = Pick<Sailing, 'mode' | 'etd' | 'portOfLoading'>;

const dayOf = ({ etd, portOfLoading }: Departure): BusinessDate => businessDateIn(etd, zoneOf(portOfLoading));

/** The cut-offs of a departure in the order of the calendar, none after the departure itself. */
export const cutOffsOf = (departure: Departure): CutOffs => {
  const day = dayOf(departure);
  const zone = zoneOf(departure.portOfLoading);
  const { value: rule } = effectiveOn(rules[departure.mode], day);
  const at = (clock: Clock): Instant => {
    const instant = instantAt(addDays(day, -clock.daysBefore), clock.at, zone);
    return instant < departure.etd ? instant : departure.etd;
  };
  return {
    receivingAt: at(rule.receiving),
    documentsAt: at(rule.documents),
    verifiedMassAt: at(rule.verifiedMass),
    yardAt: at(rule.yard),
  };
};

const noHolidays: ReadonlySet<BusinessDate> = new Set();

/** Hour at the port until which leaving costs nothing, on the working day before the station closes. */
const freeUntil = '23:00';

/** Holidays of the country of the port, as far as its calendar is kept; elsewhere weekends alone. */
const isHolidayAt = (departure: Departure, day: BusinessDate): boolean =>
  nationalCalendars.some(
    ({ code, year, holidays }) =>
      code === departure.portOfLoading.slice(0, 2) &&
      day.startsWith(`${year}-`) &&
      holidays.some(([monthDay]) => day.endsWith(monthDay)),
  );

/**
 * Until when a member may leave without dead freight: 23:00 at the port on the last working day before the day on which the station
 * closes.
 */
export const freeWithdrawalUntil = (departure: Departure): Instant => {
  const zone = zoneOf(departure.portOfLoading);
  let day = addDays(businessDateIn(cutOffsOf(departure).receivingAt, zone), -1);
  while (!isBusinessDay(day, noHolidays) || isHolidayAt(departure, day)) day = addDays(day, -1);
  return instantAt(day, freeUntil, zone);
};

/** When the CFS stops taking goods for this departure. */
export const cfsCutOffOf = (sailing: Pick<Sailing, 'mode' | 'etd' | 'portOfLoading'>): Instant =>
  cutOffsOf(sailing).receivingAt;

/** When documents and the export release must be there; who is not released by then stays behind. */
export const documentsCutOffOf = (sailing: Pick<Sailing, 'mode' | 'etd' | 'portOfLoading'>): Instant =>
  cutOffsOf(sailing).documentsAt;
