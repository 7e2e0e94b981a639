import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { blockJournalsMax } from '../../../functions/ledger/chain/seal-journals.ts';
import { contentHashOf, emptyHead, entryHash, genesisHash } from '../../../functions/ledger/domain/chain.ts';
import { proveConservation } from '../../../functions/ledger/domain/trial-balance.ts';
import { DomainError } from '../../../shared/kernel/errors.ts';
import { parseInstant } from '../../../shared/kernel/instant.ts';
import { journalOf } from '../../support/journal-table.ts';
import { type Book, bookInMemory } from '../../support/ledger-book.ts';

const deposit = (name: string, amount = '10.00') =>
  journalOf(name, `DR 1010 USD ${amount}\nCR 2040/com_s USD ${amount}`);
const deposits = (many: number) => Array.from({ length: many }, (_, index) => deposit(`deposit_${index}`));

/** A book with so many deposits, all sealed, so many a block. */
const sealedBook = async (many: number, aBlock = blockJournalsMax) => {
  const book = bookInMemory();
  const journals = deposits(many);
  await book.post(journals);
  for (let start = 0; start < many; start += aBlock) await book.seal(journals.slice(start, start + aBlock));
  return { book, journals };
};

const usdAt = async (book: Book, sequence: number) =>
  proveConservation(await book.sealer.chain.sumsAt('ENT', sequence, book.now())).find(
    ({ currency }) => currency === 'USD',
  );

describe('hashes', () => {
  // Worked out apart from the code: printf '%s' '["entrepot.ledger.chain.v1","ENT"]' | openssl dgst -sha256 -binary | base64
  test('begin at one that names the ledger', () => {
    expect(genesisHash('ENT')).toBe('pkd6xEEPukpQCHqCevEu1E-t4y9egX6EwLVFuW9eHGU');
    expect(emptyHead('FUND').hash).not.toBe(genesisHash('ENT'));
  });

  test('do not depend on the order of members, and on nothing but the content', () => {
    expect(contentHashOf({ a: '1', b: { c: ['x'] } })).toBe(contentHashOf({ b: { c: ['x'] }, a: '1' }));
    expect(contentHashOf({ a: '1' })).not.toBe(contentHashOf({ a: '2' }));
  });

  test('of an entry take in ledger, place, journal, content and the one before', () => {
    const entry = { sequence: 1, journalId: 'jrn_1', contentHash: 'c' };
    const hashes = [
      entryHash('ENT', 'p', entry),
      entryHash('FUND', 'p', entry),
      entryHash('ENT', 'q', entry),
      entryHash('ENT', 'p', { ...entry, sequence: 2 }),
      entryHash('ENT', 'p', { ...entry, journalId: 'jrn_2' }),
      entryHash('ENT', 'p', { ...entry, contentHash: 'd' }),
    ];
    expect(new Set(hashes).size).toBe(6);
  });
});

describe('sealing', () => {
  test('gives each journal the next place, in the order given', async () => {
    // When
    const { book, journals } = await sealedBook(5, 2);

    // Then
    const rows = await book.sealer.chain.journals(journals.map(({ journalId }) => journalId));
    expect(rows.map(({ sequence, journal }) => [sequence, journal.kind]).sort()).toEqual([
      [1, 'deposit_0'],
      [2, 'deposit_1'],
      [3, 'deposit_2'],
      [4, 'deposit_3'],
      [5, 'deposit_4'],
    ]);
    expect((await book.sealer.chain.head('ENT')).sequence).toBe(5);
    expect(await book.sealer.chain.unsealed('ENT')).toEqual([]);
    expect((await book.audit()).report().findings).toEqual([]);
  });

  test('again, and of what nobody posted, changes nothing', async () => {
    // Given
    const { book, journals } = await sealedBook(3);
    const before = book.database.rows('ledger');

    // When
    const again = await book.seal([...journals, deposit('never_posted')]);

    // Then
    expect(again).toEqual({ sealed: 0, already: 3 });
    expect(book.database.rows('ledger')).toEqual(before);
  });

  test('by many at once leaves one chain without a gap', async () => {
    // Given
    const book = bookInMemory();
    const journals = deposits(60);
    await book.post(journals);

    // When: eight sealers, each with an overlapping third
    await Promise.all(
      Array.from({ length: 8 }, (_, index) => book.seal(journals.slice(index * 5, index * 5 + 25))),
    );

    // Then
    const report = (await book.audit()).report();
    expect(report).toMatchObject({ sequence: 60, findings: [], unsealed: [] });
  });

  test('keeps each ledger apart', async () => {
    // Given
    const book = bookInMemory();
    const units = {
      ...journalOf('units', 'DR 8010 USD 4.00\nCR 8110/com_s USD 4.00'),
      ledger: 'FUND',
    } as const;
    await book.post([deposit('one'), units]);

    // When
    await book.seal([deposit('one'), units]);

    // Then
    expect((await book.audit('ENT')).report()).toMatchObject({ sequence: 1, findings: [] });
    expect((await book.audit('FUND')).report()).toMatchObject({ sequence: 1, findings: [] });
  });

  test('takes the ledger from what is posted, whoever asks', async () => {
    // Given
    const book = bookInMemory();
    const units = {
      ...journalOf('units', 'DR 8010 USD 4.00\nCR 8110/com_s USD 4.00'),
      ledger: 'FUND',
    } as const;
    await book.post([units]);

    // When: nothing but the id is told
    await book.sealer.seal([{ journalId: units.journalId }]);

    // Then
    expect((await book.sealer.chain.head('ENT')).sequence).toBe(0);
    expect((await book.sealer.chain.head('FUND')).sequence).toBe(1);
  });

  test('that died after the lookup rows and before the block is done again to the same rows', async () => {
    // Given: the transaction never arrives
    const whole = await sealedBook(3);
    const book = bookInMemory();
    const journals = deposits(3);
    await book.post(journals);
    const send = book.database.send.bind(book.database);
    let puts = 0;
    book.database.send = (command: unknown) => {
      if (command instanceof PutCommand) puts += 1;
      else if (Object(command).constructor.name === 'TransactWriteCommand') throw new Error('killed');
      return send(command);
    };
    await expect(book.seal(journals)).rejects.toThrow('killed');
    book.database.send = send;

    // When
    await book.seal(journals);

    // Then
    expect(puts).toBeGreaterThan(0);
    expect(book.database.rows('ledger')).toEqual(whole.book.database.rows('ledger'));
  });
});

