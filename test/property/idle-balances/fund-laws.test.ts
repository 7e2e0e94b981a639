import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  accrueDay,
  changeUnits,
  type Holding,
  type Publication,
} from '../../../functions/idle-balances/domain/accrual.ts';
import { holdingAt, publishedRate } from '../../../functions/sandbox/fund/book.ts';
import { addDays, type BusinessDate, parseBusinessDate } from '../../../shared/kernel/business-date.ts';

const first = parseBusinessDate('2026-11-20');
const publicationOf = (currency: string, on: BusinessDate): Publication => ({
  on,
  annualRate: publishedRate(currency, on),
  nav: '1.0000',
});

/** Units that come or go on days of two months; `tellAfter` = days until we hear of those that come. */
const change = fc.record({
  day: fc.nat({ max: 50 }),
  minor: fc.bigInt({ min: 1n, max: 10n ** 9n }),
  isRedemption: fc.boolean(),
});

test('our income is the fund’s own to the minor unit, whatever comes and goes on whatever day', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('USD', 'GBP'),
      fc.array(change, { maxLength: 12 }),
      fc.integer({ min: 1, max: 60 }),
      (currency, changes, length) => {
        // Given: a holding that never falls below nothing
        const dayCount = currency === 'GBP' ? 365 : 360;
        let holding: Holding = {
          unitsMinor: 0n,
          changes: [],
          accruedMinor: 0n,
          carryPico: 0n,
          accruedThrough: addDays(first, -1),
        };
        const fund: { orderId: string; on: string; minor: bigint }[] = [];

        // When: day by day, first what moves on the day, then its income
        for (let index = 0; index < length; index += 1) {
          const on = addDays(first, index);
          for (const { minor, isRedemption } of changes.filter(({ day }) => day === index)) {
            const delta = isRedemption ? -(minor < holding.unitsMinor ? minor : holding.unitsMinor) : minor;
            if (delta === 0n) continue;
            holding = changeUnits(holding, { on, deltaMinor: delta }, new Map(), dayCount);
            fund.push({ orderId: `o${fund.length}`, on, minor: delta });
          }
          holding = accrueDay(holding, publicationOf(currency, on), dayCount).holding;
        }

        // Then
        const theirs = holdingAt({ account: 'com', currency, changes: fund }, addDays(first, length - 1));
        expect([holding.unitsMinor, holding.accruedMinor]).toEqual([theirs.units, theirs.income]);
      },
    ),
    { numRuns: 200 },
  );
});

test('told late within the month, units bring the same income as told in time', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 10n ** 9n }),
      fc.bigInt({ min: 1n, max: 10n ** 9n }),
      fc.integer({ min: 0, max: 9 }),
      fc.integer({ min: 0, max: 9 }),
      (held, delta, at, late) => {
        // Given: ten days of one month
        const start = parseBusinessDate('2026-11-10');
        const days = Array.from({ length: 10 }, (_, index) => publicationOf('USD', addDays(start, index)));
        const known = new Map(days.map((one) => [one.on, one]));
        const empty: Holding = {
          unitsMinor: held,
          changes: [],
          accruedMinor: 0n,
          carryPico: 0n,
          accruedThrough: addDays(start, -1),
        };
        const play = (tellOn: number): Holding =>
          days.reduce((holding, one, index) => {
            const told =
              index === tellOn
                ? changeUnits(holding, { on: addDays(start, at), deltaMinor: delta }, known, 360)
                : holding;
            return accrueDay(told, one, 360).holding;
          }, empty);

        // Then
        const { unitsMinor, accruedMinor, carryPico } = play(at);
        expect(play(Math.min(9, at + late))).toMatchObject({ unitsMinor, accruedMinor, carryPico });
      },
    ),
  );
});
