import { describe, expect, test } from 'vitest';
import { analyseProduct } from '../../../../functions/catalog/search/analyse-product.ts';
import { productRecord } from '../../../../functions/catalog/search/product-record.ts';
import { fieldCountsOf } from '../../../../functions/catalog/search/ranker.ts';

const analyse = (product: object) =>
  analyseProduct(productRecord.parse({ productId: 'p', title: '', ...product }));

const headOf = (title: string): string | undefined => {
  const product = analyse({ title });
  return product.title[product.headAt];
};

describe('analysis of a product', () => {
  test('a word knows its fields', () => {
    const { words } = analyse({
      title: 'Lamp, lamp',
      categoryPath: 'Lighting > Lamps',
      attributes: { Kind: 'desk lamp' },
      description: 'A lamp. The lamp. This lamp.',
    });
    expect(fieldCountsOf(words.get('lamp') ?? 0)).toEqual({
      title: 2,
      category: 2,
      attributes: 1,
      description: 2,
    });
    expect(fieldCountsOf(words.get('light') ?? 0)).toEqual({
      title: 0,
      category: 1,
      attributes: 0,
      description: 0,
    });
  });

  test.each([
    ['Simple desk lamp', 'lamp'],
    ['Sofa cover for 3-seater', 'cover'],
    ['Andersen 36 in. x 80 in. White Storm Door', 'door'],
    ['Headphone Stand Aluminum Black', 'stand'],
    ['Acme, cordless drill kit', 'drill'],
    ['Cross-cut paper shredder with basket', 'shredder'],
    ['12 x 24', undefined],
  ])('the head of %s is %s', (title, head) => {
    expect(headOf(title)).toBe(head);
  });

  test.each([
    [{ 'Product Width (in.)': 36 }, '=914.4mm'],
    [[{ name: 'Length (ft.)', value: '10' }], '=3048mm'],
    ['Material: brushed nickel', 'nickel'],
    [['red', { name: 'Waterproof', value: true }], 'waterproof'],
    [{ Colours: ['red', 'teal'] }, 'teal'],
    [{ Details: { Frame: { Material: 'rattan' } } }, 'rattan'],
    [[['Colour', 'ochre']], 'ochr'],
  ])('attributes %j say %s', (attributes, word) => {
    expect([...analyse({ attributes }).words.keys()]).toContain(word);
  });

  test('markup is no text', () => {
    const { words } = analyse({ description: '<ul><li>Solid oak</li></ul>&nbsp;Black &amp; Decker<br/>' });
    expect([...words.keys()].sort()).toEqual(['black', 'decker', 'oak', 'solid']);
  });

  test('facts are stored as they are compared', () => {
    const { facts } = analyse({
      categoryPath: ['Lighting', 'Desk  Lamps'],
      hsCode: '9405.21 90',
      minimumOrderQuantity: 200,
      tiers: [
        { minQuantity: '100', unitPrice: { currency: 'USD', amount: '4.20' } },
        { minQuantity: '500', unitPrice: { currency: 'USD', amount: '3.9' } },
      ],
      certificates: ['ISO-9001', { name: 'CE' }],
      deliveryTerms: [{ incoterm: 'FOB', place: 'Hải Phòng' }],
    });
    expect(facts).toEqual({
      category: 'lighting\u0001desk lamps\u0001',
      hsCode: '94052190',
      supplierId: '',
      originCountry: '',
      currency: 'USD',
      certificates: 'ce\u0001iso9001\u0001',
      deliveryTerms: 'fob hai phong\u0001',
      quantities: '200000000\u0001500000000\u0001',
      prices: [4_200_000, 3_900_000],
      leadTimeDays: -1,
    });
  });
});
