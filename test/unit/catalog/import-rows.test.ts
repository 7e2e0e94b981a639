import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isGtin } from '../../../functions/catalog/domain/gtin.ts';
import { isImageOf } from '../../../functions/catalog/domain/image-type.ts';
import { textIdentity } from '../../../functions/catalog/imports/identity.ts';
import { csvCells, readRows, restOfRow } from '../../../functions/catalog/imports/read-rows.ts';
import { csvColumns } from '../../../functions/catalog/imports/row-faults.ts';
import { headerFault, readCsvRow, readJsonRow } from '../../../functions/catalog/imports/row-to-product.ts';
import { exampleProductInput } from '../../../functions/catalog/shapes.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('rows of a file', () => {
  test('a quoted cell holds commas, quotes and line breaks, and lines are counted through it', () => {
    const { rows } = readRows(
      'csv',
      bytesOf('a,"b, ""c""\r\nd"\r\ne,f\r\n'),
      { offset: 0, line: 1, isEnd: true },
      10,
    );
    expect(rows).toEqual([
      { line: 1, cells: ['a', 'b, "c"\r\nd'], endsAt: 17, nextLine: 3 },
      { line: 3, cells: ['e', 'f'], endsAt: 22, nextLine: 4 },
    ]);
  });

  test('a byte order mark is no text, and the last line needs no line break', () => {
    const { rows } = readRows(
      'ndjson',
      bytesOf('\uFEFF{"a":1}\n{"b":2}'),
      { offset: 0, line: 1, isEnd: true },
      10,
    );
    expect(rows.map(({ cells }) => cells)).toEqual([['{"a":1}'], ['{"b":2}']]);
  });

  test('a quote that begins no cell is text', () => {
    expect(csvCells('a,12" pipe,b')).toEqual(['a', '12" pipe', 'b']);
    expect(csvCells('x, "b, c",d')).toEqual(['x', 'b, c', 'd']);
    const { rows } = readRows(
      'csv',
      bytesOf('12" pipe,1\n3/4" pipe,2\n'),
      { offset: 0, line: 1, isEnd: true },
      10,
    );
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['12" pipe', '1'],
      ['3/4" pipe', '2'],
    ]);
  });

  test('quotes that are not closed are named', () => {
    const { rows } = readRows('csv', bytesOf('"a,b\nc,d\n'), { offset: 0, line: 4, isEnd: true }, 10);
    expect(rows).toMatchObject([{ line: 4, isOpen: true }]);
  });

  test('the rest of a row that is too long is passed over, through its quotes', () => {
    expect(restOfRow('csv', bytesOf('xx\nxx""\n'), 0, 'quoted')).toEqual({ place: 'quoted', breaks: 2 });
    expect(restOfRow('csv', bytesOf('x\n",b\nnext'), 0, 'quoted')).toEqual({
      endsAt: 6,
      place: 'start',
      breaks: 1,
    });
    expect(restOfRow('ndjson', bytesOf('x"x\n{'), 0, 'start')).toEqual({
      endsAt: 4,
      place: 'start',
      breaks: 0,
    });
  });

  test('a row that does not end in its piece is too long', () => {
    const piece = bytesOf(`"${'x'.repeat(100)}\n`);
    expect(readRows('csv', piece, { offset: 0, line: 1, isEnd: false }, 10)).toEqual({
      rows: [],
      isTooLong: true,
    });
  });

  test('pieces of any length give the rows of the whole', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '한', '"', ',', '\n', ' ', '灯'), maxLength: 6 });
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 1, maxLength: 3 }), { maxLength: 8 }),
        fc.integer({ min: 1, max: 4 }),
        (table, rowsMax) => {
          const file = bytesOf(
            table.map((row) => `${row.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')}\n`).join(''),
          );
          const read: (readonly string[])[] = [];
          let at = { offset: 0, line: 1 };
          while (at.offset < file.length) {
            const end = Math.min(file.length, at.offset + 120);
            const { rows, isTooLong } = readRows(
              'csv',
              file.subarray(at.offset, end),
              { ...at, isEnd: end === file.length },
              rowsMax,
            );
            expect(isTooLong).toBe(false);
            read.push(...rows.map(({ cells }) => cells));
            at = { offset: rows.at(-1)?.endsAt ?? file.length, line: rows.at(-1)?.nextLine ?? 0 };
          }
          expect(read).toEqual(table);
        },
      ),
    );
  });

  test('no text throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(csvCells(text).length).toBeGreaterThan(0);
        expect(readJsonRow(text).kind).toBe('faulty');
        expect(readCsvRow(Object.keys(csvColumns), csvCells(text)).kind).toBe('faulty');
      }),
      { numRuns: 30 },
    );
  });
});

