import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AuditLine } from '../../../functions/ledger/chain/audit-lines.ts';
import { createChainAudit } from '../../../functions/ledger/chain/chain-audit.ts';
import { walkBooks } from '../../../functions/ledger/chain/walk-books.ts';
import { journalOf } from '../../support/journal-table.ts';
import { bookInMemory } from '../../support/ledger-book.ts';

const journals = Array.from({ length: 130 }, (_, index) =>
  journalOf(`pay_${index}`, 'DR 1010 USD 10.00\nCR 2040/com_s USD 10.00'),
);
const idAt = (sequence: number): string => journals[sequence - 1]?.journalId ?? '';

type Row = Record<string, unknown>;
const book = bookInMemory();
let whole: ReturnType<typeof book.database.snapshot>;

// Blocks end at 64, 128 and 130; totals stand at 64 and 128.
beforeAll(async () => {
  await book.post(journals);
  await book.seal(journals);
  whole = book.database.snapshot();
});
beforeEach(() => book.database.restore(whole));

const rowAt = (pk: string, sk: string): Row => {
  const found = book.database.rows('ledger').find((row) => row.pk === pk && row.sk === sk);
  if (!found) throw new Error(`No row ${pk} / ${sk}`);
  return found;
};
const put = (Item: Row) => book.client.send(new PutCommand({ TableName: 'ledger', Item }));
const remove = (pk: string, sk: string) =>
  book.client.send(new DeleteCommand({ TableName: 'ledger', Key: { pk, sk } }));
const set = (pk: string, sk: string, name: string, value: unknown) =>
  book.client.send(
    new UpdateCommand({
      TableName: 'ledger',
      Key: { pk, sk },
      UpdateExpression: 'SET #name = :value',
      ExpressionAttributeNames: { '#name': name },
      ExpressionAttributeValues: { ':value': value },
    }),
  );
const journalRow = (sequence: number) => rowAt(`JOURNAL#${idAt(sequence)}`, 'JOURNAL');
const block64 = ['CHAIN#ENT', 'BLOCK#000000000064'] as const;
const entriesOf = (block: readonly [string, string]): unknown[] => [
  ...(rowAt(...block).entries as unknown[]),
];
const lineOf = (account: string, sequence: number): Row => {
  const found = book.database
    .rows('ledger')
    .find(
      (row) => String(row.pk).startsWith(`ACCOUNT#${account}`) && String(row.sk).includes(idAt(sequence)),
    );
  if (!found) throw new Error('No such line');
  return found;
};

