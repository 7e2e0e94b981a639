import { describe, expect, test } from 'vitest';
import { DomainError } from '../../../shared/kernel/errors.ts';
import { childrenOf, findText, needText, readXml, xmlBytesMax } from '../../../shared/xml/read-xml.ts';
import { writeXml, xml, xmlIf } from '../../../shared/xml/write-xml.ts';

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  return 'none';
};

describe('readXml', () => {
  test('reads elements without prefixes, attributes and text as they are written', () => {
    // Given
    const text =
      '<?xml version="1.0"?><g:Envelope xmlns:g="urn:x"><Amt Ccy="USD">014815.00</Amt><Nm>Smith &amp; S&#246;hne &lt;1&gt;</Nm><Amt Ccy="EUR">1e5</Amt></g:Envelope>';
    // When
    const root = readXml(text);
    // Then
    expect(root.name).toBe('Envelope');
    expect(findText(root, 'Amt')).toBe('014815.00');
    expect(childrenOf(root, 'Amt').map((one) => one.attributes.Ccy)).toEqual(['USD', 'EUR']);
    expect(needText(root, 'Nm')).toBe('Smith & Söhne <1>');
    expect(findText(root, 'Missing/Deep')).toBeUndefined();
  });

  test.each([
    [
      'an external entity',
      '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>',
      'xml.forbidden',
    ],
    [
      'a billion laughs',
      '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]><r>&c;</r>',
      'xml.forbidden',
    ],
    ['a document type in small letters', '<!doctype r><r/>', 'xml.forbidden'],
    ['an entity that nobody declared', '<r>&secret;</r>', 'xml.forbidden'],
    ['a character that XML has not', '<r>&#0;</r>', 'xml.forbidden'],
    ['an element left open', '<r><a></r>', 'xml.malformed'],
    ['two roots', '<a/><b/>', 'xml.malformed'],
    ['no XML at all', 'plain words', 'xml.malformed'],
    ['nothing', '', 'xml.malformed'],
    ['too many bytes', `<r>${'x'.repeat(xmlBytesMax)}</r>`, 'xml.too_large'],
    ['an abyss', `${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}`, 'xml.malformed'],
  ])('refuses %s', (_name, text, code) => {
    expect(codeOf(() => readXml(text))).toBe(code);
  });

  test('says what is missing', () => {
    expect(codeOf(() => needText(readXml('<r><a/></r>'), 'a'))).toBe('xml.malformed');
  });
});

describe('writeXml', () => {
  test('escapes what people write, and is read back', () => {
    // Given
    const name = `Ann "A" <O'Neill> & Söhne`;
    // When
    const text = writeXml(xml('r', [xml('Nm', name, { lang: 'a"b' }), xmlIf('No', undefined)]));
    // Then
    expect(text).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<r><Nm lang="a&quot;b">Ann &quot;A&quot; &lt;O&apos;Neill&gt; &amp; Söhne</Nm></r>',
    );
    expect(needText(readXml(text), 'Nm')).toBe(name);
  });

  test('never writes what XML cannot carry', () => {
    const text = writeXml(xml('r', [xml('Nm', `a\u0000b\u0008c\uD800d\u{1F6A2}`)]));
    expect(needText(readXml(text), 'Nm')).toBe('a b c d\u{1F6A2}');
  });
});
