import { addDays, type BusinessDate } from '../../../shared/kernel/business-date.ts';
import { parseRate } from '../../../shared/kernel/rate.ts';
import { divideRounded } from '../../../shared/kernel/rounding.ts';

/** Income is carried in 10⁻¹² of a minor unit, so that no day's fraction is lost. */
export const picoPerMinor = 10n ** 12n;

/** Units that came or went, by the fund's value date. */
export interface UnitChange {
  readonly on: BusinessDate;
  readonly deltaMinor: bigint;
}

/** What the fund publishes of one day. */
export interface Publication {
  readonly on: BusinessDate;
  /** Decimal, a year, e.g. "0.0415". */
  readonly annualRate: string;
  /** Net asset value of a unit; constant. */
  readonly nav: string;
}

/** What accrues on a holding. */
export interface Holding {
  /** Units now. */
  readonly unitsMinor: bigint;
  /** Changes by value date: those of the last days stay, so that one that is told late finds the days it changes. */
  readonly changes: readonly UnitChange[];
  /** Income booked and not yet distributed. */
  readonly accruedMinor: bigint;
  /** Income below a minor unit, 0 to 10¹². */
  readonly carryPico: bigint;
  /** Last day whose income is booked. */
  readonly accruedThrough: BusinessDate;
}

/** Units at the end of a day: what is there now less all that came later. */
export const unitsAtEndOf = ({ unitsMinor, changes }: Holding, day: BusinessDate): bigint =>
  changes.reduce((units, { on, deltaMinor }) => (on > day ? units - deltaMinor : units), unitsMinor);

/** One day's income on units, in pico minor units, rounded down: units × rate ÷ days of the year. */
export const incomePico = (unitsMinor: bigint, annualRate: string, dayCount: 360 | 365): bigint => {
  const { numerator, denominator } = parseRate(annualRate);
  return divideRounded(unitsMinor * numerator * picoPerMinor, denominator * BigInt(dayCount), 'floor');
};

/** Days for which changes are remembered: longer than anybody is late. */
const historyDays = 40;

const isMonthEnd = (day: BusinessDate): boolean => addDays(day, 1).endsWith('-01');

const carried = (holding: Holding, pico: bigint): Holding => {
  const sum = holding.carryPico + pico;
  return {
    ...holding,
    accruedMinor: holding.accruedMinor + sum / picoPerMinor,
    carryPico: sum % picoPerMinor,
  };
};

/** What one day did to a holding. */
export interface DayAccrued {
  readonly holding: Holding;
  readonly day: BusinessDate;
  /** Whole minor units of income that this day completed. */
  readonly incomeMinor: bigint;
  /** Income that became units at the end of this day: on the last of a month, all that is booked. */
  readonly distributedMinor: bigint;
}

/** Books the income of the day after `accruedThrough`; that day's publication is needed. */
export const accrueDay = (holding: Holding, publication: Publication, dayCount: 360 | 365): DayAccrued => {
  const day = addDays(holding.accruedThrough, 1);
  const booked = carried(holding, incomePico(unitsAtEndOf(holding, day), publication.annualRate, dayCount));
  const incomeMinor = booked.accruedMinor - holding.accruedMinor;
  const distributedMinor = isMonthEnd(day) ? booked.accruedMinor : 0n;
  const next = addDays(day, 1);
  const changes = booked.changes.filter(({ on }) => on > addDays(day, -historyDays));
  return {
    day,
    incomeMinor,
    distributedMinor,
    holding: {
      ...booked,
      accruedThrough: day,
      accruedMinor: booked.accruedMinor - distributedMinor,
      unitsMinor: booked.unitsMinor + distributedMinor,
      changes: distributedMinor > 0n ? [...changes, { on: next, deltaMinor: distributedMinor }] : changes,
    },
  };
};

/**
 * Units that came (or went) by a value date. Told late, for days whose income is booked already, they bring (or take) the income of
 * those days as well: `publications` must hold each of them. Income never falls below nothing.
 */
export const changeUnits = (
  holding: Holding,
  change: UnitChange,
  publications: ReadonlyMap<BusinessDate, Publication>,
  dayCount: 360 | 365,
): Holding => {
  const moved = {
    ...holding,
    unitsMinor: holding.unitsMinor + change.deltaMinor,
    changes: [...holding.changes, change],
  };
  let pico = 0n;
  for (let day = change.on; day <= holding.accruedThrough; day = addDays(day, 1)) {
    const publication = publications.get(day);
    if (!publication) continue;
    const { annualRate } = publication;
    pico += incomePico(unitsAtEndOf(moved, day), annualRate, dayCount);
    pico -= incomePico(unitsAtEndOf(holding, day), annualRate, dayCount);
  }
  return pico === 0n ? moved : carried(moved, pico);
};

/** Days from one to another, both included. */
export const daysFrom = (first: BusinessDate, last: BusinessDate): readonly BusinessDate[] => {
  const days: BusinessDate[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
};
