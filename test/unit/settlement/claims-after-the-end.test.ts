import { beforeEach, describe, expect, test } from 'vitest';
import { MoneyHouse } from '../../support/money-house.ts';
import { createTrade, orderId } from '../../support/money-trade.ts';

let house: MoneyHouse;
let trade: ReturnType<typeof createTrade>;

const claimsNow = async () =>
  (await house.settlements.claimsOf(orderId)).map(({ data }) => [data.paid.amountMinor, data.isCarried]);

beforeEach(async () => {
  house = new MoneyHouse();
  trade = createTrade(house);
  trade.open();
  await house.settle();
  trade.claim('freight', 'third_party', '9000.00');
  trade.pay('deposit');
  await house.settle();
});

describe('what is missing on a claim when the order pays no more', () => {
  test('becomes a debt of the company when the last money was released', async () => {
    trade.pay('balance');
    await house.settle();
    trade.refund('most', '20200.00');
    await house.settle();
    expect(await claimsNow()).toEqual([[0n, false]]);
    // 1,000.00 go to the claim of 9,000.00; 8,000.00 are missing.
    trade.release('rest');
    await house.settle();
    expect(await claimsNow()).toEqual([[100_000n, true]]);
  });

  test('becomes a debt of the company when the last money went back', async () => {
    trade.refund('all');
    await house.settle();
    expect(await claimsNow()).toEqual([[0n, true]]);
  });
});
