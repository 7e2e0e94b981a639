import { createHash } from 'node:crypto';
import { type MemoryDatabase, tableOf } from './memory-database.ts';

/** Rows that say how something was done, not what is so: they may differ between two ways to the same state. */
const bookkeeping = new Set(['event', 'inbox', 'idempotency', 'step', 'wait', 'answer', 'webhook']);

/** What the ledger says; its other rows (postings by account, books by month, references, heads) only find these again. */
const ledgerKinds = new Set(['journal', 'balance', 'reservation']);

// Ids as we write them, and as the bank gets them.
const idPattern = /\b(?:[a-z]{2,4}_|[A-Z]{2,4}-)[0-7][0-9A-HJKMNP-TV-Z]{25}/g;
const prefixOf = (id: string): string => (id.split(/[_-]/)[0] ?? '').toLowerCase();
const rounds = 3;

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 10);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

// In which order the members of a row were set says nothing.
const byName = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number =>
  one < other ? -1 : 1;

const textOf = (row: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(row, (name, value: unknown) => {
    // Versions count tries as well, hashes hide ids and instants.
    if (/^version$|^sequence$|expiresAtEpochSeconds|hash|fingerprint/i.test(name)) return undefined;
    if (typeof value === 'bigint') return `${value}n`;
    return isObject(value) ? Object.fromEntries(Object.entries(value).sort(byName)) : value;
  })
    .replaceAll(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, '<instant>')
    .replaceAll(/"[0-9a-f]{64}"/g, '"<hash>"')
    .replaceAll(/\bRF\d\d[0-9A-Z]{6,21}\b/g, '<reference>')
    .replaceAll(/\brequest-\d+\b/g, '<request>');

// What a twin has planned to say is not yet so.
const isPlanned = (tableName: string, kind: string): boolean =>
  tableName === tableOf('sandbox') && kind === 'deadline';

const isState = (tableName: string, kind: string): boolean =>
  tableName === tableOf('ledger')
    ? ledgerKinds.has(kind)
    : !bookkeeping.has(kind) && !isPlanned(tableName, kind);

const idsIn = (text: string): readonly string[] => [...new Set(text.match(idPattern) ?? [])];

/** All rows of a house, sorted: with ids as mere kinds, and with ids by what is said of them. */
export interface CanonicalRows {
  readonly plain: readonly string[];
  readonly linked: readonly string[];
}

/**
 * All that a house knows and owes, row by row, in a form in which two houses that have come to the same state by different
 * ways are equal: without instants, and with each id replaced by a name made from what is said of it everywhere (colour
 * refinement), so that it does not matter which random id a repeated request got in the end.
 */
export const canonicalRows = (
  database: MemoryDatabase,
  tableNames: readonly string[] = database.tableNames,
): CanonicalRows => {
  const texts = tableNames.flatMap((tableName) =>
    database
      .rows(tableName)
      .filter(({ kind }) => isState(tableName, String(kind)))
      .map((row) => `${tableName} ${textOf(row)}`),
  );
  const mentions = new Map<string, string[]>();
  for (const text of texts) {
    for (const id of idsIn(text)) mentions.set(id, [...(mentions.get(id) ?? []), text]);
  }
  let colours = new Map([...mentions.keys()].map((id) => [id, prefixOf(id)]));
  for (let round = 0; round < rounds; round += 1) {
    const next = new Map<string, string>();
    for (const [id, where] of mentions) {
      const seen = where.map((text) =>
        text.replaceAll(idPattern, (other) => (other === id ? '*' : `<${colours.get(other)}>`)),
      );
      next.set(id, `${prefixOf(id)}:${digest(seen.sort().join('\n'))}`);
    }
    colours = next;
  }
  return {
    plain: texts.map((text) => text.replaceAll(idPattern, (id) => `<${prefixOf(id)}>`)).sort(),
    linked: texts.map((text) => text.replaceAll(idPattern, (id) => `<${colours.get(id)}>`)).sort(),
  };
};

const without = (rows: readonly string[], others: readonly string[]): readonly string[] => {
  const left = [...others];
  return rows.filter((row) => {
    const index = left.indexOf(row);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
};

const shownMax = 12;

const contextBefore = 120;
const contextAfter = 280;

/** The rows, each cut to where it begins to differ from its nearest on the other side. */
const shown = (sign: '-' | '+', rows: readonly string[], others: readonly string[]): readonly string[] =>
  rows.slice(0, shownMax).map((row) => {
    const shared = others.map((other) => {
      const at = [...row].findIndex((letter, index) => letter !== other[index]);
      return at < 0 ? row.length : at;
    });
    const at = Math.max(0, ...shared);
    const from = Math.max(0, at - contextBefore);
    return `${sign} ${row.slice(0, Math.min(from, contextBefore))} … ${row.slice(from, at + contextAfter)}`;
  });

/** What one house has and the other has not: nothing when they are in the same state. */
export const differenceBetween = (one: CanonicalRows, other: CanonicalRows): readonly string[] => {
  // What differs in itself says more than what differs because it hangs on that.
  const form = one.plain.join() === other.plain.join() ? 'linked' : 'plain';
  const [gone, come] = [without(one[form], other[form]), without(other[form], one[form])];
  return [...shown('-', gone, come), ...shown('+', come, gone)];
};
