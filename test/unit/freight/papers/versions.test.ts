import { describe, expect, test } from 'vitest';
import { operations } from '../../../../functions/freight/operations.ts';
import { canonicalHash } from '../../../../shared/kernel/canonical-hash.ts';
import { cartons, FreightTale, type PooledOrder } from '../../../support/simulation/freight-tale.ts';
import type { Company } from '../../../support/simulation/simulated-house.ts';

const errorsOf = ({ house }: FreightTale) => house.complaints.filter(({ level }) => level === 'error');

/** Reads papers of a tale in short words. */
const desk = (tale: FreightTale, poolId = tale.poolId) => {
  const bill = async (of: PooledOrder, by: Company = of.seller, query = {}) =>
    tale.house.call(by, operations.getHouseBill, { params: { consignmentId: of.consignmentId }, query });
  const paper = async (name: string, query = {}) =>
    tale.house.call(tale.operator, operations.getPoolPaper, { params: { poolId, name }, query });
  return {
    bill,
    paper,
    /** Name, last version and state of every paper of the pool. */
    list: async (): Promise<readonly string[]> => {
      const { body } = await tale.house.call(tale.operator, operations.listPoolPapers, {
        params: { poolId },
      });
      return body.items.map(
        (one: { name: string; version: number; state: string }) => `${one.name} v${one.version} ${one.state}`,
      );
    },
  };
};

const pooled = async (...volumes: readonly number[]) => {
  const tale = await FreightTale.open();
  const orders: PooledOrder[] = [];
  for (const [index, volume] of volumes.entries())
    orders.push(await tale.ready(`order-${index}`, cartons(volume)));
  const [first] = orders;
  if (!first) throw new Error('Nothing is pooled');
  return { tale, orders, first };
};

