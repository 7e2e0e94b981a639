import {
  addDays,
  type BusinessDate,
  businessDateIn,
  daysBetween,
  instantAt,
  isBusinessDate,
  parseBusinessDate,
  weekday,
} from '../../../shared/kernel/business-date.ts';
import { addDuration, type Instant } from '../../../shared/kernel/instant.ts';
import { airEnds, type EndCharge, seaEnds } from './end-charges.ts';

/** A regular service of the twin. */
interface Service {
  readonly from: string;
  readonly to: string;
  readonly mode: 'sea' | 'air';
  readonly carrier: string;
  readonly code: string;
  /** ISO weekdays of departure. */
  readonly weekdays: readonly number[];
  readonly departsAt: string;
  readonly departureZone: string;
  readonly arrivalZone: string;
  readonly transitHours: number;
  readonly vessels: readonly (readonly [name: string, imo: string])[];
  readonly tariff: Tariff;
}

/** Prices of a service in US dollars. */
export interface Tariff {
  readonly currencyCode: 'USD';
  readonly lcl?: { readonly perRevenueTon: string; readonly perBill: string };
  readonly containers: readonly { readonly type: '20GP' | '40GP' | '40HC'; readonly allIn: string }[];
  readonly air?: {
    readonly breaks: readonly { readonly fromKg: number; readonly perKg: string }[];
    readonly perBill: string;
  };
  /** Both ends and surcharges. */
  readonly charges: readonly EndCharge[];
}

/** A departure as the twin publishes it. */
export interface Departure {
  readonly sailingId: string;
  readonly service: Service;
  readonly vesselName: string;
  readonly vesselIMONumber: string | undefined;
  readonly carrierVoyageNumber: string;
  readonly etd: Instant;
  readonly eta: Instant;
}

const listed = 6;
const searchDays = 70;

const sea = (perTon: string, perBill: string, twenty: string, forty: string, highCube: string): Tariff => ({
  currencyCode: 'USD',
  lcl: { perRevenueTon: perTon, perBill },
  containers: [
    { type: '20GP', allIn: twenty },
    { type: '40GP', allIn: forty },
    { type: '40HC', allIn: highCube },
  ],
  charges: seaEnds,
});

const air: Tariff = {
  currencyCode: 'USD',
  containers: [],
  air: {
    breaks: [
      { fromKg: 0, perKg: '5.10' },
      { fromKg: 45, perKg: '4.20' },
      { fromKg: 100, perKg: '3.60' },
      { fromKg: 300, perKg: '3.20' },
      { fromKg: 500, perKg: '2.90' },
    ],
    perBill: '35.00',
  },
  charges: airEnds,
};

const oceanVessels: Service['vessels'] = [
  ['Sandbar Pioneer', '9300001'],
  ['Sandbar Meridian', '9300013'],
  ['Sandbar Concord', '9300025'],
];
const regionalVessels: Service['vessels'] = [
  ['Sandbar Heron', '9300037'],
  ['Sandbar Egret', '9300049'],
];
const flights: Service['vessels'] = [['SB 0231', '']];

const zones: Readonly<Record<string, string>> = {
  CN: 'Asia/Shanghai',
  KR: 'Asia/Seoul',
  VN: 'Asia/Ho_Chi_Minh',
  NL: 'Europe/Amsterdam',
  DE: 'Europe/Berlin',
  US: 'America/Los_Angeles',
};

const service = (
  from: string,
  to: string,
  mode: 'sea' | 'air',
  weekdays: readonly number[],
  transitHours: number,
  tariff: Tariff,
): Service => ({
  from,
  to,
  mode,
  carrier: mode === 'air' ? 'Sandbar Air Cargo' : 'Sandbar Lines',
  code: mode === 'air' ? 'SBAC' : 'SBXL',
  weekdays,
  departsAt: mode === 'air' ? '23:10' : '18:00',
  departureZone: zones[from.slice(0, 2)] ?? 'Etc/UTC',
  arrivalZone: zones[to.slice(0, 2)] ?? 'Etc/UTC',
  transitHours,
  vessels: mode === 'air' ? flights : transitHours > 20 * 24 ? oceanVessels : regionalVessels,
  tariff,
});

