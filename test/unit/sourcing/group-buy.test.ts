import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  closeGroup,
  decideCancelGroup,
  decideJoin,
  decideLeave,
  decideOpenGroup,
  type GroupBuy,
  groupStates,
  groupTransitions,
  pooledQuantity,
  reachedTier,
} from '../../../functions/sourcing/domain/group-buy.ts';
import { exampleGroupInput } from '../../../functions/sourcing/examples.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';
import { now, supplierId } from './examples.ts';

const usd = (amount: string) => ({ currency: 'USD', amount });
const group: GroupBuy = {
  ...exampleGroupInput,
  terms: { ...exampleGroupInput.terms, specification: [{ name: 'Plug', value: 'EU type C' }] },
  groupBuyId: 'gbu_01K9Z3V5T8QW2M4N6P8R0S1T3V',
  supplierId,
  supplierName: 'Brightway',
  supplierCountry: 'CN',
  state: 'open',
  shares: [],
};
const closesAt = parseInstant(group.closesAt);
const nobody: ReadonlySet<string> = new Set();

const share = (buyer: string, quantity: number, unitPriceMax = '4.20') => ({
  buyerId: `com_${buyer}`,
  buyerName: buyer,
  buyerCountry: 'NL',
  quantity,
  unitPriceMax: usd(unitPriceMax),
  joinedAt: now,
});
const joined = (...shares: readonly ReturnType<typeof share>[]): GroupBuy =>
  shares.reduce((before, one) => {
    const decision = decideJoin(before, one, now);
    if (decision.kind === 'refused') throw new Error(decision.detail);
    return decision.group;
  }, group);

describe('opening', () => {
  test.each([
    ['as it is', {}, undefined],
    ['tiers that fall in quantity', { tiers: [...group.tiers].reverse() }, 'group_tiers_unsound'],
    ['a tier beyond what is sold', { quantityMax: 999 }, 'group_tiers_unsound'],
    ['an end of now', { closesAt: now }, 'group_closing_out_of_range'],
    ['an end in 61 days', { closesAt: '2027-01-23T08:00:00.000Z' }, 'group_closing_out_of_range'],
  ])('%s', (_, change: Partial<GroupBuy>, code) => {
    const decision = decideOpenGroup({ ...group, ...change }, now);
    expect(decision.kind === 'refused' ? decision.code : undefined).toBe(code);
  });
});

describe('joining and leaving', () => {
  const late = parseInstant('2026-11-30T00:00:00Z');

  test.each([
    [
      'its own supplier',
      () => decideJoin(group, { ...share('a', 20), buyerId: supplierId }, now),
      'self_dealing',
    ],
    ['half a package', () => decideJoin(group, share('a', 30), now), 'share_not_whole_packages'],
    ['a cap below every tier', () => decideJoin(group, share('a', 20, '3.89'), now), 'cap_below_every_tier'],
    [
      'another currency',
      () => decideJoin(group, { ...share('a', 20), unitPriceMax: { currency: 'EUR', amount: '4.20' } }, now),
      'currency_mismatch',
    ],
    ['twice', () => decideJoin(joined(share('a', 20)), share('a', 40), now), 'already_joined'],
    [
      'beyond what is sold',
      () => decideJoin(joined(share('a', 1_990 - 10)), share('b', 40), now),
      'group_full',
    ],
    ['at the end', () => decideJoin(group, share('a', 20), closesAt), 'group_not_open'],
    ['leaving without a share', () => decideLeave(group, 'com_a', now), 'not_joined'],
    ['leaving in the last 24 hours', () => decideLeave(joined(share('a', 20)), 'com_a', late), 'share_bound'],
    ['leaving after the end', () => decideLeave(joined(share('a', 20)), 'com_a', closesAt), 'group_not_open'],
    ['calling off after the end', () => decideCancelGroup(group, closesAt), 'group_not_open'],
  ])('%s is refused', (_, made, code) => {
    expect(made()).toMatchObject({ kind: 'refused', code });
  });

  test('a company that leaves in time is out', () => {
    const left = decideLeave(joined(share('a', 20), share('b', 40)), 'com_a', now);
    expect(left.kind === 'moved' && pooledQuantity(left.group)).toBe(40);
  });
});

