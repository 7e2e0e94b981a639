import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Consignment } from '../../../client/operations.ts';
import { declarationMoved } from '../../../functions/customs/contract.ts';
import { startTestHouse, type TestHouse } from '../../support/house.ts';
import { cartons, cubes, openYard, type ToldOrder } from './told-order.ts';

let house: TestHouse;
let yard: ReturnType<typeof openYard>;

beforeAll(async () => {
  house = await startTestHouse();
  yard = openYard(house);
});
afterAll(async () => {
  yard?.close();
  await house?.stop();
});

const daySeconds = 86_400;
const daysUntil = (at: string): number =>
  Math.ceil((Date.parse(at) - house.engine.now()) / (daySeconds * 1000));
/** Weeks at sea in strides of three days; what falls due between two strides happens at the later one. */
const sail = (days: number): Promise<void> => house.engine.advance(days * daySeconds, 3 * daySeconds);

const read = async ({ supplier }: ToldOrder, consignmentId: string): Promise<Consignment> =>
  (await supplier.client().getConsignment({ params: { consignmentId } })).body;

const inState = (order: ToldOrder, { consignmentId }: Consignment, state: Consignment['state']) =>
  house.eventually(async () => {
    const found = await read(order, consignmentId);
    return found.state === state ? found : undefined;
  });

const join = async (order: ToldOrder, sailingId: string, reference?: string): Promise<Consignment> =>
  (
    await order.supplier
      .client()
      .createConsignment({ body: { orderId: order.orderId, sailingId, ...(reference ? { reference } : {}) } })
  ).body;

const receive = (order: ToldOrder, { consignmentId }: Consignment) =>
  order.supplier.client().receiveAtCfs({ params: { consignmentId }, body: { warehouseReceipt: 'WR-1' } });

const declare = (order: ToldOrder) =>
  order.supplier.client().createDeclaration({
    body: {
      orderId: order.orderId,
      direction: 'export',
      declarantNumber: '91440300MA5EQ7XT1H',
      hsCode: '3924100000',
    },
  });

/** The departures of a lane that still take goods, soonest first. */
const departures = async ({ supplier }: ToldOrder, from = 'CNSZX') => {
  const { body } = await supplier.client().listSailings({ query: { from, to: 'NLRTM' } });
  return body.items;
};

const ready = async (order: ToldOrder, sailingId: string, reference?: string): Promise<Consignment> => {
  const made = await join(order, sailingId, reference);
  await receive(order, made);
  await declare(order);
  return made;
};

const payFreight = async (order: ToldOrder): Promise<string> => {
  const payable = await house.eventually(async () => {
    const { body } = await order.buyer.client().listPayables();
    return body.items.find((item) => item.kind === 'freight' && item.state === 'open');
  });
  await order.buyer.client().pay({
    body: { payableIds: [payable.payableId], method: { type: 'card', cardToken: 'tok_visa' } },
  });
  await house.settle();
  return payable.amount.amount;
};

