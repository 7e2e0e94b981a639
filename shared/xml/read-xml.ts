import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { xmlErrors } from './xml-errors.ts';

/** Largest document that is read unless the caller knows better, in bytes. */
export const xmlBytesMax = 256 * 1024;
/** Deepest nesting that is read; ISO 20022 messages stay under 20. */
export const xmlDepthMax = 40;

/** One element; names carry no namespace prefix, text is joined and trimmed, references are decoded. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

// Entities stay off in the parser: what a document type would declare is refused, and the five that XML itself knows are
// decoded here, each once, so that nothing can expand.
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: xmlDepthMax,
});

const predefined: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const decodeReference = (whole: string, name: string): string => {
  const known = predefined[name];
  if (known !== undefined) return known;
  const code = /^#(?:x([0-9A-Fa-f]{1,6})|(\d{1,7}))$/.exec(name);
  const point = code ? Number.parseInt(code[1] ?? code[2] ?? '', code[1] ? 16 : 10) : Number.NaN;
  const isCharacter = point >= 0x20 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff);
  if (isCharacter || point === 0x9 || point === 0xa || point === 0xd) return String.fromCodePoint(point);
  throw xmlErrors.forbidden(`The reference ${whole.slice(0, 12)} is not one of XML's own.`);
};

const decode = (text: string): string =>
  text.replaceAll(/&([^;&\s]{1,12});/g, (whole, name: string) => decodeReference(whole, name));

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const attributesOf = (node: Record<string, unknown>): Record<string, string> => {
  const raw = node[':@'];
  if (!isRecord(raw)) return {};
  return Object.fromEntries(Object.entries(raw).map(([name, value]) => [name, decode(String(value))]));
};

const textOf = (nodes: readonly unknown[]): string =>
  nodes.map((node) => (isRecord(node) && '#text' in node ? decode(String(node['#text'])) : '')).join('');

const toElements = (nodes: readonly unknown[], depth: number): XmlElement[] => {
  if (depth > xmlDepthMax) throw xmlErrors.too_large(`The document nests deeper than ${xmlDepthMax} levels.`);
  return nodes.flatMap((node) => {
    if (!isRecord(node)) return [];
    const name = Object.keys(node).find((key) => key !== ':@');
    if (name === undefined || name === '#text') return [];
    const inner = Array.isArray(node[name]) ? node[name] : [];
    return [
      {
        name,
        attributes: attributesOf(node),
        children: toElements(inner, depth + 1),
        text: textOf(inner).trim(),
      },
    ];
  });
};

const parse = (text: string): unknown => {
  try {
    return parser.parse(text);
  } catch (cause) {
    throw xmlErrors.malformed('The document cannot be read as XML.', { cause });
  }
};

/**
 * The root element of a document from outside. Document types and entities of its own are refused before parsing (XXE,
 * billion laughs: OWASP XML External Entity Prevention). Errors: xml.malformed, xml.forbidden, xml.too_large.
 */
export const readXml = (text: string, options: { readonly bytesMax?: number } = {}): XmlElement => {
  const { bytesMax = xmlBytesMax } = options;
  if (text.length > bytesMax || Buffer.byteLength(text) > bytesMax)
    throw xmlErrors.too_large(`The document is over ${bytesMax} bytes.`);
  if (/<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)/i.test(text))
    throw xmlErrors.forbidden('The document declares a document type or entities.');
  const validity = XMLValidator.validate(text);
  if (validity !== true) throw xmlErrors.malformed(`Line ${validity.err.line}: ${validity.err.msg}`);
  const parsed = parse(text);
  const roots = Array.isArray(parsed) ? toElements(parsed, 1) : [];
  const [root] = roots;
  if (root === undefined || roots.length !== 1)
    throw xmlErrors.malformed('A document has exactly one root element.');
  return root;
};

/** Direct children of that name, in document order. */
export const childrenOf = (element: XmlElement, name: string): readonly XmlElement[] =>
  element.children.filter((child) => child.name === name);

/** The first element along a path of names such as `GrpHdr/MsgId`, or undefined. */
export const findElement = (element: XmlElement, path: string): XmlElement | undefined =>
  path
    .split('/')
    .reduce<XmlElement | undefined>(
      (found, name) => found?.children.find((child) => child.name === name),
      element,
    );

/** The text along a path, or undefined when the element is missing or empty. */
export const findText = (element: XmlElement, path: string): string | undefined =>
  findElement(element, path)?.text || undefined;

/** The text along a path. Errors: xml.malformed when it is missing or empty. */
export const needText = (element: XmlElement, path: string): string => {
  const found = findText(element, path);
  if (found === undefined) throw xmlErrors.malformed(`${element.name}/${path} is missing.`);
  return found;
};
