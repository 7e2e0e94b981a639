import { beforeEach, describe, expect, test } from 'vitest';
import { loanMoved } from '../../../functions/credit/contract.ts';
import {
  escrowDeadlineReached,
  escrowHoldExpiring,
  escrowHoldLapsed,
  escrowRefunded,
  escrowReleaseApproved,
  escrowReleaseRequested,
  escrowRequestRefused,
} from '../../../functions/escrow/contract.ts';
import {
  alarmAtOf,
  holdOf,
  holdStates,
  holdTransitions,
  railLimits,
} from '../../../functions/escrow/domain/hold-limit.ts';
import { decideHoldChoice, type HoldSide } from '../../../functions/escrow/hold-choice.ts';
import { journalWrites } from '../../../functions/ledger/posting.ts';
import {
  cardMoneySettled,
  payablePaid,
  payoutMoved,
  payoutRequested,
} from '../../../functions/payments/contract.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';
import { parseMoney } from '../../../shared/kernel/money.ts';
import { clearDeadline } from '../../../shared/messaging/deadline.ts';
import { journalOf } from '../../support/journal-table.ts';
import { MoneyHouse } from '../../support/money-house.ts';
import { buyerId, createTrade, escrowId, lenderId, orderId } from '../../support/money-trade.ts';

const usd = (amount: string) => ({ currency: 'USD', amount });
const deposit = deterministicId('pay', 'deposit');
const fundedAt = parseInstant('2026-11-23T08:00:00.000Z');

let house: MoneyHouse;
let trade: ReturnType<typeof createTrade>;

const payByCard = async (): Promise<void> => {
  const journal = journalOf('card', `DR 1110 USD 6360.00\nCR 2010/${escrowId} USD 6360.00`);
  house.commit({
    writes: journalWrites('ledger', journal, { now: house.now, correlationId: 'trade-1' }),
    events: [
      payablePaid.create({
        subject: deposit,
        data: {
          payableId: deposit,
          kind: 'escrow_instalment',
          subject: escrowId,
          name: 'deposit',
          orderId,
          debtorId: buyerId,
          amount: usd('6360.00'),
          method: 'card',
          paidAt: house.now,
          journalId: journal.journalId,
        },
      }),
    ],
  });
  await house.settle();
};
const deadlines = () =>
  house.rows.ofKind('deadline').map(({ sk, dueAt }) => `${String(sk)} ${String(dueAt)}`);
const fire = async (name: string, dueAt: string): Promise<void> => {
  house.now = parseInstant(dueAt);
  // As the sweeper does: the row goes, the event comes.
  house.commit({
    writes: [clearDeadline(house.escrowStore, escrowId, name)],
    events: [escrowDeadlineReached.create({ subject: escrowId, data: { name, subject: escrowId, dueAt } })],
  });
  await house.settle();
};
const holdNow = async () => (await house.escrows.findHold(escrowId, deposit))?.data;

beforeEach(async () => {
  house = new MoneyHouse();
  trade = createTrade(house);
  trade.open();
  await house.settle();
});

describe('how long a rail may hold money', () => {
  const paid = (method: string, currency = 'USD') =>
    holdOf({
      escrowId,
      payableId: deposit,
      amount: parseMoney({ currency, amount: '1.00' }),
      method,
      fundedAt,
    });

  test.each([
    ['card', 'USD', '2027-02-21T08:00:00.000Z', '2027-02-07T08:00:00.000Z'],
    ['wallet', 'USD', '2026-12-21T08:00:00.000Z', '2026-12-07T08:00:00.000Z'],
    // Ten days are shorter than the alarm: it is raised at once.
    ['card', 'THB', '2026-12-03T08:00:00.000Z', '2026-11-23T08:00:00.000Z'],
  ])('%s in %s: until %s, alarm on %s', (method, currency, limit, alarm) => {
    const hold = paid(method, currency);
    expect(hold?.holdDeadlineAt).toBe(limit);
    expect(hold && alarmAtOf(hold)).toBe(alarm);
  });

  test('a transfer has no limit', () => {
    expect(paid('bank_transfer')).toBeUndefined();
    expect(railLimits.every(({ source }) => source.length > 20)).toBe(true);
  });

  test('the table lets every state but the last ones out', () => {
    const stuck = holdStates.filter((state) => holdTransitions[state].length === 0);
    expect(stuck).toEqual(['safeguarded', 'ended']);
  });
});

