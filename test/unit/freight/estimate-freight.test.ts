import { describe, expect, test } from 'vitest';
import { answerEstimate } from '../../../functions/freight/charges/answer-estimate.ts';
import { freightEstimated, freightEstimateRequested } from '../../../functions/freight/contract.ts';

// 25 cartons of 0.084 m³ and 14.2 kg: 2.10 m³ and 0.355 t, so 2.10 revenue tons.
const packing = [
  {
    packages: 25,
    lengthMm: 600,
    widthMm: 400,
    heightMm: 350,
    grossWeightGrams: 14_200,
    isStackable: true,
  },
];

const answer = (change: Record<string, unknown> = {}) => {
  const { data } = freightEstimateRequested.create({
    subject: 'quo_1',
    data: {
      estimateId: 'quo_1/1',
      originCountry: 'CN',
      destinationCountry: 'NL',
      transportMode: 'sea',
      deliveryTerm: { incoterm: 'FCA', place: 'Shenzhen CFS', placeKind: 'terminal' },
      packing,
      on: '2026-11-23',
      ...change,
    },
  });
  const asked = freightEstimateRequested.schema.parse(data);
  const envelope = {
    specversion: '1.0',
    id: 'evt_1',
    type: freightEstimateRequested.type,
    source: 'entrepot/sourcing',
    subject: 'quo_1',
    time: '2026-11-23T08:00:00.000Z',
    datacontenttype: 'application/json',
    sequence: 0,
    correlationid: 'c',
    causationid: 'c',
    audience: '',
  } as const;
  return freightEstimated.schema.parse(answerEstimate({ ...envelope, data: asked }).data);
};

describe('an estimate of carriage', () => {
  test('names every charge from door to door, with who pays it under the term', () => {
    const { outcome, charges } = answer();
    expect(outcome).toBe('estimated');
    expect(charges.map((one) => `${one.code} ${one.amount.amount} ${one.payer}`)).toEqual([
      'LOADING 15.00 seller',
      'PICKUP 60.00 seller',
      'EXPORT_CUSTOMS 65.00 seller',
      'CFS_ORIGIN 25.20 buyer',
      'LIFT_ON 6.30 buyer',
      'OCEAN 231.00 buyer',
      'DOC 60.00 buyer',
      'CFS_DESTINATION 94.50 buyer',
      'DELIVERY_ORDER 55.00 buyer',
      'IMPORT_CUSTOMS 95.00 buyer',
      'DELIVERY 90.00 buyer',
      'UNLOADING 15.00 buyer',
    ]);
    expect(charges[5]).toMatchObject({ because: '2.10 RT', leg: 'mainCarriage' });
  });

  test('under DDP leaves the buyer the unloading at its door', () => {
    const { charges } = answer({ deliveryTerm: { incoterm: 'DDP', place: 'Utrecht' } });
    expect(charges.filter((one) => one.payer === 'buyer').map((one) => one.code)).toEqual(['UNLOADING']);
  });

  test('by air is rated by chargeable weight, without a lift on board', () => {
    // 25 × 60 × 40 × 35 cm = 2,100,000 cm³ / 6,000 = 350.0 kg above 355.0 kg gross: 355.0 × 3.20.
    const { charges } = answer({ transportMode: 'air' });
    expect(charges.find((one) => one.code === 'AIR')).toMatchObject({
      amount: { currency: 'USD', amount: '1136.00' },
    });
    expect(charges.map((one) => one.code)).not.toContain('LIFT_ON');
  });

  test.each([
    ['a lane without a tariff', { originCountry: 'BR' }],
    ['a mode without a tariff', { transportMode: 'rail' }],
    ['a day before the tariff', { on: '2025-12-31' }],
  ])('%s has none, and says so', (_, change) => {
    expect(answer(change)).toMatchObject({ outcome: 'no_tariff', charges: [] });
  });
});
