/** Characters with which a spreadsheet starts to read a cell as a formula, also behind blanks (OWASP, CSV Injection). */
const formulaStart = /^[\s\p{Cc}]*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20|%]/u;
const plainNumber = /^-?\d+(\.\d+)?$/;

/**
 * One cell by RFC 4180: always in quotes, quotes doubled. Text that a spreadsheet would run as a formula gets an apostrophe
 * before it; a plain number, also a negative one, stays a number.
 */
export const csvCell = (value: string): string => {
  const isFormula = formulaStart.test(value) && !plainNumber.test(value);
  return `"${isFormula ? "'" : ''}${value.replaceAll('"', '""')}"`;
};

/** A CSV file in UTF-8 with its byte order mark, so that spreadsheets read every script; lines end in CRLF. */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')}`;
