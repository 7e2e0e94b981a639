import { describe, expect, test } from 'vitest';
import { type BillLine, lineAfter, paymentsOf, sumsOf } from '../../../functions/orders/domain/bill.ts';
import { operations as orders } from '../../../functions/orders/operations.ts';
import { payableRequested } from '../../../functions/payments/contract.ts';
import { operations as payments } from '../../../functions/payments/operations.ts';
import { contractFrozen } from '../../../functions/sourcing/contract.ts';
import { exampleContract } from '../../../functions/sourcing/examples.ts';
import { deterministicId } from '../../../shared/kernel/ids.ts';
import { addDuration } from '../../../shared/kernel/instant.ts';
import { MoneyTale } from '../../support/simulation/money-tale.ts';
import type { Company } from '../../support/simulation/simulated-house.ts';

const usd = (amount: string) => ({ currency: 'USD', amount });
const eur = (amount: string) => ({ currency: 'EUR', amount });

describe('the bill of an order over two suppliers', () => {
  /** Plates for 1,000 and cups for 600, 30 % first; placed by one buyer at once and confirmed. */
  const placed = async () => {
    const tale = await MoneyTale.open(['orders', 'escrow', 'payments', 'sandbox']);
    const { house, buyer } = tale;
    const potter = house.company('potter', 'exporter');
    const contracts = [
      { supplier: tale.seller, goodsTotal: usd('1000.00') },
      { supplier: potter, goodsTotal: usd('600.00') },
    ].map(({ supplier, goodsTotal }, at) => {
      const contractId = deterministicId('ctr', 'bill', String(at));
      const { inspectionAql: _, ...contract } = exampleContract;
      const terms = {
        ...contract,
        specification: [...contract.specification],
        packing: [...contract.packing],
        contractId,
        buyerId: buyer.companyId,
        supplierId: supplier.companyId,
        quantity: { value: '1', unit: 'H87' },
        unitPrice: goodsTotal,
        goodsTotal,
        depositShare: '0.30',
        latestShipOn: addDuration(house.now, { days: 60 }).slice(0, 10),
        acceptedAt: house.now,
      };
      house.tell(contractFrozen.create({ subject: contractId, data: { terms } }));
      return { contractId, supplier };
    });
    await house.settle();
    const { body } = await house.call(buyer, orders.placeOrder, {
      body: { contractIds: contracts.map(({ contractId }) => contractId) },
    });
    const orderIds: string[] = body.orders.map((one: { orderId: string }) => one.orderId);
    await house.settle();
    for (const { supplier } of contracts)
      for (const orderId of orderIds)
        await house.call(supplier, orders.confirmOrder, { params: { orderId } });
    await house.settle();
    const billOf = (by: Company) =>
      house.call(by, orders.getConsolidatedBill, {
        params: { consolidatedOrderId: body.consolidatedOrderId },
      });
    return { tale, house, buyer, potter, orderIds, billOf };
  };

  const ask = (
    { house, buyer }: Awaited<ReturnType<typeof placed>>,
    kind: 'freight' | 'duty',
    of: { orderId: string } | { orderIds: string[] },
    amount: { currency: string; amount: string },
  ) => {
    const payableId = deterministicId('pay', kind);
    house.tell(
      payableRequested.create({
        subject: payableId,
        data: {
          payableId,
          kind,
          subject: kind,
          name: kind,
          ...of,
          debtorId: buyer.companyId,
          description: kind,
          amount,
          creditCode: kind === 'freight' ? '2060' : '2070',
          creditOwner: kind,
        },
      }),
    );
  };

  test('has goods, freight and duty in one list, and one payment a currency settles all that is due', async () => {
    // Given deposits of 300 and 180, freight of 95.50 for one of the orders, and the duty of an entry over both
    const scene = await placed();
    const { house, buyer, potter, orderIds, billOf, tale } = scene;
    ask(scene, 'freight', { orderId: orderIds[0] ?? '' }, usd('95.50'));
    ask(scene, 'duty', { orderIds }, eur('210.00'));
    await house.settle();
    // When
    const { body: asked } = await billOf(buyer);
    // Then
    expect(asked).toMatchObject({
      freight: [{ asked: usd('95.50'), paid: usd('0.00'), due: usd('95.50') }],
      duty: [{ asked: eur('210.00'), due: eur('210.00') }],
    });
    const deposits = asked.lines.filter(({ name }: { name: string }) => name === 'deposit');
    expect(deposits.map(({ amount }: { amount: unknown }) => amount)).toEqual(
      expect.arrayContaining([usd('300.00'), usd('180.00')]),
    );
    const duty = asked.lines.find(({ kind }: { kind: string }) => kind === 'duty');
    expect(duty.orderIds.toSorted()).toEqual([...orderIds].sort());
    const [inEuro, inDollars, ...others] = asked.payments;
    expect(others).toEqual([]);
    expect(inEuro).toEqual({ payableIds: [duty.payableId], total: eur('210.00') });
    expect(inDollars.total).toEqual(asked.totals[1].due);

    // When the dollars are paid at once by card, and a part of the duty by transfer
    const paid = await house.call(buyer, payments.pay, {
      body: { payableIds: inDollars.payableIds, method: { type: 'card', cardToken: 'tok_visa' } },
    });
    expect(paid.status).toBe(202);
    await house.settle();
    await tale.transferTo(duty.reference, eur('100.00'));
    // Then nothing is due in dollars, and the rest of the duty
    const { body: after } = await billOf(buyer);
    expect(after.totals).toMatchObject([
      { asked: eur('210.00'), paid: eur('100.00'), due: eur('110.00') },
      { paid: asked.totals[1].asked, due: usd('0.00') },
    ]);
    expect(after.payments).toEqual([{ payableIds: [duty.payableId], total: eur('110.00') }]);

    // A supplier is asked for nothing here and sees nothing of the buyer's; a stranger finds no such order; an operator sees all.
    expect((await billOf(potter)).body).toMatchObject({ totals: [], lines: [], payments: [] });
    expect((await billOf(tale.lender)).status).toBe(404);
    expect((await billOf(tale.operator)).body.lines).toHaveLength(after.lines.length);
    expect(house.complaints.filter(({ level }) => level === 'error')).toEqual([]);
    expect(house.deadLetters).toEqual([]);

    // Said again in whatever order, it stays as it is.
    house.forgetInboxes();
    house.replay();
    await house.settle();
    expect((await billOf(buyer)).body).toEqual(after);
  });
});

