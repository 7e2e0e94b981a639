import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loanMoved } from '../../../functions/credit/contract.ts';
import { operations as credit } from '../../../functions/credit/operations.ts';
import { escrowRefunded } from '../../../functions/escrow/contract.ts';
import { payablePaid, payoutMoved } from '../../../functions/payments/contract.ts';
import { operations as payments } from '../../../functions/payments/operations.ts';
import {
  companyClaimReductionRequested,
  companyClaimRequested,
} from '../../../functions/settlement/contract.ts';
import { addDuration } from '../../../shared/kernel/instant.ts';
import { formatMoney, parseMoney, sumMoney } from '../../../shared/kernel/money.ts';
import { brokenInvariants } from '../../support/invariants.ts';
import { journalCount, journalsOf } from '../../support/simulation/books.ts';
import { tableOf } from '../../support/simulation/memory-database.ts';
import { MoneyTale, moneyContexts } from '../../support/simulation/money-tale.ts';
import type { Delivery } from '../../support/simulation/simulated-house.ts';

const usd = (amount: string) => ({ currency: 'USD', amount });
const timeoutMs = 60_000;

let again: () => MoneyTale;
let tale: MoneyTale;
let before: number;

/** 14,840.00 of the order were paid by the lender, the goods have arrived, and 15,109.36 are due sixty days after loading. */
beforeAll(async () => {
  const first = await MoneyTale.open([...moneyContexts, 'partners']);
  await first.order(usd('21200.00'), '0.30');
  await first.transfer(usd('6360.00'), 'deposit');
  await first.ready();
  await first.borrow(usd('14840.00'));
  await first.ship();
  again = first.keep();
}, timeoutMs);

beforeEach(() => {
  tale = again();
  before = journalCount(tale.house.database);
});

const loanNow = async () => {
  const { body } = await tale.house.call(tale.buyer, credit.getLoan, { params: { loanId: tale.loanId } });
  return body;
};
const payableNow = async () => {
  const params = { payableId: (await loanNow()).repaymentPayableId };
  return (await tale.house.call(tale.buyer, payments.getPayable, { params })).body;
};
/** What was booked since the test began, one line a journal. */
const booked = (): readonly string[] =>
  journalsOf(tale.house.database, tale.names, before).map(({ kind, debits, credits }) =>
    `${kind}: ${debits.join(', ')} -> ${credits.join(', ')}`.replaceAll(/-\d+(?= )/g, ''),
  );
/** Amounts that settlement is asked to take of the borrower, and how much less after that. */
const claimed = (): readonly string[] =>
  tale.house.sent.flatMap(({ type, data }) => {
    if (type === companyClaimRequested.type) return [companyClaimRequested.schema.parse(data).amount.amount];
    if (type !== companyClaimReductionRequested.type) return [];
    return [`less ${companyClaimReductionRequested.schema.parse(data).amount?.amount ?? 'all'}`];
  });
/** What the lender's account holds, and what its bank has got. */
const lenderMoney = () => {
  const key = { pk: `ACCOUNT#2080:ENT:USD:${tale.lender.companyId}`, sk: 'BALANCE' };
  const row = tale.house.database
    .rows(tableOf('ledger'))
    .find(({ pk, sk }) => pk === key.pk && sk === key.sk);
  const paid = tale.house
    .told(payoutMoved)
    .filter(({ beneficiaryId, state }) => beneficiaryId === tale.lender.companyId && state === 'confirmed')
    .map(({ amount }) => parseMoney(amount));
  return { held: String(row?.available ?? 0), paid: formatMoney(sumMoney('USD', paid)).amount };
};
/** Keeps such messages to a context back until what is returned is called. */
const withhold = (context: string, type: string): (() => Promise<void>) => {
  const { house } = tale;
  const carry = house.carry.bind(house);
  const kept: Delivery[] = [];
  house.carry = (envelope) => {
    carry(envelope);
    const isKept = (one: Delivery) => one.context === context && one.envelope.type === type;
    kept.push(...house.queue.filter(isKept));
    house.queue.splice(0, Infinity, ...house.queue.filter((one) => !isKept(one)));
  };
  return async () => {
    house.carry = carry;
    house.queue.push(...kept);
    await house.settle();
  };
};
/** Nobody pays the late charges, and the last payout is at its bank. */
const waived = async (): Promise<void> => {
  await tale.house.advance({ days: 61 });
  await tale.house.advance({ days: 9 });
};
const sound = async (): Promise<void> => {
  expect(await brokenInvariants(tale.house)).toEqual([]);
  expect(tale.house.deadLetters).toEqual([]);
};

