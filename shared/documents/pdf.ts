import { PDFDocument, type PDFFont, type PDFPage, StandardFonts } from '@cantoo/pdf-lib';
import type { Instant } from '../kernel/instant.ts';
import { printable } from './printable.ts';

/** A column of a table: its share of the width, and where its text stands. */
export interface Column {
  readonly title: string;
  readonly share: number;
  readonly align: 'left' | 'right';
}

/** What a page is made of, from top to bottom. */
export type Block =
  | { readonly kind: 'title'; readonly text: string }
  | { readonly kind: 'text'; readonly lines: readonly string[] }
  | { readonly kind: 'fields'; readonly fields: readonly (readonly [name: string, value: string])[] }
  | {
      readonly kind: 'table';
      readonly columns: readonly Column[];
      readonly rows: readonly (readonly string[])[];
      /** Rows, by index, that are printed bold. */
      readonly boldRows?: readonly number[];
    };

/** A document of text and tables. */
export interface DocumentPlan {
  readonly title: string;
  readonly author: string;
  /** Becomes the document's dates, so that the same document is the same bytes whenever it is made. */
  readonly at: Instant;
  readonly blocks: readonly Block[];
}

/** A4 in points. */
const page = { width: 595.28, height: 841.89, margin: 48 };
const sizes = { title: 16, text: 9 };
const lineHeight = 13;
const inner = page.width - 2 * page.margin;
const fieldNameWidth = 110;
const cellGap = 6;
/** Most pages of one document. */
const pagesMax = 200;

const noteOnScript =
  'Words in [square brackets] stand in another script in the original and are written here in Latin letters; the JSON has them as they are.';

class Writer {
  readonly #document: PDFDocument;
  readonly #regular: PDFFont;
  readonly #bold: PDFFont;
  #page: PDFPage;
  #y = page.height - page.margin;
  isTransliterated = false;

  constructor(document: PDFDocument, regular: PDFFont, bold: PDFFont) {
    this.#document = document;
    this.#regular = regular;
    this.#bold = bold;
    this.#page = document.addPage([page.width, page.height]);
  }

  #text(original: string): string {
    const { text, isTransliterated } = printable(original);
    this.isTransliterated ||= isTransliterated;
    return text;
  }

  /** Breaks text into lines that fit a width; a word that is too long is cut. */
  #wrap(text: string, font: PDFFont, width: number): readonly string[] {
    const lines: string[] = [];
    let line = '';
    const fits = (candidate: string): boolean => font.widthOfTextAtSize(candidate, sizes.text) <= width;
    for (const word of text.split(' ')) {
      let rest = word;
      if (line !== '' && !fits(`${line} ${rest}`)) {
        lines.push(line);
        line = '';
      }
      while (!fits(rest) && rest.length > 1) {
        let count = rest.length - 1;
        while (count > 1 && !fits(rest.slice(0, count))) count -= 1;
        lines.push(rest.slice(0, count));
        rest = rest.slice(count);
      }
      line = line === '' ? rest : `${line} ${rest}`;
    }
    lines.push(line);
    return lines;
  }

  #ensure(height: number): boolean {
    if (this.#y - height >= page.margin) return false;
    if (this.#document.getPageCount() >= pagesMax)
      throw new Error(`The document has more than ${pagesMax} pages`);
    this.#page = this.#document.addPage([page.width, page.height]);
    this.#y = page.height - page.margin;
    return true;
  }

  #draw(text: string, x: number, font: PDFFont, size: number): void {
    this.#page.drawText(text, { x, y: this.#y - size, size, font });
  }

  title(text: string): void {
    this.#ensure(2 * lineHeight);
    this.#draw(this.#text(text), page.margin, this.#bold, sizes.title);
    this.#y -= 2 * lineHeight;
  }

  lines(list: readonly string[]): void {
    for (const original of list) {
      for (const line of this.#wrap(this.#text(original), this.#regular, inner)) {
        this.#ensure(lineHeight);
        this.#draw(line, page.margin, this.#regular, sizes.text);
        this.#y -= lineHeight;
      }
    }
    this.#y -= lineHeight / 2;
  }

  fields(list: readonly (readonly [string, string])[]): void {
    for (const [name, value] of list) {
      const lines = this.#wrap(this.#text(value), this.#regular, inner - fieldNameWidth);
      this.#ensure(lines.length * lineHeight);
      this.#draw(this.#text(name), page.margin, this.#bold, sizes.text);
      for (const line of lines) {
        this.#draw(line, page.margin + fieldNameWidth, this.#regular, sizes.text);
        this.#y -= lineHeight;
      }
    }
    this.#y -= lineHeight / 2;
  }

  #row(columns: readonly Column[], cells: readonly string[], font: PDFFont): void {
    const total = columns.reduce((sum, { share }) => sum + share, 0);
    const wrapped = columns.map(({ share }, index) =>
      this.#wrap(this.#text(cells[index] ?? ''), font, (inner * share) / total - cellGap),
    );
    const height = Math.max(...wrapped.map(({ length }) => length));
    for (let at = 0; at < height; at += 1) {
      let x = page.margin;
      for (const [index, { share, align }] of columns.entries()) {
        const width = (inner * share) / total;
        const line = wrapped[index]?.[at] ?? '';
        const shift = align === 'right' ? width - cellGap - font.widthOfTextAtSize(line, sizes.text) : 0;
        if (line !== '') this.#draw(line, x + shift, font, sizes.text);
        x += width;
      }
      this.#y -= lineHeight;
    }
  }

  table({ columns, rows, boldRows = [] }: Extract<Block, { kind: 'table' }>): void {
    const titles = columns.map(({ title }) => title);
    this.#ensure(3 * lineHeight);
    this.#row(columns, titles, this.#bold);
    for (const [index, row] of rows.entries()) {
      const isNewPage = this.#ensure(3 * lineHeight);
      if (isNewPage) this.#row(columns, titles, this.#bold);
      this.#row(columns, row, boldRows.includes(index) ? this.#bold : this.#regular);
    }
    this.#y -= lineHeight / 2;
  }

  /** Page numbers, once all pages are there. */
  numberPages(): void {
    const pages = this.#document.getPages();
    for (const [index, one] of pages.entries()) {
      const text = `${index + 1} / ${pages.length}`;
      const width = this.#regular.widthOfTextAtSize(text, sizes.text);
      one.drawText(text, {
        x: (page.width - width) / 2,
        y: page.margin / 2,
        size: sizes.text,
        font: this.#regular,
      });
    }
  }
}

/** A PDF of text and tables in base64, the same bytes each time. Text in other scripts is shown in Latin letters, and says so. */
export const pdfOf = async (plan: DocumentPlan): Promise<string> => {
  const document = await PDFDocument.create({ updateMetadata: false });
  const at = new Date(plan.at);
  document.setTitle(plan.title);
  document.setAuthor(plan.author);
  document.setProducer('entrepot');
  document.setCreationDate(at);
  document.setModificationDate(at);
  const regular = await document.embedFont(StandardFonts.Helvetica);
  const bold = await document.embedFont(StandardFonts.HelveticaBold);
  const writer = new Writer(document, regular, bold);
  for (const block of plan.blocks) {
    if (block.kind === 'title') writer.title(block.text);
    else if (block.kind === 'text') writer.lines(block.lines);
    else if (block.kind === 'fields') writer.fields(block.fields);
    else writer.table(block);
  }
  if (writer.isTransliterated) writer.lines([noteOnScript]);
  writer.numberPages();
  return Buffer.from(await document.save({ useObjectStreams: false })).toString('base64');
};
