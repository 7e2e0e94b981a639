import { beforeEach, describe, expect, test, vi } from 'vitest';
import { operations as escrow } from '../../../functions/escrow/operations.ts';
import { houseBillIssued } from '../../../functions/freight/contract.ts';
import { operations as orders } from '../../../functions/orders/operations.ts';
import type { Operation } from '../../../shared/http/operation.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { type BookedJournal, journalsOf } from '../../support/simulation/books.ts';
import { MoneyTale } from '../../support/simulation/money-tale.ts';
import type { Company } from '../../support/simulation/simulated-house.ts';

// Whole trades through the real functions; a busy machine needs its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const usd = (amount: string) => ({ currency: 'USD', amount });
let tale: MoneyTale;

beforeEach(async () => {
  tale = await MoneyTale.open();
});

const call = async (by: Company, operation: Operation, body?: unknown, more: Record<string, string> = {}) => {
  const reply = await tale.house.call(by, operation, {
    params: { orderId: tale.orderId, ...more },
    ...(body === undefined ? {} : { body }),
  });
  await tale.house.settle();
  return reply;
};
const orderNow = async () => (await call(tale.buyer, orders.getOrder)).body;
const booked = (kind: string): readonly BookedJournal[] =>
  journalsOf(tale.house.database, tale.names).filter((journal) => journal.kind === kind);

const billIssued = async (): Promise<void> => {
  tale.house.tell(
    houseBillIssued.create({
      subject: tale.orderId,
      data: {
        consignmentId: deterministicId('cns', tale.orderId),
        orderId: tale.orderId,
        shipperId: tale.seller.companyId,
        consigneeId: tale.buyer.companyId,
        houseBillNumber: 'HBL-1',
        masterBillNumber: 'MBL-1',
        issuedAt: tale.house.now,
      },
    }),
  );
  await tale.house.settle();
};

describe('a trade with milestones', () => {
  test('releases 30 % at the start of production, 60 % on documents, the rest at acceptance; days of delay are netted', async () => {
    // Given
    tale.moreTerms = {
      milestones: [
        { share: '0.30', trigger: 'production_started' },
        { share: '0.60', trigger: 'documents_presented' },
        { share: '0.10', trigger: 'accepted' },
      ],
      lateDelivery: { measuredAt: 'shipment', freeDays: 0, sharePerDay: '0.005', capShare: '0.10' },
    };
    await tale.order(usd('20000.00'), '0.30');
    await tale.payByCard('deposit');

    // When production has begun
    await call(tale.seller, orders.reportProductionStart, { description: 'Housings moulded' });
    expect((await orderNow()).money.released).toEqual(usd('0.00'));
    await call(tale.buyer, orders.confirmProductionStart);
    // Then
    expect((await orderNow()).money).toMatchObject({ released: usd('6000.00'), held: usd('0.00') });

    // When the goods are loaded three days late and the bill is issued
    await tale.ready();
    await tale.transfer(usd('14000.00'), 'balance');
    await tale.loadLate(3);
    await billIssued();
    // Then 3 × 0.5 % of 20,000.00 go back to the buyer before 60 % go to the seller
    expect((await orderNow()).lateDelivery).toEqual({ days: 3, amount: usd('300.00'), isNetted: true });
    expect(booked('late_damages')).toMatchObject([
      { debits: ['2010/escrow USD 300.00'], credits: [expect.stringMatching(/^2050\/\S+ USD 300\.00$/)] },
    ]);
    expect((await orderNow()).money).toMatchObject({ released: usd('18000.00'), held: usd('1700.00') });

    // When it is accepted
    await tale.arrive();
    await call(tale.buyer, orders.acceptGoods);
    // Then
    const order = await orderNow();
    expect(order.state).toBe('closed');
    expect(order.money).toMatchObject({
      released: usd('19700.00'),
      refunded: usd('300.00'),
      held: usd('0.00'),
    });
    const { body } = await tale.house.call(tale.buyer, escrow.getEscrow, {
      params: { escrowId: tale.escrowId },
    });
    // The PSP has paid the deposit out long ago: no rail limits how long it may be held.
    expect(body.holds).toMatchObject([{ rail: 'card', state: 'safeguarded' }]);
    for (const release of body.releases) {
      expect(release.conditions.length).toBeGreaterThan(0);
    }
    expect(body.releases.map((release: { trigger: string }) => release.trigger).sort()).toEqual([
      'accepted',
      'documents_presented',
      'production_started',
    ]);
    expect(tale.house.deadLetters).toEqual([]);
  });
});

