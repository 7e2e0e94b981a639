import { describe, expect, it } from 'vitest';
import {
  decideChargesEnded,
  decideClosed,
  decideDispute,
  decideDueDeadline,
  decideFundingAsked,
  decideFundingDeadline,
  decideFundingWithdrawn,
  decideFundsSent,
  decideOnBoard,
  decideOrderEnded,
  decidePartRepaid,
  decidePayablePaid,
  decideRepaid,
  decideReserved,
  decideWriteOff,
  dueParts,
  latenessOf,
  nextDueAt,
  outstandingOf,
  payoutOf,
} from '../../../functions/credit/domain/decide-loan.ts';
import type { Loan } from '../../../functions/credit/domain/loan.ts';
import { applicationTransitions, loanTransitions } from '../../../functions/credit/domain/transitions.ts';
import { addDuration, parseInstant } from '../../../shared/kernel/instant.ts';
import { formatMoney, parseMoney } from '../../../shared/kernel/money.ts';

const day0 = parseInstant('2026-11-22T08:00:00Z');
const on = (days: number) => addDuration(day0, { days });
const eur = (amount: string) => parseMoney({ currency: 'EUR', amount }, { allowZero: true });
const approved: Loan = {
  loanId: 'lon_1',
  applicationId: 'app_1',
  borrowerId: 'com_1',
  lenderId: 'com_2',
  orderId: 'ord_1',
  payableId: 'pay_1',
  paymentReference: 'RF18',
  principal: eur('9800.00'),
  interest: eur('150.00'),
  fee: eur('50.00'),
  annualRate: '0.08',
  tenorDays: 60,
  state: 'approved',
  fundingDeadlines: 0,
  suspensions: [],
  repaymentPayableId: 'pay_2',
  payoutId: 'pot_1',
  correlationId: 'trade-1',
};
const asked = decideFundingAsked(decideReserved(approved, true));
const drawn = decidePayablePaid(decideFundsSent(asked, on(1)), 'bank_transfer', on(1), on(1));
const running = decideOnBoard(drawn, on(5));

describe.each([
  ['application', applicationTransitions, 'submitted'],
  ['loan', loanTransitions, 'approved'],
])('states of a %s', (_, table, first) => {
  it('are all reachable', () => {
    const reached = new Set<string>([first]);
    for (const state of reached) {
      for (const [from, tos] of Object.entries(table))
        if (from === state) for (const to of tos) reached.add(to);
    }
    expect([...reached].sort()).toEqual(Object.keys(table).sort());
  });
});

describe('drawing', () => {
  it('goes from approval to running, due so many days after shipment', () => {
    expect([asked.state, drawn.state, running.state]).toEqual(['awaiting_funds', 'drawn', 'running']);
    expect(running.dueAt).toBe(on(65));
  });

  it('needs both the money and the word of the lender, in any order', () => {
    const paidFirst = decidePayablePaid(asked, 'bank_transfer', on(1), on(1));
    expect(paidFirst.state).toBe('awaiting_funds');
    expect(decideFundsSent(paidFirst, on(2)).state).toBe('drawn');
  });

  it('is off when the buyer pays by card, and an operator looks when the lender has paid as well', () => {
    const off = decidePayablePaid(asked, 'card', on(1), on(1));
    expect([off.state, off.hold]).toEqual(['withdrawn', undefined]);
    expect(decidePayablePaid(decideFundsSent(asked, on(1)), 'card', on(1), on(1))).toMatchObject({
      state: 'withdrawn',
      hold: { owner: 'operator' },
    });
  });

  it('is declined when the limit is used up', () => {
    expect(decideReserved(approved, false).state).toBe('declined');
  });

  it('is withdrawn by the lender, or by silence', () => {
    expect(decideFundingWithdrawn(asked, 'No appetite').state).toBe('withdrawn');
    expect(decideFundingDeadline(asked, on(5)).state).toBe('withdrawn');
    expect(decideFundingWithdrawn(decideFundsSent(asked, on(1)), 'Too late').state).toBe('awaiting_funds');
  });

  it('waits longer, but not for ever, for money that the lender says it has sent', () => {
    const first = decideFundingDeadline(decideFundsSent(asked, on(1)), on(6));
    const third = decideFundingDeadline(decideFundingDeadline(first, on(11)), on(16));
    expect([first.state, third.state]).toEqual(['awaiting_funds', 'withdrawn']);
    // Its money may still come in: somebody must look.
    expect(third.hold?.since).toBe(on(16));
  });

  it('an order that ends without shipment makes the loan fall due in a week', () => {
    expect(decideOrderEnded(drawn, on(20)).dueAt).toBe(on(27));
  });
});