/** What somebody with the keys to the table did; place, row and fault that the audit names first. */
const table: readonly (readonly [
  what: string,
  how: () => Promise<unknown>,
  sequence: number | undefined,
  row: () => string,
  fault: string,
])[] = [
  [
    'the amount in a journal is another',
    () => {
      const row = journalRow(7);
      return put({ ...row, data: JSON.parse(JSON.stringify(row.data).replaceAll('"1000"', '"9000"')) });
    },
    7,
    () => `JOURNAL#${idAt(7)} / JOURNAL`,
    'changed',
  ],
  [
    'a member is added to a journal',
    () => put({ ...journalRow(8), data: { ...Object(journalRow(8).data), note: 'x' } }),
    8,
    () => `JOURNAL#${idAt(8)} / JOURNAL`,
    'changed',
  ],
  [
    'a journal is gone',
    () => remove(`JOURNAL#${idAt(9)}`, 'JOURNAL'),
    9,
    () => `JOURNAL#${idAt(9)} / JOURNAL`,
    'missing',
  ],
  [
    'a journal claims another place',
    () => set(`JOURNAL#${idAt(10)}`, 'JOURNAL', 'sequence', 99),
    10,
    () => `JOURNAL#${idAt(10)} / JOURNAL`,
    'changed',
  ],
  [
    'two entries have changed places',
    () => {
      const entries = entriesOf(block64);
      [entries[10], entries[11]] = [entries[11], entries[10]];
      return set(...block64, 'entries', entries);
    },
    11,
    () => block64.join(' / '),
    'reordered',
  ],
  [
    'an entry is gone from its block',
    () =>
      set(
        ...block64,
        'entries',
        entriesOf(block64).filter((_, index) => index !== 20),
      ),
    21,
    () => block64.join(' / '),
    'missing',
  ],
  [
    'an entry was put between',
    () => {
      const entries = entriesOf(block64);
      entries.splice(30, 0, ['jrn_FORGED', 'c', 'h']);
      return set(...block64, 'entries', entries);
    },
    31,
    () => block64.join(' / '),
    'inserted',
  ],
  [
    'an entry has another content hash',
    () => {
      const entries = entriesOf(block64);
      entries[40] = [idAt(41), 'another', (entries[40] as string[])[2]];
      return set(...block64, 'entries', entries);
    },
    41,
    () => block64.join(' / '),
    'changed',
  ],
  [
    'a block follows something else',
    () => set('CHAIN#ENT', 'BLOCK#000000000128', 'previousHash', 'x'),
    65,
    () => 'CHAIN#ENT / BLOCK#000000000128',
    'changed',
  ],
  [
    'a block is gone',
    () => remove('CHAIN#ENT', 'BLOCK#000000000128'),
    65,
    () => 'CHAIN#ENT / BLOCK#000000000128',
    'missing',
  ],
  [
    'the last block is gone',
    () => remove('CHAIN#ENT', 'BLOCK#000000000130'),
    129,
    () => 'CHAIN#ENT / BLOCK#000000000130',
    'missing',
  ],
  [
    'a block is there twice',
    () => put({ ...rowAt(...block64), sk: 'BLOCK#000000000070' }),
    1,
    () => 'CHAIN#ENT / BLOCK#000000000070',
    'inserted',
  ],
  [
    'the head says another hash',
    () => set('CHAIN#ENT', 'HEAD', 'hash', 'x'),
    130,
    () => 'CHAIN#ENT / HEAD',
    'changed',
  ],
  [
    'stored totals are others',
    () => set('CHAIN#ENT', 'TOTALS#000000000064', 'sums', { 'USD|1010': '1 0', 'USD|2040': '0 1' }),
    64,
    () => 'CHAIN#ENT / TOTALS#000000000064',
    'changed',
  ],
  [
    'stored totals are gone',
    () => remove('CHAIN#ENT', 'TOTALS#000000000064'),
    64,
    () => 'CHAIN#ENT / TOTALS#000000000064',
    'missing',
  ],
  [
    'stored totals were put between',
    () => put({ ...rowAt('CHAIN#ENT', 'TOTALS#000000000064'), sk: 'TOTALS#000000000070', sequence: 70 }),
    70,
    () => 'CHAIN#ENT / TOTALS#000000000070',
    'inserted',
  ],
  [
    'a balance is larger',
    () => set('ACCOUNT#2040:ENT:USD:com_s', 'BALANCE', 'available', 999_999),
    undefined,
    () => 'ACCOUNT#2040:ENT:USD:com_s / BALANCE',
    'changed',
  ],
  [
    'a line of an account says another amount',
    () => {
      const row = lineOf('2040:ENT:USD:com_s', 50);
      return put({ ...row, data: JSON.parse(JSON.stringify(row.data).replace('"1000"', '"2000"')) });
    },
    undefined,
    () => `ACCOUNT#2040:ENT:USD:com_s / ${lineOf('2040:ENT:USD:com_s', 50).sk}`,
    'changed',
  ],
  [
    'a line of the bank account is gone',
    () => {
      const { pk, sk } = lineOf('1010:ENT:USD', 60);
      return remove(String(pk), String(sk));
    },
    undefined,
    () => `ACCOUNT#1010:ENT:USD / POSTING of ${idAt(60)}#0`,
    'missing',
  ],
  [
    'a line without a journal stands in an account',
    () => {
      const row = lineOf('1010:ENT:USD', 61);
      const sk = String(row.sk).replace(idAt(61), 'jrn_FORGED');
      return put({ ...row, sk, data: { ...Object(row.data), journalId: 'jrn_FORGED' } });
    },
    undefined,
    () => {
      const forged = book.database.rows('ledger').find(({ sk }) => String(sk).includes('jrn_FORGED'));
      return `${forged?.pk} / ${forged?.sk}`;
    },
    'inserted',
  ],
];

describe('an audit of a sealed ledger', () => {
  test('finds nothing where nothing was touched', async () => {
    expect((await book.audit()).report()).toMatchObject({ sequence: 130, accounts: 2, findings: [] });
  });

  test.each(table)('finds that %s', async (_, how, sequence, row, fault) => {
    // Given
    await how();

    // When
    const [first] = (await book.audit()).report().findings;

    // Then
    expect(first).toMatchObject({ row: row(), fault, ...(sequence === undefined ? {} : { sequence }) });
  });

  test.each(table)('finds on an export that %s', async (_, how, sequence, row, fault) => {
    // Given
    await how();
    const lines: AuditLine[] = [];
    await walkBooks('ENT', book.ask, (line) => lines.push(line));

    // When: nothing but the file is left
    const audit = createChainAudit('ENT');
    for (const line of JSON.parse(JSON.stringify(lines)) as AuditLine[]) audit.add(line);

    // Then
    const [first] = audit.report().findings;
    expect(first).toMatchObject({ row: row(), fault, ...(sequence === undefined ? {} : { sequence }) });
  });

  test('lists what is not sealed yet, and calls its lines no fault', async () => {
    // Given
    const late = journalOf('late', 'DR 1010 USD 1.00\nCR 2040/com_s USD 1.00');
    await book.post([late]);

    // When
    const report = (await book.audit()).report();

    // Then
    expect(report.findings).toEqual([]);
    expect(report.unsealed.map(({ journalId }) => journalId)).toEqual([late.journalId]);
  });

  test('of a house that goes on trading calls nothing broken', async () => {
    // Given: each look into the books is followed by another journal, half of them sealed at once
    let many = 0;
    const audit = await walkBooks('ENT', async (request) => {
      const answer = await book.ask(request);
      const journal = journalOf(`while_${many}`, 'DR 1010 USD 1.00\nCR 2040/com_s USD 1.00');
      await book.post([journal]);
      if (many % 2 === 0) await book.seal([journal]);
      many += 1;
      return answer;
    });

    // Then
    expect(audit.report().findings).toEqual([]);
    expect(many).toBeGreaterThan(5);
  });
});
