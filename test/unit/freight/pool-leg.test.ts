import { describe, expect, test } from 'vitest';
import { chargesAllocated, consignmentMoved, houseBillIssued } from '../../../functions/freight/contract.ts';
import { operations } from '../../../functions/freight/operations.ts';
import { payableRequested } from '../../../functions/payments/contract.ts';
import { claimRequested } from '../../../functions/settlement/contract.ts';
import { cartons, FreightTale, type PooledOrder } from '../../support/simulation/freight-tale.ts';

const pooled = async (...volumes: readonly number[]) => {
  const tale = await FreightTale.open();
  const orders: PooledOrder[] = [];
  for (const [index, volume] of volumes.entries())
    orders.push(await tale.ready(`order-${index}`, cartons(volume)));
  return { tale, orders };
};

const minorOf = (amount: string): number => Math.round(Number(amount) * 100);

/** Everything that was asked for a pool, in cents: claims on proceeds and payables, those of dead freight apart. */
const asked = ({ house }: FreightTale) => {
  const payables = house.told(payableRequested);
  const claims = house.told(claimRequested).map(({ amount }) => minorOf(amount.amount));
  const sum = (list: readonly number[]) => list.reduce((total, one) => total + one, 0);
  const isDead = ({ name }: { readonly name: string }) => name === 'dead_freight';
  return {
    shares: sum([
      ...claims,
      ...payables.filter((one) => !isDead(one)).map((one) => minorOf(one.amount.amount)),
    ]),
    deadFreight: sum(payables.filter(isDead).map((one) => minorOf(one.amount.amount))),
  };
};

const errorsOf = ({ house }: FreightTale) => house.complaints.filter(({ level }) => level === 'error');

