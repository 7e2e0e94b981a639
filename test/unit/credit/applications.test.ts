import { describe, expect, it } from 'vitest';
import type { Application } from '../../../functions/credit/domain/application.ts';
import {
  decideAccept,
  decideApplicationDeadline,
  decideLenderAnswer,
  decideNotAsked,
  rankOffers,
} from '../../../functions/credit/domain/decide-application.ts';
import { addDuration, parseInstant } from '../../../shared/kernel/instant.ts';
import { formatMoney, parseMoney } from '../../../shared/kernel/money.ts';

const now = parseInstant('2026-11-22T08:00:00Z');
const later = (days: number) => addDuration(now, { days });
const usd = (amount: string) => parseMoney({ currency: 'USD', amount }, { allowZero: true });
const lender = (id: string) => ({
  offerId: `off_${id}`,
  requestId: `req_${id}`,
  lenderId: `com_${id}`,
  consentId: `cst_${id}`,
  state: 'asked' as const,
});
const submitted: Application = {
  applicationId: 'app_1',
  companyId: 'com_1',
  product: 'deferred_payment',
  orderId: 'ord_1',
  supplierId: 'com_9',
  payableId: 'pay_1',
  paymentReference: 'RF18',
  amount: usd('10000.00'),
  tenorDays: 60,
  state: 'submitted',
  offers: [lender('A'), lender('B')],
  snapshot: { asOf: now, features: {}, score: '580', modelVersion: '1', hash: 'h', reasons: [] },
  closesAt: later(1),
  correlationId: 'trade-1',
};
const offer = (id: string, annualRate: string, fee = '0.00', amount = '10000.00') => ({
  type: 'offered' as const,
  lenderId: `com_${id}`,
  amount: usd(amount),
  annualRate,
  fee: usd(fee),
  expiresAt: later(7),
  isFirm: true,
});
const declined = { type: 'declined' as const, lenderId: 'com_B', reasons: [{ code: 'R01', text: 'Short' }] };
const offered = decideLenderAnswer(
  decideLenderAnswer(submitted, 'req_A', offer('A', '0.08', '100.00'), now),
  'req_B',
  offer('B', '0.1'),
  now,
);

describe('offers', () => {
  it('stay sealed until all have answered, then rank by what the borrower pays in all', () => {
    // A: 10,000 · 0.08 · 60/365 = 131.51, + 100.00; B: 10,000 · 0.1 · 60/365 = 164.38
    expect(decideLenderAnswer(submitted, 'req_A', offer('A', '0.08'), now).state).toBe('submitted');
    expect(offered.state).toBe('offered');
    expect(
      rankOffers(offered.offers).map(({ lenderId, total }) => [lenderId, total && formatMoney(total).amount]),
    ).toEqual([
      ['com_B', '10164.38'],
      ['com_A', '10231.51'],
    ]);
  });

  it('open at the close, with those that came', () => {
    const one = decideLenderAnswer(submitted, 'req_A', offer('A', '0.08'), now);
    expect(decideApplicationDeadline(one, later(1)).state).toBe('offered');
    expect(decideApplicationDeadline(submitted, later(1)).state).toBe('declined');
  });

  it('of another amount, of a stranger, twice or too late do not count', () => {
    const wrong = decideLenderAnswer(submitted, 'req_A', offer('A', '0.08', '0.00', '10000.01'), now);
    expect(wrong.offers[0]?.state).toBe('invalid');
    expect(decideLenderAnswer(submitted, 'req_A', offer('B', '0.01'), now)).toBe(submitted);
    expect(decideLenderAnswer(offered, 'req_A', offer('A', '0.01'), now)).toBe(offered);
  });

  it('all declined is a decline with the lender’s reasons', () => {
    const first = decideNotAsked(submitted, 'off_A', now);
    const both = decideLenderAnswer(first, 'req_B', declined, now);
    expect(both.state).toBe('declined');
    expect(both.offers[1]?.reasons).toEqual([{ code: 'R01', text: 'Short' }]);
  });
});

describe('acceptance', () => {
  it('takes exactly one and releases the others', () => {
    const decision = decideAccept(offered, 'off_B', 'lon_1', now);
    expect(decision).toMatchObject({
      kind: 'accepted',
      application: {
        state: 'accepted',
        loanId: 'lon_1',
        offers: [{ state: 'released' }, { state: 'accepted' }],
      },
    });
  });

  it('is refused after the end of the offer, of an unknown offer and of a sealed application', () => {
    expect(decideAccept(offered, 'off_B', 'lon_1', later(7))).toMatchObject({ code: 'offer_expired' });
    expect(decideAccept(offered, 'off_C', 'lon_1', now)).toMatchObject({ code: 'no_such_offer' });
    expect(decideAccept(submitted, 'off_A', 'lon_1', now)).toMatchObject({ code: 'wrong_state' });
  });

  it('is over when the last offer ends', () => {
    expect(decideApplicationDeadline(offered, later(6)).state).toBe('offered');
    expect(decideApplicationDeadline(offered, later(7)).state).toBe('expired');
  });
});