const oceanToEurope = sea('110.00', '60.00', '2000.00', '3400.00', '3600.00');
const pacific = sea('95.00', '60.00', '1850.00', '2900.00', '3050.00');
const regional = sea('45.00', '50.00', '700.00', '1150.00', '1200.00');

const services: readonly Service[] = [
  service('CNSZX', 'NLRTM', 'sea', [6], 33 * 24, oceanToEurope),
  service('CNSHA', 'NLRTM', 'sea', [3], 35 * 24, oceanToEurope),
  service('CNSZX', 'DEHAM', 'sea', [6], 36 * 24, oceanToEurope),
  service('KRPUS', 'NLRTM', 'sea', [5], 38 * 24, oceanToEurope),
  service('CNSZX', 'USLAX', 'sea', [2, 5], 16 * 24, pacific),
  service('KRPUS', 'USLAX', 'sea', [4], 12 * 24, pacific),
  service('VNSGN', 'KRINC', 'sea', [3, 7], 8 * 24, regional),
  service('CNSZX', 'KRINC', 'sea', [1, 4], 5 * 24, regional),
  service('KRPUS', 'USLAX', 'air', [1, 3, 5, 7], 14, air),
  service('KRICN', 'USLAX', 'air', [1, 2, 3, 4, 5, 6, 7], 11, air),
  service('CNSZX', 'NLAMS', 'air', [2, 5], 15, air),
  service('VNSGN', 'KRICN', 'air', [1, 3, 5], 5, air),
];

/** Vessels take turns by the week, counted from here. */
const serviceStart = parseBusinessDate('2026-01-05');

const compact = (date: BusinessDate): string => date.replaceAll('-', '');

const departureOn = (line: Service, date: BusinessDate): Departure => {
  const etd = instantAt(date, line.departsAt, line.departureZone);
  const week = Math.floor(daysBetween(serviceStart, date) / 7);
  const [vesselName, imo] = line.vessels[Math.abs(week) % line.vessels.length] ?? ['Sandbar', ''];
  return {
    sailingId: `${line.code}-${line.from}-${line.to}-${compact(date)}`,
    service: line,
    vesselName,
    vesselIMONumber: imo || undefined,
    carrierVoyageNumber: `${compact(date).slice(2)}${line.mode === 'air' ? 'F' : 'W'}`,
    etd,
    eta: addDuration(etd, { hours: line.transitHours }),
  };
};

/** The next departures of a lane after an instant; the same question always has the same answer. */
export const departuresOf = (
  lane: { readonly from: string; readonly to: string; readonly mode: 'sea' | 'air' },
  after: Instant,
): readonly Departure[] => {
  const line = services.find((one) => one.from === lane.from && one.to === lane.to && one.mode === lane.mode);
  if (!line) return [];
  const start = businessDateIn(after, line.departureZone);
  return Array.from({ length: searchDays }, (_, offset) => addDays(start, offset))
    .filter((date) => line.weekdays.includes(weekday(date)))
    .map((date) => departureOn(line, date))
    .filter((departure) => departure.etd > after)
    .slice(0, listed);
};

/** The departure of that id, or undefined when no service leaves on that day. */
export const departureById = (sailingId: string): Departure | undefined => {
  const [, code, from, to, day = ''] = /^([A-Z]+)-([A-Z2-9]{5})-([A-Z2-9]{5})-(\d{8})$/.exec(sailingId) ?? [];
  const date = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;
  const line = services.find((one) => one.code === code && one.from === from && one.to === to);
  if (!line || !isBusinessDate(date) || !line.weekdays.includes(weekday(date))) return undefined;
  return departureOn(line, date);
};

/** A departure as the schedule shows it. */
export const publish = (departure: Departure) => ({
  sailingId: departure.sailingId,
  modeOfTransport: departure.service.mode === 'air' ? 'AIR' : 'VESSEL',
  carrierName: departure.service.carrier,
  carrierCode: departure.service.code,
  vesselName: departure.vesselName,
  vesselIMONumber: departure.vesselIMONumber,
  carrierVoyageNumber: departure.carrierVoyageNumber,
  placeOfReceipt: { UNLocationCode: departure.service.from, departureDateTime: departure.etd },
  placeOfDelivery: { UNLocationCode: departure.service.to, arrivalDateTime: departure.eta },
  tariff: departure.service.tariff,
});
