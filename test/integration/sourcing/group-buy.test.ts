import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GroupBuyInput } from '../../../client/operations.ts';
import { exampleGroupInput } from '../../../functions/sourcing/examples.ts';
import { type Member, startTestHouse, type TestHouse } from '../../support/house.ts';

let house: TestHouse;
let supplier: Member;
let buyers: readonly Member[];

beforeAll(async () => {
  house = await startTestHouse();
  supplier = await house.signUp('exporter');
  buyers = await Promise.all([1, 2, 3].map(() => house.signUp('buyer')));
  await house.settle();
});
afterAll(() => house?.stop());

const open = async (change: Partial<GroupBuyInput> = {}) =>
  (await supplier.client().openGroupBuy({ body: { ...exampleGroupInput, ...change } })).body.groupBuyId;
const join = (index: number, groupBuyId: string, quantity: number, cap = '4.20') =>
  buyers[index]?.client().joinGroupBuy({
    params: { groupBuyId },
    body: { quantity, unitPriceMax: { currency: 'USD', amount: cap } },
  });
const listed = async (member: Member | undefined, view: 'open' | 'mine') =>
  (await member?.client().listGroupBuys({ query: { view } }))?.body.items.map((one) => one.groupBuyId);
const read = async (member: Member | undefined, groupBuyId: string) =>
  (await member?.client().getGroupBuy({ params: { groupBuyId } }))?.body;

describe('a group buy', () => {
  test('reaches its tier: each buyer has a contract of its own and orders it; the one that capped below is free', async () => {
    // Given shares for 1,000 at 3.90 and one that would pay less than any tier reached costs
    const closesAt = '2026-11-24T10:00:00.000Z';
    const groupBuyId = await open({
      closesAt,
      tiers: [
        ...exampleGroupInput.tiers,
        { minQuantity: 1_900, unitPrice: { currency: 'USD', amount: '3.60' } },
      ],
    });
    const missed = await open({ closesAt });
    await join(0, groupBuyId, 600);
    await join(1, groupBuyId, 400);
    await join(2, groupBuyId, 200, '3.60');
    await join(0, missed, 400);
    const before = await read(buyers[0], groupBuyId);
    expect(before).toMatchObject({ companies: 3, pooledQuantity: 1200, priceNow: { amount: '3.90' } });
    expect(before).not.toHaveProperty('shares');
    // And nobody reads the share of another: not its supplier, not a buyer in it
    expect(before?.ownShare).toMatchObject({ quantity: 600 });
    expect((await read(buyers[2], groupBuyId))?.ownShare).toMatchObject({ quantity: 200 });
    expect(await read(supplier, groupBuyId)).not.toHaveProperty('ownShare');
    await expect(join(0, groupBuyId, 20)).rejects.toMatchObject({ code: 'sourcing.already_joined' });

    expect(await listed(buyers[2], 'open')).toEqual(expect.arrayContaining([groupBuyId, missed]));
    expect(await listed(buyers[2], 'mine')).toEqual([groupBuyId]);

    // When it closes
    await house.advance({ days: 1, seconds: 3 * 3_600 });

    // Then
    const [first, second, third] = await Promise.all(buyers.map((member) => read(member, groupBuyId)));
    expect(first).toMatchObject({ state: 'reached', unitPrice: { amount: '3.90' } });
    expect(third?.ownShare?.contractId).toBeUndefined();
    const contractIds = [first, second].map((one) => one?.ownShare?.contractId ?? '');
    for (const [index, contractId] of contractIds.entries()) {
      const placed = await house.eventually(
        async () => (await buyers[index]?.client().placeOrder({ body: { contractIds: [contractId] } }))?.body,
      );
      // 30 % of 600 × 3.90 and of 400 × 3.90
      expect(placed.deposits.totals).toEqual([{ currency: 'USD', amount: ['702.00', '468.00'][index] }]);
    }
    expect(await read(buyers[0], missed)).toMatchObject({ state: 'not_reached' });

    // And it is listed for its companies alone
    expect(await listed(buyers[0], 'open')).toEqual([]);
    expect(await listed(buyers[0], 'mine')).toEqual([missed, groupBuyId]);
    expect(await listed(buyers[1], 'mine')).toEqual([groupBuyId]);
    expect(await listed(supplier, 'mine')).toEqual(expect.arrayContaining([missed, groupBuyId]));
  });

  test('gives the last units to one of two that come at once', async () => {
    const groupBuyId = await open({ quantityMax: 1_000, closesAt: '2026-12-10T00:00:00.000Z' });
    await join(0, groupBuyId, 800);
    const outcomes = await Promise.allSettled([join(1, groupBuyId, 200), join(2, groupBuyId, 200)]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await read(supplier, groupBuyId)).toMatchObject({ pooledQuantity: 1_000, companies: 2 });

    // And is called off by its supplier alone
    await expect(buyers[0]?.client().leaveGroupBuy({ params: { groupBuyId } })).resolves.toMatchObject({
      body: { pooledQuantity: 200 },
    });
    expect(await listed(buyers[0], 'mine')).not.toContain(groupBuyId);
    await supplier.client().cancelGroupBuy({ params: { groupBuyId } });
    await expect(join(0, groupBuyId, 20)).rejects.toMatchObject({ code: 'sourcing.group_not_open' });
  });
});
