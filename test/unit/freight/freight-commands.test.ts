import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { freightQuoteCommand } from '../../../tools/freight/quote-command.ts';
import { freightSplitCommand } from '../../../tools/freight/split-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'entrepot-freight-'));
const out = join(folder, 'answer.json');
const example = (name: string): string => join(import.meta.dirname, '../../../examples/freight', name);
const caseFile = (content: unknown): string => {
  const path = join(folder, 'case.json');
  writeFileSync(path, JSON.stringify(content));
  return path;
};
const answer = (): unknown => JSON.parse(readFileSync(out, 'utf8'));
const usd = (amount: string) => ({ currency: 'USD', amount });

afterAll(() => rmSync(folder, { recursive: true }));

describe('entrepot freight split', () => {
  test('splits the worked example by equal percentages, with the Shapley audit (vectors SH-1 and SH-2)', async () => {
    await freightSplitCommand.run(['--in', example('shared-container.json'), '--out', out]);
    expect(answer()).toMatchObject({
      equipment: '20GP',
      planned: usd('2180.00'),
      proof: { isStable: true, isExhaustive: true },
      shares: [
        { id: 'A', total: usd('372.01'), shapley: usd('353.34') },
        { id: 'B', total: usd('781.23'), shapley: usd('748.33') },
        { id: 'C', total: usd('1026.76'), shapley: usd('1078.33') },
      ],
    });
  });

  test('names every fault of the file with its place', async () => {
    const pool = {
      currency: 'USD',
      tariff: {},
      consignments: [
        { id: 'A', cargo: { volumeM3: '1', weightKg: '100' } },
        { id: 'A', cargo: { volumeM3: 2, weightKg: '100' } },
      ],
    };
    await expect(freightSplitCommand.run(['--in', caseFile(pool)])).rejects.toThrow('/consignments/1/cargo');
    await expect(freightSplitCommand.run([])).rejects.toThrow('freight split needs --in <file.json>.');
    await expect(freightSplitCommand.run(['--in', join(folder, 'none.json')])).rejects.toThrow(
      'cannot be read',
    );
  });
});

