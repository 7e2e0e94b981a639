import { describe, expect, test } from 'vitest';
import { readStatements, statementBytesMax } from '../../../functions/reconciliation/camt053.ts';
import { dailyStatements, writeStatement } from '../../../functions/sandbox/bank/daily-statement.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';

const account = { accountNumber: 'NL90SNDB0000000840', currency: 'USD', ownerName: 'Entrepot' };
const line = (entryId: string, side: 'credit' | 'debit', amount: string, bookedAt: string) => ({
  entryId,
  side,
  amount: { currency: 'USD', amount },
  bookedAt,
  counterparty: 'Somebody',
  ...(side === 'debit' ? { endToEndId: `POT-${entryId}` } : { reference: 'RF18539007547034' }),
});
const lines = [
  line('a', 'credit', '100.00', '2026-11-22T09:00:00.000Z'),
  line('b', 'debit', '130.00', '2026-11-22T10:00:00.000Z'),
  line('c', 'credit', '5.00', '2026-11-24T10:00:00.000Z'),
];
const now = parseInstant('2026-11-25T08:00:00.000Z');
const texts = dailyStatements(lines, now).map((one) => writeStatement(one, account));
const [first = ''] = texts;

const code = (text: string): string => {
  try {
    readStatements(text);
    return 'read';
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
};

describe('a camt.053 of the twin', () => {
  test('is read with its balances, below zero too, its number and its entries', () => {
    expect(texts.flatMap(readStatements)).toMatchObject([
      {
        number: 1,
        accountNumber: 'NL90SNDB0000000840',
        currency: 'USD',
        openingMinor: 0n,
        closingMinor: -3_000n,
        on: '2026-11-22',
        entries: [
          { amountMinor: 10_000n, text: 'Somebody, RF18539007547034', number: 1 },
          { amountMinor: -13_000n, key: 'POT-b', number: 1 },
        ],
      },
      { number: 2, openingMinor: -3_000n, closingMinor: -2_500n, on: '2026-11-24' },
    ]);
  });

  test('of the day that is not over is not issued', () => {
    expect(dailyStatements(lines, parseInstant('2026-11-24T12:00:00.000Z'))).toHaveLength(1);
  });
});

describe('what is refused, and by which name', () => {
  test.each([
    ['an entry that is missing', first.replace(/<Ntry>.*?<\/Ntry>/s, ''), 'reconciliation.does_not_add_up'],
    ['another closing balance', first.replace('30.00', '31.00'), 'reconciliation.does_not_add_up'],
    ['one reference twice', first.replace('>b<', '>a<'), 'reconciliation.duplicate_entry'],
    [
      'a page of several',
      first.replace(
        '<ElctrncSeqNb>',
        '<StmtPgntn><PgNb>1</PgNb><LastPgInd>false</LastPgInd></StmtPgntn><ElctrncSeqNb>',
      ),
      'reconciliation.statement_incomplete',
    ],
    ['a number that is none', first.replaceAll('SeqNb>1<', 'SeqNb>1e3<'), 'xml.malformed'],
    ['an entry in another currency', first.replace('Ccy="USD">100', 'Ccy="EUR">100'), 'xml.malformed'],
    ['no opening balance', first.replace('OPBD', 'XXXX'), 'xml.malformed'],
    ['neither credit nor debit', first.replace('>DBIT<', '>BOTH<'), 'xml.malformed'],
    ['no statement in it', first.replace(/<Stmt>.*<\/Stmt>/s, ''), 'reconciliation.not_a_statement'],
    ['no namespace', first.replace(/ xmlns="[^"]*"/, ''), 'reconciliation.not_a_statement'],
    ['a notification', first.replace('camt.053', 'camt.054'), 'reconciliation.not_a_statement'],
    [
      'somebody else’s namespace',
      first.replace('urn:iso:std:iso:20022:tech:xsd:camt.053.001.08', 'https://example.com/camt.053.001.08'),
      'reconciliation.not_a_statement',
    ],
    [
      'the right namespace in a comment only',
      first
        .replace(/ xmlns="[^"]*"/, '')
        .replace(
          '<Document',
          '<!-- <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"> --><Document',
        ),
      'reconciliation.not_a_statement',
    ],
  ])('%s', (_name, text, expected) => {
    expect(code(text)).toBe(expected);
  });
});

describe('hostile documents', () => {
  const laughs = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from(
    { length: 9 },
    (_, n) => `<!ENTITY lol${n + 1} "${`&lol${n === 0 ? '' : n};`.repeat(10)}">`,
  ).join('')}]><Document>&lol9;</Document>`;

  test.each([
    ['a billion laughs', laughs, 'xml.forbidden'],
    [
      'an external entity',
      `<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>${first.slice(first.indexOf('<Document')).replace('Somebody', '&x;')}`,
      'xml.forbidden',
    ],
    [
      'an external parameter entity',
      `<!DOCTYPE d SYSTEM "https://example.com/d.dtd">${first}`,
      'xml.forbidden',
    ],
    ['a reference to an entity that nobody declared', first.replace('Somebody', '&xxe;'), 'xml.forbidden'],
    ['fifty megabytes', `${first}${' '.repeat(50 * 1024 * 1024)}`, 'xml.too_large'],
    ['one byte more than is read', first.padEnd(statementBytesMax + 1), 'xml.too_large'],
    ['nesting a hundred thousand deep', `${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`, 'xml.malformed'],
    ['nesting of sixty', `${'<a>'.repeat(60)}${'</a>'.repeat(60)}`, 'xml.malformed'],
    ['an open element', first.slice(0, -12), 'xml.malformed'],
    ['nothing', '', 'xml.malformed'],
  ])('%s is refused at once', (_name, text, expected) => {
    const before = performance.now();
    expect(code(text)).toBe(expected);
    expect(performance.now() - before).toBeLessThan(2_000);
  });
});
