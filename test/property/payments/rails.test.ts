import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bankOnly, carryDust, planLegs, planRefund } from '../../../functions/payments/domain/payout.ts';
import { executionDateOf, railAt } from '../../../functions/payments/domain/rails.ts';
import { addDays, businessDateIn, daysBetween, isBusinessDay } from '../../../shared/kernel/business-date.ts';
import { holidaysOf } from '../../../shared/kernel/calendars.ts';
import { listCurrencies, railExponentOf } from '../../../shared/kernel/currency.ts';
import { instantFromEpochMs } from '../../../shared/kernel/instant.ts';
import { money, sumMoney } from '../../../shared/kernel/money.ts';
import { payable, payableIdOf } from '../../unit/payments/samples.ts';

const currency = fc.constantFrom(...listCurrencies().map(({ code }) => code));

test('what is asked for is what the legs carry and the dust that stays, in every currency', () => {
  fc.assert(
    fc.property(
      currency,
      fc.bigInt({ min: 1n, max: 10n ** 15n }),
      fc.bigInt({ min: 0n, max: 10n ** 15n }),
      (code, asked, onCard) => {
        const amount = money(code, asked);
        const none = money(code, 0n);
        const paidByCard = payable({
          payableId: payableIdOf(1),
          amount: money(code, onCard + 1n),
          state: 'paid',
          paid: {
            method: 'card',
            at: instantFromEpochMs(0),
            journalId: 'jrn_x',
            paymentId: 'pmt_1',
            byCard: money(code, onCard),
            refundedToCard: none,
          },
        });
        for (const plan of [bankOnly(amount), planRefund(amount, [paidByCard])]) {
          const { plan: carried, dust } = carryDust(plan);
          const sent = money(code, asked - dust.amountMinor);
          const legs = planLegs('pot_01K9Z3V5T8QW2M4N6P8R0S1T3V', sent, carried);
          expect(sumMoney(code, [...legs.map((leg) => leg.amount), dust])).toEqual(amount);
          // The dust is less than the smallest unit of the rail, and the bank gets no more decimals than it takes.
          const { exponent = 0 } = listCurrencies().find((one) => one.code === code) ?? {};
          const step = 10n ** BigInt(Math.max(0, exponent - railExponentOf(code)));
          expect(dust.amountMinor >= 0n && dust.amountMinor < step).toBe(true);
          for (const leg of legs) if (leg.rail === 'bank') expect(leg.amount.amountMinor % step).toBe(0n);
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('the day of execution is the first on which the rail runs', () => {
  const from = Date.parse('2026-01-01T00:00:00.000Z');
  const to = Date.parse('2027-12-20T00:00:00.000Z');
  fc.assert(
    fc.property(
      fc.constantFrom('EUR', 'USD', 'CNY', 'KRW', 'VND', 'GBP'),
      fc.integer({ min: from, max: to }),
      (code, ms) => {
        const now = instantFromEpochMs(ms);
        const rail = railAt(code, now);
        const today = businessDateIn(now, rail.timeZone);
        const day = executionDateOf(rail, now);
        const isOpen = (date: typeof day) =>
          rail.calendars.every((calendar) =>
            isBusinessDay(date, holidaysOf(calendar, Number(date.slice(0, 4)))),
          );
        expect(isOpen(day)).toBe(true);
        expect(day >= today).toBe(true);
        // No open day lies between tomorrow and it: what is passed over is closed, or today after the cut-off.
        for (let passed = 1; passed < daysBetween(today, day); passed += 1)
          expect(isOpen(addDays(today, passed))).toBe(false);
      },
    ),
    { numRuns: 500 },
  );
});
