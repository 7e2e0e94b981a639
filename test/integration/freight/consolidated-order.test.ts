import { afterAll, beforeAll, expect, test } from 'vitest';
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

const daySeconds = 86_400;
const daysUntil = (at: string): number =>
  Math.ceil((Date.parse(at) - house.engine.now()) / (daySeconds * 1000));

const cheapest = { from: 'CNSZX', to: 'NLRTM' } as const;

/** Booked where it is cheapest, at the station, and declared for export. */
const ready = async ({ orderId, supplier }: ToldOrder): Promise<Consignment> => {
  const client = supplier.client();
  const { body } = await client.createConsignment({ body: { orderId, cheapest } });
  const params = { consignmentId: body.consignmentId };
  await client.receiveAtCfs({ params, body: { warehouseReceipt: 'WR-1' } });
  await client.createDeclaration({
    body: { orderId, direction: 'export', declarantNumber: '91440300MA5EQ7XT1H', hsCode: '3924100000' },
  });
  return body;
};

test('an order over two suppliers goes in one container, is one bill, and arrives with one notice', async () => {
  // Given two suppliers of one order, on the cheapest departure
  const buyer = await house.signUp('buyer');
  const together = { buyer, consolidatedOrderId: deterministicId('cno', buyer.company.companyId) };
  const plates = await yard.order({ packing: cubes(4) }, together);
  const cups = await yard.order({ packing: cubes(6) }, together);
  const goods = [await ready(plates), await ready(cups)];
  const [first] = goods;
  if (!first) throw new Error('Nothing is booked');
  expect(new Set(goods.map(({ poolId }) => poolId)).size).toBe(1);
  const params = { consolidatedOrderId: together.consolidatedOrderId };
  const read = async () => (await buyer.client().getConsolidatedFreight({ params })).body;
  const [sailing] = (await buyer.client().listSailings({ query: cheapest })).body.items;
  if (!sailing) throw new Error('The carrier has no departures');
  await house.settle();

  // When the yard has closed, all of it is one bill that one payment settles
  await house.advance(daysUntil(sailing.etd) - 1);
  await house.advance({ seconds: daySeconds });
  const { bill } = await house.eventually(async () => {
    const found = await read();
    return found.bill.lines.length === 2 ? found : undefined;
  });
  const open = await house.eventually(async () => {
    const { items } = (await buyer.client().listPayables()).body;
    const freight = items.filter((item) => item.kind === 'freight' && item.state === 'open');
    return freight.length === 2 ? freight : undefined;
  });
  expect(bill.payableIds.toSorted()).toEqual(open.map(({ payableId }) => payableId).sort());
  await buyer.client().pay({
    body: { payableIds: [...bill.payableIds], method: { type: 'card', cardToken: 'tok_visa' } },
  });
  await house.settle();
  await house.eventually(async () => (await read()).bill.lines.length === 0);

  // And it arrives with one notice for the buyer
  await house.engine.advance((daysUntil(sailing.eta) + 3) * daySeconds, 3 * daySeconds);
  const [voyage, ...others] = await house.eventually(async () => {
    const { voyages } = await read();
    return voyages[0]?.arrival ? voyages : undefined;
  });
  expect(others).toEqual([]);
  expect(voyage?.consignmentIds.toSorted()).toEqual(goods.map(({ consignmentId }) => consignmentId).sort());
  const notices = await yard.sent('freight', 'entrepot.freight.consolidated_arrival_notice_issued.v1');
  expect(notices).toMatchObject([{ ...params, consigneeId: buyer.company.companyId }]);

  // One import entry covers both orders; its duty is one amount
  const { body: entry } = await buyer.client().createImportEntry({
    body: {
      orders: [
        { orderId: plates.orderId, hsCode: '3924100011' },
        { orderId: cups.orderId, hsCode: '3924100011', description: 'Cups, REJECT' },
      ],
      declarantNumber: 'NL861234567',
    },
  });
  expect(entry.lines.map(({ orderId }) => orderId)).toEqual([plates.orderId, cups.orderId]);
  const again = { declarantNumber: 'NL861234567', hsCode: '3924100011', direction: 'import' } as const;
  await expect(
    buyer.client().createDeclaration({ body: { orderId: cups.orderId, ...again } }),
  ).rejects.toMatchObject({ code: 'customs.declaration_exists' });
  await house.advance({ seconds: 120 });
  const declarationId = entry.declarationId;
  // The authority rejects what it says of the cups; corrected, the entry goes on as its next revision
  await house.eventually(
    async () =>
      (await buyer.client().getDeclaration({ params: { declarationId } })).body.state === 'rejected',
  );
  const correct = (orders: readonly { orderId: string; description: string }[]) =>
    buyer.client().correctDeclaration({
      params: { declarationId },
      body: { reason: 'Described as they are', orders: [...orders] },
    });
  await expect(
    correct([{ orderId: deterministicId('ord', 'other'), description: 'Cups' }]),
  ).rejects.toMatchObject({ code: 'customs.checks_failed' });
  const { body: corrected } = await correct([{ orderId: cups.orderId, description: 'Cups of melamine' }]);
  expect(corrected.revision).toBe(2);
  expect(corrected.lines.map(({ description }) => description)).toEqual([
    entry.lines[0]?.description,
    'Cups of melamine',
  ]);
  await house.advance({ seconds: 120 });
  const assessed = await house.eventually(async () => {
    const { body } = await buyer.client().getDeclaration({ params: { declarationId } });
    return body.duty ? body : undefined;
  });
  expect(assessed.assessment).toMatchObject({ agreesWithQuote: true });
  const payableId = assessed.duty?.payableId ?? '';
  await house.eventually(
    async () => (await buyer.client().getPayable({ params: { payableId } })).body.state === 'open',
  );
  await buyer.client().pay({
    body: { payableIds: [payableId], method: { type: 'card', cardToken: 'tok_visa' } },
  });
  await house.settle();
  await house.advance({ seconds: 120 });
  // Released, it frees the goods of both
  for (const { consignmentId } of goods)
    await house.eventually(async () => {
      const { body } = await buyer.client().getDeliveryOrder({ params: { consignmentId } });
      return body.conditions.find(({ name }) => name === 'duty')?.isMet;
    });
  await expect(plates.supplier.client().getDeclaration({ params: { declarationId } })).rejects.toMatchObject({
    status: 404,
  });

  // A supplier sees its own goods, a stranger nothing
  const own = (await plates.supplier.client().getConsolidatedFreight({ params })).body;
  expect(own.consignments.map(({ consignmentId }) => consignmentId)).toEqual([first.consignmentId]);
  const stranger = await house.signUp('buyer');
  await expect(stranger.client().getConsolidatedFreight({ params })).rejects.toMatchObject({ status: 404 });
});