describe('a trial balance', () => {
  test('is zero at every sequence, and as large as the journals until then', async () => {
    // Given: three blocks of 64, 64 and 22, so two stored totals
    const { book } = await sealedBook(150);

    // Then
    for (const sequence of [0, 1, 63, 64, 65, 127, 128, 129, 150]) {
      const usd = await usdAt(book, sequence);
      expect(usd?.differenceMinor ?? 0n).toBe(0n);
      expect(usd?.debitsMinor ?? 0n).toBe(BigInt(sequence) * 1_000n);
    }
    expect(book.database.rows('ledger').filter(({ kind }) => kind === 'chain-totals')).toHaveLength(2);
    await expect(usdAt(book, 151)).rejects.toThrow(DomainError);
  });

  test('reads stored totals and at most what came after them, however long the chain is', async () => {
    // Given
    const { book } = await sealedBook(192);
    const send = book.database.send.bind(book.database);
    let rows = 0;
    book.database.send = (command: unknown) => {
      const answer = send(command);
      rows += JSON.stringify(answer).split('JOURNAL#').length - 1;
      return answer;
    };

    // When
    await usdAt(book, 190);

    // Then: 62 journals since the totals at 128
    expect(rows).toBe(62);
  });

  test('at an instant has what was posted by then, sealed or not, early or late', async () => {
    // Given: 08:00:00 to 08:02:29, a second apart; the tenth is sealed last, the last never
    const book = bookInMemory();
    const journals = deposits(150);
    await book.post(journals);
    const late = journals[9];
    if (!late) throw new Error('There is a tenth');
    await book.seal(journals.filter((one) => one !== late).slice(0, 148));
    await book.seal([late]);

    // When
    const until = async (instant: string) =>
      (await book.sealer.chain.sumsAsOf('ENT', parseInstant(instant))).journals;

    // Then
    expect((await book.sealer.chain.head('ENT')).sequence).toBe(149);
    expect(await until('2026-11-22T07:59:59.999Z')).toBe(0);
    expect(await until('2026-11-22T08:00:09.000Z')).toBe(10);
    expect(await until('2026-11-22T08:01:39.500Z')).toBe(100);
    expect(await until('2026-11-22T08:02:29.000Z')).toBe(150);
  });
});

describe('reading', () => {
  test.each([
    ['nothing is sealed', 0],
    ['half is sealed', 15],
    ['all is sealed', 30],
  ])('gives the same when %s', async (_, sealed) => {
    // Given
    const book = bookInMemory();
    const journals = deposits(30);
    await book.post(journals);
    await book.seal(journals.slice(0, sealed));

    // When
    const lines: string[] = [];
    let after: string | undefined;
    do {
      const page = await book.reader.history('1010:ENT:USD', { limit: 7, after });
      lines.push(...page.lines.map(({ kind }) => kind));
      after = page.next;
    } while (after !== undefined);
    const about: string[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const page = await book.reader.journalsByReference('ord_1', { limit: 7, from });
      about.push(...page.journals.map(({ kind }) => kind));
      from = page.next;
    } while (from !== undefined);

    // Then
    const names = journals.map(({ kind }) => kind);
    expect(lines).toEqual(names);
    expect(about).toEqual([...names].reverse());
    expect((await book.reader.balanceOf('1010:ENT:USD')).available.amountMinor).toBe(30_000n);
    expect((await book.reader.sumOf('1010:ENT:USD')).amountMinor).toBe(30_000n);
    expect((await book.reader.trialBalance(book.now())).journals).toBe(30);
  });
});
