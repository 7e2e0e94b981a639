import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Consignment, cargoOfConsignment } from '../../../functions/freight/domain/consignment.ts';
import type { Pool } from '../../../functions/freight/domain/pool.ts';
import { consignmentRow, poolRow } from '../../../functions/freight/rows.ts';
import { orderMoved } from '../../../functions/orders/contract.ts';
import { payableRequested } from '../../../functions/payments/contract.ts';
import { carrierOperations } from '../../../functions/sandbox/carrier/operations.ts';
import { claimRequested } from '../../../functions/settlement/contract.ts';
import { parseMoney } from '../../../shared/kernel/money.ts';
import { decodeFromRow } from '../../../shared/persistence/codec.ts';
import { crates, FreightTale } from '../../support/simulation/freight-tale.ts';
import { tableOf } from '../../support/simulation/memory-database.ts';

/** `POOL_RUNS=240` for the long run. */
const numRuns = Number(process.env.POOL_RUNS ?? 12);

/** Words that make the carrier misbehave, each of them once in a while. */
const words = [
  'RETRACT',
  'NEVER-SAILS',
  'REFUSE',
  'SILENT',
  'EXPENSIVE',
  'EXAM',
  'SURPRISE',
  'SURPRISE INSISTS',
  'TRANSSHIP',
  'CONTRADICT LATE',
  'TNT22',
  'TNT30 RETRACT',
] as const;

const usually = fc.integer({ min: 0, max: 9 }).map((drawn) => drawn > 0);

const member = fc.record({
  volume: fc.integer({ min: 1, max: 14 }),
  reference: fc.oneof(
    { weight: 3, arbitrary: fc.constant('') },
    { weight: 1, arbitrary: fc.constantFrom(...words) },
  ),
  latestShipOn: fc.constantFrom('2026-12-01', '2026-12-10', '2026-12-31'),
  booked: fc.constantFrom('first', 'first', 'second', 'cheapest', 'cheapest'),
  /** Of one buyer's order over several suppliers. */
  isTogether: fc.boolean(),
  isReceived: usually,
  isReleased: usually,
});

/** Somebody drops out, so many hours before the yard closes: the station closes 72 hours before that. */
const dropOut = fc.record({
  who: fc.integer({ min: 0, max: 4 }),
  how: fc.constantFrom('held', 'held for a day', 'withdrawn', 'order cancelled'),
  hoursBeforeYard: fc.integer({ min: 0, max: 110 }),
});

const story = fc.record({
  members: fc.array(member, { minLength: 2, maxLength: 5 }),
  dropOuts: fc.array(dropOut, { maxLength: 3 }),
});
type Story = typeof story extends fc.Arbitrary<infer Told> ? Told : never;

const cancelOrder = async ({ house }: FreightTale, orderId: string): Promise<void> => {
  const known = house.told(orderMoved).find(({ order }) => order.orderId === orderId);
  if (!known) throw new Error('The order was never told');
  house.tell(
    orderMoved.create({
      subject: orderId,
      sequence: 2,
      data: { from: 'fully_funded', to: 'cancelled', order: { ...known.order, state: 'cancelled' } },
    }),
  );
  await house.settle();
};

const tell = async (tale: FreightTale, { members, dropOuts }: Story): Promise<void> => {
  const [first, second] = tale.sailings.map(({ sailingId }) => sailingId);
  for (const [index, { volume, booked, isTogether, ...readiness }] of members.entries()) {
    const on = booked === 'second' ? second : first;
    const where = booked === 'cheapest' ? { cheapest: {} } : { on: on ?? '' };
    await tale.ready(`order-${index}`, crates(volume), {
      ...readiness,
      ...where,
      ...(isTogether ? { together: 'one buyer' } : {}),
    });
  }
  const inTurn = dropOuts.toSorted((a, b) => b.hoursBeforeYard - a.hoursBeforeYard);
  for (const { who, how, hoursBeforeYard } of inTurn) {
    const order = tale.orders[who % tale.orders.length];
    if (!order) continue;
    await tale.until(tale.sailing.yardCutOffAt, -hoursBeforeYard);
    if (how === 'withdrawn') await tale.withdraw(order);
    else if (how === 'order cancelled') await cancelOrder(tale, order.orderId);
    else await tale.customs(order, 'held');
    if (how === 'held for a day') {
      await tale.house.advance({ days: 1 });
      await tale.customs(order, 'released');
    }
  }
  await tale.until(tale.sailing.etd, 24 * 90);
};

const rowsOf = <Row>({ house }: FreightTale, kind: string, parse: (data: unknown) => Row): readonly Row[] =>
  house.database
    .rows(tableOf('freight'))
    .filter((row) => row.kind === kind)
    .map((row) => parse(decodeFromRow(row.data)));

const minorOf = (wire: { readonly currency: string; readonly amount: string }): bigint =>
  parseMoney(wire, { allowZero: true }).amountMinor;

