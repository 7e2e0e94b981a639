import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { Consignment } from '../../../client/operations.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { startTestHouse, type TestHouse } from '../../support/house.ts';
import { cubes, openYard, type ToldOrder } from './told-order.ts';

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

const lane = { from: 'CNSZX', to: 'NLRTM' } as const;

const book = async (
  { orderId, supplier }: ToldOrder,
  where: { sailingId: string } | { cheapest: typeof lane },
): Promise<Consignment> => (await supplier.client().createConsignment({ body: { orderId, ...where } })).body;

const read = async ({ supplier }: ToldOrder, { consignmentId }: Consignment): Promise<Consignment> =>
  (await supplier.client().getConsignment({ params: { consignmentId } })).body;

const poolRow = z.object({ memberIds: z.array(z.string()) });
const membersOn = async (sailingId: string): Promise<readonly string[]> => {
  const row = await yard.row('freight', `POOL#${deterministicId('pol', sailingId)}`, 'POOL');
  return row === undefined ? [] : poolRow.parse(row).memberIds;
};

test('goods that name no departure are moved to where a container fills, each in one pool at any time', async () => {
  // Given two of 8 m³ that go where it is cheapest; alone, that is the soonest
  const [one, other, filling] = [
    await yard.order({ packing: cubes(8) }),
    await yard.order({ packing: cubes(3) }),
    await yard.order({ packing: cubes(14) }),
  ];
  const sailings = (await one.supplier.client().listSailings({ query: lane })).body.items;
  const [soonest, next] = sailings.map(({ sailingId }) => sailingId);
  if (soonest === undefined || next === undefined) throw new Error('The carrier has no departures');
  const free = await book(one, { cheapest: lane });
  expect(free.sailingId).toBe(soonest);

  // When another one fills half a container of the next departure, at the moment at which a second free one is booked
  const [named, late] = await Promise.all([
    book(filling, { sailingId: next }),
    book(other, { cheapest: lane }),
  ]);
  await house.settle();

  // Then both go there, and nobody is on the first one any more
  for (const [order, made] of [
    [one, free],
    [other, late],
  ] as const)
    await house.eventually(async () => {
      const found = await read(order, made);
      return found.sailingId === next ? found : undefined;
    });
  expect(await membersOn(soonest)).toEqual([]);
  expect([...(await membersOn(next))].sort()).toEqual(
    [free, late, named].map(({ consignmentId }) => consignmentId).sort(),
  );
  const moved = await read(one, free);
  expect(Number(moved.quote.cap.amount)).toBeLessThanOrEqual(Number(free.quote.cap.amount));

  // And one that leaves is in no pool
  await one.supplier.client().withdrawConsignment({
    params: { consignmentId: free.consignmentId },
    body: { reason: 'The buyer asked for air freight' },
  });
  await house.settle();
  const everywhere = await Promise.all(sailings.map(({ sailingId }) => membersOn(sailingId)));
  expect(everywhere.flat().toSorted()).toEqual([late, named].map((each) => each.consignmentId).sort());
  expect(new Set(everywhere.flat()).size).toBe(2);
});

test('a booking names a departure or asks for the cheapest, and what nothing carries in time is refused', async () => {
  const order = await yard.order({ packing: cubes(2) });
  const { orderId } = order;
  const client = order.supplier.client();
  await expect(client.createConsignment({ body: { orderId } })).rejects.toMatchObject({ status: 400 });
  await expect(
    client.createConsignment({ body: { orderId, cheapest: { ...lane, until: '2026-01-31' } } }),
  ).rejects.toMatchObject({ status: 422, code: 'freight.no_departure' });
});