describe('card money', () => {
  test('sets a deadline 14 days before its limit; once it lies in the safeguarded account there is none', async () => {
    await payByCard();
    expect(deadlines()).toEqual([`hold_alarm:${deposit} 2027-02-07T08:00:00.000Z`]);
    house.publish(
      cardMoneySettled.create({
        subject: 'x',
        data: {
          paymentId: deterministicId('pmt', 'one'),
          payableIds: [deposit, deterministicId('pay', 'freight')],
          settledAt: house.now,
        },
      }),
    );
    await house.settle();
    expect(deadlines()).toEqual([]);
    expect((await holdNow())?.state).toBe('safeguarded');
  });

  test('that is still at the PSP raises an alarm for both parties, and the limit itself is told', async () => {
    await payByCard();
    await fire(`hold_alarm:${deposit}`, '2027-02-07T08:00:00.000Z');
    expect(trade.events(escrowHoldExpiring)).toMatchObject([
      {
        rail: 'card',
        held: usd('6360.00'),
        holdDeadlineAt: '2027-02-21T08:00:00.000Z',
        atLimit: 'settles_to_house',
      },
    ]);
    expect(deadlines()).toContain(`hold_lapse:${deposit} 2027-02-21T08:00:00.000Z`);
    await fire(`hold_lapse:${deposit}`, '2027-02-21T08:00:00.000Z');
    expect(trade.events(escrowHoldLapsed)).toMatchObject([{ outcome: 'settles_to_house' }]);
    expect((await holdNow())?.state).toBe('lapsed');
    // Nothing was paid out: the money comes into the safeguarded account by itself.
    expect(trade.balance(`2010:ENT:USD:${escrowId}`)).toEqual(['6360.00', '0.00']);
  });

  test('that has left the escrow meanwhile ends silently', async () => {
    await payByCard();
    trade.refund('all');
    await house.settle();
    await fire(`hold_alarm:${deposit}`, '2027-02-07T08:00:00.000Z');
    expect(trade.events(escrowHoldExpiring)).toEqual([]);
    expect((await holdNow())?.state).toBe('ended');
  });

  let choices = 0;
  const choose = async (by: HoldSide, choice: 'release' | 'refund' | 'safeguarded'): Promise<void> => {
    const [escrow, hold] = await Promise.all([
      house.escrows.find(escrowId),
      house.escrows.findHold(escrowId, deposit),
    ]);
    if (!escrow) throw new Error('There is no escrow');
    const { now } = house;
    choices += 1;
    const requestId = `req_${choices}`;
    house.commit(decideHoldChoice(house.escrows, { escrow: escrow.data, hold, by, choice, now, requestId }));
    await house.settle();
  };

  test('may be released early by the payer or given back by the payee, once', async () => {
    await payByCard();
    await expect(choose('payer', 'release')).rejects.toMatchObject({ code: 'escrow.no_hold_alarm' });
    await fire(`hold_alarm:${deposit}`, '2027-02-07T08:00:00.000Z');
    await expect(choose('payer', 'refund')).rejects.toMatchObject({ code: 'escrow.choice_not_yours' });
    await expect(choose('payee', 'safeguarded')).rejects.toMatchObject({ code: 'escrow.choice_not_yours' });
    await choose('payee', 'refund');
    expect(trade.events(escrowRefunded)).toMatchObject([{ reason: 'hold_limit', amount: usd('6360.00') }]);
    await expect(choose('operator', 'release')).rejects.toMatchObject({ code: 'escrow.hold_not_free' });
    await fire(`hold_lapse:${deposit}`, '2027-02-21T08:00:00.000Z');
    expect((await holdNow())?.state).toBe('ended');
    expect(trade.events(escrowHoldLapsed)).toEqual([]);
    expect(deadlines()).toEqual([]);
  });

  test('is released as far as no dispute holds it; the rest stays watched until the limit', async () => {
    await payByCard();
    trade.freeze('d1', '1.00');
    await house.settle();
    await fire(`hold_alarm:${deposit}`, '2027-02-07T08:00:00.000Z');
    await choose('payer', 'release');
    expect(trade.events(escrowReleaseApproved)).toMatchObject([
      { trigger: 'hold_limit', amount: usd('6359.00') },
    ]);
    await expect(choose('payer', 'release')).rejects.toMatchObject({ code: 'escrow.hold_not_free' });
    // The payee may still give back what the dispute is about.
    await choose('payee', 'refund');
    expect(trade.events(escrowRefunded)).toMatchObject([{ reason: 'hold_limit', amount: usd('1.00') }]);
  });

  test('that a dispute holds when the limit comes is told, whatever was chosen about the rest', async () => {
    await payByCard();
    trade.freeze('d1', '1.00');
    await house.settle();
    await fire(`hold_alarm:${deposit}`, '2027-02-07T08:00:00.000Z');
    await choose('payer', 'release');
    await fire(`hold_lapse:${deposit}`, '2027-02-21T08:00:00.000Z');
    expect(trade.events(escrowHoldLapsed)).toHaveLength(1);
    expect((await holdNow())?.state).toBe('lapsed');
  });

  test('released early rests on the choice as its condition', async () => {
    await payByCard();
    await fire(`hold_alarm:${deposit}`, '2027-02-07T08:00:00.000Z');
    await choose('payer', 'release');
    expect(trade.events(escrowReleaseApproved)).toMatchObject([
      { trigger: 'hold_limit', amount: usd('6360.00') },
    ]);
  });
});