const sumOf = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, each) => sum + each, 0n);

/** What was asked for a pool, each request once by its id: shares and what the house bears, and dead freight apart. */
const askedFor = ({ house }: FreightTale, poolId: string) => {
  const payables = house.told(payableRequested).filter(({ creditOwner }) => creditOwner === poolId);
  const claims = house.told(claimRequested).filter(({ creditOwner }) => creditOwner === poolId);
  const shares = new Map([
    ...payables
      .filter(({ name }) => name !== 'dead_freight')
      .map((one) => [one.payableId, minorOf(one.amount)] as const),
    ...claims.map((one) => [one.claimId, minorOf(one.amount)] as const),
  ]);
  const dead = new Map(
    payables.filter(({ name }) => name === 'dead_freight').map((one) => [one.payableId, minorOf(one.amount)]),
  );
  return { shares: sumOf([...shares.values()]), deadFreight: sumOf([...dead.values()]) };
};

/** What the carrier says that the booking costs, by its own books. */
const invoicedBy = async ({ house }: FreightTale, poolId: string): Promise<bigint> => {
  const { body } = await house.call(undefined, carrierOperations.sandboxGetBooking, {
    params: { carrierBookingRequestReference: poolId },
  });
  const charges: readonly { currencyCode: string; currencyAmount: number }[] = body.charges;
  return sumOf(
    charges.map((one) => minorOf({ currency: one.currencyCode, amount: String(one.currencyAmount) })),
  );
};

/** Why an operator may have a pool at the end: a carrier that does not sail, or customs that holds all of it. Never a step that failed. */
const knownHolds = /^(It was rolled 2 times|There is no later departure|Customs holds all that is booked)/;

/** Whoever left the carriage for good is in no pool; everybody else is in the one that it names. */
const expectOnePlace = (consignment: Consignment, pools: readonly Pool[]): void => {
  const places = pools.filter(({ memberIds }) => memberIds.includes(consignment.consignmentId));
  const isOut = consignment.state === 'left_out' || consignment.state === 'withdrawn';
  expect(places.map(({ poolId }) => poolId)).toEqual(isOut ? [] : [consignment.poolId]);
};

const expectBookedRoom = (pool: Pool, consignments: readonly Consignment[]): void => {
  const members = consignments.filter(({ consignmentId }) => pool.memberIds.includes(consignmentId));
  const room = members.map((one) => cargoOfConsignment(one));
  expect(pool.booked.volumeMm3).toBe(sumOf(room.map(({ volumeMm3 }) => volumeMm3)));
  expect(pool.booked.weightGrams).toBe(sumOf(room.map(({ weightGrams }) => weightGrams)));
};

const expectEveryCent = async (
  tale: FreightTale,
  pool: Pool,
  consignments: readonly Consignment[],
): Promise<void> => {
  const asked = askedFor(tale, pool.poolId);
  expect(asked.deadFreight).toBe(sumOf(pool.deadFreight.map(({ amount }) => amount.amountMinor)));
  const { allocation } = pool;
  if (!allocation || pool.chargesAskedAt === undefined) {
    expect(asked.shares).toBe(0n);
    return;
  }
  const invoice = allocation.invoiceTotal.amountMinor;
  expect(asked.shares + allocation.deadFreight.amountMinor).toBe(invoice);
  expect(allocation.deadFreight.amountMinor <= asked.deadFreight).toBe(true);
  expect(invoice + (pool.dispute?.amount.amountMinor ?? 0n)).toBe(await invoicedBy(tale, pool.poolId));
  for (const { consignmentId, common } of allocation.shares) {
    const cap = consignments.find((one) => one.consignmentId === consignmentId)?.quote.cap;
    expect(common.amountMinor <= (cap?.amountMinor ?? 0n)).toBe(true);
  }
};

test('whoever drops out when, whatever the carrier does: every cent is asked once, every consignment is in one place', async () => {
  const open = await FreightTale.open();
  const again = open.keep();
  await fc.assert(
    fc.asyncProperty(story, async (told) => {
      const tale = again();
      await tell(tale, told);
      const pools = rowsOf(tale, 'pool', (data) => poolRow.parse(data));
      const consignments = rowsOf(tale, 'consignment', (data) => consignmentRow.parse(data));
      expect(consignments).toHaveLength(told.members.length);
      for (const one of consignments) expectOnePlace(one, pools);
      for (const pool of pools) {
        expectBookedRoom(pool, consignments);
        await expectEveryCent(tale, pool, consignments);
        if (pool.hold) expect(pool.hold.reason).toMatch(knownHolds);
      }
      expect(tale.house.complaints.filter(({ level }) => level === 'error')).toEqual([]);
      expect([...tale.house.queue, ...tale.house.deadLetters]).toEqual([]);
    }),
    { numRuns },
  );
});
