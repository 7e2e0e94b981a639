/** Content of an element: text, or child elements; an element whose content is undefined is left out. */
export type XmlContent = string | readonly (XmlNode | undefined)[];

/** One element to write. */
export interface XmlNode {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly content: XmlContent;
}

const replacements: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text as an XML document may carry it: markup escaped, characters that XML 1.0 forbids (controls, lone surrogates) dropped. */
export const escapeXml = (text: string): string =>
  text
    .normalize('NFC')
    .toWellFormed()
    .replaceAll(/[\p{Cc}\uFFFD\uFFFE\uFFFF]/gu, ' ')
    .replaceAll(/[&<>"']/g, (character) => replacements[character] ?? character);

/** An element with text or children. */
export const xml = (
  name: string,
  content: XmlContent,
  attributes?: Readonly<Record<string, string>>,
): XmlNode => ({ name, content, ...(attributes ? { attributes } : {}) });

/** An element that is left out when there is no text for it. */
export const xmlIf = (name: string, text: string | undefined): XmlNode | undefined =>
  text === undefined || text === '' ? undefined : xml(name, text);

const writeNode = (node: XmlNode): string => {
  const attributes = Object.entries(node.attributes ?? {})
    .map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
    .join('');
  const inner =
    typeof node.content === 'string'
      ? escapeXml(node.content)
      : node.content.map((child) => (child ? writeNode(child) : '')).join('');
  return `<${node.name}${attributes}>${inner}</${node.name}>`;
};

/** A whole document in UTF-8. Names of elements and attributes are ours and not escaped. */
export const writeXml = (root: XmlNode): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${writeNode(root)}`;