describe('a release without its grounds', () => {
  const ask = async (data: Partial<Parameters<typeof escrowReleaseRequested.create>[0]['data']>) => {
    trade.pay('deposit');
    house.publish(
      escrowReleaseRequested.create({
        subject: escrowId,
        data: {
          escrowId,
          releaseId: deterministicId('rel', 'x'),
          trigger: 'accepted',
          conditionEventIds: ['evt_1'],
          ...data,
        },
      }),
    );
    await house.settle();
    return trade.events(escrowRequestRefused).map(({ code }) => code);
  };
  const condition = { trigger: 'accepted', eventId: 'evt_1', sequence: 3, satisfiedAt: fundedAt };

  test('is refused by name', async () => {
    expect(await ask({ conditionEventIds: [] })).toEqual(['escrow.condition_missing']);
  });
  test('is refused when a condition was recorded with it or after it', async () => {
    expect(await ask({ conditions: [condition], sequence: 3 })).toEqual(['escrow.condition_not_earlier']);
  });
  test('is refused when a condition is still to come', async () => {
    const later = { ...condition, satisfiedAt: '2026-11-23T08:00:00.001Z' };
    expect(await ask({ conditions: [later], sequence: 4 })).toEqual(['escrow.condition_not_earlier']);
  });
  test('goes through with an earlier one, and keeps it', async () => {
    expect(await ask({ conditions: [condition], sequence: 4 })).toEqual([]);
    const [request] = await house.escrows.requestsOf(escrowId);
    expect(request?.data).toMatchObject({ conditions: [condition], sequence: 4 });
  });
});