// These come first: orders of other tests do not exist in the context `orders`, and their arrival costs it retries.
describe('what comes before a voyage', () => {
  test('two shippers that want the last room at once get one place', async () => {
    const [one, other] = [await yard.order({ packing: cubes(40) }), await yard.order({ packing: cubes(40) })];
    const sailingId = (await departures(one, 'CNSHA')).at(-1)?.sailingId ?? '';
    // Ten 40HC take 646 m³ at 85 %.
    for (let filled = 0; filled < 9; filled += 1)
      await join(await yard.order({ packing: cubes(64) }), sailingId);
    const results = await Promise.allSettled([join(one, sailingId), join(other, sailingId)]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = results.find((result) => result.status === 'rejected');
    expect(refused).toMatchObject({ reason: { code: 'freight.pool_full' } });
  });

  test('a ship that never sails rolls the pool twice, then an operator has it', async () => {
    const order = await yard.order();
    const [sailing] = await departures(order);
    if (!sailing) throw new Error('No departure');
    const made = await ready(order, sailing.sailingId, 'NEVER-SAILS');
    await house.advance({ seconds: 180 });
    await sail(45);
    const parked = await house.eventually(async () => {
      const { body: found } = await order.supplier
        .client()
        .getTracking({ params: { consignmentId: made.consignmentId } });
      return found.hold === undefined ? undefined : found;
    });
    expect(parked).toMatchObject({ hold: 'It was rolled 2 times.', state: 'planned' });
  });
});

describe('a pool', () => {
  test('ships three orders in one 20GP, splits the invoice to the cent and pays the carrier once', async () => {
    // Given three orders of 4, 9 and 12 cubic metres on one departure
    const orders: ToldOrder[] = [];
    const made: Consignment[] = [];
    for (const volume of [4, 9, 12]) orders.push(await yard.order({ packing: cartons(volume) }));
    const [sailing] = orders[0] ? await departures(orders[0]) : [];
    if (!sailing) throw new Error('No departure');
    for (const one of orders)
      made.push(await ready(one, sailing.sailingId, one === orders[0] ? 'PO 4 WAITS' : undefined));
    const [order, consignment] = [orders[0], made[0]];
    if (!order || !consignment) throw new Error('Nothing joined');
    expect(made.map((one) => one.quote.cap.amount)).toEqual(['500.00', '1050.00', '1129.44']);

    // When customs has released them and the cut-off has passed
    await house.advance({ seconds: 180 });
    await sail(daysUntil(sailing.cfsCutOffAt));
    await house.advance({ seconds: 120 });

    // Then the load is planned, booked, documented, and the cost split
    const issued = await house.eventually(async () => {
      const found = await read(order, consignment.consignmentId);
      return found.houseBillNumber ? found : undefined;
    });
    expect(issued.state).toBe('planned');
    const { body: pool } = await order.supplier.client().getPool({ params: { poolId: consignment.poolId } });
    expect(pool).toMatchObject({
      state: 'documented',
      plan: { equipment: '20GP' },
      members: 3,
      // The shared 2,180.00, and both ends of 4, 9 and 12 revenue tons: 250.96 + 477.16 + 612.88.
      allocation: {
        invoiceTotal: { amount: '3521.00' },
        commonTotal: { amount: '2180.00' },
        standAloneTotal: { amount: '2930.00' },
      },
    });
    expect(pool.yours.map((one) => [one.common?.amount, one.total?.amount])).toEqual([['372.01', '622.97']]);

    // And the buyer, who pays all of it under FCA, finds every line of its bill; the seller finds none
    const { body: charges } = await order.buyer
      .client()
      .getFreightCharges({ params: { consignmentId: consignment.consignmentId } });
    expect(charges.charged?.lines.map(({ code, amount }) => `${code} ${amount.amount}`)).toEqual([
      'OCEAN_FREIGHT 372.01',
      'CFS_ORIGIN 60.00',
      'ENS 25.00',
      'CFS_DESTINATION 112.00',
      'DELIVERY_ORDER 45.00',
      'PCS 8.96',
    ]);
    expect(charges.charged?.total.amount).toBe('622.97');
    const { body: share } = await order.supplier
      .client()
      .getFreightShare({ params: { consignmentId: consignment.consignmentId } });
    expect(share).toMatchObject({
      numbers: {
        standAlone: { amount: '500.00' },
        left: { amount: '2180.00' },
        openStandAloneTotal: { amount: '2930.00' },
      },
      share: { common: { amount: '372.01' } },
      proof: { sums: true, isWithinCap: true, isNoWorseThanAlone: true, isStable: true },
    });
    const { body: sellers } = await order.supplier
      .client()
      .getFreightCharges({ params: { consignmentId: consignment.consignmentId } });
    expect(sellers).toMatchObject({ you: ['seller'], charged: { lines: [], total: { amount: '0.00' } } });
    const { body: bill } = await order.buyer
      .client()
      .getHouseBill({ params: { consignmentId: consignment.consignmentId } });
    expect(bill.document).toMatchObject({
      freightPaymentTermCode: 'COL',
      consignmentItems: [
        {
          cargoItems: [
            {
              cargoGrossWeight: { value: 600, unit: 'KGM' },
              outerPackaging: { numberOfPackages: 80 },
            },
          ],
        },
      ],
    });

    // And a stranger sees none of it
    const stranger = await house.signUp('exporter');
    await expect(stranger.client().getPool({ params: { poolId: consignment.poolId } })).rejects.toMatchObject(
      { status: 404 },
    );

    // When the ship has sailed (told twice, and out of order at arrival) and all is delivered
    await house.engine.advance(45 * daySeconds, 45 * daySeconds);
    await inState(order, consignment, 'arrived');
    const params = { consignmentId: consignment.consignmentId };
    const { body: tracking } = await order.buyer
      .client()
      .getTracking({ params: { consignmentId: consignment.consignmentId } });
    expect(tracking.milestones.find((one) => one.code === 'arrived')).toMatchObject({ offsetMinutes: 180 });
    const facts = await yard.sent('freight', 'entrepot.freight.goods_on_board.v1');
    expect(facts.filter((one) => one.consignmentId === consignment.consignmentId)).toHaveLength(1);

    // Then each buyer (FCA) pays its share, and the carrier is paid once when all of it is in
    const paid: string[] = [];
    for (const one of orders) paid.push(await payFreight(one));
    expect(paid).toEqual(['622.97', '1258.39', '1639.64']);

    // The goods of the first wait for customs; what was handed out to others without papers is known
    const waiting = async () => (await order.buyer.client().getDeliveryOrder({ params })).body;
    expect((await waiting()).conditions.map(({ name, isMet }) => [name, isMet])).toEqual([
      ['freight', true],
      ['duty', false],
      ['escrow', true],
    ]);
    const [, second] = made;
    const astray = await orders[1]?.buyer
      .client()
      .getDeliveryOrder({ params: { consignmentId: second?.consignmentId ?? '' } });
    expect(astray?.body.state).toBe('misdelivered');
    await expect(stranger.client().getDeliveryOrder({ params })).rejects.toMatchObject({ status: 404 });

    // When an operator answers for the duty, the carrier hands the goods out
    const { client: operator } = await house.operator();
    const body = { reason: 'Duty is guaranteed by the broker' };
    await expect(order.buyer.client().releaseDeliveryOrder({ params, body })).rejects.toMatchObject({
      status: 403,
    });
    expect((await operator.releaseDeliveryOrder({ params, body })).body).toMatchObject({ state: 'released' });
    await expect(operator.releaseDeliveryOrder({ params, body })).rejects.toMatchObject({
      code: 'freight.nothing_waits',
    });
    await house.settle();
    await house.advance({ days: 2 });
    await inState(order, consignment, 'delivered');
    const payouts = await house.eventually(async () => {
      const sent = await yard.sent('freight', 'entrepot.payments.payout_requested.v1');
      return sent.length > 0 ? sent : undefined;
    });
    expect(payouts).toMatchObject([
      {
        purpose: 'freight',
        beneficiaryId: 'partner:carrier',
        amount: { currency: 'USD', amount: '3521.00' },
      },
    ]);
    await house.eventually(
      async () =>
        (await order.supplier.client().getPool({ params: { poolId: consignment.poolId } })).body.state ===
        'closed',
    );
  });
});

describe('what goes wrong', () => {
  test('goods that customs has not released, or that never came, go on to the next departure', async () => {
    // Given one that is ready, one without a release and one that was never handed in, all two weeks on
    const [good, unreleased, absent] = [await yard.order(), await yard.order(), await yard.order()];
    const [first, second] = await departures(good);
    if (!first || !second) throw new Error('No departures');
    const shipped = await ready(good, first.sailingId, 'PO 9 SURPRISE INSISTS');
    const [unready, missing] = [await join(unreleased, first.sailingId), await join(absent, first.sailingId)];
    await receive(unreleased, unready);

    // When the cut-off and the last moment for documents have passed
    await house.advance({ seconds: 180 });
    await sail(daysUntil(first.documentsCutOffAt));

    // Then only the good one is planned; the others keep their quotes on the next departure
    await inState(good, shipped, 'planned');
    const rolled = await house.eventually(async () => {
      const found = await read(unreleased, unready.consignmentId);
      return found.sailingId === second.sailingId ? found : undefined;
    });
    expect(rolled).toMatchObject({ state: 'received', quote: { cap: unready.quote.cap } });
    expect(await read(absent, missing.consignmentId)).toMatchObject({
      sailingId: second.sailingId,
      state: 'joined',
      reason: 'not_received_by_cut_off',
    });

    // And the war risk that the carrier never quoted is nobody's bill: an operator has the house bear it, once
    await house.advance({ seconds: 120 });
    const { client: operator } = await house.operator();
    const params = { poolId: shipped.poolId };
    const held = await house.eventually(async () => (await operator.getInvoiceDispute({ params })).body);
    expect(held).toMatchObject({
      state: 'open',
      amount: { amount: '85.00' },
      lines: [{ code: 'WAR_RISK', finding: 'not_quoted', consignmentId: shipped.consignmentId }],
    });
    await expect(good.supplier.client().getInvoiceDispute({ params })).rejects.toMatchObject({ status: 403 });
    const body = { outcome: 'accepted', reason: 'The strait was closed' } as const;
    const { body: ended } = await operator.decideInvoiceDispute({ params, body });
    expect(ended).toMatchObject({ state: 'accepted', reason: 'The strait was closed' });
    await expect(operator.decideInvoiceDispute({ params, body })).rejects.toMatchObject({
      code: 'freight.dispute_over',
    });
    await expect(operator.getInvoiceDispute({ params: { poolId: rolled.poolId } })).rejects.toMatchObject({
      code: 'freight.no_dispute',
    });

    // And a withdrawal before the next cut-off is free
    const left = await absent.supplier.client().withdrawConsignment({
      params: { consignmentId: missing.consignmentId },
      body: { reason: 'Goes by air' },
    });
    expect(left.body).toMatchObject({ deadFreight: { amount: '0.00' }, consignment: { state: 'withdrawn' } });
  });

  test('a customs hold after planning takes one out; the other is booked, split and documented without it', async () => {
    const [kept, stopped] = [
      await yard.order({ packing: cartons(9) }),
      await yard.order({ packing: cartons(12) }),
    ];
    // Goods of other tests roll along on the other lane.
    const [sailing, next] = await departures(kept, 'CNSHA');
    if (!sailing || !next) throw new Error('No departures');
    const [stays, leaves] = [await ready(kept, sailing.sailingId), await ready(stopped, sailing.sailingId)];
    await house.advance({ seconds: 180 });
    await sail(daysUntil(sailing.cfsCutOffAt));
    await house.advance({ seconds: 120 });
    const billed = await house.eventually(async () => {
      const found = await read(kept, stays.consignmentId);
      return found.houseBillNumber ? found : undefined;
    });

    // When customs holds what it had released, before the yard closes
    const { items } = (await stopped.supplier.client().listDeclarations()).body;
    const declarationId = items[0]?.declarationId ?? '';
    await yard.tell(
      'freight',
      declarationMoved.create({
        subject: declarationId,
        sequence: 99,
        data: {
          declarationId,
          direction: 'export',
          orderId: stopped.orderId,
          declarantId: stopped.supplier.company.companyId,
          counterpartyId: stopped.buyer.company.companyId,
          country: 'CN',
          from: 'released',
          to: 'held',
          lines: [],
          at: new Date(house.engine.now()).toISOString(),
        },
      }),
    );
    await house.settle();
    await house.advance({ seconds: 120 });

    // Then it has its place on the next departure, and the other its bill and a share of what is left
    const moved = await house.eventually(async () => {
      const found = await read(stopped, leaves.consignmentId);
      return found.sailingId === next.sailingId ? found : undefined;
    });
    expect(moved).toMatchObject({ state: 'received', reason: 'held_by_customs', isExportCleared: false });
    const pool = await house.eventually(async () => {
      const { body } = await kept.supplier.client().getPool({ params: { poolId: stays.poolId } });
      return body.state === 'documented' ? body : undefined;
    });
    expect(pool).toMatchObject({ members: 1, plan: { equipment: 'LCL' } });
    expect(Number(pool.allocation?.deadFreight.amount)).toBeGreaterThan(0);
    expect((await read(kept, stays.consignmentId)).houseBillNumber).toBe(billed.houseBillNumber);
  });

  test('a load that the carrier takes back is held, and on board again when it is told again', async () => {
    const order = await yard.order();
    const [sailing] = await departures(order);
    if (!sailing) throw new Error('No departure');
    const made = await ready(order, sailing.sailingId, 'PO 17 RETRACT');
    const until = async (at: string, hours: number): Promise<void> =>
      house.engine.advance(
        Math.ceil((Date.parse(at) + hours * 3_600_000 - house.engine.now()) / 1000),
        daySeconds,
      );

    await house.advance({ seconds: 180 });
    // Goods of another order on the same departure may still wait for their release.
    await until(sailing.documentsCutOffAt, 1);
    await inState(order, made, 'planned');
    await until(sailing.etd, -5);
    await inState(order, made, 'on_board');
    await until(sailing.etd, -3);
    await inState(order, made, 'held');
    await until(sailing.etd, -1);
    await inState(order, made, 'on_board');

    const mine = (events: readonly Record<string, unknown>[]) =>
      events.filter((one) => one.consignmentId === made.consignmentId);
    expect(mine(await yard.sent('freight', 'entrepot.freight.goods_on_board.v1'))).toHaveLength(2);
    expect(mine(await yard.sent('freight', 'entrepot.freight.goods_on_board_retracted.v1'))).toHaveLength(1);
  });
});
