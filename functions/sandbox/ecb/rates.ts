import { createHash } from 'node:crypto';
import {
  addDays,
  type BusinessDate,
  businessDateIn,
  instantAt,
  isBusinessDay,
} from '../../../shared/kernel/business-date.ts';
import { holidaysOf } from '../../../shared/kernel/calendars.ts';
import { type Instant, isBefore } from '../../../shared/kernel/instant.ts';
import { formatRate, multiplyRates, parseRate, rate } from '../../../shared/kernel/rate.ts';

/** Units of each currency for one euro on the anchor day: plausible levels of late 2026, not real quotations. */
const anchorRates: readonly (readonly [currency: string, rate: string])[] = [
  ['USD', '1.0812'],
  ['JPY', '163.42'],
  ['CZK', '24.961'],
  ['DKK', '7.4604'],
  ['GBP', '0.84215'],
  ['HUF', '398.13'],
  ['PLN', '4.2613'],
  ['RON', '5.0862'],
  ['SEK', '11.0935'],
  ['CHF', '0.9337'],
  ['ISK', '146.30'],
  ['NOK', '11.6120'],
  ['TRY', '45.8730'],
  ['AUD', '1.6421'],
  ['BRL', '6.0735'],
  ['CAD', '1.5062'],
  ['CNY', '7.6765'],
  ['HKD', '8.4160'],
  ['IDR', '17612.40'],
  ['ILS', '3.9214'],
  ['INR', '94.1250'],
  ['KRW', '1512.40'],
  ['MXN', '20.8130'],
  ['MYR', '4.6215'],
  ['NZD', '1.8126'],
  ['PHP', '62.8140'],
  ['SGD', '1.4163'],
  ['THB', '36.1420'],
  ['ZAR', '19.1245'],
];

/** Day on which the anchor rates hold exactly. */
const anchorDay = '2026-11-20';
/** Largest distance from the anchor, in parts per million: 0.3 %. */
const driftPpmMax = 3_000;

/** Distance from the anchor in parts per million: same day and currency, same number; nothing is drawn at random. */
const driftPpmAt = (currency: string, day: BusinessDate): number => {
  const digest = createHash('sha256').update(`${currency}|${day}`).digest();
  return (digest.readUInt32BE(0) % (2 * driftPpmMax + 1)) - driftPpmMax;
};

/** Rates of one day as the ECB writes them: as many decimals as the anchor has. */
export const ratesOn = (day: BusinessDate): readonly (readonly [currency: string, rate: string])[] =>
  anchorRates.map(([currency, anchor]) => {
    const drift = day === anchorDay ? 0 : driftPpmAt(currency, day);
    const decimals = anchor.split('.')[1]?.length ?? 0;
    const drifted = multiplyRates(parseRate(anchor), rate(BigInt(1_000_000 + drift), 1_000_000n));
    return [currency, formatRate(drifted, { decimals })];
  });

const frankfurt = 'Europe/Berlin';
const publicationTime = '16:00';

const isOpen = (day: BusinessDate): boolean =>
  isBusinessDay(day, holidaysOf('TARGET', Number(day.slice(0, 4))));

/** Days of the last `calendarDays` for which rates are out, newest first. */
export const publicationDays = (now: Instant, calendarDays: number): readonly BusinessDate[] => {
  const last = lastPublicationDay(now);
  return Array.from({ length: calendarDays }, (_, ago) => addDays(last, -ago)).filter(isOpen);
};

/** Last day for which rates are out: published at 16:00 in Frankfurt on TARGET days. */
export const lastPublicationDay = (now: Instant): BusinessDate => {
  let day = businessDateIn(now, frankfurt);
  if (isBefore(now, instantAt(day, publicationTime, frankfurt))) day = addDays(day, -1);
  while (!isOpen(day)) day = addDays(day, -1);
  return day;
};
