import { describe, expect, test } from 'vitest';
import { consignmentMoved } from '../../../functions/freight/contract.ts';
import { operations } from '../../../functions/freight/operations.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { crates, FreightTale } from '../../support/simulation/freight-tale.ts';

const sailingIdAt = (tale: FreightTale, index: number): string => {
  const found = tale.sailings[index];
  if (!found) throw new Error(`The carrier has no departure ${index}`);
  return found.sailingId;
};
const poolAt = (tale: FreightTale, index: number): string => deterministicId('pol', sailingIdAt(tale, index));
const errorsOf = ({ house }: FreightTale) => house.complaints.filter(({ level }) => level === 'error');

describe('goods that name no departure', () => {
  // Alone 10 m³ go by LCL at 110 a ton: 1,100 and a bill. A 20GP is 2,000 for all.
  test('go on the soonest while all cost the same, and where a container fills when others join it', async () => {
    const tale = await FreightTale.open();
    const free = await tale.ready('free', crates(8), { cheapest: {}, isReceived: false });
    expect(await tale.consignment(free)).toMatchObject({
      sailingId: sailingIdAt(tale, 0),
      // Five days of grace after the end of 2027.
      assignment: { shipBy: '2028-01-05' },
    });
    const before = (await tale.consignment(free)).quote;

    // When another fills half a container a week later
    await tale.ready('named', crates(14), { on: sailingIdAt(tale, 1), isReceived: false });

    // Then it goes there too, under a cap that is not above the one it had, and is in one pool only
    const moved = await tale.consignment(free);
    expect(moved).toMatchObject({ sailingId: sailingIdAt(tale, 1), state: 'joined', reason: 'reassigned' });
    expect(Number(moved.quote.cap.amount)).toBeLessThan(Number(before.cap.amount));
    expect((await tale.pool(poolAt(tale, 0))).members).toBe(0);
    expect((await tale.pool(poolAt(tale, 1))).members).toBe(2);
    expect(tale.house.told(consignmentMoved).map(({ to }) => to)).toEqual(['joined', 'joined', 'reassigned']);
    expect(errorsOf(tale)).toEqual([]);
  });

  test('go back when the others leave, and their cap stays', async () => {
    const tale = await FreightTale.open();
    const free = await tale.ready('free', crates(8), { cheapest: {}, isReceived: false });
    const named = await tale.ready('named', crates(14), { on: sailingIdAt(tale, 1), isReceived: false });
    const { quote } = await tale.consignment(free);
    await tale.ready('first', crates(14), { isReceived: false });
    await tale.withdraw(named);
    expect(await tale.consignment(free)).toMatchObject({
      sailingId: sailingIdAt(tale, 0),
      quote: { cap: quote.cap },
    });
    expect(errorsOf(tale)).toEqual([]);
  });

  test('stay from the hour on at which leaving costs dead freight', async () => {
    const tale = await FreightTale.open();
    const free = await tale.ready('free', crates(8), { cheapest: {}, isReceived: false });
    // The station closes on Tuesday at 18:00; leaving is free until Monday at 23:00, in Shenzhen.
    expect(tale.sailing.cfsCutOffAt).toBe('2026-11-24T10:00:00.000Z');
    await tale.until('2026-11-23T15:00:00.000Z');
    await tale.ready('named', crates(14), { on: sailingIdAt(tale, 1), isReceived: false });
    expect((await tale.consignment(free)).sailingId).toBe(sailingIdAt(tale, 0));
    expect(tale.house.told(consignmentMoved).map(({ to }) => to)).toEqual(['joined', 'joined']);
  });

  test('that never reached the station are assigned again, and one that named its departure takes the next', async () => {
    const tale = await FreightTale.open();
    const third = sailingIdAt(tale, 2);
    await tale.ready('filling', crates(14), { on: third, isReceived: false });
    const named = await tale.ready('named', crates(8), { isReceived: false });
    await tale.until('2026-11-23T15:00:00.000Z');
    const free = await tale.ready('free', crates(8), { cheapest: {}, isReceived: false });
    expect((await tale.consignment(free)).sailingId).toBe(third);
    const late = await tale.ready('late', crates(3), {
      cheapest: { until: '2026-11-30' },
      isReceived: false,
    });
    expect((await tale.consignment(late)).sailingId).toBe(sailingIdAt(tale, 0));
    await tale.until(tale.sailing.cfsCutOffAt, 1);
    expect((await tale.consignment(named)).sailingId).toBe(sailingIdAt(tale, 1));
    // By the last of November nothing else leaves.
    expect((await tale.consignment(late)).state).toBe('left_out');
  });

  test('are not put on a departure whose station closes before they are ready, nor after their last day', async () => {
    const tale = await FreightTale.open();
    const ready = await tale.ready('ready', crates(2), {
      cheapest: { readyOn: '2026-11-25' },
      isReceived: false,
    });
    expect((await tale.consignment(ready)).sailingId).toBe(sailingIdAt(tale, 1));
    const seller = tale.house.company('ready-seller', 'exporter');
    const ask = (body: Record<string, unknown>) =>
      tale.house.call(seller, operations.createConsignment, { body: { orderId: ready.orderId, ...body } });
    const lane = { from: 'CNSZX', to: 'NLRTM' };
    expect((await ask({ cheapest: { ...lane, until: '2026-11-24' } })).body.code).toBe(
      'freight.no_departure',
    );
    expect((await ask({ cheapest: { ...lane, to: 'SGSIN' } })).body.code).toBe('freight.no_departure');
    // Both or neither
    expect((await ask({})).body.errors).toMatchObject([{ pointer: '/sailingId' }]);
    expect((await ask({ cheapest: lane, sailingId: sailingIdAt(tale, 0) })).status).toBe(400);
  });
});