describe('repayment', () => {
  it('in time closes without charges', () => {
    const repaid = decideRepaid(running, on(65), 'pay_3');
    expect([repaid.state, repaid.late]).toEqual(['repaid', undefined]);
    expect(formatMoney(payoutOf(repaid)).amount).toBe('10000.00');
    expect(decideClosed(repaid).state).toBe('closed');
  });

  it('thirty days late costs the charges of LATE-1, which the lender gets', () => {
    // Given
    const overdue = decideDueDeadline(running, on(65));

    // When
    const charged = decideRepaid(overdue, on(95), 'pay_3');
    const repaid = decideChargesEnded(charged, 'paid', on(100));

    // Then
    expect([overdue.state, charged.state, repaid.state]).toEqual(['overdue', 'charges_due', 'repaid']);
    expect(formatMoney(outstandingOf(charged)).amount).toBe('123.42');
    expect(formatMoney(payoutOf(repaid)).amount).toBe('10123.42');
    expect(formatMoney(payoutOf(decideChargesEnded(charged, 'waived', on(155)))).amount).toBe('10000.00');
    expect(latenessOf(repaid)).toBe(30);
  });

  it('a deadline of an earlier state that arrives late neither writes off nor waives', () => {
    const overdue = decideDueDeadline(running, on(65));
    const charged = decideRepaid(overdue, on(95), 'pay_3');
    expect(decideWriteOff(overdue, on(154))).toBe(overdue);
    expect(decideChargesEnded(charged, 'waived', on(154))).toBe(charged);
  });

  it('an older part payment that was overtaken takes nothing away', () => {
    const paid = decidePartRepaid(running, eur('8000.00'));
    expect(decidePartRepaid(paid, eur('3000.00'))).toBe(paid);
  });

  it('a dispute whose end overtakes its opening suspends nothing', () => {
    const share = { disputeId: 'dsp_1', share: '0.2' };
    const ended = decideDispute(running, { ...share, isOpen: false }, on(60));
    const late = decideDispute(ended, { ...share, isOpen: true }, on(61));
    expect(late).toBe(ended);
    expect(dueParts(late)).toEqual([{ amount: eur('10000.00'), dueAt: on(65) }]);
  });

  it('after a write-off still counts', () => {
    const writtenOff = decideWriteOff(decideDueDeadline(running, on(65)), on(155));
    expect(writtenOff.state).toBe('written_off');
    expect(decideRepaid(writtenOff, on(160), 'pay_3').state).toBe('charges_due');
  });
});

describe('a dispute of a fifth of the goods', () => {
  const dispute = { disputeId: 'dsp_1', share: '0.2' };
  const disputed = decideDispute(running, { ...dispute, isOpen: true }, on(60));

  it('takes its share out of what falls due, and only that', () => {
    expect(dueParts(disputed).map(({ amount, dueAt }) => [formatMoney(amount).amount, dueAt])).toEqual([
      ['8000.00', on(65)],
      ['2000.00', undefined],
    ]);
    expect(decideDueDeadline(disputed, on(65)).state).toBe('overdue');
    expect(decideDueDeadline(decidePartRepaid(disputed, eur('8000.00')), on(65)).state).toBe('running');
  });

  it('moves the due date of its share by as long as it went on past it', () => {
    const ended = decideDispute(disputed, { ...dispute, isOpen: false }, on(75));
    expect(dueParts(ended)[1]?.dueAt).toBe(on(75));
    expect(nextDueAt(ended, on(65))).toBe(on(75));
  });

  it('that ends before the due date moves nothing', () => {
    const ended = decideDispute(disputed, { ...dispute, isOpen: false }, on(62));
    expect(dueParts(ended)).toEqual([{ amount: eur('10000.00'), dueAt: on(65) }]);
  });

  it('over everything stops the clock', () => {
    const whole = decideDispute(running, { ...dispute, share: '1', isOpen: true }, on(60));
    expect(decideDueDeadline(whole, on(65)).state).toBe('running');
    expect(nextDueAt(whole, on(60))).toBeUndefined();
  });
});
