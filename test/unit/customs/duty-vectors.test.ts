import { describe, expect, test } from 'vitest';
import { customsValueOf, insurancePremium } from '../../../functions/customs/domain/customs-value.ts';
import { type DutyLayer, dutyLayers, layerOrder } from '../../../functions/customs/domain/duty-rates.ts';
import { type DutyQuestion, quoteDuty } from '../../../functions/customs/domain/quote-duty.ts';
import { parseBusinessDate } from '../../../shared/kernel/business-date.ts';
import { type EffectiveDated, findOverlap } from '../../../shared/kernel/effective-dated.ts';
import { parseDeliveryTerm } from '../../../shared/kernel/incoterm.ts';
import { formatMoney } from '../../../shared/kernel/money.ts';
import { money } from './examples.ts';

const term = (incoterm: string) => parseDeliveryTerm({ incoterm, place: 'Somewhere' });

const question = (
  change: Partial<DutyQuestion> & {
    hsCode: string;
    value: DutyQuestion['lines'][0]['value'];
    origin?: string;
  },
): DutyQuestion => ({
  country: 'NL',
  on: parseBusinessDate('2026-03-02'),
  transportMode: 'sea',
  deliveryTerm: term('CIF'),
  charges: {},
  lines: [{ lineId: '1', hsCode: change.hsCode, originCountry: change.origin ?? 'CN', value: change.value }],
  ...change,
});

const quoted = (asked: DutyQuestion) => {
  const quote = quoteDuty(asked);
  if (quote.kind !== 'quoted') throw new Error(quote.reason);
  const layers = Object.fromEntries(
    quote.layers.map((layer) => [layer.code, formatMoney(layer.amount).amount]),
  );
  return { quote, layers };
};

describe('golden vectors of import charges', () => {
  test('INS-1: the premium on CFR 21,800.00 at 0.003 and 110 % is 72.18, CIF 21,872.18', () => {
    expect(formatMoney(insurancePremium(money('USD', '21800.00'), '0.003')).amount).toBe('72.18');
    const charges = { insuranceRate: '0.003' };
    const { value } = customsValueOf('cif', money('USD', '21800.00'), term('CFR'), charges);
    expect(formatMoney(value).amount).toBe('21872.18');
  });

  test('EU-1: CIF USD 21,872.18 at 1.0800, duty 6.5 %, inland 450.00, VAT 21 %', () => {
    const { quote, layers } = quoted(
      question({
        hsCode: '3924100011',
        value: money('USD', '21872.18'),
        charges: { inlandFreight: money('EUR', '450.00') },
      }),
    );
    expect(formatMoney(quote.customsValue)).toEqual({ currency: 'EUR', amount: '20252.02' });
    expect(layers).toEqual({ 'EU-BASE': '1316.38', 'NL-VAT': '4623.86' });
    expect(formatMoney(quote.layers[1]?.base ?? quote.total).amount).toBe('22018.40');
    expect(formatMoney(quote.total).amount).toBe('5940.24');
  });

  test.each([
    ['US-1', '5000.00', '33.58'],
    ['US-2', '20000.00', '69.28'],
    ['US-3', '250000.00', '651.50'],
  ])('%s: the processing fee on %s is %s', (_, value, fee) => {
    const { layers } = quoted(
      question({
        country: 'US',
        deliveryTerm: term('FOB'),
        hsCode: '8517620000',
        value: money('USD', value),
        origin: 'KR',
      }),
    );
    expect(layers['US-MPF']).toBe(fee);
  });

  test('US-4: the harbor fee on 20,000 is 25.00 by sea and nothing by air', () => {
    const asked = question({
      country: 'US',
      deliveryTerm: term('FOB'),
      hsCode: '8517620000',
      value: money('USD', '20000.00'),
      origin: 'KR',
    });
    expect(quoted(asked).layers['US-HMF']).toBe('25.00');
    expect(quoted({ ...asked, deliveryTerm: term('FCA'), transportMode: 'air' }).layers).not.toHaveProperty(
      'US-HMF',
    );
  });

  test('the worked US entry: 2.5 % base and 25 % section 301 on 20,000 stack, each with its own amount', () => {
    const { layers, quote } = quoted(
      question({
        country: 'US',
        deliveryTerm: term('FOB'),
        hsCode: '8512200000',
        value: money('USD', '20000.00'),
      }),
    );
    expect(layers).toEqual({
      'US-BASE': '500.00',
      'US-S301': '5000.00',
      'US-MPF': '69.28',
      'US-HMF': '25.00',
    });
    expect(formatMoney(quote.total).amount).toBe('5594.28');
  });

  test('KR-1: CIF 30,000,000 at 8 % and VAT 10 %', () => {
    const { layers } = quoted(
      question({ country: 'KR', hsCode: '9405110000', value: money('KRW', '30000000'), origin: 'VN' }),
    );
    expect(layers).toEqual({ 'KR-BASE': '2400000', 'KR-VAT': '3240000' });
  });

  test('Korea leaves off what is below ten won', () => {
    const { layers } = quoted(
      question({ country: 'KR', hsCode: '9405110000', value: money('KRW', '1234567'), origin: 'VN' }),
    );
    // 98,765.36 → 98,760; VAT base 1,333,327 → 133,332.7 → 133,330.
    expect(layers).toEqual({ 'KR-BASE': '98760', 'KR-VAT': '133330' });
  });
});

