import { describe, expect, test } from 'vitest';
import { cargoOf } from '../../../../functions/freight/domain/cargo/cargo.ts';
import { auditInvoice } from '../../../../functions/freight/domain/tariff/audit-invoice.ts';
import { rateShipment, type Shipment } from '../../../../functions/freight/domain/tariff/rate-shipment.ts';
import type { TariffLine } from '../../../../functions/freight/domain/tariff/tariff-line.ts';
import { parseBusinessDate } from '../../../../shared/kernel/business-date.ts';
import { parseDeliveryTerm } from '../../../../shared/kernel/incoterm.ts';
import { formatMoney } from '../../../../shared/kernel/money.ts';
import { percent } from '../../../../shared/kernel/rate.ts';
import { cubes, usd } from '../examples.ts';

const from = { validFrom: parseBusinessDate('2026-01-01'), source: 'test tariff' };
const on = parseBusinessDate('2026-12-01');
const fob = parseDeliveryTerm({ incoterm: 'FOB', place: 'Shenzhen' });

const shipment = (count: number, kg: number, change: Partial<Shipment> = {}): Shipment => ({
  cargo: cargoOf([cubes(count, kg)]),
  bills: 1,
  containers: [],
  conditions: new Set(),
  ...change,
});

const ocean: TariffLine = {
  ...from,
  code: 'OCEAN',
  name: 'Ocean freight',
  leg: 'mainCarriage',
  charge: { basis: 'per_revenue_ton', rate: usd('110.00') },
  terms: 'prepaid',
};
const line = (change: Partial<TariffLine>): TariffLine => ({ ...ocean, ...change });

const rated = (tariff: readonly TariffLine[], of: Shipment) =>
  rateShipment(tariff, of, fob, on).charges.map(
    ({ code, amount, payer, because }) =>
      `${code} ${formatMoney(amount).currency} ${formatMoney(amount).amount} ${payer}: ${because}`,
  );

describe('rating a shipment', () => {
  test.each([
    { case: 'one ton is the least', of: shipment(1, 120), expected: 'OCEAN USD 110.00 buyer: 1.00 RT' },
    {
      case: 'weight counts where it is more',
      of: shipment(2, 1_550),
      expected: 'OCEAN USD 341.00 buyer: 3.10 RT',
    },
    {
      case: 'volume counts where it is more',
      of: shipment(8, 150),
      expected: 'OCEAN USD 880.00 buyer: 8.00 RT',
    },
  ])('revenue tons: $case', ({ of, expected }) => {
    expect(rated([ocean], of)).toEqual([expected]);
  });

  test('bills started tenths of a ton where the tariff says so', () => {
    const charge = { basis: 'per_revenue_ton', rate: usd('100.00'), roundUpTo: 100_000_000n } as const;
    // 2 m³ of 1,505 kg each are 3.01 t.
    expect(rated([line({ charge })], shipment(2, 1_505))).toEqual(['OCEAN USD 310.00 buyer: 3.10 RT']);
  });

  test('raises to the minimum, cuts at the maximum, takes shares of what was reached', () => {
    const tariff = [
      line({ minimum: usd('250.00') }),
      line({
        code: 'BAF',
        charge: { basis: 'percent_of', percent: percent('12.5'), of: ['OCEAN'] },
      }),
      line({ code: 'THC_ORIGIN', leg: 'originTerminal', maximum: usd('40.00') }),
    ];
    expect(rated(tariff, shipment(2, 100))).toEqual([
      'OCEAN USD 250.00 buyer: 2.00 RT, at the minimum',
      'BAF USD 31.25 buyer: share of OCEAN',
      'THC_ORIGIN USD 40.00 seller: 2.00 RT, at the maximum',
    ]);
  });

  test('charges containers by size, and leaves the line out where a size has no price', () => {
    const charge = {
      basis: 'per_container',
      rates: [
        { type: '20GP', rate: usd('2000.00') },
        { type: '40HC', rate: usd('3600.00') },
      ],
    } as const;
    const containers = [
      { type: '20GP', count: 1 },
      { type: '40HC', count: 2 },
    ] as const;
    expect(rated([line({ charge })], shipment(30, 100, { containers }))).toEqual([
      'OCEAN USD 9200.00 buyer: 1 × 20GP + 2 × 40HC',
    ]);
    const other = shipment(30, 100, { containers: [{ type: '40GP', count: 1 }] });
    expect(rated([line({ charge })], other)).toEqual([]);
  });

  test('knows conditions and days', () => {
    const tariff = [
      line({ code: 'DG', charge: { basis: 'per_bill', rate: usd('90.00') }, condition: 'dangerous_goods' }),
      line({ code: 'OLD', validTo: on }),
      line({ code: 'NEW', validFrom: parseBusinessDate('2026-12-02') }),
    ];
    expect(rated(tariff, shipment(1, 100))).toEqual([]);
    expect(rated(tariff, shipment(1, 100, { conditions: new Set(['dangerous_goods']) }))).toEqual([
      'DG USD 90.00 buyer: 1 bill',
    ]);
  });

  test('adds up by payer and never across currencies', () => {
    const tariff = [
      ocean,
      line({ code: 'DOC', charge: { basis: 'per_bill', rate: usd('60.00') } }),
      line({
        code: 'THC_DESTINATION',
        leg: 'destinationTerminal',
        charge: { basis: 'per_bill', rate: { currency: 'EUR', amountMinor: 5_500n } },
        terms: 'collect',
      }),
    ];
    const { totals } = rateShipment(tariff, shipment(4, 100), fob, on);
    expect(totals.map(({ payer, amount }) => [payer, formatMoney(amount)])).toEqual([
      ['buyer', { currency: 'USD', amount: '500.00' }],
      ['buyer', { currency: 'EUR', amount: '55.00' }],
    ]);
  });
});

describe('holding an invoice against its quote', () => {
  test('disputes what is above it or was never quoted', () => {
    const quote = [
      { code: 'OCEAN', amount: usd('440.00') },
      { code: 'DOC', amount: usd('60.00') },
      { code: 'AMS', amount: usd('30.00') },
      { code: 'BAF', amount: usd('50.00') },
    ];
    const invoice = [
      { code: 'OCEAN', amount: usd('400.00') },
      { code: 'OCEAN', amount: usd('55.00') },
      { code: 'DOC', amount: usd('60.00') },
      { code: 'BAF', amount: usd('45.00') },
      { code: 'CONGESTION', amount: usd('75.00') },
    ];
    const audit = auditInvoice(quote, invoice);
    expect(audit.map(({ code, finding, disputed }) => [code, finding, formatMoney(disputed).amount])).toEqual(
      [
        ['OCEAN', 'above_quote', '15.00'],
        ['DOC', 'as_quoted', '0.00'],
        ['AMS', 'not_invoiced', '0.00'],
        ['BAF', 'below_quote', '0.00'],
        ['CONGESTION', 'not_quoted', '75.00'],
      ],
    );
  });
});