describe('a pool that is split', () => {
  const lcl = { perRevenueTon: usd('110.00'), perBill: usd('60.00') };
  const smallOnly = { lcl, containers: [{ type: '20GP', allIn: usd('2000.00') }] };
  const lot = (id: string, volumeM3: string, weightKg: string) => ({ id, cargo: { volumeM3, weightKg } });
  const split = async (pool: object) => {
    const path = caseFile({ currency: 'USD', tariff: smallOnly, ...pool });
    await freightSplitCommand.run(['--in', path, '--out', out]);
    return answer();
  };

  test('leaves the lot with the co-loader that is too heavy for the roads, and fills a container with the other', async () => {
    // Given 17.5 t and 2 t for the United States, whose roads carry 17 t in a 20GP
    const consignments = [lot('H', '6', '17500'), lot('L', '20', '2000')];
    // When
    const found = await split({ portOfDischarge: 'USLAX', consignments });
    // Then H pays 17.5 × 110 + 60, L the container and its bill
    expect(found).toMatchObject({
      plan: '20GP, LCL',
      planned: usd('4045.00'),
      proof: { isStable: true, leastCoreExcess: usd('0.00') },
      shares: [{ total: usd('1985.00') }, { total: usd('2060.00') }],
    });
  });

  test('leaves out the lot whose going costs the least, not the last of a list', async () => {
    // Given 29 m³ for a container that is reckoned with 28.05: one m³ has to stay, and only C is that small
    const consignments = [lot('A', '14', '1400'), lot('B', '14', '1400'), lot('C', '1', '1000')];
    // When
    const found = await split({ consignments });
    // Then 2,000 + 2 × 60 + (110 + 60)
    expect(found).toMatchObject({ plan: '20GP, LCL', planned: usd('2290.00') });
  });

  test('says by how much no split can suit everybody', async () => {
    // Given three lots of which any two fill the container: 2,120 a pair, 2,120 + 13.9 × 110 + 60 for all
    const consignments = [lot('A', '13.9', '1000'), lot('B', '13.9', '1000'), lot('C', '13.9', '1000')];
    // When
    const found = await split({ consignments });
    // Then two thirds of 3,709.00, less 2,120.00, and never less
    expect(found).toMatchObject({
      planned: usd('3709.00'),
      proof: { isStable: false, worstExcess: usd('352.67'), leastCoreExcess: usd('352.67') },
    });
  });

  test('costs nothing where the tariff asks nothing, and nobody is charged what nobody was quoted', async () => {
    const free = { lcl: { perRevenueTon: usd('0.00'), perBill: usd('0.00') } };
    const consignments = [lot('A', '1', '100'), lot('B', '2', '100')];
    expect(await split({ tariff: free, consignments })).toMatchObject({
      planned: usd('0.00'),
      shares: [{ total: usd('0.00') }, { total: usd('0.00') }],
    });
    const invoice = [{ code: 'OCEAN', amount: usd('10.00') }];
    expect(await split({ tariff: free, consignments, invoice })).toMatchObject({
      absorbedByHouse: usd('10.00'),
      shares: [{ total: usd('0.00') }, { total: usd('0.00') }],
    });
  });

  test('is no dearer for one with a cap above what it would pay alone', async () => {
    const consignments = [{ ...lot('A', '1', '100'), cap: usd('999.00') }];
    expect(await split({ consignments, invoice: [{ code: 'OCEAN', amount: usd('500.00') }] })).toMatchObject({
      absorbedByHouse: usd('330.00'),
      shares: [{ cap: usd('170.00'), total: usd('170.00') }],
    });
  });

  test.each([
    {
      fault: { currency: 'EUR' },
      told: '/tariff/lcl/perBill: All amounts here are in EUR, this one is in USD',
    },
    {
      fault: { deadFreight: { currency: 'EUR', amount: '1.00' } },
      told: '/deadFreight: All amounts here are in USD, this one is in EUR',
    },
    {
      fault: { tariff: { lcl, containers: [...smallOnly.containers, ...smallOnly.containers] } },
      told: '/tariff/containers/1/type: 20GP stands here twice',
    },
    { fault: { mode: 'air' }, told: '/tariff/air: Missing field' },
    {
      fault: { consignments: [{ id: 'A', cargo: { volumeM3: 1, weightKg: '1' } }] },
      told: '/consignments/0/cargo/volumeM3: A decimal string such as "2.400"',
    },
    {
      fault: { consignments: [lot('A', '0', '0')] },
      told: '/consignments/0/cargo: Volume and weight are both zero',
    },
    {
      fault: { consignments: [{ id: 'A', cargo: [{ count: 1, lengthCm: '0', volume: 1 }] }] },
      told: '/consignments/0/cargo/0/lengthCm: Above zero',
    },
    {
      fault: { invoice: [{ code: 'DG', amount: usd('1.00'), consignment: 'Z' }] },
      told: '/invoice/0/consignment: Z is not in the pool',
    },
  ])('is refused with the place of the fault: $told', async ({ fault, told }) => {
    await expect(split({ consignments: [lot('A', '1', '1')], ...fault })).rejects.toThrow(told);
  });

  test('is refused in a sentence when its file cannot be read or written', async () => {
    await expect(freightSplitCommand.run(['--in', folder])).rejects.toThrow('it is a directory, not a file.');
    const path = join(folder, 'none', 'answer.json');
    await expect(
      freightSplitCommand.run(['--in', example('shared-container.json'), '--out', path]),
    ).rejects.toThrow('make its directory first');
  });
});