describe('a refund of an order that a lender paid', { timeout: timeoutMs }, () => {
  test('goes to the buyer once the loan is repaid', async () => {
    // Given
    await tale.repay();
    await tale.dispute(usd('1000.00'));
    before = journalCount(tale.house.database);

    // When
    await tale.acceptClaim();

    // Then
    expect(booked()[0]).toBe('refund: 2010/escrow USD 1,000.00 -> 2050/refund USD 1,000.00');
    expect(booked().join()).not.toContain('2080');
    await sound();
  });

  test('goes on to the lender while the loan runs, and the payable asks for that much less', async () => {
    // Given
    await tale.dispute(usd('1000.00'));

    // When
    await tale.acceptClaim();

    // Then
    expect(booked()).toEqual([
      'refund: 2010/escrow USD 1,000.00 -> 2080/lender USD 1,000.00',
      'payout_opened: 2080/lender USD 1,000.00 -> 2090/payout USD 1,000.00',
      'payout_confirmed: 2090/payout USD 1,000.00 -> 1010 USD 1,000.00',
    ]);
    expect((await loanNow()).outstanding).toEqual(usd('14109.36'));
    expect((await payableNow()).outstanding).toEqual(usd('14109.36'));
    await sound();
  });

  test.each([
    ['escrow hears of the repayment late', 'escrow', loanMoved.type],
    ['credit hears of the refund late', 'credit', escrowRefunded.type],
    ['credit hears of the repayment late', 'credit', payablePaid.type],
  ])('that meets the repayment, %s: the lender gets what it is owed and the borrower the rest', async (_, context, type) => {
    // Given
    await tale.dispute(usd('1000.00'));
    before = journalCount(tale.house.database);
    const deliver = withhold(context, type);

    // When
    if (type === escrowRefunded.type) await tale.acceptClaim();
    await tale.repay();
    if (type !== escrowRefunded.type) await tale.acceptClaim();
    await deliver();

    // Then
    expect((await loanNow()).state).toBe('closed');
    expect(lenderMoney()).toEqual({ held: '0', paid: '15109.36' });
    expect(booked()).toContain('loan_overpaid: 2080/lender USD 1,000.00 -> 2040/buyer USD 1,000.00');
    await sound();
  });
});

