import { describe, expect, test } from 'vitest';
import { arrivalNoticeIssued, consolidatedArrivalNoticeIssued } from '../../../functions/freight/contract.ts';
import { operations } from '../../../functions/freight/operations.ts';
import { payablePaid, payableRequested } from '../../../functions/payments/contract.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { crates, FreightTale, type PooledOrder } from '../../support/simulation/freight-tale.ts';

const consolidatedOrderId = deterministicId('cno', 'spring');

/** Two suppliers of one buyer's order, and a stranger in the same container. */
const gathered = async () => {
  const tale = await FreightTale.open();
  const plates = await tale.ready('plates', crates(4), { cheapest: {}, together: 'spring' });
  const cups = await tale.ready('cups', crates(6), { cheapest: {}, together: 'spring' });
  const stranger = await tale.ready('stranger', crates(10));
  return { tale, plates, cups, stranger };
};

const freightOf = (tale: FreightTale, by: PooledOrder['buyer']) =>
  tale.house.call(by, operations.getConsolidatedFreight, { params: { consolidatedOrderId } });

const audiencesOf = ({ house }: FreightTale, type: string) =>
  house.sent.filter((one) => one.type === type).map(({ audience }) => audience);

const errorsOf = ({ house }: FreightTale) => house.complaints.filter(({ level }) => level === 'error');

describe('goods of one order over several suppliers', () => {
  test('go on the departure of the first of them, though another would be cheaper', async () => {
    const tale = await FreightTale.open();
    const [, next] = tale.sailings;
    await tale.ready('plates', crates(4), { together: 'spring', cheapest: { until: '2026-11-30' } });
    await tale.ready('filling', crates(14), { on: next?.sailingId ?? '' });
    const cups = await tale.ready('cups', crates(8), { together: 'spring', cheapest: {} });
    expect((await tale.consignment(cups)).sailingId).toBe(tale.sailing.sailingId);
    const alone = await tale.ready('alone', crates(8), { cheapest: {} });
    expect((await tale.consignment(alone)).sailingId).toBe(next?.sailingId);
  });

  test('are told of once when they arrive: the buyer of all, each supplier of its own', async () => {
    const { tale, plates, cups, stranger } = await gathered();
    await tale.until(tale.sailing.etd, 24 * 34);
    const [notice, ...others] = tale.house.told(consolidatedArrivalNoticeIssued);
    expect(others).toEqual([]);
    expect(notice).toMatchObject({
      consolidatedOrderId,
      consigneeId: plates.buyer.companyId,
      place: 'NLRTM',
      consignments: [
        { consignmentId: plates.consignmentId, packages: 4, grossWeightGrams: 600_000 },
        { consignmentId: cups.consignmentId, packages: 6, grossWeightGrams: 900_000 },
      ].toSorted((a, b) => (a.consignmentId < b.consignmentId ? -1 : 1)),
    });
    expect(audiencesOf(tale, consolidatedArrivalNoticeIssued.type)).toEqual([plates.buyer.companyId]);
    expect(audiencesOf(tale, arrivalNoticeIssued.type).toSorted()).toEqual(
      [
        plates.seller.companyId,
        cups.seller.companyId,
        `${stranger.seller.companyId},${stranger.buyer.companyId}`,
      ].sort(),
    );
    // The numbers are those of the delivery orders.
    for (const { consignmentId, deliveryOrderNumber } of notice?.consignments ?? []) {
      const { body } = await tale.house.call(plates.buyer, operations.getDeliveryOrder, {
        params: { consignmentId },
      });
      expect(body.deliveryOrderNumber).toBe(deliveryOrderNumber);
    }
    expect(errorsOf(tale)).toEqual([]);
  });

  test('are one bill for the buyer, with what pays all of it at once and nothing of anybody else', async () => {
    const { tale, plates, cups, stranger } = await gathered();
    await tale.until(tale.sailing.cfsCutOffAt, 1);
    // Nothing is asked before the yard has closed.
    expect((await freightOf(tale, plates.buyer)).body.bill).toEqual({
      payableIds: [],
      totals: [],
      lines: [],
    });
    await tale.until(tale.sailing.yardCutOffAt, 1);
    const { body } = await freightOf(tale, plates.buyer);
    const asked = tale.house
      .told(payableRequested)
      .filter(({ debtorId }) => debtorId === plates.buyer.companyId);
    expect(asked).toHaveLength(2);
    expect(body.bill.payableIds.toSorted()).toEqual(asked.map(({ payableId }) => payableId).sort());
    const cents = asked.reduce((sum, { amount }) => sum + Math.round(Number(amount.amount) * 100), 0);
    expect(body.bill.totals).toEqual([{ currency: 'USD', amount: (cents / 100).toFixed(2) }]);
    expect(body.voyages).toMatchObject([{ poolId: tale.poolId, sailingId: tale.sailing.sailingId }]);
    expect(body.consignments).toHaveLength(2);

    // What is paid is not on it any more.
    const [first, second] = asked;
    if (!first || !second) throw new Error('Nothing was asked');
    tale.house.tell(
      payablePaid.create({
        subject: first.payableId,
        data: {
          payableId: first.payableId,
          kind: 'freight',
          subject: first.subject,
          name: first.name,
          debtorId: first.debtorId,
          amount: first.amount,
          method: 'card',
          paidAt: tale.house.now,
          journalId: deterministicId('jrn', 'first'),
        },
      }),
    );
    await tale.house.settle();
    expect((await freightOf(tale, plates.buyer)).body.bill.payableIds).toEqual([second.payableId]);

    // A supplier sees its own goods and no bill of the buyer's; others see nothing.
    const own = (await freightOf(tale, cups.seller)).body;
    expect(own.consignments.map((one: { consignmentId: string }) => one.consignmentId)).toEqual([
      cups.consignmentId,
    ]);
    expect(own.bill.payableIds).toEqual([]);
    expect((await freightOf(tale, stranger.buyer)).status).toBe(404);
    // An operator sees all of the goods, and has no bill of its own.
    expect((await freightOf(tale, tale.operator)).body).toMatchObject({
      consignments: [{}, {}],
      bill: { payableIds: [] },
    });
    expect(errorsOf(tale)).toEqual([]);
  });
});
