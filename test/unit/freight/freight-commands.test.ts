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

  test('refuses a share of a line that comes later', async () => {
    const tariff = [
      {
        code: 'BAF',
        leg: 'mainCarriage',
        charge: { basis: 'percent_of', percent: '10', of: ['OCEAN'] },
        validFrom: '2026-01-01',
        source: 'test',
      },
    ];
    const deliveryTerm = { incoterm: 'FOB', place: 'Shenzhen' };
    const cargo = { volumeM3: '1', weightKg: '1' };
    await expect(
      freightQuoteCommand.run(['--in', caseFile({ on: '2026-12-01', deliveryTerm, cargo, tariff })]),
    ).rejects.toThrow('stands behind them');
  });
});
