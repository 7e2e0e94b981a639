import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Consignment } from '../../../client/operations.ts';
import { canonicalHash } from '../../../shared/kernel/canonical-hash.ts';
import { startTestHouse, type TestHouse } from '../../support/house.ts';
import { cartons, openYard, type ToldOrder } from './told-order.ts';

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
const until = (at: string, hours: number): Promise<void> =>
  house.engine.advance(
    Math.ceil((Date.parse(at) + hours * 3_600_000 - house.engine.now()) / 1000),
    3 * daySeconds,
  );

const ready = async (order: ToldOrder, sailingId: string, reference?: string): Promise<Consignment> => {
  const client = order.supplier.client();
  const { body: made } = await client.createConsignment({
    body: { orderId: order.orderId, sailingId, ...(reference ? { reference } : {}) },
  });
  await client.receiveAtCfs({
    params: { consignmentId: made.consignmentId },
    body: { warehouseReceipt: 'WR-1' },
  });
  await client.createDeclaration({
    body: {
      orderId: order.orderId,
      direction: 'export',
      declarantNumber: '91440300MA5EQ7XT1H',
      hsCode: '3924100000',
    },
  });
  return made;
};

test('all papers of a shared container, from the booking to the delivery order, each for whom it is', async () => {
  // Given orders of 4, 9 and 12 cubic metres in one 20GP; the goods of the first wait for their delivery order
  const orders = [
    await yard.order({ packing: cartons(4) }),
    await yard.order({ packing: cartons(9) }),
    await yard.order({ packing: cartons(12) }),
  ] as const;
  const [order, other] = orders;
  const { body: schedule } = await order.supplier
    .client()
    .listSailings({ query: { from: 'CNSZX', to: 'NLRTM' } });
  const [sailing] = schedule.items;
  if (!sailing) throw new Error('No departure');
  const made: Consignment[] = [];
  for (const one of orders)
    made.push(await ready(one, sailing.sailingId, one === order ? 'PO 4 WAITS' : undefined));
  const [mine, theirs] = made;
  if (!mine || !theirs) throw new Error('Nothing joined');
  const params = { consignmentId: mine.consignmentId };
  const poolParams = { poolId: mine.poolId };
  const { client: operator } = await house.operator();
  const stranger = (await house.signUp('exporter')).client();
  const [seller, buyer] = [order.supplier.client(), order.buyer.client()];
  await expect(seller.getHouseBill({ params })).rejects.toMatchObject({ code: 'freight.no_house_bill' });

  // When the load is booked and documented
  await house.advance({ seconds: 180 });
  await until(sailing.documentsCutOffAt, 1);
  await house.advance({ seconds: 120 });

  // Then the house reads the master set, and what it says agrees: 500 packages, 3,750 kg, 25 m³
  const names = async (): Promise<readonly string[]> =>
    (await operator.listPoolPapers({ params: poolParams })).body.items.map(
      ({ name, version }) => `${name} v${version}`,
    );
  const paper = async (name: string) =>
    (await operator.getPoolPaper({ params: { ...poolParams, name } })).body;
  await house.eventually(async () => (await names()).length === 5 || undefined);
  expect(await names()).toEqual([
    'booking-confirmation v1',
    'booking-request v1',
    'master-bill-1 v1',
    'shipping-instructions-1 v1',
    'verified-mass-1 v1',
  ]);
  const master = await paper('master-bill-1');
  expect(master.hash).toBe(canonicalHash(master.document, { hasDecimals: true }));
  expect(await paper('booking-confirmation')).toMatchObject({
    standard: 'DCSA Booking 2.0.5',
    document: { bookingStatus: 'CONFIRMED', transportDocumentReferences: [master.reference] },
  });
  expect((await paper('verified-mass-1')).document).toMatchObject({
    VGM: { weight: { value: 6125, unit: 'KGM' }, method: 'SM2' },
    equipmentDetails: { cargoGrossWeight: { value: 3750 }, tareWeight: { value: 2300 } },
  });
  const bills = await Promise.all(
    orders.map(async (one, index) => {
      const consignmentId = made[index]?.consignmentId ?? '';
      return (await one.buyer.client().getHouseBill({ params: { consignmentId } })).body;
    }),
  );
  expect(
    bills.map(({ document }) => [document.transportDocumentStatus, document.isShippedOnBoardType]),
  ).toEqual([
    ['ISSUED', false],
    ['ISSUED', false],
    ['ISSUED', false],
  ]);
  for (const [company, own] of orders.map(
    ({ supplier }, index) => [supplier.company.companyId, index] as const,
  ))
    expect(bills.map(({ document }) => JSON.stringify(document).includes(company))).toEqual(
      bills.map((_, index) => index === own),
    );
  const printed = await seller.getHouseBillHtml({ params });
  expect(printed.body).toContain('<dt>Cargo items, cargo gross weight</dt><dd>600 KGM</dd>');
  expect(
    (await operator.getPoolPaperHtml({ params: { ...poolParams, name: 'master-bill-1' } })).body,
  ).toContain(`<dd>${master.reference}</dd>`);

  // And a weighed and sealed box is declared anew, and the carrier takes the new instructions
  await operator.weighUnit({
    params: poolParams,
    body: { unit: 1, grossMassKg: 6_200, certificate: 'WGH-9', seals: ['CN4471902'] },
  });
  expect(await paper('verified-mass-1')).toMatchObject({
    version: 2,
    replaces: { version: 1, why: 'The box was weighed' },
    document: { VGM: { method: 'SM1', certificationReference: 'WGH-9' } },
  });
  const sealed = { utilizedTransportEquipments: [{ seals: [{ number: 'CN4471902', source: 'SHI' }] }] };
  expect(await paper('shipping-instructions-1')).toMatchObject({
    version: 2,
    replaces: { version: 1, why: 'The box was sealed' },
    document: sealed,
  });

  // And nobody else reads any of it
  for (const attempt of [
    () => stranger.listConsignmentPapers({ params }),
    () => stranger.getHouseBill({ params }),
    () => stranger.getHouseBillHtml({ params }),
    () => stranger.getArrivalNotice({ params }),
    () => stranger.getDeliveryOrderPaper({ params }),
    () => other.supplier.client().getHouseBill({ params }),
    () => other.buyer.client().getArrivalNotice({ params }),
    () => operator.getPoolPaper({ params: { ...poolParams, name: 'master-bill-7' } }),
  ])
    await expect(attempt()).rejects.toMatchObject({ status: 404 });
  for (const attempt of [
    () => seller.listPoolPapers({ params: poolParams }),
    () => buyer.getPoolPaper({ params: { ...poolParams, name: 'master-bill-1' } }),
    () => stranger.getPoolPaperHtml({ params: { ...poolParams, name: 'master-bill-1' } }),
  ])
    await expect(attempt()).rejects.toMatchObject({ status: 403 });

  // When the ship has loaded
  await until(sailing.etd, 1);
  const shipped = await house.eventually(async () => {
    const { body } = await seller.getHouseBill({ params });
    return body.version === 2 ? body : undefined;
  });
  expect(shipped).toMatchObject({
    replaces: { version: 1, hash: bills[0]?.hash, why: 'The carrier reports the goods loaded' },
    document: { isShippedOnBoardType: true, shippedOnBoardDate: sailing.etd.slice(0, 10), ...sealed },
  });
  expect((await buyer.getHouseBill({ params, query: { version: '1' } })).body).toEqual(bills[0]);

  // And arrived
  await house.engine.advance(45 * daySeconds, 45 * daySeconds);
  const notice = await house.eventually(async () => (await buyer.getArrivalNotice({ params })).body);
  expect(notice.document).toMatchObject({
    transportDocumentReference: shipped.reference,
    freetime: [{ quantity: 7, unitOfMeasure: 'CD' }],
  });
  const held = (await buyer.getDeliveryOrderPaper({ params })).body;
  expect(held.document.additionalInformation).toContain('Not released');
  expect((await buyer.getArrivalNoticeHtml({ params })).body).toContain('Storage'.toLowerCase());

  // Then the delivery order says at each move what it said
  await operator.releaseDeliveryOrder({ params, body: { reason: 'The broker answers for the duty' } });
  const released = (await buyer.getDeliveryOrderPaper({ params })).body;
  expect(released).toMatchObject({
    version: held.version + 1,
    replaces: { hash: held.hash, why: 'It was released' },
    document: { additionalInformation: 'Released. The broker answers for the duty' },
  });
  expect((await buyer.getDeliveryOrderHtml({ params })).body).toContain('The broker answers for the duty');
  const { body: listed } = await seller.listConsignmentPapers({ params });
  expect(new Set(listed.items.map(({ kind }) => kind))).toEqual(
    new Set(['house-bill', 'arrival-notice', 'delivery-order']),
  );
});
