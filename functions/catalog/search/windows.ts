/** Products are searched in windows of 2^11, one after another. */
export const windowBits = 11;

/** The least and the greatest of a column's numbers in each window, one after the other. */
export function spansOf(cellOf: (document: number) => number, count: number): Uint32Array {
  const windows = Math.ceil(count / 2 ** windowBits);
  const spans = new Uint32Array(windows * 2);
  for (let window = 0; window < windows; window += 1) spans[window * 2] = 0xff_ff_ff_ff;
  for (let document = 0; document < count; document += 1) {
    const cell = cellOf(document);
    const at = (document >>> windowBits) * 2;
    spans[at] = Math.min(spans[at] ?? 0, cell);
    spans[at + 1] = Math.max(spans[at + 1] ?? 0, cell);
  }
  return spans;
}
