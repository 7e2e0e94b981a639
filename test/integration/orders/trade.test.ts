import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Member, startTestHouse, type TestHouse } from '../../support/house.ts';
import { openTradeDesk, type TradeDesk } from './trade-desk.ts';

const usd = (amount: string) => ({ currency: 'USD', amount });

let house: TestHouse;
let buyer: Member;
let supplier: Member;
let desk: TradeDesk;

beforeAll(async () => {
  house = await startTestHouse();
  [buyer, supplier] = await Promise.all([house.signUp('buyer'), house.signUp('exporter')]);
  await house.settle();
  desk = openTradeDesk(house, buyer, supplier);
});
afterAll(() => house?.stop());

describe('a consolidated order', () => {
  test('is paid once, and each of its orders goes its own way to the end', async () => {
    // Given two contracts ordered at once
    const placed = await desk.place(await desk.contract(), await desk.contract());
    expect(placed.deposits.totals).toEqual([usd('1170.00')]);
    const [first = '', second = ''] = placed.orders.map(({ orderId }) => orderId);
    await supplier.client().confirmOrder({ params: { orderId: first } });
    // When all deposits are paid by one payment, the second before its confirmation
    await desk.pay(placed.deposits.payableIds);
    // Then
    await desk.inState(first, 'in_production');
    await desk.inState(second, 'awaiting_supplier_confirm');
    // And both stand on one bill, the balances still due
    const { body: bill } = await buyer
      .client()
      .getConsolidatedBill({ params: { consolidatedOrderId: placed.consolidatedOrderId } });
    expect(bill.goods[0]?.paid).toEqual(usd('1170.00'));
    expect(bill.lines.filter(({ name }) => name === 'deposit').map(({ state }) => state)).toEqual([
      'paid',
      'paid',
    ]);
    await supplier.client().confirmOrder({ params: { orderId: second } });
    await desk.inState(second, 'in_production');

    const inspection = { lotSize: 500, sampleSize: 50, critical: 0, major: 4, minor: 0 };
    await expect(
      supplier.client().reportReadiness({ params: { orderId: first }, body: { inspection } }),
    ).rejects.toMatchObject({ code: 'orders.inspection_failed' });
    await supplier
      .client()
      .reportReadiness({ params: { orderId: first }, body: { inspection: { ...inspection, major: 3 } } });
    const { money } = await desk.inState(first, 'awaiting_balance');
    await desk.pay([money.balancePayableId ?? '']);
    await desk.inState(first, 'fully_funded');
    await desk.load(first, 'load-1');
    await desk.inState(first, 'shipped');
    await desk.arrive(first);
    const delivered = await desk.inState(first, 'delivered');
    expect(delivered.nextAction).toMatchObject({ by: 'buyer' });
    await buyer.client().acceptGoods({ params: { orderId: first } });
    const closed = await desk.inState(first, 'closed');
    expect(closed.money).toMatchObject({
      funded: usd('1950.00'),
      released: usd('1950.00'),
      held: usd('0.00'),
    });
    expect(closed.nextAction).toBeNull();
    expect((await desk.order(second)).state).toBe('in_production');
  });

  test('takes a contract once, however many try at the same moment', async () => {
    const contractId = await desk.contract();
    const tries = await Promise.allSettled(
      [1, 2, 3].map(() => buyer.client().placeOrder({ body: { contractIds: [contractId] } })),
    );
    const refusals = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(tries.filter((one) => one.status === 'fulfilled').length).toBe(1);
    for (const refusal of refusals)
      expect(refusal).toMatchObject({ code: 'orders.contract_already_ordered' });
  });

  test('is seen by its parties only, and each does its own part', async () => {
    const placed = await desk.place(await desk.contract());
    const orderId = placed.orders[0]?.orderId ?? '';
    const stranger = await house.signUp('buyer');
    const { consolidatedOrderId } = placed;
    await expect(stranger.client().getOrder({ params: { orderId } })).rejects.toMatchObject({ status: 404 });
    await expect(
      stranger.client().getConsolidatedOrder({ params: { consolidatedOrderId } }),
    ).rejects.toMatchObject({ status: 404 });
    await expect(
      stranger.client().getConsolidatedBill({ params: { consolidatedOrderId } }),
    ).rejects.toMatchObject({ status: 404 });
    await expect(supplier.client().acceptGoods({ params: { orderId } })).rejects.toMatchObject({
      status: 403,
    });
    const listed = (await supplier.client().listOrders({})).body.items;
    expect(listed.map((one) => one.orderId)).toContain(orderId);
    // When cancelled, nothing is left to pay
    await buyer.client().cancelOrder({ params: { orderId }, body: { reason: 'Ordered twice.' } });
    await desk.inState(orderId, 'cancelled');
    const { depositPayableId } = (await desk.order(orderId)).money;
    await house.eventually(
      async () =>
        (await buyer.client().getPayable({ params: { payableId: depositPayableId ?? '' } })).body.state ===
        'cancelled',
    );
  });
});