describe('the leg of a pool', () => {
  test('plans with the loader, and asks for every cent of the invoice when the yard has closed, not before', async () => {
    const { tale } = await pooled(4, 9, 12);
    await tale.until(tale.sailing.cfsCutOffAt, 1);
    const pool = await tale.pool();
    expect(pool).toMatchObject({ state: 'documented', plan: { equipment: '20GP' }, members: 3 });
    expect(tale.house.told(houseBillIssued)).toHaveLength(3);
    expect(asked(tale)).toEqual({ shares: 0, deadFreight: 0 });
    await tale.until(tale.sailing.yardCutOffAt);
    expect(asked(tale)).toEqual({ shares: minorOf(pool.allocation.invoiceTotal.amount), deadFreight: 0 });
    await tale.until(tale.sailing.etd, 24 * 50);
    expect((await tale.pool()).state).toBe('closed');
    expect(errorsOf(tale)).toEqual([]);
  });

  test('shows the load to the station whole, and to a shipper its own pieces alone', async () => {
    const { tale, orders } = await pooled(4, 9);
    const [first] = orders;
    if (!first) throw new Error('Nothing is pooled');
    const read = async (by: PooledOrder['seller'], query = {}) =>
      tale.house.call(by, operations.getLoadPlan, { params: { poolId: tale.poolId }, query });
    expect((await read(first.seller)).body.code).toBe('freight.no_load_plan');
    await tale.ready('third', cartons(12));
    await tale.until(tale.sailing.cfsCutOffAt, 1);

    const own = (await read(first.seller, { unit: '1' })).body;
    expect(own.yourPieces).toHaveLength(80);
    expect(
      own.yourPieces.every((one: { consignmentId: string }) => one.consignmentId === first.consignmentId),
    ).toBe(true);
    expect([own.units, own.loading]).toEqual([undefined, undefined]);

    const station = (await read(tale.operator, { unit: '1' })).body;
    expect(station.units).toEqual([
      { unit: 1, type: '20GP', pieces: 500, cargoWeightGrams: 3_750_000, fillPercent: 75 },
    ]);
    expect(station.loading.pieces.map((one: { number: number }) => one.number)).toEqual(
      Array.from({ length: 500 }, (_, index) => index + 1),
    );
    expect(station.loading.isometric).toContain('<svg');
    expect(station.loading.layers.length).toBeGreaterThan(1);
    expect(station.loading.loadingList).toContain('Everything is loaded.');
    expect((await read(tale.operator, { unit: '2' })).body.code).toBe('freight.no_load_plan');
    const stranger = tale.house.company('stranger', 'exporter');
    expect((await read(stranger)).status).toBe(404);
  });

  test('declares a weighed box as weighed, and refuses a weight that cannot be', async () => {
    const { tale } = await pooled(4, 9, 12);
    const weigh = (grossMassKg: number, unit = 1) =>
      tale.house.call(tale.operator, operations.weighUnit, {
        params: { poolId: tale.poolId },
        body: { unit, grossMassKg, certificate: 'WGH-1' },
      });
    expect((await weigh(6_200)).body.code).toBe('freight.no_load_plan');
    await tale.until(tale.sailing.cfsCutOffAt, 1);
    // 3,750 kg of cargo, 2 % dunnage and a tare of 2,300 kg are 6,125 kg; a tenth more is 6,737.
    expect((await weigh(3_749)).body.code).toBe('freight.mass_implausible');
    expect((await weigh(6_738)).body.code).toBe('freight.mass_implausible');
    expect((await weigh(6_200)).status).toBe(200);
    expect((await weigh(6_200, 2)).body.code).toBe('freight.no_load_plan');
    await tale.until(tale.sailing.yardCutOffAt, 1);
    expect((await weigh(6_200)).body.code).toBe('freight.past_cut_off');
    expect(errorsOf(tale)).toEqual([]);
  });

  test('a hold at the last hour takes one out: planned, split and told anew, and no cent is lost', async () => {
    // Given three in one 20GP, booked, split and documented
    const { tale, orders } = await pooled(4, 9, 12);
    const [a, b, c] = orders;
    if (!a || !b || !c) throw new Error('Nothing is pooled');
    await tale.until(tale.sailing.cfsCutOffAt, 1);
    const before = await tale.pool();
    const bills = tale.house.told(houseBillIssued).length;

    // When customs holds the goods of one a few hours before the yard closes
    await tale.until(tale.sailing.yardCutOffAt, -6);
    await tale.customs(c, 'held');
    await tale.until(tale.sailing.yardCutOffAt, -5);

    // Then the others are booked and split without it, under the same caps, and it keeps its place on the next departure
    const after = await tale.pool();
    expect(after).toMatchObject({ state: 'documented', members: 2 });
    expect(after.plan).not.toEqual(before.plan);
    const moved = await tale.consignment(c);
    expect(moved).toMatchObject({
      state: 'received',
      sailingId: tale.sailings[1]?.sailingId,
      reason: 'held_by_customs',
      isExportCleared: false,
    });
    expect(moved.charge).toBeUndefined();
    for (const one of [a, b]) {
      const { charge, quote } = await tale.consignment(one);
      expect(Number(charge.amount.amount)).toBeGreaterThan(0);
      expect(Number(quote.cap.amount)).toBeGreaterThan(0);
    }
    // What changed is told; bills that did not change are not issued again.
    expect(tale.house.told(chargesAllocated).length).toBeGreaterThan(3);
    expect(tale.house.told(houseBillIssued)).toHaveLength(bills);
    expect(
      tale.house
        .told(consignmentMoved)
        .some(({ to, consignmentId }) => to === 'rolled' && consignmentId === c.consignmentId),
    ).toBe(true);

    // And what is asked when the yard closes is the new invoice, less the dead freight, to the cent
    await tale.until(tale.sailing.yardCutOffAt);
    const { shares, deadFreight } = asked(tale);
    expect(deadFreight).toBeGreaterThan(0);
    const split = (await tale.pool()).allocation;
    expect(minorOf(split.deadFreight.amount)).toBeLessThanOrEqual(deadFreight);
    expect(shares + minorOf(split.deadFreight.amount)).toBe(minorOf(split.invoiceTotal.amount));
    await tale.until(tale.sailing.etd, 24 * 50);
    expect((await tale.pool()).state).toBe('closed');
    expect(errorsOf(tale)).toEqual([]);
  });

  test('of what customs says the last word counts, in whatever order its words come', async () => {
    const { tale, orders } = await pooled(4, 9, 12);
    const [a, b] = orders;
    if (!a || !b) throw new Error('Nothing is pooled');
    await tale.until(tale.sailing.cfsCutOffAt, 1);
    // Given a release that was taken back and given again, and only now the news that it was taken back
    await tale.customs(a, 'released', 50);
    await tale.customs(a, 'held', 49);
    // And one that was taken back, and only now the news of an earlier release
    await tale.customs(b, 'held', 60);
    await tale.customs(b, 'released', 59);
    await tale.until(tale.sailing.yardCutOffAt, 1);
    // Then the first travels and the second does not
    expect(await tale.pool()).toMatchObject({ state: 'documented', members: 2 });
    expect(await tale.consignment(a)).toMatchObject({ state: 'planned', isExportCleared: true });
    expect(await tale.consignment(b)).toMatchObject({
      state: 'received',
      reason: 'held_by_customs',
      isExportCleared: false,
    });
    expect(errorsOf(tale)).toEqual([]);
  });

  test('a pool whose shippers all leave after the station has closed is over', async () => {
    const tale = await FreightTale.open();
    const alone = await tale.ready('alone', cartons(4), { isReleased: false });
    await tale.until(tale.sailing.cfsCutOffAt, 1);
    expect((await tale.pool()).state).toBe('cut_off');
    expect((await tale.withdraw(alone)).status).toBe(200);
    await tale.until(tale.sailing.documentsCutOffAt, 1);
    expect(await tale.pool()).toMatchObject({ state: 'cancelled', members: 0 });
    expect(errorsOf(tale)).toEqual([]);
  });

  test('a hold after the yard has closed changes nothing any more; one on all that is booked waits for an operator', async () => {
    const { tale, orders } = await pooled(4, 9);
    const [a, b] = orders;
    if (!a || !b) throw new Error('Nothing is pooled');
    await tale.until(tale.sailing.cfsCutOffAt, 1);
    const again = tale.keep();
    await tale.until(tale.sailing.yardCutOffAt);
    await tale.customs(a, 'held');
    expect(await tale.pool()).toMatchObject({ state: 'documented', members: 2 });

    const other = again();
    await other.customs(a, 'held');
    await other.customs(b, 'held');
    expect(await other.pool()).toMatchObject({
      state: 'cleared',
      members: 1,
      hold: 'Customs holds all that is booked: cancel the booking or wait.',
    });
    // Released again, it goes on by itself.
    await other.customs(b, 'released');
    await other.until(other.sailing.yardCutOffAt, -1);
    expect(await other.pool()).toMatchObject({ state: 'documented', members: 1 });
    expect((await other.pool()).hold).toBeUndefined();
  });

  test('forty members are planned, charged, asked and delivered page by page', async () => {
    const { tale, orders } = await pooled(...Array.from({ length: 40 }, (_, index) => 1 + (index % 3)));
    await tale.until(tale.sailing.cfsCutOffAt, 1);
    const pool = await tale.pool();
    expect(pool).toMatchObject({ state: 'documented', members: 40 });
    expect(tale.house.told(houseBillIssued)).toHaveLength(40);
    await tale.until(tale.sailing.yardCutOffAt);
    expect(asked(tale).shares).toBe(minorOf(pool.allocation.invoiceTotal.amount));
    await tale.until(tale.sailing.etd, 1);
    const states = await Promise.all(orders.map(async (one) => (await tale.consignment(one)).state));
    expect(new Set(states)).toEqual(new Set(['on_board']));
    await tale.until(tale.sailing.etd, 24 * 50);
    expect((await tale.pool()).state).toBe('closed');
    expect(errorsOf(tale)).toEqual([]);
  });
});
