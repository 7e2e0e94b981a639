const isTerminal = process.stdout.isTTY === true;

const painted = (code: number) => (text: string) => (isTerminal ? `\u001b[${code}m${text}\u001b[0m` : text);

export const bold = painted(1);
export const dim = painted(2);
export const red = painted(31);
export const green = painted(32);

/** Rows as aligned columns; a column named in `right` is flush right. */
export const columns = (
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
  indent = '  ',
): string => {
  const widths = rows.reduce<number[]>(
    (known, row) => row.map((cell, index) => Math.max(known[index] ?? 0, cell.length)),
    [],
  );
  return rows
    .map((row) =>
      row
        .map((cell, index) =>
          right.includes(index) ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${indent}${line}`)
    .join('\n');
};

/** Paragraph of at most so many characters a line. */
export const wrap = (text: string, width = 110, indent = '  '): string => {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && line.length + word.length + 1 > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((one) => `${indent}${one}`).join('\n');
};
