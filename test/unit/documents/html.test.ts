import { describe, expect, test } from 'vitest';
import { escapeHtml, htmlOf } from '../../../shared/documents/html.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';

describe('escapeHtml', () => {
  test.each([
    ['<img src=x onerror="alert(1)">', '&lt;img src=x onerror=&quot;alert(1)&quot;&gt;'],
    ["O'Neill & Sons", 'O&#39;Neill &amp; Sons'],
    ['a\u0000b\nc', 'a b c'],
    ['青岛', '青岛'],
  ])('%j', (text, html) => {
    expect(escapeHtml(text)).toBe(html);
  });
});

test('a page has every block, loads nothing and runs nothing', () => {
  const page = htmlOf({
    title: '</title><script>',
    author: '"><script>',
    at: parseInstant('2026-12-01T00:00:00.000Z'),
    blocks: [
      { kind: 'title', text: 'Bill' },
      { kind: 'text', lines: ['<p>'] },
      { kind: 'fields', fields: [['Shipper', 'A & B']] },
      { kind: 'table', columns: [{ title: 'kg', share: 1, align: 'left' }], rows: [['<1>']] },
    ],
  });
  expect(page).not.toContain('<script');
  expect(page).toContain("default-src 'none'");
  expect(page).toContain('<h1>Bill</h1>');
  expect(page).toContain('<p>&lt;p&gt;</p>');
  expect(page).toContain('<dl><dt>Shipper</dt><dd>A &amp; B</dd></dl>');
  expect(page).toContain('<tr><th>kg</th></tr></thead><tbody><tr><td>&lt;1&gt;</td></tr>');
});
