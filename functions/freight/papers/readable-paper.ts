import type { Block, DocumentPlan } from '../../../shared/documents/pdf.ts';
import { type Paper, type PaperKind, paperStandards } from '../domain/papers/paper.ts';

const titles: Readonly<Record<PaperKind, string>> = {
  'booking-request': 'Booking request',
  'booking-confirmation': 'Booking as the carrier answered it',
  'shipping-instructions': 'Shipping instructions',
  'master-bill': 'Master bill',
  'verified-mass': 'Verified gross mass declaration (SOLAS VI/2)',
  'house-bill': 'House bill',
  'arrival-notice': 'Arrival notice',
  'delivery-order': 'Delivery order',
};

type Field = readonly [name: string, value: string];

/** Columns of a list that is still shown as a table. */
const columnsMax = 7;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `cargoGrossWeight` is `Cargo gross weight`, `ISOEquipmentCode` is `ISO equipment code`. */
const wordsOf = (key: string): string => {
  const words = key
    .split(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/)
    .map((word) => (/^[A-Z]{2,}s?$/.test(word) ? word : word.toLowerCase()))
    .join(' ');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
};

const isMeasure = (value: Readonly<Record<string, unknown>>): boolean =>
  Object.keys(value).length === 2 && 'value' in value && 'unit' in value;

const joined = (label: string, key: string): string =>
  label === '' ? wordsOf(key) : `${label}, ${wordsOf(key).toLowerCase()}`;

/** A value as lines of name and text, however deep it is. */
const fieldsOf = (value: unknown, label: string): readonly Field[] => {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) {
    if (value.length === 0) return [];
    if (!value.some(isObject)) return [[label, value.join(', ')]];
    return value.flatMap((one, index) =>
      fieldsOf(one, value.length === 1 ? label : `${label} ${index + 1}`.trim()),
    );
  }
  if (!isObject(value)) return [[label, String(value)]];
  if (isMeasure(value)) return [[label, `${value.value} ${value.unit}`]];
  return Object.entries(value).flatMap(([key, member]) => fieldsOf(member, joined(label, key)));
};

const namesOf = (rows: readonly (readonly Field[])[]): readonly string[] => [
  ...new Set(rows.flatMap((row) => row.map(([name]) => name))),
];

const listBlocks = (list: readonly unknown[]): readonly Block[] => {
  const rows = list.map((one) => fieldsOf(one, ''));
  const names = namesOf(rows);
  if (list.length > 1 && names.length <= columnsMax)
    return [
      {
        kind: 'table',
        columns: names.map((title) => ({ title, share: 1, align: 'left' })),
        rows: rows.map((row) => names.map((name) => new Map(row).get(name) ?? '')),
      },
    ];
  return rows.map((fields): Block => ({ kind: 'fields', fields }));
};

const isSection = (value: unknown): boolean =>
  Array.isArray(value) ? value.some(isObject) : isObject(value) && !isMeasure(value);

const sectionsOf = (document: Readonly<Record<string, unknown>>): readonly Block[] =>
  Object.entries(document)
    .filter(([, value]) => isSection(value))
    .flatMap(([key, value]): readonly Block[] => [
      { kind: 'title', text: wordsOf(key) },
      ...(Array.isArray(value)
        ? listBlocks(value)
        : [{ kind: 'fields' as const, fields: fieldsOf(value, '') }]),
    ]);

const headOf = (paper: Paper): readonly Field[] => [
  ['Reference', paper.reference],
  ['Version', `${paper.version}${paper.state === 'void' ? ' (void)' : ''}`],
  ['Issued at', paper.issuedAt],
  ...(paper.replaces
    ? [
        [
          'Replaces',
          `version ${paper.replaces.version} (${paper.replaces.hash}): ${paper.replaces.why}`,
        ] as const,
      ]
    : []),
  ['Fields', paperStandards[paper.kind]],
  ['SHA-256', paper.hash],
];

/** Mass by method 2 is cargo, tare and what lies between them and the whole. */
const dunnageOf = ({ kind }: Paper, document: Readonly<Record<string, unknown>>): readonly Field[] => {
  const { VGM, equipmentDetails } = document;
  if (kind !== 'verified-mass' || !isObject(VGM) || VGM.method !== 'SM2' || !isObject(equipmentDetails))
    return [];
  const grams = (value: unknown): number => (isObject(value) ? Math.round(Number(value.value) * 1_000) : 0);
  const { cargoGrossWeight, tareWeight } = equipmentDetails;
  return [['Dunnage', `${(grams(VGM.weight) - grams(cargoGrossWeight) - grams(tareWeight)) / 1_000} KGM`]];
};

/** A paper for people: what it is, then everything that its document says, in the order of the document. */
export const readablePaper = (paper: Paper, document: Readonly<Record<string, unknown>>): DocumentPlan => {
  const plain = Object.entries(document).filter(([, value]) => !isSection(value));
  return {
    title: `${titles[paper.kind]} ${paper.reference}`,
    author: 'Entrepôt',
    at: paper.issuedAt,
    blocks: [
      { kind: 'title', text: titles[paper.kind] },
      { kind: 'fields', fields: headOf(paper) },
      { kind: 'title', text: 'Terms' },
      {
        kind: 'fields',
        fields: [
          ...plain.flatMap(([key, value]) => fieldsOf(value, wordsOf(key))),
          ...dunnageOf(paper, document),
        ],
      },
      ...sectionsOf(document),
    ],
  };
};
