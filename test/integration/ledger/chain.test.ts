import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteCommand, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proveConservation } from '../../../functions/ledger/domain/trial-balance.ts';
import { journalOf } from '../../support/journal-table.ts';
import { type Book, openBook } from '../../support/ledger-book.ts';
import { startTables, type TestTables } from '../../support/tables.ts';

let tables: TestTables;
beforeAll(async () => {
  tables = await startTables(['raced', 'tampered']);
});
afterAll(() => tables?.stop());

const pay = (name: string) => journalOf(name, 'DR 1010 USD 10.00\nCR 2040/com_s USD 10.00');

describe('the chain on a real database', () => {
  it('has each journal of 64 writers once and no gap, though eight sealers race for it', async () => {
    // Given
    const book = openBook(tables.client, 'raced');
    const posted: ReturnType<typeof pay>[] = [];
    let isOver = false;
    const sealAll = async () => {
      while (!isOver) {
        await book.seal([...posted].slice(-40));
        await sleep(2);
      }
    };

    // When: 64 writers post four journals each; sealers take what they see, again and again
    const sealers = Promise.all(Array.from({ length: 8 }, sealAll));
    await Promise.all(
      Array.from({ length: 64 }, async (_, writer) => {
        for (let index = 0; index < 4; index += 1) {
          const journal = pay(`raced_${writer}_${index}`);
          await book.post([journal]);
          posted.push(journal);
        }
      }),
    );
    isOver = true;
    await sealers;
    const late = await book.sealer.chain.unsealed('ENT');
    await book.sealer.seal(late);

    // Then
    const report = (await book.audit()).report();
    expect(report).toMatchObject({ sequence: 256, unsealed: [], findings: [], accounts: 2 });
    for (let sequence = 0; sequence <= 256; sequence += 16) {
      const sums = await book.sealer.chain.sumsAt('ENT', sequence, book.now());
      expect(proveConservation(sums).every(({ differenceMinor }) => differenceMinor === 0n)).toBe(true);
      expect(sums.journals).toBe(sequence);
    }
    expect((await book.reader.balanceOf('1010:ENT:USD')).available.amountMinor).toBe(256_000n);
  });

  describe('tampered with on the table itself', () => {
    const journals = Array.from({ length: 70 }, (_, index) => pay(`kept_${index}`));
    const key = (sequence: number) => ({ pk: `JOURNAL#${journals[sequence - 1]?.journalId}`, sk: 'JOURNAL' });
    let book: Book;

    beforeAll(async () => {
      book = openBook(tables.client, 'tampered');
      await book.post(journals);
      await book.seal(journals);
    });

    const first = async () => (await book.audit()).report().findings[0];

    it('names the journal that says something else, and nothing once it says the same again', async () => {
      // Given
      expect(await first()).toBeUndefined();
      const say = (text: string) =>
        tables.client.send(
          new UpdateCommand({
            TableName: 'tampered',
            Key: key(66),
            UpdateExpression: 'SET #data.description = :text',
            ExpressionAttributeNames: { '#data': 'data' },
            ExpressionAttributeValues: { ':text': text },
          }),
        );

      // When
      await say('another');
      const found = await first();
      await say('kept 65');

      // Then
      expect(found).toMatchObject({ sequence: 66, fault: 'changed', row: `${key(66).pk} / JOURNAL` });
      expect(await first()).toBeUndefined();
    });

    it('names the journal that is gone', async () => {
      // Given
      const stored = await tables.client.send(new GetCommand({ TableName: 'tampered', Key: key(7) }));
      expect(stored.Item?.sequence).toBe(7);

      // When
      await tables.client.send(new DeleteCommand({ TableName: 'tampered', Key: key(7) }));

      // Then
      expect(await first()).toMatchObject({ sequence: 7, fault: 'missing', row: `${key(7).pk} / JOURNAL` });
    });
  });
});