describe('papers of a pool', () => {
  test('are there once it is documented, each with the hash of what it says', async () => {
    // Given three in one 20GP
    const { tale, first } = await pooled(4, 9, 12);
    const { list, paper, bill } = desk(tale);
    expect((await bill(first)).body.code).toBe('freight.no_house_bill');
    expect((await paper('master-bill-1')).body.code).toBe('freight.no_paper');

    // When it is documented
    await tale.until(tale.sailing.cfsCutOffAt, 1);

    // Then
    expect(await list()).toEqual([
      'booking-confirmation v1 valid',
      'booking-request v1 valid',
      'master-bill-1 v1 valid',
      'shipping-instructions-1 v1 valid',
      'verified-mass-1 v1 valid',
    ]);
    const { body } = await paper('master-bill-1');
    expect(body.hash).toBe(canonicalHash(body.document, { hasDecimals: true }));
    // 25 m³ of cartons of 7.5 kg, twenty to the m³.
    expect(body.document).toMatchObject({
      consignmentItems: [
        { cargoItems: [{ outerPackaging: { numberOfPackages: 80 }, cargoGrossWeight: { value: 600 } }] },
        { cargoItems: [{ outerPackaging: { numberOfPackages: 180 }, cargoGrossWeight: { value: 1350 } }] },
        { cargoItems: [{ outerPackaging: { numberOfPackages: 240 }, cargoGrossWeight: { value: 1800 } }] },
      ],
    });
    expect((await paper('booking-confirmation')).body.document).toMatchObject({
      bookingStatus: 'CONFIRMED',
      carrierBookingRequestReference: tale.poolId,
      bookingChannelReference: 'A0',
      transportDocumentReferences: [body.reference],
    });
    expect((await paper('verified-mass-2')).body.code).toBe('freight.no_paper');
    expect(errorsOf(tale)).toEqual([]);
  });

  test('are for the house; a party reads its own bill, a stranger nothing', async () => {
    const { tale, first } = await pooled(4, 9, 12);
    await tale.until(tale.sailing.cfsCutOffAt, 1);
    const { bill } = desk(tale);
    const stranger = tale.house.company('stranger', 'exporter');
    const readers = [first.seller, first.buyer, tale.operator, stranger];
    expect(await Promise.all(readers.map(async (by) => (await bill(first, by)).status))).toEqual([
      200, 200, 200, 404,
    ]);
    const params = { poolId: tale.poolId };
    for (const operation of [
      operations.listPoolPapers,
      operations.getPoolPaper,
      operations.getPoolPaperHtml,
    ]) {
      const asked = { params: { ...params, name: 'master-bill-1' } };
      expect((await tale.house.call(first.seller, operation, asked)).status).toBe(403);
    }
    const own = { params: { consignmentId: first.consignmentId } };
    const listed = await tale.house.call(first.buyer, operations.listConsignmentPapers, own);
    expect(listed.body.items.map((one: { name: string }) => one.name)).toEqual(['house-bill']);
    for (const operation of [
      operations.listConsignmentPapers,
      operations.getHouseBillHtml,
      operations.getArrivalNotice,
      operations.getArrivalNoticeHtml,
      operations.getDeliveryOrderPaper,
      operations.getDeliveryOrderHtml,
    ])
      expect((await tale.house.call(stranger, operation, own)).status).toBe(404);
    expect((await tale.house.call(first.buyer, operations.getArrivalNotice, own)).body.code).toBe(
      'freight.not_arrived',
    );
    expect((await bill(first, first.seller, { version: '2' })).body.code).toBe('freight.no_paper');
  });

  test('become shipped on board when the carrier has loaded; versions before stay as they were', async () => {
    const { tale, first } = await pooled(4, 9, 12);
    const { bill, paper } = desk(tale);
    await tale.until(tale.sailing.cfsCutOffAt, 1);
    const before = (await bill(first)).body;
    await tale.until(tale.sailing.etd, 1);
    const after = (await bill(first)).body;
    expect(after).toMatchObject({
      version: 2,
      replaces: { version: 1, hash: before.hash, why: 'The carrier reports the goods loaded' },
      document: { isShippedOnBoardType: true, shippedOnBoardDate: tale.sailing.etd.slice(0, 10) },
    });
    expect((await bill(first, first.seller, { version: '1' })).body).toEqual(before);
    expect((await paper('master-bill-1')).body).toMatchObject({
      version: 2,
      document: { transportDocumentStatus: 'ISSUED', isShippedOnBoardType: true },
    });
    await tale.until(tale.sailing.etd, 24 * 40);
    const own = { params: { consignmentId: first.consignmentId } };
    const listed = await tale.house.call(first.buyer, operations.listConsignmentPapers, own);
    expect(
      listed.body.items.map((one: { name: string; version: number }) => `${one.name} v${one.version}`),
    ).toEqual([
      'arrival-notice v1',
      'delivery-order v1',
      'delivery-order v2',
      'house-bill v1',
      'house-bill v2',
    ]);
    expect(errorsOf(tale)).toEqual([]);
  });

  test('go back to received for shipment when the load is taken back, say so, and are on board when it is told again', async () => {
    // Given a load that is told six hours before departure, taken back at four and told again at two
    const tale = await FreightTale.open();
    const order = await tale.ready('order', cartons(9), { reference: 'PO 17 RETRACT' });
    const { bill, paper } = desk(tale);
    await tale.until(tale.sailing.etd, -5);
    expect((await bill(order)).body).toMatchObject({ version: 2, document: { isShippedOnBoardType: true } });

    // When
    await tale.until(tale.sailing.etd, -3);

    // Then
    const { body } = await bill(order);
    expect(body).toMatchObject({
      version: 3,
      replaces: { version: 2, why: 'The carrier took back its report of loading' },
      document: { isShippedOnBoardType: false, receivedForShipmentDate: expect.any(String) },
    });
    expect(body.document.shippedOnBoardDate).toBeUndefined();
    expect(body.document.displayedShippedOnBoardReceivedForShipment).toContain(
      'The carrier took back its report of loading',
    );
    expect((await paper('master-bill-1')).body).toMatchObject({
      version: 3,
      document: { transportDocumentStatus: 'DRAFT', isShippedOnBoardType: false },
    });

    await tale.until(tale.sailing.etd, -1);
    expect((await bill(order)).body).toMatchObject({ version: 4, document: { isShippedOnBoardType: true } });
    expect((await paper('master-bill-1')).body).toMatchObject({
      version: 4,
      document: { transportDocumentStatus: 'ISSUED' },
    });
    expect(errorsOf(tale)).toEqual([]);
  });

  test('after a drop-out say what they replace; those of a unit that is gone are void, and so is the bill of the goods that left', async () => {
    // Given three in one 20GP, and two that go with the co-loader without the third
    const { tale, orders } = await pooled(4, 9, 12);
    const [kept, , gone] = orders;
    if (!kept || !gone) throw new Error('Nothing is pooled');
    const { list, paper, bill } = desk(tale);
    await tale.until(tale.sailing.yardCutOffAt, -6);
    const early = (await paper('booking-confirmation')).body;

    // When, and the carrier's first answer comes once more
    await tale.customs(gone, 'held');
    await tale.until(tale.sailing.yardCutOffAt, -5);
    const late = await tale.house.call(undefined, operations.receiveCarrierEvent, {
      body: { messageType: 'BOOKING', booking: early.document },
      signedAs: 'told-late',
    });
    expect(late.status).toBe(200);

    // Then
    expect(await list()).toEqual([
      'booking-confirmation v1 valid',
      'booking-confirmation v2 valid',
      'booking-request v1 valid',
      'booking-request v2 valid',
      'master-bill-1 v1 valid',
      'master-bill-1 v2 valid',
      'shipping-instructions-1 v1 valid',
      'shipping-instructions-1 v2 valid',
      'verified-mass-1 v1 valid',
      'verified-mass-1 v2 void',
      'verified-mass-L1 v1 valid',
    ]);
    expect((await paper('booking-request')).body).toMatchObject({
      replaces: { version: 1, why: 'The load was planned or rolled anew' },
      document: { bookingChannelReference: 'A1', requestedEquipments: [{ ISOEquipmentCode: 'LCL' }] },
    });
    expect((await paper('verified-mass-1')).body.document).toMatchObject({ isRetracted: true });
    expect((await paper('master-bill-1')).body.document.consignmentItems).toHaveLength(2);
    expect((await bill(kept)).body).toMatchObject({
      version: 2,
      replaces: { version: 1, why: 'The load was planned, booked or rolled anew' },
      document: { transportDocumentStatus: 'ISSUED' },
    });
    expect((await bill(gone)).body).toMatchObject({
      version: 2,
      state: 'void',
      replaces: { version: 1, why: 'The goods have left the load' },
      document: { transportDocumentStatus: 'VOIDED' },
    });
    expect(errorsOf(tale)).toEqual([]);
  });

  test('of a box that is weighed: the declaration that was added up is replaced', async () => {
    const { tale } = await pooled(4, 9, 12);
    const { paper } = desk(tale);
    await tale.until(tale.sailing.cfsCutOffAt, 1);
    const weigh = {
      params: { poolId: tale.poolId },
      body: { unit: 1, grossMassKg: 6_200, certificate: 'WGH-1' },
    };
    await tale.house.call(tale.operator, operations.weighUnit, weigh);
    expect((await paper('verified-mass-1')).body).toMatchObject({
      version: 2,
      replaces: { version: 1, why: 'The box was weighed' },
      document: { VGM: { method: 'SM1', weight: { value: 6200 }, certificationReference: 'WGH-1' } },
    });
    expect((await paper('verified-mass-1', { version: '1' })).body.document).toMatchObject({
      VGM: { method: 'SM2', weight: { value: 6125 } },
    });
  });

  test('of a load that is rolled name the later voyage', async () => {
    const tale = await FreightTale.open();
    const order = await tale.ready('order', cartons(9), { reference: 'NEVER-SAILS' });
    const { bill, paper } = desk(tale);
    await tale.until(tale.sailing.etd, 24 * 3);
    const [first, second] = tale.sailings;
    const sailed = (await bill(order)).body;
    expect(sailed).toMatchObject({ version: 2, replaces: { version: 1 } });
    expect(sailed.document.transports.plannedDepartureDate).toBe(second?.etd.slice(0, 10));
    expect((await bill(order, order.seller, { version: '1' })).body.document.transports).toMatchObject({
      plannedDepartureDate: first?.etd.slice(0, 10),
    });
    expect((await paper('booking-request')).body.document).toMatchObject({
      routingReference: second?.sailingId,
      bookingChannelReference: 'A1',
    });
    expect((await paper('verified-mass-L1')).body.version).toBe(2);
    expect(errorsOf(tale)).toEqual([]);
  });

  test('of a booking that was refused once: the second request and both answers are kept', async () => {
    const tale = await FreightTale.open();
    await tale.ready('order', cartons(9), { reference: 'REFUSE' });
    const { paper, list } = desk(tale);
    await tale.until(tale.sailing.cfsCutOffAt, 1);
    expect((await paper('booking-confirmation', { version: '1' })).body.document).toMatchObject({
      bookingStatus: 'REJECTED',
      feedbacks: [{ message: 'No space on this departure' }],
    });
    expect((await paper('booking-confirmation')).body.document.bookingStatus).toBe('CONFIRMED');
    expect(await list()).toContain('booking-request v2 valid');
    expect(await tale.pool()).toMatchObject({ state: 'documented' });
  });
});