describe('two disputes', () => {
  test('the end of one frees its share for the release, and the other keeps its own', async () => {
    trade.pay('deposit');
    trade.pay('balance');
    trade.freeze('d1', '4000.00');
    trade.freeze('d2', '1000.00');
    await house.settle();
    house.publish(
      escrowReleaseRequested.create({
        subject: escrowId,
        data: {
          escrowId,
          releaseId: deterministicId('rel', 'rest'),
          trigger: 'dispute_closed',
          conditionEventIds: ['evt_1'],
          disputeIds: [deterministicId('dsp', 'd1')],
        },
      }),
    );
    await house.settle();
    expect(trade.events(escrowReleaseApproved)).toMatchObject([{ amount: usd('20200.00') }]);
    expect(house.queue).toEqual([]);
  });
});

describe('money that a lender paid', () => {
  const balance = deterministicId('pay', 'balance');
  const told = (to: string, payableId = balance) =>
    house.publish(
      loanMoved.create({
        subject: 'x',
        data: {
          loanId: deterministicId('lon', 'one'),
          applicationId: deterministicId('app', 'one'),
          borrowerId: buyerId,
          lenderId,
          orderId,
          payableId,
          from: 'awaiting_funds',
          to,
          principal: usd('14840.00'),
          outstanding: usd('15000.00'),
        },
      }),
    );
  const news = async (...states: readonly string[]): Promise<void> => {
    for (const state of states) {
      told(state);
      await house.settle();
    }
  };
  const back = async () => {
    const requests = await house.escrows.requestsOf(escrowId);
    return requests.flatMap(({ data }) => (data.kind === 'refund' ? [data.state] : []));
  };

  beforeEach(async () => {
    trade.pay('deposit');
    trade.pay('balance');
    await house.settle();
  });

  describe('and says so', () => {
    beforeEach(() => news('drawn', 'drawn'));

    test('goes back to the lender first, who is paid by credit', async () => {
      trade.refund('part', '1000.00');
      await house.settle();
      expect(trade.balance(`2080:ENT:USD:${lenderId}`)).toEqual(['1000.00', '0.00']);
      expect(trade.events(payoutRequested)).toEqual([]);
      expect(trade.events(escrowRefunded)).toMatchObject([
        { amount: usd('1000.00'), toLenders: [{ lenderId, amount: usd('1000.00') }] },
      ]);
    });

    test('all of it, and only the rest to the buyer by the way it paid', async () => {
      trade.refund('part', '1000.00');
      trade.refund('rest');
      await house.settle();
      expect(trade.balance(`2080:ENT:USD:${lenderId}`)).toEqual(['14840.00', '0.00']);
      expect(trade.events(payoutRequested)).toMatchObject([
        { purpose: 'refund', beneficiaryId: buyerId, amount: usd('6360.00'), originalPayableIds: [deposit] },
      ]);
    });
  });

  test.each([
    ['repaid', ['drawn', 'repaid']],
    ['repaid, with charges left', ['drawn', 'charges_due']],
    ['told to be repaid before it is told to be drawn', ['closed', 'drawn']],
  ])('goes to the buyer once the loan is %s', async (_, states) => {
    // Given
    await news(...states);

    // When
    trade.refund('part', '1000.00');
    await house.settle();

    // Then
    expect(trade.balance(`2080:ENT:USD:${lenderId}`)).toEqual(['0.00', '0.00']);
    expect(trade.events(payoutRequested)).toMatchObject([{ purpose: 'refund', amount: usd('1000.00') }]);
  });

  describe('while its word is awaited', () => {
    beforeEach(() => news('awaiting_funds'));

    test('does not go back: a refund waits, and no release takes its money', async () => {
      // When
      trade.refund('part', '1000.00');
      await house.settle();
      trade.release('rest');
      await house.settle();

      // Then
      expect(await back()).toEqual(['waiting']);
      expect(trade.events(escrowRefunded)).toEqual([]);
      expect(trade.events(escrowReleaseApproved)).toMatchObject([{ amount: usd('20200.00') }]);
    });

    test.each([
      ['drawn', '1000.00', []],
      ['withdrawn', '0.00', [{ purpose: 'refund', amount: usd('1000.00') }]],
    ])('and the loan is %s: the refund goes where it belongs, once', async (state, toLender, toBuyer) => {
      // Given
      trade.refund('part', '1000.00');
      await house.settle();

      // When
      await news(state, state);

      // Then
      expect(trade.balance(`2080:ENT:USD:${lenderId}`)[0]).toBe(toLender);
      expect(trade.events(payoutRequested)).toMatchObject(toBuyer);
      expect(trade.events(escrowRefunded)).toHaveLength(1);
      expect(await back()).not.toContain('waiting');
      expect((await house.escrows.find(escrowId))?.data.freezes.every(({ isLifted }) => isLifted)).toBe(true);
    });

    test('a refund of everything waits as well, and ends the deal when it is decided', async () => {
      trade.refund('all');
      await house.settle();
      expect(await back()).toEqual(['waiting']);
      await news('drawn');
      expect(trade.balance(`2080:ENT:USD:${lenderId}`)[0]).toBe('14840.00');
      expect((await house.escrows.find(escrowId))?.data.state).toBe('closed');
    });

    test('what has left meanwhile is refused, and nothing stays kept for it', async () => {
      // Given
      trade.refund('one', '20000.00');
      trade.refund('two', '20000.00');
      await house.settle();
      expect(await back()).toEqual(['waiting', 'waiting']);

      // When
      await news('withdrawn');

      // Then
      expect((await back()).toSorted()).toEqual(['asked', 'refused']);
      trade.release('rest');
      await house.settle();
      expect(trade.events(escrowReleaseApproved)).toMatchObject([{ amount: usd('1200.00') }]);
    });

    test('and nobody says anything for twenty days: it goes to the buyer', async () => {
      // Given
      trade.refund('part', '1000.00');
      await house.settle();
      const name = `lender_word:${deterministicId('lon', 'one')}`;
      expect(deadlines()).toEqual([`${name} 2026-12-13T08:00:00.000Z`]);

      // When
      await fire(name, '2026-12-13T08:00:00.000Z');

      // Then
      expect(trade.events(payoutRequested)).toMatchObject([{ purpose: 'refund', amount: usd('1000.00') }]);
    });
  });

  test('a lender that was asked and has stepped back is waited for no longer', async () => {
    await news('awaiting_funds', 'withdrawn');
    trade.refund('part', '1000.00');
    await house.settle();
    expect(await back()).toEqual(['asked']);
    expect(deadlines()).toEqual([]);
  });
});