describe('entrepot freight quote', () => {
  test('declares the next break where that is cheaper (vector AIR-3)', async () => {
    await freightQuoteCommand.run(['--in', example('air-quote.json'), '--out', out]);
    expect(answer()).toMatchObject({
      airChargeableKg: '92.0',
      charges: [
        { code: 'AIR', amount: usd('360.00'), because: '92.0 kg, rated as 100.0 kg from the next break' },
        { code: 'FUEL', amount: usd('45.00') },
        { code: 'THC_DESTINATION', amount: { currency: 'EUR', amount: '55.00' } },
      ],
    });
  });

  test.each([
    { vector: 'RT-1', cargo: { volumeM3: '0.30', weightKg: '120' }, revenueTons: '1.00' },
    { vector: 'RT-2', cargo: { volumeM3: '2.40', weightKg: '3100' }, revenueTons: '3.10' },
    { vector: 'RT-3', cargo: { volumeM3: '8.60', weightKg: '1385' }, revenueTons: '8.60' },
    {
      vector: 'AIR-1',
      cargo: [{ count: 1, lengthCm: '150.2', widthCm: '125.5', heightCm: '100.6', weightKg: '300' }],
      airChargeableKg: '318.5',
    },
    {
      vector: 'AIR-2',
      cargo: [{ count: 10, lengthCm: '60.4', widthCm: '40.2', heightCm: '45.5', weightKg: '18.3' }],
      airChargeableKg: '184.0',
    },
  ])('measures as the golden vector $vector says', async ({ vector: _, cargo, ...expected }) => {
    const deliveryTerm = { incoterm: 'FOB', place: 'Shenzhen' };
    const path = caseFile({ on: '2026-12-01', deliveryTerm, cargo, tariff: [] });
    await freightQuoteCommand.run(['--in', path, '--out', out]);
    expect(answer()).toMatchObject(expected);
  });

  const line = (code: string, charge: object, more: object = {}) => ({
    code,
    leg: 'mainCarriage',
    charge,
    validFrom: '2026-01-01',
    source: 'test',
    ...more,
  });
  const perBill = (amount: string, currency = 'USD') => ({ basis: 'per_bill', rate: { currency, amount } });
  const quote = async (tariff: readonly object[], more: object = {}) => {
    const deliveryTerm = { incoterm: 'FOB', place: 'Shenzhen' };
    const asked = {
      on: '2026-12-01',
      deliveryTerm,
      cargo: { volumeM3: '1', weightKg: '1' },
      tariff,
      ...more,
    };
    await freightQuoteCommand.run(['--in', caseFile(asked), '--out', out]);
    return answer();
  };

  test('says of every line that is not charged why', async () => {
    const perContainer = { basis: 'per_container', rates: [{ type: '20GP', rate: usd('900.00') }] };
    const tariff = [
      line('OCEAN', perBill('5.00'), { validTo: '2026-12-01' }),
      line('BAF', { basis: 'percent_of', percent: '10', of: ['OCEAN'] }),
      line('NEXT', perBill('5.00'), { validFrom: '2027-01-01' }),
      line('DGS', perBill('5.00'), { condition: 'dangerous_goods' }),
      line('BOX', perContainer),
    ];
    expect(await quote(tariff, { containers: [{ type: '40HC', count: 1 }] })).toMatchObject({
      charges: [],
      notCharged: [
        { code: 'OCEAN', because: 'no longer in force from 2026-12-01 on' },
        { code: 'BAF', because: 'no OCEAN is charged' },
        { code: 'NEXT', because: 'in force from 2027-01-01 on' },
        { code: 'DGS', because: 'only for dangerous_goods' },
        { code: 'BOX', because: 'no rate for 40HC' },
      ],
    });
  });

  const share = { basis: 'percent_of', percent: '10', of: ['OCEAN', 'THC'] };
  const breaks = [45, 45].map((fromKg) => ({ fromKg, perKg: usd('4.20') }));
  test.each([
    {
      tariff: [line('BAF', share)],
      told: '/tariff/0/charge/of/0: A line that is a share of others stands behind them',
    },
    {
      tariff: [line('OCEAN', perBill('5.00')), line('THC', perBill('5.00', 'EUR')), line('BAF', share)],
      told: '/tariff/2/charge/of/1: THC is in EUR, others of these in USD; make it two lines',
    },
    {
      tariff: [line('OCEAN', perBill('5.00'), { minimum: { currency: 'EUR', amount: '1.00' } })],
      told: '/tariff/0/minimum: All amounts here are in USD, this one is in EUR',
    },
    {
      tariff: [line('OCEAN', perBill('5.00'), { minimum: usd('9.00'), maximum: usd('8.00') })],
      told: '/tariff/0/maximum: The maximum is below the minimum',
    },
    {
      tariff: [line('OCEAN', perBill('5.00'), { validTo: '2026-01-01' })],
      told: '/tariff/0/validTo: The first day no longer in force is after validFrom',
    },
    {
      tariff: [line('OCEAN', perBill('5.00')), line('OCEAN', perBill('6.00'), { validFrom: '2026-06-01' })],
      told: '/tariff/1/code: OCEAN is in force twice at once',
    },
    {
      tariff: [line('AIR', { basis: 'per_kg', breaks })],
      told: '/tariff/0/charge/breaks/1/fromKg: 45 stands here twice',
    },
  ])('refuses a tariff that cannot be read: $told', async ({ tariff, told }) => {
    await expect(quote(tariff)).rejects.toThrow(told);
  });
});