describe('a paper to print', () => {
  test('says what the document says, and runs nothing that a name may hold', async () => {
    const tale = await FreightTale.open();
    const order = await tale.ready('<script>alert(1)</script> & "Sons" 青岛', cartons(9));
    await tale.until(tale.sailing.cfsCutOffAt, 1);
    const html = async (
      operation: typeof operations.getHouseBillHtml | typeof operations.getPoolPaperHtml,
      name = '',
    ) =>
      tale.house.call(operation === operations.getHouseBillHtml ? order.seller : tale.operator, operation, {
        params:
          operation === operations.getHouseBillHtml
            ? { consignmentId: order.consignmentId }
            : { poolId: tale.poolId, name },
      });
    const bill = await html(operations.getHouseBillHtml);
    expect(bill.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-disposition': 'attachment; filename="house-bill-v1.html"',
    });
    expect(bill.body).not.toContain('<script');
    expect(bill.body).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Sons&quot; 青岛');
    expect(bill.body).toContain('<dt>Cargo items, cargo gross weight</dt><dd>1350 KGM</dd>');
    const mass = await html(operations.getPoolPaperHtml, 'verified-mass-L1');
    // 1,350 kg and 2 %: 1,377.
    expect(mass.body).toContain('<dt>Dunnage</dt><dd>27 KGM</dd>');
    const confirmation = await html(operations.getPoolPaperHtml, 'booking-confirmation');
    expect(confirmation.body).toContain('<th>Charge name</th>');
    expect(confirmation.body).toContain('<td>OCEAN_FREIGHT</td>');
  });
});
