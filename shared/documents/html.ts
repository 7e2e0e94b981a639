import type { Block, DocumentPlan } from './pdf.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that can be nothing but text in HTML, in an element or in a quoted attribute; control characters become blanks. */
export const escapeHtml = (text: string): string =>
  text.replace(/\p{Cc}+/gu, ' ').replace(/[&<>"']/g, (character) => entities[character] ?? '');

const cells = (tag: 'th' | 'td', texts: readonly string[]): string =>
  texts.map((text) => `<${tag}>${escapeHtml(text)}</${tag}>`).join('');

const blockHtml = (block: Block): string => {
  switch (block.kind) {
    case 'title':
      return `<h1>${escapeHtml(block.text)}</h1>`;
    case 'text':
      return block.lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('');
    case 'fields':
      return `<dl>${block.fields
        .map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`)
        .join('')}</dl>`;
    case 'table': {
      const titles = block.columns.map(({ title }) => title);
      const rows = block.rows.map((row) => `<tr>${cells('td', row)}</tr>`).join('');
      return `<table><thead><tr>${cells('th', titles)}</tr></thead><tbody>${rows}</tbody></table>`;
    }
  }
};

const style =
  'body{font:10pt sans-serif;margin:15mm;max-width:180mm}h1{font-size:13pt;margin:6mm 0 2mm}dl{display:grid;grid-template-columns:60mm 1fr;gap:1mm 4mm;margin:0}dt{font-weight:bold}dd{margin:0;overflow-wrap:anywhere}table{border-collapse:collapse;width:100%}th,td{border:1px solid #888;padding:1mm;text-align:left;overflow-wrap:anywhere}';

/** A page to print that needs nothing else and runs nothing: every word of the plan is escaped, in whatever script it is. */
export const htmlOf = ({ title, author, blocks }: DocumentPlan): string =>
  [
    '<!doctype html><html><head><meta charset="utf-8">',
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'">',
    `<meta name="author" content="${escapeHtml(author)}">`,
    `<title>${escapeHtml(title)}</title><style>${style}</style></head><body>`,
    ...blocks.map(blockHtml),
    '</body></html>',
  ].join('\n');
