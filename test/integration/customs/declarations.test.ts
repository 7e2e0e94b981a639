import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Declaration, NewDeclaration } from '../../../client/operations.ts';
import { startTestHouse, type TestHouse } from '../../support/house.ts';
import { openYard, type ToldOrder } from '../freight/told-order.ts';

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

const declare = async (order: ToldOrder, change: Partial<NewDeclaration> = {}): Promise<Declaration> =>
  (
    await order.supplier.client().createDeclaration({
      body: {
        orderId: order.orderId,
        direction: 'export',
        declarantNumber: '91440300MA5EQ7XT1H',
        hsCode: '3924100000',
        ...change,
      },
    })
  ).body;

const inState = (order: ToldOrder, { declarationId }: Declaration, state: Declaration['state']) =>
  house.eventually(async () => {
    const { body } = await order.supplier.client().getDeclaration({ params: { declarationId } });
    return body.state === state ? body : undefined;
  });

const moves = async ({ declarationId }: Declaration): Promise<readonly unknown[]> =>
  (await yard.sent('customs', 'entrepot.customs.declaration_moved.v1'))
    .filter((one) => one.declarationId === declarationId)
    .map((one) => one.to);

describe('an export declaration', () => {
  test('is lodged, accepted, released and exits; answers that come twice or out of order change nothing', async () => {
    // Given one of each kind of authority
    const cases: { order: ToldOrder; made: Declaration }[] = [];
    for (const word of ['', ' TWICE', ' REORDER']) {
      const order = await yard.order();
      cases.push({ order, made: await declare(order, { description: `Melamine plates${word}` }) });
    }

    // When their answers have come
    await house.advance({ seconds: 300 });
    for (const { order, made } of cases) {
      const released = await inState(order, made, 'released');
      expect(released.mrn).toMatch(/^26CN/);
    }
    await house.advance(5);

    // Then each has exited, and each state was told once
    for (const { order, made } of cases) await inState(order, made, 'exited');
    const told: (readonly unknown[])[] = [];
    for (const { made } of cases) told.push((await moves(made)).toSorted());
    const whole = ['accepted', 'exited', 'lodged', 'prepared', 'released'];
    expect(told).toEqual([whole, whole, ['exited', 'lodged', 'prepared', 'released']]);
  });

  test('is released, stopped again and released by the authority, in whatever order that is told', async () => {
    // Given a release that is taken back after 20 hours, and one of which the news comes only after that
    const [inOrder, reordered] = [await yard.order(), await yard.order()];
    const stopped = await declare(inOrder, { description: 'Plates WITHDRAW' });
    const late = await declare(reordered, { description: 'Plates WITHDRAW REORDER' });
    await house.advance({ seconds: 300 });
    await inState(inOrder, stopped, 'released');
    // When it has been taken back
    await house.advance({ seconds: 20 * 3_600 });
    for (const [order, made] of [
      [inOrder, stopped],
      [reordered, late],
    ] as const) {
      const held = await inState(order, made, 'held');
      expect(held.hold).toMatchObject({ owner: 'authority', reason: 'Physical examination of the goods' });
    }
    // And given again 36 hours later
    await house.advance(2);
    await inState(inOrder, stopped, 'released');
    await inState(reordered, late, 'released');
    await house.advance(5);
    // Then the goods leave
    await inState(inOrder, stopped, 'exited');
    await inState(reordered, late, 'exited');
    const whole = ['accepted', 'exited', 'held', 'lodged', 'prepared', 'released'];
    expect((await moves(stopped)).toSorted()).toEqual([...whole, 'released']);
    expect((await moves(late)).toSorted()).toEqual(whole);
  });

  test('is made once an order, by the declarant, and not while it is faulty', async () => {
    const order = await yard.order();
    await expect(
      order.buyer.client().createDeclaration({ body: { orderId: order.orderId, direction: 'export' } }),
    ).rejects.toMatchObject({ code: 'customs.not_the_declarant' });
    await expect(declare(order, { netWeightGrams: 900_000_000, hsCode: '39241000' })).rejects.toMatchObject({
      code: 'customs.checks_failed',
      status: 422,
    });
    const both = await Promise.allSettled([declare(order), declare(order)]);
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(declare(order)).rejects.toMatchObject({ code: 'customs.declaration_exists' });
    const stranger = await house.signUp('exporter');
    await expect(
      stranger.client().createDeclaration({ body: { orderId: order.orderId, direction: 'export' } }),
    ).rejects.toMatchObject({ status: 404 });
  });

  test('is queried and answered, held and found released, rejected and corrected, lost and found', async () => {
    // Given four orders whose authority makes trouble
    const [queried, held, rejected, lost] = [
      await yard.order(),
      await yard.order(),
      await yard.order(),
      await yard.order(),
    ];
    const query = await declare(queried, { description: 'Plates QUERY' });
    const hold = await declare(held, { description: 'Plates HOLD' });
    const reject = await declare(rejected, { description: 'Plates REJECT' });
    const lose = await declare(lost, { description: 'Plates LOST' });
    await house.advance({ seconds: 120 });

    // When the query is answered with what it asks for
    const asked = await inState(queried, query, 'queried');
    expect(asked.query).toMatchObject({ documentsAsked: ['commercial_invoice'] });
    await queried.supplier.client().answerQuery({
      params: { declarationId: query.declarationId },
      body: { documents: [{ kind: 'commercial_invoice', reference: 'INV-2026-0412' }] },
    });

    // And the rejected one is corrected
    await inState(rejected, reject, 'rejected');
    const corrected = await rejected.supplier.client().correctDeclaration({
      params: { declarationId: reject.declarationId },
      body: { reason: 'Named the goods', description: 'Melamine plates, 25 cm' },
    });
    expect(corrected.body).toMatchObject({ revision: 2, state: 'prepared' });

    // Then both are released, while the held one waits for its next check
    await house.settle();
    await house.advance({ seconds: 180 });
    await inState(queried, query, 'released');
    await inState(rejected, reject, 'released');
    const waiting = await inState(held, hold, 'held');
    expect(waiting.hold).toMatchObject({ owner: 'authority', reason: 'Physical examination of the goods' });

    // And by the next checks those are found to be released too
    await house.advance(3);
    await inState(held, hold, 'released');
    await inState(lost, lose, 'released');
  });

  test('that the authority never answers is handed to an operator', async () => {
    const order = await yard.order();
    const made = await declare(order, { description: 'Plates NEVER' });
    await house.advance(6);
    const parked = await inState(order, made, 'held');
    expect(parked.hold).toMatchObject({ owner: 'operator', reason: 'No answer after 5 status queries.' });
  });
});

