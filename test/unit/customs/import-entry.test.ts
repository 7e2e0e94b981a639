import { describe, expect, test } from 'vitest';
import { writeLodgement } from '../../../functions/customs/declaration-xml.ts';
import { correctLines } from '../../../functions/customs/domain/correct-entry.ts';
import { type Declaration, orderIdsOf, readersOf } from '../../../functions/customs/domain/declaration.ts';
import type { DeclarableOrder } from '../../../functions/customs/domain/prepare-declaration.ts';
import { type EntryOrder, prepareEntry } from '../../../functions/customs/domain/prepare-entry.ts';
import { assessEntry } from '../../../functions/sandbox/customs/assessment.ts';
import { readEntry } from '../../../functions/sandbox/customs/entry.ts';
import { parseDeliveryTerm } from '../../../shared/kernel/incoterm.ts';
import { buyerId, money, now, order, sellerId } from './examples.ts';

const lamps: DeclarableOrder = {
  ...order,
  orderId: 'ord_01K9Z3V5T8QW2M4N6P8R0S1T3W',
  seller: { companyId: 'com_01K9Z3V5T8QW2M4N6P8R0S1T3C', name: 'Foshan Lamp Co', country: 'CN' },
  productName: 'Ceiling lamps of brass',
  hsCode: '9405110000',
  goodsTotal: money('USD', '10000.00'),
  freight: money('USD', '540.00'),
};
const plates: DeclarableOrder = { ...order, freight: money('USD', '1080.00') };

const entryOf = (of: DeclarableOrder, change: Partial<EntryOrder> = {}): EntryOrder => ({
  order: of,
  poolIds: ['pol_1'],
  line: { hsCode: of === lamps ? '9405110000' : '3924100011', netWeightGrams: 1_150_000 },
  ...change,
});

const request = { declarantNumber: 'NL861234567', charges: {} };
const prepare = (entries: readonly EntryOrder[], actorId = buyerId) =>
  prepareEntry(entries, request, actorId, now);

const prepared = (): Declaration => {
  const found = prepare([entryOf(plates), entryOf(lamps)]);
  if (found.kind !== 'prepared') throw new Error(found.kind);
  return {
    ...found.declaration,
    declarationId: 'dec_01K9Z3V5T8QW2M4N6P8R0S1T3V',
    correlationId: 'trade-1',
  };
};

describe('an import entry over several orders', () => {
  test('has a line for each, with its seller, and one duty by the values of all', () => {
    const entry = prepared();
    // (30,000 + 1,080 + 540) / 1.08 = 29,277.78, of which 19,518.52 and 9,759.26.
    // 6.5 % = 1,268.70 and 3.7 % = 361.09; 21 % of 30,907.57 = 6,490.59.
    expect(entry).toMatchObject({
      invoiceTotal: money('USD', '30000.00'),
      charges: { freight: money('USD', '1620.00') },
      lines: [
        { lineId: '1', orderId: plates.orderId, seller: { name: 'Shenzhen Table Co' } },
        { lineId: '2', orderId: lamps.orderId, seller: { name: 'Foshan Lamp Co' } },
      ],
      quote: {
        customsValue: money('EUR', '29277.78'),
        duty: money('EUR', '1629.79'),
        tax: money('EUR', '6490.59'),
        total: money('EUR', '8120.38'),
      },
      warnings: ['insurance_not_stated'],
    });
    expect(orderIdsOf(entry)).toEqual([plates.orderId, lamps.orderId]);
  });

  test('is read by the importer alone', () => {
    expect(readersOf(prepared())).toEqual([buyerId]);
  });

  test('is assessed by the authority to the same amount, item by item', () => {
    const xml = writeLodgement(prepared(), 'http://127.0.0.1/callback');
    expect(xml.match(/<Seller>/g)).toHaveLength(2);
    expect(xml).not.toContain('<Exporter>');
    const taxes = assessEntry(readEntry(xml)).map(({ type, amount }) => [type, amount.amountMinor]);
    expect(taxes).toEqual([
      ['DUTY', 126_870n],
      ['DUTY', 36_109n],
      ['VAT', 649_059n],
    ]);
  });

  test.each<[string, Partial<EntryOrder>]>([
    ['the country of import', { order: { ...lamps, buyer: { ...lamps.buyer, country: 'DE' } } }],
    [
      'the delivery term',
      { order: { ...lamps, deliveryTerm: parseDeliveryTerm({ incoterm: 'CIP', place: 'Rotterdam' }) } },
    ],
    ['the mode of transport', { order: { ...lamps, transportMode: 'air' } }],
    ['the currency of the invoice', { order: { ...lamps, goodsTotal: money('EUR', '10000.00') } }],
  ])('is refused for goods that differ in %s', (what, change) => {
    expect(prepare([entryOf(plates), entryOf(lamps, change)])).toEqual({
      kind: 'apart',
      detail: `They differ in ${what}.`,
    });
  });

  test('is refused for goods that do not arrive together', () => {
    const detail = 'They do not arrive together in one pool of the house.';
    expect(prepare([entryOf(plates), entryOf(lamps, { poolIds: ['pol_2'] })])).toEqual({
      kind: 'apart',
      detail,
    });
    expect(prepare([entryOf(plates, { poolIds: [] }), entryOf(lamps, { poolIds: [] })]).kind).toBe('apart');
  });

  test('is for the importer, once every order is on its way, and names the faults of each', () => {
    expect(prepare([entryOf(plates), entryOf(lamps)], sellerId)).toMatchObject({ kind: 'not_declarant' });
    const early = { ...lamps, state: 'awaiting_deposit' };
    expect(prepare([entryOf(plates), entryOf(lamps, { order: early })])).toEqual({
      kind: 'not_ready',
      detail: `Order ${lamps.orderId} is awaiting_deposit.`,
    });
    const faulty = prepare([entryOf(plates), entryOf(lamps, { line: { hsCode: '94051100' } })]);
    expect(faulty).toMatchObject({ kind: 'faulty', faults: [{ pointer: '/orders/1/hsCode' }] });
  });

  test('is corrected line by line: what is not named stays as it was', () => {
    // Given
    const entry = prepared();
    // When
    const { lines, faults } = correctLines(entry, [{ orderId: lamps.orderId, hsCode: '9405119000' }], []);
    // Then
    expect(faults).toEqual([]);
    expect(lines).toEqual([
      { orderId: plates.orderId, line: expect.objectContaining({ hsCode: '3924100011' }) },
      {
        orderId: lamps.orderId,
        line: {
          hsCode: '9405119000',
          description: entry.lines[1]?.description,
          netWeightGrams: entry.lines[1]?.netWeightGrams,
        },
      },
    ]);
  });

  test('takes no correction of an order that is not in it, and none that names no order', () => {
    const { faults } = correctLines(prepared(), [{ orderId: 'ord_other' }], ['hsCode']);
    expect(faults.map(({ pointer }) => pointer)).toEqual(['/orders/0/orderId', '/hsCode']);
  });
});
