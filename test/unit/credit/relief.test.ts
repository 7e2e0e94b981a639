import { describe, expect, test } from 'vitest';
import {
  decideDueDeadline,
  decideLoadRetracted,
  decideOnBoard,
  decideRelief,
  outstandingOf,
  payoutOf,
} from '../../../functions/credit/domain/decide-loan.ts';
import { type Loan, stillOwedOf } from '../../../functions/credit/domain/loan.ts';
import { secretOfParty, signWebhook, verifyWebhook } from '../../../shared/http/webhook-signature.ts';
import { addDuration, parseInstant } from '../../../shared/kernel/instant.ts';
import { formatMoney, parseMoney } from '../../../shared/kernel/money.ts';

const day0 = parseInstant('2026-11-22T08:00:00Z');
const on = (days: number) => addDuration(day0, { days });
const usd = (amount: string) => parseMoney({ currency: 'USD', amount }, { allowZero: true });
const text = (money: ReturnType<typeof usd>) => formatMoney(money).amount;
const latePayableId = 'pay_late';

/** The loan of WF-1: 5,000.00 with 62.50 interest. */
const drawn: Loan = {
  loanId: 'lon_1',
  applicationId: 'app_1',
  borrowerId: 'com_1',
  lenderId: 'com_2',
  orderId: 'ord_1',
  payableId: 'pay_1',
  paymentReference: 'RF18',
  principal: usd('5000.00'),
  interest: usd('62.50'),
  fee: usd('0.00'),
  annualRate: '0.08',
  tenorDays: 60,
  state: 'drawn',
  fundingDeadlines: 0,
  suspensions: [],
  repaymentPayableId: 'pay_2',
  payoutId: 'pot_1',
  correlationId: 'trade-1',
};
const running = decideOnBoard(drawn, on(5));
const overdue = decideDueDeadline(running, on(65));

describe('a loan that is paid otherwise than by its payable', () => {
  test('in part: WF-2 leaves 2,342.50 due, asked for by the same payable', () => {
    // When: the waterfall gave 2,720.00 of 5,062.50
    const { loan, surplus } = decideRelief(
      overdue,
      { kind: 'recovered', amount: usd('2720.00'), at: on(70) },
      latePayableId,
    );

    // Then
    expect([loan.state, loan.repaymentPayableId]).toEqual(['overdue', 'pay_2']);
    expect([stillOwedOf(loan), outstandingOf(loan), surplus].map(text)).toEqual([
      '2342.50',
      '2342.50',
      '0.00',
    ]);
  });

  test('in full: it is repaid, and what is too much is told', () => {
    const { loan, surplus } = decideRelief(
      overdue,
      { kind: 'recovered', amount: usd('5100.00'), at: on(66) },
      latePayableId,
    );
    // It was paid a day late, so that late charges are left to pay.
    expect([loan.state, loan.repaidAt]).toEqual(['charges_due', on(66)]);
    // All of it went on to the lender when it came; the last payout brings the charges alone.
    expect([surplus, loan.paidOn ?? surplus, payoutOf(loan)].map(text)).toEqual(['37.50', '5062.50', '0.00']);
  });

  test('out of escrow: the lender has that part already', () => {
    const { loan } = decideRelief(
      running,
      { kind: 'refunded', amount: usd('5000.00'), at: on(10) },
      latePayableId,
    );
    expect([loan.state, loan.repaymentPayableId]).toEqual(['running', 'pay_2']);
    expect([stillOwedOf(loan), payoutOf(loan)].map(text)).toEqual(['62.50', '62.50']);
  });

  test('before shipment it goes on without a payable', () => {
    const { loan } = decideRelief(
      drawn,
      { kind: 'refunded', amount: usd('1000.00'), at: on(2) },
      latePayableId,
    );
    expect([loan.state, loan.repaymentPayableId]).toEqual(['drawn', 'pay_2']);
  });

  test.each([
    'repaid',
    'closed',
    'withdrawn',
    'charges_due',
  ] as const)('once it is %s, all of it is too much', (state) => {
    const { loan, surplus } = decideRelief(
      { ...overdue, state },
      { kind: 'recovered', amount: usd('1.00'), at: on(80) },
      latePayableId,
    );
    expect([loan.state, text(surplus)]).toEqual([state, '1.00']);
  });
});

describe('a load event that the carrier takes back', () => {
  test('takes the due date with it, and the next one sets it anew', () => {
    const retracted = decideLoadRetracted(running, on(5), on(8));
    expect([retracted.state, retracted.dueAt]).toEqual(['running', undefined]);
    expect(decideOnBoard(retracted, on(12)).dueAt).toBe(on(72));
  });

  test.each([
    ['another load than the due date follows from', running, on(6), on(8)],
    ['one whose debt has fallen due', running, on(5), on(65)],
    ['one whose loan is overdue', overdue, on(5), on(66)],
    ['one before the loan ran', drawn, on(5), on(6)],
  ])('changes nothing where it is %s', (_, loan, onBoardAt, now) => {
    expect(decideLoadRetracted(loan, onBoardAt, now)).toBe(loan);
  });
});

describe('the secret of a lender', () => {
  const house = `whsec_${Buffer.from('the secret of the house').toString('base64')}`;
  const message = { id: 'msg_1', now: day0, body: '{"lenderId":"com_a"}' };

  test('signs for that lender and for nobody else', () => {
    const headers = signWebhook([secretOfParty(house, 'com_a')], message);
    expect(verifyWebhook(secretOfParty(house, 'com_a'), { headers, body: message.body, now: day0 })).toBe(
      'msg_1',
    );
    for (const secret of [secretOfParty(house, 'com_b'), house])
      expect(() => verifyWebhook(secret, { headers, body: message.body, now: day0 })).toThrow(
        'No signature matches',
      );
  });

  test('does not tell the secret of the house', () => {
    expect(secretOfParty(house, 'com_a')).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(secretOfParty(house, 'com_a')).not.toBe(secretOfParty(house, 'com_b'));
  });
});