describe('an import declaration', () => {
  test('is assessed as quoted, its duty collected and paid, and released', async () => {
    // Given an import of 1,950.00 USD with freight and insurance
    const order = await yard.order();
    const { body: made } = await order.buyer.client().createDeclaration({
      body: {
        orderId: order.orderId,
        direction: 'import',
        declarantNumber: 'NL861234567',
        hsCode: '3924100011',
        charges: { freight: { currency: 'USD', amount: '372.01' }, insuranceRate: '0.003' },
      },
    });
    const quoted = made.quote?.kind === 'quoted' ? made.quote.total.amount : undefined;
    await house.advance({ seconds: 120 });

    // When it is assessed
    const assessed = await house.eventually(async () => {
      const { body } = await order.buyer
        .client()
        .getDeclaration({ params: { declarationId: made.declarationId } });
      return body.duty ? body : undefined;
    });
    // (1,950.00 + 372.01 + 7.69) / 1.08 = 2,157.13; 6.5 % = 140.21; 21 % of 2,297.34 = 482.44.
    expect(quoted).toBe('622.65');
    expect(assessed).toMatchObject({
      state: 'duties_assessed',
      assessment: { total: { currency: 'EUR', amount: '622.65' }, agreesWithQuote: true },
      duty: { amount: { amount: '622.65' } },
    });
    // And the seller does not see what import costs
    const seen = await order.supplier
      .client()
      .getDeclaration({ params: { declarationId: made.declarationId } });
    expect(seen.body.assessment).toBeUndefined();

    // Then paying it releases the goods, and the authority gets the money once
    await house.eventually(
      async () =>
        (await order.buyer.client().getPayable({ params: { payableId: assessed.duty?.payableId ?? '' } }))
          .body.state === 'open',
    );
    await order.buyer.client().pay({
      body: {
        payableIds: [assessed.duty?.payableId ?? ''],
        method: { type: 'card', cardToken: 'tok_visa' },
      },
    });
    await house.settle();
    await house.advance({ seconds: 120 });
    await inState(order, made, 'released');
    const payouts = await yard.sent('customs', 'entrepot.payments.payout_requested.v1');
    expect(payouts).toMatchObject([
      { purpose: 'duty', beneficiaryId: 'partner:customs', amount: { currency: 'EUR', amount: '622.65' } },
    ]);
  });
});
