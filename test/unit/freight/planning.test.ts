import { describe, expect, test } from 'vitest';
import { fitsContainer } from '../../../functions/freight/domain/cargo/equipment.ts';
import { planLoad, standAloneOf } from '../../../functions/freight/domain/planning/plan-load.ts';
import { allocateCost } from '../../../functions/freight/domain/sharing/allocate-cost.ts';
import { quoteFreight } from '../../../functions/freight/domain/tariff/quote-freight.ts';
import { verifiedGrossMassKg } from '../../../functions/freight/domain/verified-mass.ts';
import { formatMoney } from '../../../shared/kernel/money.ts';
import { consignmentIdOf, cubes, flight, loadOfCubes, ocean, poolOf, usd } from './examples.ts';

const [a, b, c] = [loadOfCubes('a', 4), loadOfCubes('b', 9), loadOfCubes('c', 12)];
const amount = (value: { currency: string; amountMinor: bigint }) => formatMoney(value).amount;

describe('the worked pool of 4, 9 and 12 revenue tons', () => {
  test('costs 500, 1,050 and 1,380 alone and 2,180 in a 20GP together', () => {
    expect([a, b, c].map((load) => amount(standAloneOf(load.cargo, ocean)))).toEqual([
      '500.00',
      '1050.00',
      '1380.00',
    ]);
    const plan = planLoad([a, b, c], ocean);
    expect([plan.equipment, amount(plan.cost)]).toEqual(['20GP', '2180.00']);
  });

  test('SH-2: equal percentage saving gives 372.01, 781.23 and 1,026.76', () => {
    const sharer = (name: string, standAlone: string) => ({
      consignmentId: name,
      standAlone: usd(standAlone),
      cap: usd(standAlone),
    });
    const { shares, absorbed } = allocateCost(
      [
        { code: 'OCEAN', amount: usd('2000.00') },
        { code: 'DOC', amount: usd('180.00') },
      ],
      [sharer('a', '500.00'), sharer('b', '1050.00'), sharer('c', '1380.00')],
      usd('0.00'),
    );
    expect(shares.map((share) => amount(share.total))).toEqual(['372.01', '781.23', '1026.76']);
    expect(amount(absorbed)).toBe('0.00');
  });

  test('quotes a newcomer the smaller of alone and estimate with ten percent on top, as a cap', () => {
    const first = quoteFreight(a, [], ocean);
    expect([amount(first.pooledEstimate), amount(first.cap)]).toEqual(['500.00', '500.00']);
    const third = quoteFreight(c, [a, b], ocean);
    expect([amount(third.pooledEstimate), amount(third.cap)]).toEqual(['1026.76', '1129.44']);
  });
});

describe('planning', () => {
  test('falls back to the co-loader below the break-even', () => {
    expect(planLoad([a, b], ocean)).toMatchObject({ equipment: 'LCL' });
  });

  test('heavy cargo may use a 20GP to Rotterdam but not over the roads of the US', () => {
    const [heavy, light] = [loadOfCubes('heavy', 6, 3_000), loadOfCubes('light', 20, 100)];
    const toUs = planLoad([heavy, light], { ...ocean, portOfDischarge: 'USLAX' });
    expect(planLoad([heavy, light], ocean).equipment).toBe('20GP');
    expect(toUs.options.filter((option) => !option.isFeasible).map((option) => option.equipment)).toEqual([
      '20GP',
      '40GP',
      '40HC',
    ]);
    expect(toUs.options[1]?.why).toBe('too heavy for the container or the roads');
  });

  test('ΣCBM within the box is not enough: the door decides', () => {
    const tall = { ...cubes(1), heightMm: 2_300 };
    expect(fitsContainer(tall, '20GP')).toBe(false);
    expect(fitsContainer(tall, '40HC')).toBe(true);
    const load = { ...loadOfCubes('tall', 1), pieces: [tall] };
    const options = planLoad([load], ocean).options.map((option) => [option.equipment, option.isFeasible]);
    expect(options).toEqual([
      ['LCL', true],
      ['20GP', false],
      ['40GP', false],
      ['40HC', true],
    ]);
  });

  test('by air the consolidation is rated as one', () => {
    // 1 m³ of 200 kg each: volume 166.7, gross 200; together 400 kg at 3.60 and two bills.
    const plan = planLoad([loadOfCubes('x', 1), loadOfCubes('y', 1)], flight);
    expect([plan.equipment, amount(plan.cost)]).toEqual(['AIR', '1510.00']);
  });

  test('the verified mass is cargo, dunnage and tare', () => {
    const plan = { equipment: '20GP' as const, cost: usd('2000.00'), options: [] };
    expect(verifiedGrossMassKg({ ...poolOf([]), booked: a.cargo, plan })).toBe('3116');
  });
});

describe('allocation', () => {
  const sharer = (name: string, standAlone: string, cap = standAlone) => ({
    consignmentId: consignmentIdOf(name),
    standAlone: usd(standAlone),
    cap: usd(cap),
  });
  const line = (code: string, value: string, name?: string) => ({
    code,
    amount: usd(value),
    ...(name ? { consignmentId: consignmentIdOf(name) } : {}),
  });

  test('charges what one alone has caused to that one, above its cap', () => {
    const { shares } = allocateCost(
      [line('OCEAN', '900.00'), line('EXAM', '250.00', 'a')],
      [sharer('a', '500.00'), sharer('b', '500.00')],
      usd('0.00'),
    );
    expect(shares.map((share) => [amount(share.common), amount(share.direct), amount(share.total)])).toEqual([
      ['450.00', '250.00', '700.00'],
      ['450.00', '0.00', '450.00'],
    ]);
  });

  test('keeps to the caps: the others take over, and what all caps leave is absorbed', () => {
    const capped = allocateCost(
      [line('OCEAN', '900.00')],
      [sharer('a', '500.00', '400.00'), sharer('b', '500.00')],
      usd('0.00'),
    );
    expect(capped.shares.map((share) => amount(share.total))).toEqual(['400.00', '500.00']);
    const short = allocateCost(
      [line('OCEAN', '1000.01')],
      [sharer('a', '500.00', '400.00'), sharer('b', '500.00')],
      usd('0.00'),
    );
    expect(amount(short.absorbed)).toBe('100.01');
  });

  test('lets dead freight of one who left lower the rest', () => {
    const { shares, deadFreight } = allocateCost(
      [line('OCEAN', '900.00')],
      [sharer('a', '500.00'), sharer('b', '500.00')],
      usd('200.00'),
    );
    expect(shares.map((share) => amount(share.total))).toEqual(['350.00', '350.00']);
    expect(amount(deadFreight)).toBe('200.00');
  });
});