describe('customs value by delivery term', () => {
  const charges = { freight: money('USD', '1200.00'), insurance: money('USD', '60.00') };
  const invoice = money('USD', '20000.00');
  const valueUnder = (basis: 'cif' | 'fob', incoterm: string) =>
    formatMoney(customsValueOf(basis, invoice, term(incoterm), charges).value).amount;

  test.each([
    ['cif', 'FOB', '21260.00'],
    ['cif', 'CFR', '20060.00'],
    ['cif', 'CIF', '20000.00'],
    ['cif', 'DAP', '20000.00'],
    ['fob', 'FOB', '20000.00'],
    ['fob', 'CFR', '18800.00'],
    ['fob', 'CIF', '18740.00'],
    ['fob', 'DDP', '18740.00'],
  ] as const)('%s basis, %s terms: %s', (basis, incoterm, expected) => {
    expect(valueUnder(basis, incoterm)).toBe(expected);
  });

  test('what is missing is said, not guessed', () => {
    expect(customsValueOf('cif', invoice, term('FOB'), {}).warnings).toEqual([
      'freight_not_stated',
      'insurance_not_stated',
    ]);
  });
});

describe('the table of layers', () => {
  test('holds no two entries of one layer and prefix in force on the same day', () => {
    const groups = Map.groupBy(dutyLayers, ({ value }) => `${value.code}|${value.hsPrefix}`);
    for (const group of groups.values()) expect(findOverlap(group)).toBeUndefined();
  });

  test('stacks every layer that it knows', () => {
    expect([...new Set(dutyLayers.map((layer) => layer.value.code))].sort()).toEqual([...layerOrder].sort());
  });

  test('a layer that excludes another takes it out', () => {
    const layer = (code: string, excludes?: readonly string[]): EffectiveDated<DutyLayer> => ({
      value: {
        code,
        title: code,
        territory: 'US',
        kind: 'duty',
        hsPrefix: '7208',
        percent: '10',
        base: 'value',
        ...(excludes ? { excludes } : {}),
      },
      validFrom: parseBusinessDate('2026-01-01'),
      source: 'test',
      dateBasis: 'entry_date',
    });
    const quote = quoteDuty(
      question({
        country: 'US',
        deliveryTerm: term('FOB'),
        hsCode: '7208100000',
        value: money('USD', '100.00'),
      }),
      [layer('US-BASE'), layer('US-S301'), layer('US-S232', ['US-S301'])],
    );
    expect(quote.kind === 'quoted' && quote.layers.map((one) => one.code)).toEqual(['US-BASE', 'US-S232']);
  });

  test('a code that no table covers is not quoted, and a rate for fewer digits is low in confidence', () => {
    expect(quoteDuty(question({ hsCode: '9701210000', value: money('USD', '100.00') }))).toEqual({
      kind: 'unavailable',
      reason: 'no_rate_for_code_9701210000',
    });
    expect(quoted(question({ hsCode: '3924100011', value: money('USD', '100.00') })).quote.confidence).toBe(
      'low',
    );
  });
});