describe('closing', () => {
  test('at the first tier each buyer has a contract of its own at its price, in whole packages', () => {
    const end = closeGroup(joined(share('a', 300), share('b', 200)), nobody, closesAt);
    expect(end?.group).toMatchObject({ state: 'reached', unitPrice: usd('4.20') });
    expect(
      end?.contracts.map(({ buyerId, quantity, goodsTotal, packing }) => [
        buyerId,
        quantity.value,
        goodsTotal.amount,
        packing[0]?.packages,
      ]),
    ).toEqual([
      ['com_a', '300', '1260.00', 15],
      ['com_b', '200', '840.00', 10],
    ]);
    expect(end?.released).toEqual([]);
  });

  test('a cap below what is reached lets its buyer go, and a lower tier that its share completes takes it in', () => {
    // 500 at 4.20 without c; with c, who pays 3.90 at most, 1,000 are together at 3.90.
    const short = closeGroup(joined(share('a', 500), share('c', 480, '3.90')), nobody, closesAt);
    expect(short?.group.unitPrice).toEqual(usd('4.20'));
    expect(short?.released.map(({ buyerId }) => buyerId)).toEqual(['com_c']);
    const enough = closeGroup(joined(share('a', 500), share('c', 500, '3.90')), nobody, closesAt);
    expect(enough?.group.unitPrice).toEqual(usd('3.90'));
    expect(enough?.contracts).toHaveLength(2);
  });

  test('below the first tier nobody owes anything', () => {
    const end = closeGroup(joined(share('a', 480)), nobody, closesAt);
    expect(end).toMatchObject({
      group: { state: 'not_reached' },
      contracts: [],
      released: [{ buyerId: 'com_a' }],
    });
  });

  test('a share of a company with an owner in common with the supplier counts for nothing', () => {
    const both = joined(share('a', 300), share('sister', 200));
    const missed = closeGroup(both, new Set(['com_sister']), closesAt);
    expect(missed).toMatchObject({
      group: { state: 'not_reached' },
      contracts: [],
      released: [{ buyerId: 'com_a' }],
      excluded: [{ buyerId: 'com_sister' }],
    });
    const reached = closeGroup(
      joined(share('a', 500), share('sister', 500)),
      new Set(['com_sister']),
      closesAt,
    );
    expect(reached?.group.unitPrice).toEqual(usd('4.20'));
    expect(reached?.contracts.map(({ buyerId }) => buyerId)).toEqual(['com_a']);
  });

  test('comes at its time, once', () => {
    const one = joined(share('a', 500));
    expect(closeGroup(one, nobody, parseInstant('2026-11-30T23:59:59.999Z'))).toBeUndefined();
    const end = closeGroup(one, nobody, closesAt);
    expect(end && closeGroup(end.group, nobody, closesAt)).toBeUndefined();
    expect(closeGroup({ ...one, state: 'cancelled' }, nobody, closesAt)).toBeUndefined();
  });
});

test('the table of states: all can be reached from open, and ends have no exit', () => {
  expect(new Set(['open', ...Object.values(groupTransitions.open)])).toEqual(new Set(groupStates));
  for (const state of ['reached', 'not_reached', 'cancelled'] as const) {
    expect(groupTransitions[state]).toEqual({});
  }
});

describe('whatever shares are taken', () => {
  const anyShares = fc.array(
    fc.record({
      packages: fc.integer({ min: 1, max: 40 }),
      cap: fc.constantFrom('3.90', '4.00', '4.20', '5.00'),
    }),
    { maxLength: 25 },
  );
  const drawn = (shares: readonly { packages: number; cap: string }[]): GroupBuy =>
    shares.reduce<GroupBuy>((before, { packages, cap }, index) => {
      const decision = decideJoin(before, share(`b${index}`, packages * 20, cap), now);
      return decision.kind === 'moved' ? decision.group : before;
    }, group);

  test('nobody pays above its cap, the tier is reached by those in it, and everybody ends once', () => {
    fc.assert(
      fc.property(anyShares, (shares) => {
        const open = drawn(shares);
        const end = closeGroup(open, nobody, closesAt);
        if (!end) throw new Error('It closes.');
        expect(pooledQuantity(open)).toBeLessThanOrEqual(2_000);
        expect(open.shares.length).toBeLessThanOrEqual(20);
        const inIt = end.contracts.map(({ buyerId }) => buyerId);
        const out = end.released.map(({ buyerId }) => buyerId);
        expect([...inIt, ...out].sort()).toEqual(open.shares.map(({ buyerId }) => buyerId).sort());
        const price = end.group.unitPrice;
        if (!price) {
          expect(inIt).toEqual([]);
          return;
        }
        const tier = group.tiers.find(({ unitPrice }) => unitPrice.amount === price.amount);
        const units = end.contracts.reduce((sum, { quantity }) => sum + Number(quantity.value), 0);
        expect(units).toBeGreaterThanOrEqual(tier?.minQuantity ?? Number.POSITIVE_INFINITY);
        for (const { buyerId } of end.contracts) {
          const own = open.shares.find((one) => one.buyerId === buyerId);
          expect(Number(own?.unitPriceMax.amount)).toBeGreaterThanOrEqual(Number(price.amount));
        }
      }),
    );
  });

  test('one more share never makes it dearer', () => {
    fc.assert(
      fc.property(anyShares, (shares) => {
        const [before, after] = [drawn(shares.slice(0, -1)), drawn(shares)];
        const price = (of: GroupBuy): number => Number(reachedTier(of)?.tier.unitPrice.amount ?? '9');
        expect(price(after)).toBeLessThanOrEqual(price(before));
      }),
    );
  });
});