describe('a row as a product', () => {
  const columns =
    'title,hsCode,originCountry,specification,unit,currency,tiers,unitsPerPackage,packageType,lengthMm,widthMm,heightMm,netWeightGrams,grossWeightGrams,isStackable,leadTimeDays,leadTimeFrom,certificates,deliveryTerms,category'.split(
      ',',
    );
  const cells = [
    ...[
      'Desk lamp',
      '940521',
      'VN',
      'Power=8 W; Colour=white',
      'H87',
      'USD',
      '100:4.20; 500:3.90',
      '20',
      'carton',
      '600',
      '400',
      '350',
    ],
    ...[
      '13000',
      '14200',
      'yes',
      '25',
      'deposit_received',
      'CE; RoHS',
      'FOB Ho Chi Minh; EXW Hanoi',
      'Lighting > Lamps',
    ],
  ];

  test('a whole CSV row is one', () => {
    expect(readCsvRow(columns, cells)).toMatchObject({
      kind: 'product',
      product: {
        title: 'Desk lamp',
        categoryPath: ['Lighting', 'Lamps'],
        specification: [
          { name: 'Power', value: '8 W' },
          { name: 'Colour', value: 'white' },
        ],
        tiers: [
          { minQuantity: '100', unitPrice: { currency: 'USD', amount: '4.20' } },
          { minQuantity: '500', unitPrice: { currency: 'USD', amount: '3.90' } },
        ],
        packing: { lengthMm: 600, isStackable: true },
        certificates: [{ name: 'CE' }, { name: 'RoHS' }],
        deliveryTerms: [
          { incoterm: 'FOB', place: 'Ho Chi Minh' },
          { incoterm: 'EXW', place: 'Hanoi' },
        ],
        isListed: true,
      },
    });
  });

  test('what is wrong is named with its field and how to mend it', () => {
    const with_ = (name: string, cell: string) => cells.map((old, at) => (columns[at] === name ? cell : old));
    const faults = (row: readonly string[]) => {
      const read = readCsvRow(columns, row);
      return read.kind === 'faulty' ? read.faults.map(({ field }) => field) : [];
    };
    expect(faults(with_('hsCode', '94'))).toEqual(['hsCode']);
    expect(faults(with_('tiers', '500:3.90; 100:4.20'))).toEqual(['tiers.1']);
    expect(faults(with_('lengthMm', 'long'))).toEqual(['lengthMm']);
    expect(faults(with_('currency', 'US$'))).toEqual(['currency']);
    expect(faults(with_('tiers', '100:-4.20'))).toEqual(['tiers.0']);
    expect(readCsvRow(columns, with_('lengthMm', '60 cm'))).toEqual({
      kind: 'faulty',
      faults: [
        {
          field: 'lengthMm',
          what: 'It is no number.',
          remedy: 'Write a whole number of millimetres, digits only.',
        },
      ],
    });
    expect(readCsvRow(columns, with_('title', ''))).toMatchObject({
      faults: [{ field: 'title', what: 'It is missing.', remedy: 'Write a title of 1 to 200 characters.' }],
    });
    expect(readCsvRow(columns, with_('leadTimeDays', '400'))).toMatchObject({
      faults: [{ field: 'leadTimeDays', what: 'It is above 365.' }],
    });
    expect(faults([...cells, 'more'])).toEqual(['']);
    expect(faults(with_('originCountry', 'XX'))).toEqual(['originCountry']);
  });

  test('a header is refused for a column that is unknown or comes twice', () => {
    expect(headerFault(Object.keys(csvColumns))).toBeUndefined();
    expect(headerFault(['title', 'colour'])?.what).toBe('There is no column "colour".');
    expect(headerFault(['title', 'sku', 'title'])?.what).toBe('The column "title" comes twice.');
  });

  test('NDJSON is a product as the API takes it', () => {
    expect(readJsonRow(JSON.stringify(exampleProductInput)).kind).toBe('product');
    expect(readJsonRow(`${JSON.stringify(exampleProductInput)},`)).toMatchObject({
      faults: [{ field: '', what: 'The line is part of a list.' }],
    });
    expect(readJsonRow('{"title":"x"')).toMatchObject({
      kind: 'faulty',
      faults: [{ what: 'The line is not JSON.' }],
    });
  });
});

describe('what products are known again by', () => {
  test('a GTIN checks itself', () => {
    expect(['4006381333931', '96385074', '036000291452'].map(isGtin)).toEqual([true, true, true]);
    expect(['4006381333932', '96385047'].map(isGtin)).toEqual([false, false]);
  });

  test('a text is the same in another order, case and number, and not with another value', () => {
    const lamp = {
      title: 'LED Desk Lamps',
      hsCode: '940521',
      specification: [{ name: 'Power', value: '8 W' }],
    };
    expect(textIdentity({ ...lamp, title: 'desk lamp, LED' })).toBe(textIdentity(lamp));
    expect(textIdentity({ ...lamp, hsCode: '94052190' })).toBe(textIdentity(lamp));
    expect(textIdentity({ ...lamp, specification: [{ name: 'Power', value: '9 W' }] })).not.toBe(
      textIdentity(lamp),
    );
  });

  test('an image is known by its first bytes', () => {
    const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]);
    const webp = bytesOf('RIFF1234WEBPVP8 ');
    expect([
      isImageOf('image/png', png),
      isImageOf('image/jpeg', png),
      isImageOf('image/svg+xml', png),
    ]).toEqual([true, false, false]);
    expect([
      isImageOf('image/webp', webp),
      isImageOf('image/jpeg', Uint8Array.from([0xff, 0xd8, 0xff, 0xe0])),
    ]).toEqual([true, true]);
  });
});