describe('news of a payable', () => {
  const line = (more: Partial<BillLine>): BillLine => ({
    payableId: 'pay_1',
    kind: 'freight',
    name: 'freight',
    orderIds: ['ord_1'],
    debtorId: 'com_1',
    amount: { currency: 'USD', amountMinor: 10_000n },
    received: { currency: 'USD', amountMinor: 0n },
    state: 'open',
    sequence: 1,
    ...more,
  });
  const opened = line({ reference: 'RF1' });
  const partly = line({
    reference: 'RF1',
    state: 'partly_paid',
    sequence: 2,
    received: { currency: 'USD', amountMinor: 4_000n },
  });
  const paid = line({ state: 'paid', sequence: 3 });

  test.each([
    [opened, partly, paid],
    [opened, paid, partly],
    [partly, opened, paid],
    [partly, paid, opened],
    [paid, opened, partly],
    [paid, partly, opened],
  ])('comes to the same in any order', (...news) => {
    const last = news.reduce<BillLine | undefined>(
      (before, one) => lineAfter(before, one) ?? before,
      undefined,
    );
    expect(last).toMatchObject({ state: 'paid', sequence: 3, reference: 'RF1' });
  });

  test('is asked of nobody once it is called off, and ten are paid at once', () => {
    const all = Array.from({ length: 12 }, (_, at) => line({ payableId: `pay_${at}` }));
    const gone = line({ payableId: 'pay_gone', state: 'cancelled', sequence: 2 });
    const money = (amountMinor: bigint) => ({ currency: 'USD', amountMinor });
    expect(sumsOf([...all, gone, paid])).toEqual([
      { asked: money(130_000n), paid: money(10_000n), due: money(120_000n) },
    ]);
    expect(
      paymentsOf([...all, gone, paid], 10).map(({ payableIds, total }) => [payableIds.length, total]),
    ).toEqual([
      [10, money(100_000n)],
      [2, money(20_000n)],
    ]);
  });
});
