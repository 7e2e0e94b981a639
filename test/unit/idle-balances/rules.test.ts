import { describe, expect, test } from 'vitest';
import {
  accrueDay,
  changeUnits,
  type Holding,
  incomePico,
  unitsAtEndOf,
} from '../../../functions/idle-balances/domain/accrual.ts';
import { fundTermsOn } from '../../../functions/idle-balances/domain/fund-terms.ts';
import { nextOrderState, orderTransitions } from '../../../functions/idle-balances/domain/order.ts';
import { splitRedemption, sweepAmount } from '../../../functions/idle-balances/domain/position.ts';
import { type TieInput, tie } from '../../../functions/idle-balances/domain/tie.ts';
import { parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';
import { formatMoney, parseMoney } from '../../../shared/kernel/money.ts';

const usd = (amount: string) => parseMoney({ currency: 'USD', amount }, { allowZero: true });
const day = parseBusinessDate;
const terms = fundTermsOn(day('2026-11-23'));
const dollar = terms.currencies.USD ?? expect.fail('The fund takes dollars');

describe('a day of income', () => {
  const holding: Holding = {
    unitsMinor: 1_200_000n,
    changes: [],
    accruedMinor: 0n,
    carryPico: 0n,
    accruedThrough: day('2026-11-28'),
  };
  const told = (on: string) => ({ on: day(on), annualRate: '0.0365', nav: '1.0000' });

  test('12,000.00 at 3.65 % by 360 days is 1.216666… a day: 1.21 booked, the rest carried', () => {
    // 1,200,000 cents × 0.0365 ÷ 360 = 121.666666666666…
    expect(incomePico(1_200_000n, '0.0365', 360)).toBe(121_666_666_666_666n);
    const { holding: after, incomeMinor } = accrueDay(holding, told('2026-11-29'), 360);
    expect([incomeMinor, after.accruedMinor, after.carryPico]).toEqual([121n, 121n, 666_666_666_666n]);
  });

  test('the last of a month makes units of all that is booked, which earn from the next day on', () => {
    const second = accrueDay(accrueDay(holding, told('2026-11-29'), 360).holding, told('2026-11-30'), 360);
    // 121 + 122 (the carried fractions make one more)
    expect([second.incomeMinor, second.distributedMinor]).toEqual([122n, 243n]);
    expect(unitsAtEndOf(second.holding, day('2026-11-30'))).toBe(1_200_000n);
    expect(unitsAtEndOf(second.holding, day('2026-12-01'))).toBe(1_200_243n);
  });

  test('by 365 days it is less', () => {
    expect(incomePico(1_200_000n, '0.0365', 365)).toBe(120_000_000_000_000n);
  });

  test('units that come today earn from today on; told late, they bring the income of the days between', () => {
    // Given: three days at 3.65 %, then 6,000.00 more by the value date of the second
    const days = ['2026-11-29', '2026-11-30', '2026-12-01'].map(told);
    const change = { on: day('2026-11-30'), deltaMinor: 600_000n };
    const publications = new Map(days.map((one) => [one.on, one]));
    const run = (from: Holding) => days.reduce((now, one) => accrueDay(now, one, 365).holding, from);

    // When
    const inTime = run(changeUnits(holding, change, new Map(), 365));
    const late = changeUnits(run(holding), change, publications, 365);

    // Then: 120 + 180 + 180; only the income that became units at the month's end was without them
    expect(inTime).toMatchObject({ unitsMinor: 1_800_300n, accruedMinor: 180n });
    expect(late.unitsMinor + late.accruedMinor).toBe(inTime.unitsMinor + inTime.accruedMinor);
  });
});

describe('the sweep', () => {
  const position = {
    state: 'active' as const,
    isBlocked: false,
    keep: usd('1000.00'),
    currency: 'USD',
    consent: { termsVersion: '2026-01', memberId: 'mem', at: parseInstant('2026-11-22T08:00:00.000Z') },
  };
  const inForce = { version: '2026-01', currency: dollar };

  test.each([
    ['all above what is kept', {}, '13000.00', '12000.00'],
    ['nothing below it', {}, '999.99', '0.00'],
    ['nothing that is too little to move', {}, '1099.99', '0.00'],
    ['what is just enough', {}, '1100.00', '100.00'],
    ['nothing of a company that leaves', { state: 'leaving' as const }, '13000.00', '0.00'],
    ['nothing of a company that is not screened clear', { isBlocked: true }, '13000.00', '0.00'],
    [
      'nothing under terms that are no longer in force',
      { consent: { ...position.consent, termsVersion: '2025-01' } },
      '13000.00',
      '0.00',
    ],
  ])('takes %s', (_, change, available, expected) => {
    expect(formatMoney(sweepAmount({ ...position, ...change }, usd(available), inForce)).amount).toBe(
      expected,
    );
  });
});

describe('a redemption', () => {
  const today = day('2026-11-24');
  test.each([
    ['within the limit', '2026-11-24', 0n, '50000.00', '50000.00', '0.00'],
    ['above it', '2026-11-24', 0n, '50000.01', '50000.00', '0.01'],
    ['after the limit is used up', '2026-11-24', 5_000_000n, '10.00', '0.00', '10.00'],
    ['after part of it', '2026-11-24', 4_999_900n, '10.00', '1.00', '9.00'],
    ['on the next day', '2026-11-23', 5_000_000n, '10.00', '10.00', '0.00'],
  ])('%s', (_, on, usedMinor, amount, sameDay, nextDay) => {
    const split = splitRedemption(
      { sameDay: { on: day(on), usedMinor } },
      usd(amount),
      today,
      dollar.sameDayMax,
    );
    expect([split.sameDay, split.nextDay].map((one) => formatMoney(one).amount)).toEqual([sameDay, nextDay]);
  });
});

describe('an order', () => {
  test('reaches every state, and those at the end have no exit', () => {
    const reached = new Set([
      'ordered',
      ...Object.values(orderTransitions).flatMap((row) => Object.values(row)),
    ]);
    expect([...reached].sort()).toEqual(Object.keys(orderTransitions).sort());
    for (const state of ['done', 'declined', 'failed'] as const) expect(orderTransitions[state]).toEqual({});
  });

  test('is concluded once, and cannot be declined after it was paid', () => {
    expect(nextOrderState('paid', 'conclude')).toBe('done');
    expect(nextOrderState('done', 'conclude')).toBeUndefined();
    expect(nextOrderState('paid', 'decline')).toBeUndefined();
  });
});

describe('the three-way tie', () => {
  const agreed: TieInput = {
    booksUnits: 700_000n,
    booksRedeeming: 500_000n,
    booksAssets: 1_200_000n,
    memoUnits: 1_200_000n,
    sellersUnits: 700_000n,
    booksIncome: 130n,
    sellersIncome: 130n,
    fundUnits: 700_000n,
    orders: [],
    accounts: [{ companyId: 'com_1', ours: 130n, theirs: 130n }],
  };
  const codes = (change: Partial<TieInput>) => tie({ ...agreed, ...change }).map(({ code }) => code);

  test('holds where all agree', () => {
    expect(codes({})).toEqual([]);
  });

  test('is explained by an order that only one side has counted', () => {
    const bought = { orderId: 'ido_1', amountMinor: 100n, isCountedHere: false, isCountedThere: true };
    const sold = { orderId: 'ido_2', amountMinor: -40n, isCountedHere: true, isCountedThere: false };
    expect(codes({ fundUnits: 700_140n, orders: [bought, sold] })).toEqual([]);
    expect(codes({ fundUnits: 700_100n, orders: [bought, sold] })).toEqual(['fund_differs']);
  });

  test.each([
    ['books_differ_from_sellers', { sellersUnits: 699_999n, fundUnits: 699_999n }],
    ['assets_differ', { booksRedeeming: 0n }],
    ['memo_differs', { memoUnits: 1n }],
    ['fund_differs', { fundUnits: 1n }],
    ['income_differs', { sellersIncome: 131n }],
    ['account_income_differs', { accounts: [{ companyId: 'com_1', ours: 130n, theirs: 129n }] }],
  ])('names %s', (code, change) => {
    expect(codes(change)).toEqual([code]);
  });
});
