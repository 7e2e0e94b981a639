import { describe, expect, test } from 'vitest';
import {
  leadTimeOf,
  type MatchingRequest,
  misfitOf,
  specFitBps,
} from '../../../functions/catalog/matching/request-fit.ts';
import { type SupplierRecord, unknownSupplier } from '../../../functions/catalog/matching/trade-record.ts';
import type { Product } from '../../../functions/catalog/repository.ts';
import { exampleProductInput, productInput } from '../../../functions/catalog/shapes.ts';
import { parseBusinessDate } from '../../../shared/kernel/business-date.ts';

const today = parseBusinessDate('2026-11-23');
const supplierId = 'com_01K9Z3V5T8QW2M4N6P8R0S1T3V';

const lamp = (change: Partial<Product> = {}): Product => ({
  ...productInput.parse(exampleProductInput),
  productId: 'prd_01K9Z3V5T8QW2M4N6P8R0S1T3V',
  supplierId,
  supplierName: 'Brightway',
  supplierCountry: 'CN',
  ...change,
});

const request = (change: Partial<MatchingRequest> = {}): MatchingRequest => ({
  rfqId: 'rfq_01K9Z3V5T8QW2M4N6P8R0S1T3V',
  buyerId: 'com_01K9Z3V5T8QW2M4N6P8R0S1T3A',
  text: 'desk lamp',
  specification: [],
  quantity: { value: '500', unit: 'H87' },
  currency: 'USD',
  deliveryTerm: { incoterm: 'FOB', place: 'Haiphong' },
  destinationCountry: 'KR',
  invitedSupplierIds: [],
  candidatesMax: 10,
  explorationSlots: 2,
  ...change,
});

const clear: SupplierRecord = { ...unknownSupplier(supplierId), screening: 'clear' };
const misfit = (change: Partial<MatchingRequest>, product: Partial<Product> = {}, supplier = clear) =>
  misfitOf(lamp(product), supplier, request(change), today);

describe('hard conditions of a request', () => {
  test('a product that meets them all fits', () => {
    expect(
      misfit({
        hsCode: '940521',
        originCountries: ['VN', 'CN'],
        certifications: ['ce'],
        targetUnitPrice: { currency: 'USD', amount: '3.12' },
        latestShipOn: '2026-12-18',
      }),
    ).toBeUndefined();
  });

  test.each<[string, Partial<MatchingRequest>, Partial<Product>]>([
    ['not_listed', {}, { isListed: false }],
    ['self_dealing', { buyerId: supplierId }, {}],
    ['already_invited', { invitedSupplierIds: [supplierId] }, {}],
    ['unit', { quantity: { value: '500', unit: 'KGM' } }, {}],
    ['minimum_order', { quantity: { value: '99', unit: 'H87' } }, {}],
    // 3.11 and a quarter of it are 3.8875, below the 3.90 of the tier.
    ['target_price', { targetUnitPrice: { currency: 'USD', amount: '3.11' } }, {}],
    ['target_price', { targetUnitPrice: { currency: 'EUR', amount: '9.00' } }, {}],
    ['heading', { hsCode: '940511' }, {}],
    ['category', { category: 'Lighting > Lamps' }, {}],
    ['category', { category: 'Lighting > Lamps' }, { categoryPath: ['Lighting', 'Lamp shades'] }],
    ['origin', { originCountries: ['VN'] }, {}],
    ['certificates', { certifications: ['CE', 'UL'] }, {}],
    [
      'certificates',
      { certifications: ['CE'] },
      { certificates: [{ name: 'CE', validUntil: '2026-11-22' }] },
    ],
    ['delivery_term', {}, { deliveryTerms: [{ incoterm: 'EXW', place: 'Shenzhen' }] }],
    ['delivery_term', {}, { deliveryTerms: [{ incoterm: 'FOB', place: 'Shanghai' }] }],
    ['lead_time', { latestShipOn: '2026-12-17' }, {}],
  ])('%s', (name, change, product) => {
    expect(misfit(change, product)).toBe(name);
  });

  test('a certificate holds on its last day, and a newer one stands in for one that has run out', () => {
    const renewed = [
      { name: 'CE', validUntil: '2025-03-31' },
      { name: 'CE', validUntil: '2026-11-23' },
    ];
    expect(misfit({ certifications: ['CE'] }, { certificates: renewed })).toBeUndefined();
  });

  test('a product lies in its category and in those above it', () => {
    const categoryPath = ['Lighting', 'Lamps', 'Desk lamps'];
    for (const category of ['lighting', 'Lighting > Lamps', 'LIGHTING | Lamps | Desk Lamps']) {
      expect(misfit({ category }, { categoryPath })).toBeUndefined();
    }
  });

  test('a hit or a possible hit of a sanctions list is out; an unfinished screening is not', () => {
    expect(misfit({}, {}, { ...clear, screening: 'hit' })).toBe('sanctions');
    expect(misfit({}, {}, { ...clear, screening: 'potential' })).toBe('sanctions');
    expect(misfit({}, {}, { ...clear, screening: 'pending' })).toBeUndefined();
  });

  test('a place is held against the seller where the seller names it', () => {
    const deliveryTerms: Product['deliveryTerms'] = [
      { incoterm: 'FOB', place: 'HAIPHONG' },
      { incoterm: 'CIF', place: 'Rotterdam' },
    ];
    expect(misfit({}, { deliveryTerms })).toBeUndefined();
    expect(misfit({ deliveryTerm: { incoterm: 'CIF', place: 'Busan' } }, { deliveryTerms })).toBeUndefined();
  });

  test('a larger order takes the time of its band', () => {
    const banded = lamp({
      leadTimes: [
        { minQuantity: '1000', days: 40 },
        { minQuantity: '5000', days: 60 },
      ],
    });
    expect(['999', '1000', '5000'].map((quantity) => leadTimeOf(banded, quantity))).toEqual([25, 40, 60]);
  });
});

describe('fit of the specification', () => {
  test('without a specification the words decide', () => {
    expect(specFitBps(lamp(), request(), 0.8)).toBe(8_000);
    expect(specFitBps(lamp(), request(), 3)).toBe(10_000);
  });

  test('an equal item counts whole, an unknown one half, another value nothing', () => {
    const specification = [
      { name: 'luminous flux', value: '600 LM' },
      { name: 'Plug', value: 'US type A' },
      { name: 'Colour', value: 'white' },
    ];
    // Words 1/2 · 0.8 and items 1/2 · (1 + 0 + 0.5) / 3 = 0.65.
    expect(specFitBps(lamp(), request({ specification }), 0.8)).toBe(6_500);
  });
});