describe('an overdue loan', { timeout: timeoutMs }, () => {
  const overdue = async (): Promise<void> => {
    // A Monday: banks work.
    await tale.house.advance({ days: 63 });
    before = journalCount(tale.house.database);
  };

  test('a part that came for its payable stays there when something is recovered', async () => {
    // Given
    await tale.transferTo((await payableNow()).reference, usd('10000.00'));
    await overdue();

    // When
    await tale.sellAsBorrower(usd('1000.00'));

    // Then
    expect((await loanNow()).outstanding).toEqual(usd('4619.36'));
    expect((await payableNow()).outstanding).toEqual(usd('4619.36'));
    expect(booked().join()).not.toContain('2030');
    await sound();
  });

  test('settlement is asked for no more than is due and has not come', async () => {
    await tale.transferTo((await payableNow()).reference, usd('10000.00'));
    await overdue();
    expect(claimed()).toEqual(['5109.36']);
  });

  test('a part that comes late makes settlement take that much less', async () => {
    await overdue();
    await tale.transferTo((await payableNow()).reference, usd('10000.00'));
    expect(claimed()).toEqual(['15109.36', 'less 10000.00']);
  });

  test('the rest is recovered: what had come pays the payable, and the lender has all', async () => {
    // Given
    await tale.transferTo((await payableNow()).reference, usd('10000.00'));
    await overdue();

    // When
    await tale.sellAsBorrower(usd('10500.00'));

    // Then
    expect((await loanNow()).state).toBe('charges_due');
    expect(booked()).toContain('kept_applied: 2020/payable USD 10,000.00 -> 2080/lender USD 10,000.00');
    await waived();
    expect((await loanNow()).state).toBe('closed');
    expect(lenderMoney()).toEqual({ held: '0', paid: '15109.36' });
    await sound();
  });

  test('what settlement recovers goes on to the lender when it comes', async () => {
    // Given
    await overdue();

    // When
    await tale.sellAsBorrower(usd('6000.00'));

    // Then
    expect(lenderMoney()).toEqual({ held: '0', paid: '2940.00' });
    expect((await loanNow()).outstanding).toEqual(usd('12169.36'));
    expect((await payableNow()).outstanding).toEqual(usd('12169.36'));
    await tale.repay();
    await waived();
    expect(lenderMoney()).toEqual({ held: '0', paid: '15109.36' });
    await sound();
  });

  test('written off leaves nothing with us: what had come goes to the lender, the rest is asked for anew', async () => {
    // Given
    const former = (await payableNow()).payableId;
    await tale.transferTo((await payableNow()).reference, usd('10000.00'));
    await overdue();
    await tale.sellAsBorrower(usd('6000.00'));

    // When
    await tale.house.advance({ days: 91 });

    // Then
    expect((await loanNow()).state).toBe('written_off');
    expect(lenderMoney()).toEqual({ held: '0', paid: '12940.00' });
    expect((await loanNow()).outstanding).toEqual(usd('2169.36'));
    expect(await payableNow()).toMatchObject({ outstanding: usd('2169.36'), state: 'open' });
    expect((await payableNow()).payableId).not.toBe(former);

    // And a part of the rest goes on at once, the rest of it ends the loan
    await tale.transferTo((await payableNow()).reference, usd('1000.00'));
    expect(lenderMoney()).toEqual({ held: '0', paid: '13940.00' });
    await tale.repay();
    await waived();
    expect((await loanNow()).state).toBe('closed');
    expect(lenderMoney()).toEqual({ held: '0', paid: '15109.36' });
    await sound();
  });
});

describe('the leg of a loan', { timeout: timeoutMs }, () => {
  test('that parks because the lender cannot be reached goes on when an operator says so', async () => {
    // Given
    tale = await MoneyTale.open([...moneyContexts, 'partners']);
    await tale.order(usd('21200.00'), '0.30');
    await tale.transfer(usd('6360.00'), 'deposit');
    await tale.ready();
    const fundings = '/sandbox/lender/fundings';
    tale.house.standIns.set(fundings, () => {
      throw new Error('no answer');
    });
    await tale.borrow(usd('14840.00'));
    expect(await loanNow()).toMatchObject({ state: 'awaiting_funds', hold: { owner: 'operator' } });
    expect(Object.values(tale.house.executions.states()).join()).toContain('failed');

    // When
    tale.house.standIns.delete(fundings);
    const params = { loanId: tale.loanId };
    const resumed = await tale.house.call(tale.operator, credit.resumeLoan, { params });
    await tale.house.settle();

    // Then
    expect(resumed.status).toBe(200);
    const loan = await loanNow();
    expect([loan.state, loan.hold]).toEqual(['drawn', undefined]);
    await sound();
  });

  test('is not needed after the drawdown: goods on board after half a year make the repayment fall due', async () => {
    // Given
    tale = await MoneyTale.open([...moneyContexts, 'partners']);
    tale.moreTerms = { latestShipOn: addDuration(tale.house.now, { days: 165 }).slice(0, 10) };
    await tale.order(usd('21200.00'), '0.30');
    await tale.transfer(usd('6360.00'), 'deposit');
    await tale.ready();
    await tale.borrow(usd('14840.00'));
    const legs = () =>
      Object.entries(tale.house.executions.states()).filter(([name]) => name.startsWith('loan-'));
    expect(legs().map(([, state]) => state)).toEqual(['succeeded: Drawn']);

    // When
    await tale.house.advance({ days: 164 });
    await tale.load();

    // Then
    expect(await payableNow()).toMatchObject({ state: 'open', outstanding: usd('15109.36') });
    await tale.repay();
    expect((await loanNow()).state).toBe('closed');
    await sound();
  });
});
