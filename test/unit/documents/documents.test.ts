import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { csvCell, csvOf } from '../../../shared/documents/csv.ts';
import { type DocumentPlan, pdfOf } from '../../../shared/documents/pdf.ts';
import { printable } from '../../../shared/documents/printable.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';

describe('a cell of CSV', () => {
  test.each([
    ['plain', '"plain"'],
    ['', '""'],
    ['say "no"', '"say ""no"""'],
    ['two\nlines, and a comma', '"two\nlines, and a comma"'],
    ['-12.50', '"-12.50"'],
    ['12.50', '"12.50"'],
    ['=1+1', `"'=1+1"`],
    ['+1', `"'+1"`],
    ['-1+1', `"'-1+1"`],
    ['@SUM(A1)', `"'@SUM(A1)"`],
    ['\t=1', `"'\t=1"`],
    ['  =HYPERLINK("http://evil")', `"'  =HYPERLINK(""http://evil"")"`],
    ['＝1+1', `"'＝1+1"`],
    ['|calc', `"'|calc"`],
    ['深圳', '"深圳"'],
  ])('%j', (value, expected) => {
    expect(csvCell(value)).toBe(expected);
  });

  test('files begin with a byte order mark and end each line as RFC 4180 says', () => {
    expect(
      csvOf([
        ['a', 'b'],
        ['1', '2'],
      ]),
    ).toBe('\uFEFF"a","b"\r\n"1","2"\r\n');
  });
});

describe('text for the standard fonts', () => {
  test.each([
    ['Zürich – 5 €', 'Zürich – 5 €', false],
    ['深圳 Ltd', '[ShenZhen] Ltd', true],
    ['Київ Одеса', '[Kiiv Odesa]', true],
    ['a\u0000b', 'a b', false],
    ['\u202Egnp.exe', '[?]gnp.exe', true],
  ])('%j', (original, text, isTransliterated) => {
    expect(printable(original)).toEqual({ text, isTransliterated });
  });
});

describe('a PDF', () => {
  const plan = (name: string, rows = 1): DocumentPlan => ({
    title: 'Statement 1',
    author: 'House',
    at: parseInstant('2026-12-01T08:00:00.000Z'),
    blocks: [
      { kind: 'title', text: 'Statement 1' },
      { kind: 'fields', fields: [['Company', name]] },
      {
        kind: 'table',
        columns: [
          { title: 'What', share: 3, align: 'left' },
          { title: 'USD', share: 1, align: 'right' },
        ],
        rows: Array.from({ length: rows }, (_, index) => [`Movement ${index}`, '1.00']),
      },
    ],
  });
  const bytes = async (of: DocumentPlan): Promise<Buffer> => Buffer.from(await pdfOf(of), 'base64');
  /** Text of all content streams; strings are written in hexadecimal, one byte a character. */
  const textOf = (file: Buffer): string =>
    [...file.toString('latin1').matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)]
      .map(([, stream = '']) => {
        const raw = Buffer.from(stream, 'latin1');
        const text = (raw[0] === 0x78 ? inflateSync(raw) : raw).toString('latin1');
        return [...text.matchAll(/<([0-9A-F]+)> Tj/g)]
          .map(([, hex = '']) => Buffer.from(hex, 'hex').toString('latin1'))
          .join('\n');
      })
      .join('\n');

  test('is a PDF of the same bytes each time', async () => {
    const [first, second] = [await bytes(plan('Bright Ltd')), await bytes(plan('Bright Ltd'))];
    expect(first.subarray(0, 5).toString()).toBe('%PDF-');
    expect(first.equals(second)).toBe(true);
    expect(textOf(first)).toContain('Bright Ltd');
  });

  test('says that a name stands in another script in the original', async () => {
    const text = textOf(await bytes(plan('深圳 Ltd')));
    expect(text).toContain('[ShenZhen] Ltd');
    expect(text).toContain('written here in Latin letters');
    expect(textOf(await bytes(plan('Zürich')))).not.toContain('Latin letters');
  });

  test('goes on over pages with the heads of the table and page numbers', async () => {
    const text = textOf(await bytes(plan('Bright Ltd', 200)));
    expect(text).toContain('Movement 199');
    expect(text).toContain('1 / 4');
    expect(text.match(/What/g)).toHaveLength(4);
  });
});