describe('the payout of a refund', () => {
  const moved = (
    name: string,
    state: 'sent' | 'confirmed' | 'returned',
    sequence: number,
    repeats?: string,
  ) =>
    house.publish(
      payoutMoved.create({
        subject: name,
        sequence,
        data: {
          payoutId: name,
          purpose: 'refund',
          beneficiaryId: buyerId,
          amount: usd('1000.00'),
          state,
          references: { escrowId, refundId: deterministicId('rfd', 'part') },
          ...(repeats ? { repeats } : {}),
        },
      }),
    );
  const state = async () => {
    const [request] = await house.escrows.requestsOf(escrowId);
    return request?.data.state;
  };
  const payoutIds = () => trade.events(payoutRequested).map(({ payoutId }) => payoutId);

  beforeEach(async () => {
    trade.pay('deposit');
    trade.refund('part', '1000.00');
    await house.settle();
  });

  test('older news that comes later changes nothing', async () => {
    const [first = ''] = payoutIds();
    moved(first, 'confirmed', 3);
    await house.settle();
    moved(first, 'sent', 2);
    await house.settle();
    expect(await state()).toBe('confirmed');
  });

  test('that comes back and is repeated: the refund follows the repetition, and no late news of the first', async () => {
    const [first = ''] = payoutIds();
    const again = deterministicId('pot', 'again');
    moved(first, 'returned', 3);
    await house.settle();
    moved(again, 'confirmed', 2, first);
    await house.settle();
    expect(await state()).toBe('confirmed');
    moved(first, 'returned', 4);
    await house.settle();
    expect(await state()).toBe('confirmed');
  });
});