describe('an order that does not go on', () => {
  test('is cancelled unconfirmed after five days', async () => {
    const placed = await desk.place(await desk.contract());
    const orderId = placed.orders[0]?.orderId ?? '';
    await house.advance({ days: 5, seconds: 120 });
    await desk.inState(orderId, 'cancelled');
  });

  test('is refunded in full with nobody asking when it is not shipped in time', async () => {
    const { orderId } = await desk.fullyFunded({ latestShipOn: '2026-12-20', graceDays: 2 });
    // Midnight UTC after the 22nd
    const left = (Date.parse('2026-12-23T00:00:00.000Z') - house.engine.now()) / 1000;
    await house.advance({ seconds: left - 60 });
    expect((await desk.order(orderId)).state).toBe('fully_funded');
    await house.advance({ seconds: 180 });
    const refunded = await desk.inState(orderId, 'refunded');
    expect(refunded.money).toMatchObject({ refunded: usd('1950.00'), released: usd('0.00') });
  });
});

describe('goods that arrived', () => {
  test('are disputed: the clock stands still, the share goes back, silence releases the rest', async () => {
    // Given
    const { orderId } = await desk.delivered();
    await house.advance({ days: 10 });
    const claim = {
      reason: 'defective',
      description: 'One carton in five shows cracked housings.',
      claimed: usd('390.00'),
      share: '0.2',
    } as const;
    await expect(
      buyer.client().openDispute({ params: { orderId }, body: { ...claim, claimed: usd('390.01') } }),
    ).rejects.toMatchObject({ code: 'orders.claim_too_high' });
    // When
    const { body: dispute } = await buyer.client().openDispute({ params: { orderId }, body: claim });
    const { disputeId } = dispute;
    await house.settle();
    const disputed = await desk.order(orderId);
    expect(disputed.isDisputed).toBe(true);
    expect(disputed.deadlines.find((one) => one.name === 'acceptance')).toMatchObject({ isPaused: true });
    await supplier.client().answerDispute({
      params: { disputeId },
      body: { decision: 'counter_offer', offer: usd('195.00') },
    });
    await expect(buyer.client().escalateDispute({ params: { disputeId } })).rejects.toMatchObject({
      code: 'orders.negotiation_running',
    });
    await house.advance({ days: 2 });
    await buyer.client().acceptDisputeOffer({ params: { disputeId }, body: { offer: usd('195.00') } });
    // Then
    await house.eventually(async () => (await desk.order(orderId)).money.refunded.amount === '195.00');
    expect((await desk.order(orderId)).state).toBe('delivered');
    // Five of the fifteen days are left
    await house.advance({ days: 4, seconds: 80_000 });
    expect((await desk.order(orderId)).state).toBe('delivered');
    await house.advance({ seconds: 7_000 });
    const closed = await desk.inState(orderId, 'closed');
    expect(closed.money).toMatchObject({ refunded: usd('195.00'), released: usd('1755.00') });
    expect(closed.timeline.map((line) => line.to)).toContain('auto_accepted');
  });

  test('release the undisputed rest at once, and what is left of the share when it is determined', async () => {
    const { orderId } = await desk.delivered();
    const { body } = await buyer.client().openDispute({
      params: { orderId },
      body: { reason: 'damaged', description: 'Wet cartons.', claimed: usd('390.00') },
    });
    const { disputeId } = body;
    expect(body.share).toBe('0.2');
    await house.settle();
    await buyer.client().acceptGoods({ params: { orderId } });
    await house.eventually(async () => (await desk.order(orderId)).money.released.amount === '1560.00');
    expect((await desk.order(orderId)).state).toBe('releasing');
    // Nobody answers: escalated on day 7, and the claim holds when nobody determines
    await house.advance({ days: 7, seconds: 120 });
    expect((await buyer.client().getDispute({ params: { disputeId } })).body.state).toBe('escalated');
    await house.advance({ days: 20, seconds: 240 });
    const { body: determined } = await buyer.client().getDispute({ params: { disputeId } });
    expect(determined).toMatchObject({ state: 'determined', determinedBy: 'default', refund: usd('390.00') });
    const closed = await desk.inState(orderId, 'closed');
    expect(closed.money).toMatchObject({ released: usd('1560.00'), refunded: usd('390.00') });
  });

  test('are not paid for while the carrier has taken their load back', async () => {
    const { orderId } = await desk.delivered();
    await desk.takeBack(orderId, `load-${orderId}`);
    expect((await desk.order(orderId)).holds).toMatchObject([{ reason: 'load_retracted' }]);
    await buyer.client().acceptGoods({ params: { orderId } });
    await house.settle();
    expect((await desk.order(orderId)).state).toBe('accepted');
    await desk.load(orderId, 'load-anew');
    await desk.inState(orderId, 'closed');
  });
});

describe('the house behind it', () => {
  test('has ended the legs of all orders that are over, and lost nothing', async () => {
    await house.settle();
    const legs = house.engine.executions().filter(({ name }) => String(name).startsWith('trade-'));
    expect(legs.length).toBeGreaterThan(5);
    for (const { name, status } of legs) {
      const { state } = await desk.order(String(name).slice('trade-'.length));
      const isOver = ['closed', 'refunded', 'cancelled'].includes(state);
      expect(`${String(name)} ${state} ${String(status)}`).toBe(
        `${String(name)} ${state} ${isOver ? 'SUCCEEDED' : 'RUNNING'}`,
      );
    }
    const disputes = house.engine.executions().filter(({ name }) => String(name).startsWith('dispute-'));
    for (const { status } of disputes) expect(status).toBe('SUCCEEDED');
    expect(house.engine.deadLetters()).toEqual([]);
    expect(house.engine.deniedCalls()).toEqual([]);
  });
});
