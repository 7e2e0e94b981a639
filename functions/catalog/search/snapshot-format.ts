import { defineErrors } from '../../../shared/kernel/errors.ts';
import { ByteWriter, readU32 } from './bytes.ts';

/** Refusals of a file that is given as an index. */
export const snapshotErrors = defineErrors('catalog_index', {
  not_an_index: {
    status: 422,
    title: 'The file is not a matching index',
    remedy: 'Build one with entrepot index.',
  },
  incomplete: { status: 422, title: 'The index is cut off or damaged', remedy: 'Build or copy it again.' },
  other_version: {
    status: 422,
    title: 'The index was built by another version',
    remedy: 'Build it again from the products.',
  },
});

const magic = 'ENTRIDX1';
/** Sections begin at multiples of this, so that typed arrays can lie over them. */
const alignment = 8;
const entryBytes = 12;
const tagLength = 4;

/** Tags of the sections; four characters each. */
export const tags = {
  meta: 'meta',
  wordTexts: 'wtxt',
  wordHash: 'whsh',
  postingStarts: 'psta',
  postings: 'post',
  compounds: 'cmpd',
  spellingStarts: 'spst',
  spellingWords: 'spwd',
  idStarts: 'idst',
  ids: 'idtx',
  titleStarts: 'tlst',
  titleLengths: 'tlln',
  titles: 'titl',
  lengths: 'leng',
  categoryTexts: 'catx',
  categoryStarts: 'cast',
  priceValues: 'prvl',
  hsCodeSpans: 'hssp',
  /** In a segment: products of its base that it stands in for. */
  replaced: 'repl',
} as const;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const aligned = (length: number): number => Math.ceil(length / alignment) * alignment;

/** One file of named sections behind a table: magic, version, count, entries of tag, offset and length, sections, magic. */
export function writeSections(
  version: string,
  sections: ReadonlyMap<string, Uint8Array>,
): Uint8Array<ArrayBuffer> {
  const versionBytes = encoder.encode(version);
  const headBytes = aligned(magic.length + 4 + versionBytes.length + 4 + sections.size * entryBytes);
  const head = new ByteWriter(headBytes);
  head.bytes(encoder.encode(magic));
  head.u32(versionBytes.length);
  head.bytes(versionBytes);
  head.u32(sections.size);
  let at = headBytes;
  for (const [tag, bytes] of sections) {
    head.bytes(encoder.encode(tag));
    head.u32(at);
    head.u32(bytes.length);
    at = aligned(at + bytes.length);
  }
  const file = new Uint8Array(at + magic.length);
  file.set(head.toBytes(), 0);
  at = headBytes;
  for (const bytes of sections.values()) {
    file.set(bytes, at);
    at = aligned(at + bytes.length);
  }
  file.set(encoder.encode(magic), at);
  return file;
}

/** The sections of a file, as views over its bytes. DomainErrors `catalog_index.not_an_index`, `.incomplete`, `.other_version`. */
export function readSections(given: Uint8Array, version: string): (tag: string) => Uint8Array {
  const file = given.byteOffset % alignment === 0 ? given : given.slice();
  const textAt = (from: number, length: number): string => decoder.decode(file.subarray(from, from + length));
  if (textAt(0, magic.length) !== magic)
    throw snapshotErrors.not_an_index('The file does not begin like an index.');
  if (textAt(file.length - magic.length, magic.length) !== magic) {
    throw snapshotErrors.incomplete('The end of the index is missing.');
  }
  const versionLength = readU32(file, magic.length);
  const found = textAt(magic.length + 4, Math.min(versionLength, 100));
  if (found !== version) {
    throw snapshotErrors.other_version(`The index was built by ${found}; this is ${version}.`);
  }
  const table = magic.length + 4 + versionLength;
  const sections = new Map<string, Uint8Array>();
  for (let index = 0; index < readU32(file, table); index += 1) {
    const entry = table + 4 + index * entryBytes;
    const start = readU32(file, entry + tagLength);
    const length = readU32(file, entry + tagLength + 4);
    if (start % alignment !== 0 || start + length > file.length) {
      throw snapshotErrors.incomplete('A section lies outside of the index.');
    }
    sections.set(textAt(entry, tagLength), file.subarray(start, start + length));
  }
  return (tag) => {
    const section = sections.get(tag);
    if (section === undefined) throw snapshotErrors.incomplete(`The section ${tag} is missing.`);
    return section;
  };
}

/** The bytes of a section as 32-bit integers, without a copy. */
export const asU32 = (bytes: Uint8Array): Uint32Array =>
  new Uint32Array(bytes.buffer, bytes.byteOffset, Math.floor(bytes.length / 4));

/** The bytes of a section as doubles, without a copy. */
export const asF64 = (bytes: Uint8Array): Float64Array =>
  new Float64Array(bytes.buffer, bytes.byteOffset, Math.floor(bytes.length / 8));

/** The bytes of a typed array. */
export const bytesOf = (values: Uint32Array | Float64Array): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