describe('a card issuer that takes the deposit back', () => {
  test('brings the order back to it; paid again, the trade goes on to its end', async () => {
    await tale.order(usd('20000.00'), '0.30');
    await tale.payByCard('deposit');
    expect((await orderNow()).state).toBe('in_production');
    await tale.chargeBack('deposit', 'lost');

    const waiting = await orderNow();
    expect(waiting.state).toBe('awaiting_deposit');
    expect(waiting.nextAction).toMatchObject({ by: 'buyer', what: 'Pay the deposit.' });
    expect(waiting.money).toMatchObject({ held: usd('0.00'), chargedBack: usd('6000.00') });
    expect(waiting.money.depositPayableId).not.toBe(tale.payables.deposit);

    tale.payables.deposit = waiting.money.depositPayableId;
    await tale.payByCard('deposit');
    expect((await orderNow()).state).toBe('in_production');
    await tale.ready();
    await tale.transfer(usd('14000.00'), 'balance');
    await tale.ship();
    await call(tale.buyer, orders.acceptGoods);
    expect(await orderNow()).toMatchObject({
      state: 'closed',
      money: { funded: usd('26000.00'), released: usd('20000.00'), chargedBack: usd('6000.00') },
    });
    expect(tale.house.deadLetters).toEqual([]);
  });

  test('and is not paid again: cancelled after five days, with nothing held', async () => {
    await tale.order(usd('20000.00'), '0.30');
    await tale.payByCard('deposit');
    await tale.chargeBack('deposit', 'lost');
    await tale.house.advance({ days: 6 });
    expect(await orderNow()).toMatchObject({ state: 'cancelled', money: { held: usd('0.00') } });
    expect(tale.house.deadLetters).toEqual([]);
  });
});

describe('two disputes at once', () => {
  test('each is paid out for itself; nothing waits for the other, and nothing is lost', async () => {
    await tale.order(usd('20000.00'), '1');
    await tale.transfer(usd('20000.00'), 'deposit');
    await tale.ready();
    await tale.ship();
    const open = async (amount: string): Promise<string> => {
      const claim = { reason: 'defective', description: 'Cracked housings', claimed: usd(amount) };
      return (await call(tale.buyer, orders.openDispute, claim)).body.disputeId;
    };
    const [first, second] = [await open('4000.00'), await open('1000.00')];
    expect((await orderNow()).openDisputeIds).toEqual([first, second]);
    await call(tale.buyer, orders.acceptGoods);
    expect((await orderNow()).money).toMatchObject({ released: usd('15000.00'), frozen: usd('5000.00') });

    // The first ends with 1,500.00 for the buyer: 2,500.00 of its share are free.
    const offer = { decision: 'counter_offer', offer: usd('1500.00') };
    await call(tale.seller, orders.answerDispute, offer, { disputeId: first });
    await call(tale.buyer, orders.acceptDisputeOffer, { offer: usd('1500.00') }, { disputeId: first });
    expect((await orderNow()).money).toMatchObject({
      released: usd('17500.00'),
      refunded: usd('1500.00'),
      held: usd('1000.00'),
    });

    await call(tale.buyer, orders.withdrawDispute, undefined, { disputeId: second });
    expect(await orderNow()).toMatchObject({
      state: 'closed',
      money: { released: usd('18500.00'), refunded: usd('1500.00'), held: usd('0.00') },
    });
    expect(tale.house.deadLetters).toEqual([]);
  });
});

describe('more time for the buyer', () => {
  test('moves the day on which silence counts as acceptance', async () => {
    await tale.order(usd('20000.00'), '1');
    await tale.transfer(usd('20000.00'), 'deposit');
    await tale.ready();
    await tale.ship();
    await call(tale.buyer, orders.extendAcceptance);
    // Port to port: 15 days from the arrival, and five more
    await tale.house.advance({ days: 19 });
    expect((await orderNow()).state).toBe('delivered');
    await tale.house.advance({ days: 2 });
    expect((await orderNow()).state).toBe('closed');
  });
});
