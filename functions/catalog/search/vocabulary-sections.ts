import { wordStem } from './analyse-text.ts';
import { type DocumentStore, sequenceBase } from './document-store.ts';

/** FNV-1a over UTF-16 units, 32 bits (Fowler, Noll, Vo), finished so that low bits can choose a slot. */
export function hashText(text: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01_00_01_93);
  }
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c_1b_3c_6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** Open addressing with linear steps: word number + 1 in the slot of its hash, 0 for free; a power of two, at most 3/4 full. */
export function writeWordHash(words: readonly string[]): Uint32Array {
  const size = 2 ** Math.ceil(Math.log2(Math.max(2, words.length / 0.75)));
  const slots = new Uint32Array(size);
  for (const [word, text] of words.entries()) {
    let slot = hashText(text) & (size - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (size - 1);
    slots[slot] = word + 1;
  }
  return slots;
}

/** Words that a misspelling may mean: plain letters, of more than one product. */
const spellable = /^[a-z]{4,20}$/;
const spellableDocumentsMin = 2;

/** The word and every form with one letter left out (Garbe's symmetric deletes); two words at most one edit apart share one. */
export function deletionsOf(word: string): readonly string[] {
  const forms = new Set([word]);
  for (let at = 0; at < word.length; at += 1) forms.add(word.slice(0, at) + word.slice(at + 1));
  return [...forms];
}

/**
 * The sound of a word as a form: first letter and consonants, doubles once, letters that sound alike as one, so that `vynal`
 * meets `vinyl`.
 */
export function skeletonOf(word: string): string {
  const sounds = word
    .replaceAll('ph', 'f')
    .replace(/[ckq]+/g, 'k')
    .replaceAll('z', 's')
    .replaceAll('j', 'g');
  return `#${sounds.charAt(0)}${sounds.slice(1).replace(/[aeiouyhw]/g, '')}`.replace(/(.)\1+/g, '$1');
}

/** All forms under which a word is kept, or looked up, for spelling. */
export const spellingFormsOf = (word: string): readonly string[] => [...deletionsOf(word), skeletonOf(word)];

/** In which of `buckets` (a power of two) a form lies. */
export const bucketOf = (form: string, buckets: number): number => hashText(form) & (buckets - 1);

/** For spelling: words by the hash of their {@link spellingFormsOf}; `starts` has one more entry than there are buckets. */
export function writeSpelling(
  words: readonly string[],
  frequencyOf: (word: number) => number,
): { starts: Uint32Array; words: Uint32Array } {
  const known: number[] = [];
  let forms = 0;
  for (const [word, text] of words.entries()) {
    if (frequencyOf(word) < spellableDocumentsMin) break;
    if (!spellable.test(text)) continue;
    known.push(word);
    forms += text.length + 2;
  }
  const buckets = 2 ** Math.ceil(Math.log2(Math.max(2, forms / 4)));
  const starts = new Uint32Array(buckets + 1);
  const each = (visit: (bucket: number, word: number) => void): void => {
    for (const word of known) {
      const taken = new Set(spellingFormsOf(words[word] ?? '').map((form) => bucketOf(form, buckets)));
      for (const bucket of taken) visit(bucket, word);
    }
  };
  each((bucket) => {
    starts[bucket + 1] = (starts[bucket + 1] ?? 0) + 1;
  });
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    starts[bucket + 1] = (starts[bucket + 1] ?? 0) + (starts[bucket] ?? 0);
  }
  const next = starts.slice();
  const found = new Uint32Array(starts[buckets] ?? 0);
  each((bucket, word) => {
    const slot = next[bucket] ?? 0;
    found[slot] = word;
    next[bucket] = slot + 1;
  });
  return { starts, words: found };
}

/** Words that are written in one and in two: of letters, or of letters and digits. */
const part = /^[a-z0-9]{1,20}$/;
const wholeLengthMin = 4;
/** Letters that a word must share with two written as one before these are stemmed: most pairs are no word. */
const commonStart = 6;
/** Most letters that stemming takes off the end of two words in one, as in `snowblower`. */
const stemCutMax = 2;

/** A stem as it may have been written: `tabl` was `table`, `batteri` `battery`. */
const writtenForms = (stem: string): readonly string[] => [
  stem,
  `${stem}e`,
  ...(stem.endsWith('i') ? [`${stem.slice(0, -1)}y`] : []),
];

/** Stems of two words written as one, as far as some word of `starts` begins so. */
function* stemsOfJoined(a: string, b: string, starts: ReadonlySet<string>): Generator<string> {
  for (const first of writtenForms(a)) {
    for (const second of writtenForms(b)) {
      const joined = first + second;
      const isLikely = joined.length <= commonStart || starts.has(joined.slice(0, commonStart));
      if (isLikely) yield wordStem(joined);
    }
  }
}

/**
 * Words of the catalogue that it also writes in two: triples of the whole, the first and the second part, by the whole. Mined
 * from neighbours in titles: `table cloth` beside `tablecloth`, `t-shirt` beside `tshirt`.
 */
export function writeCompounds(
  store: DocumentStore,
  rows: Uint32Array,
  sorted: { readonly rankOf: Uint32Array; readonly words: readonly string[] },
): Uint32Array {
  const starts = new Set(sorted.words.map((word) => word.slice(0, commonStart)));
  const seen = new Set<number>();
  const found: [number, number, number][] = [];
  const wordCount = store.words.texts.length;
  for (const row of rows) {
    let before = 0;
    for (const code of store.titleOf(row)) {
      const key = before * (wordCount + sequenceBase) + code;
      const isPair = before >= sequenceBase && code >= sequenceBase && !seen.has(key);
      if (isPair) {
        seen.add(key);
        const [first, second] = [before - sequenceBase, code - sequenceBase];
        for (const whole of wholesOf(store, sorted.rankOf, [first, second], starts))
          found.push([whole, sorted.rankOf[first] ?? 0, sorted.rankOf[second] ?? 0]);
      }
      before = code;
    }
  }
  found.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
  return Uint32Array.from(found.flat());
}

/** Ranks of the words of the catalogue that two of its words make together. */
function wholesOf(
  store: DocumentStore,
  rankOf: Uint32Array,
  [first, second]: readonly [number, number],
  starts: ReadonlySet<string>,
): ReadonlySet<number> {
  const [a = '', b = ''] = [store.words.texts[first], store.words.texts[second]];
  const found = new Set<number>();
  const isWord =
    part.test(a) && part.test(b) && !/^\d*$/.test(a + b) && a.length + b.length >= wholeLengthMin;
  if (!isWord) return found;
  for (const joined of stemsOfJoined(a, b, starts)) {
    // More than an ending must be left of the second part: `portable red` is not `portabled`.
    if (joined.length <= a.length + 1 || joined.length < a.length + b.length - stemCutMax) continue;
    const whole = store.words.find(joined);
    const rank = whole === undefined ? 0xff_ff_ff_ff : (rankOf[whole] ?? 0xff_ff_ff_ff);
    if (rank !== 0xff_ff_ff_ff) found.add(rank);
  }
  return found;
}
