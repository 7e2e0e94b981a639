import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proveConservation } from '../../../functions/ledger/domain/trial-balance.ts';
import {
  accountIdOf,
  createLedgerReader,
  journalWrites,
  type LedgerReader,
  postReservationWrites,
  reservationWrites,
  voidReservationWrites,
} from '../../../functions/ledger/posting.ts';
import { DomainError } from '../../../shared/kernel/errors.ts';
import { addDuration, parseInstant } from '../../../shared/kernel/instant.ts';
import { formatMoney, parseMoney } from '../../../shared/kernel/money.ts';
import { createStore, type Store } from '../../../shared/persistence/store.ts';
import { commitEffect } from '../../../shared/persistence/unit-of-work.ts';
import type { Write } from '../../../shared/persistence/write.ts';
import { journalOf } from '../../support/journal-table.ts';
import { startTables, type TestTables } from '../../support/tables.ts';

const now = parseInstant('2026-11-23T08:00:00.000Z');
const at = { now, correlationId: 'trade-1' };
const provenance = {
  context: 'test',
  now,
  newId: (prefix: string) => `${prefix}_1`,
  correlationId: 'trade-1',
  causationId: 'test',
};
const usd = (amount: string) => parseMoney({ currency: 'USD', amount });

let tables: TestTables;
let store: Store;
let ledger: LedgerReader;

beforeAll(async () => {
  tables = await startTables(['ledger']);
  store = createStore(tables.client, 'ledger');
  ledger = createLedgerReader(tables.client, 'ledger');
});
afterAll(() => tables?.stop());

const commit = (writes: readonly Write[]): Promise<void> =>
  commitEffect(store, undefined, { writes }, provenance);

/** `won`, or the code of the refusal; anything else fails the test. */
const attempt = async (writes: readonly Write[]): Promise<string> => {
  try {
    await commit(writes);
    return 'won';
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
};

const count = (outcomes: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [...new Set(outcomes)].sort().map((one) => [one, outcomes.filter((o) => o === one).length]),
  );

const fund = (escrow: string, amount: string) =>
  commit(
    journalWrites(
      'ledger',
      journalOf(`fund_${escrow}`, `DR 1010 USD ${amount}\nCR 2010/${escrow} USD ${amount}`),
      at,
    ),
  );
const shown = async (code: '2010' | '2040', owner: string): Promise<readonly string[]> => {
  const { available, pending } = await ledger.balanceOf(accountIdOf(code, 'USD', owner));
  return [formatMoney(available).amount, formatMoney(pending).amount];
};
const writers = (many: number, write: (index: number) => readonly Write[]): Promise<string[]> =>
  Promise.all(Array.from({ length: many }, (_, index) => attempt(write(index))));

describe('writers that race for one escrow', () => {
  it('lets exactly one of 64 release all of it', async () => {
    // Given
    await fund('esc_all', '6360.00');

    // When
    const outcomes = await writers(64, (index) =>
      journalWrites(
        'ledger',
        journalOf(`release_${index}`, 'DR 2010/esc_all USD 6360.00\nCR 2040/com_s USD 6360.00'),
        at,
      ),
    );

    // Then
    expect(count(outcomes)).toEqual({ 'ledger.insufficient_funds': 63, won: 1 });
    expect(await shown('2010', 'esc_all')).toEqual(['0.00', '0.00']);
    expect(await shown('2040', 'com_s')).toEqual(['6360.00', '0.00']);
  });

  it('lets as many of 64 reserve as the money lasts', async () => {
    // Given: 1,000.00, and each asks for 150.00
    await fund('esc_part', '1000.00');

    // When
    const outcomes = await writers(64, (index) =>
      reservationWrites(
        'ledger',
        {
          pendingId: `part_${index}`,
          code: '2010',
          owner: 'esc_part',
          amount: usd('150.00'),
          expiresAt: addDuration(now, { days: 1 }),
          reference: 'ord_1',
        },
        at,
      ),
    );

    // Then
    expect(count(outcomes)).toEqual({ 'ledger.insufficient_funds': 58, won: 6 });
    expect(await shown('2010', 'esc_part')).toEqual(['100.00', '900.00']);
  });

  it('resolves a reservation once, whether it is posted or voided', async () => {
    // Given
    await fund('esc_once', '100.00');
    const reservation = { pendingId: 'once', code: '2010', owner: 'esc_once', amount: usd('60.00') } as const;
    const expiresAt = addDuration(now, { days: 1 });
    await commit(reservationWrites('ledger', { ...reservation, expiresAt, reference: 'ord_1' }, at));

    // When
    const outcomes = await writers(32, (index) =>
      index % 2 === 0
        ? voidReservationWrites('ledger', reservation, 'voided', at)
        : postReservationWrites(
            'ledger',
            reservation,
            journalOf(`once_${index}`, 'DR 2010/esc_once USD 60.00\nCR 2040/com_once USD 60.00'),
            at,
          ),
    );

    // Then
    expect(count(outcomes)).toEqual({ 'ledger.reservation_resolved': 31, won: 1 });
    const { state } = (await ledger.reservation('once')) ?? {};
    const expected = state === 'posted' ? ['40.00', '0.00'] : ['100.00', '0.00'];
    expect(await shown('2010', 'esc_once')).toEqual(expected);
  });

  it('posts one journal once, however many bring it', async () => {
    // Given
    const journal = journalOf('same', 'DR 1010 USD 5.00\nCR 2010/esc_same USD 5.00');

    // When
    const outcomes = await writers(16, () => journalWrites('ledger', journal, at));

    // Then
    expect(count(outcomes)).toEqual({ 'ledger.exists': 15, won: 1 });
    expect(await shown('2010', 'esc_same')).toEqual(['5.00', '0.00']);
  });
});

describe('reading the books', () => {
  it('keeps every digit of an amount beyond the safe integers', async () => {
    // Given
    const huge = '899999999999999999.99';
    await commit(
      journalWrites('ledger', journalOf('huge', `DR 1010 USD ${huge}\nCR 2040/com_huge USD ${huge}`), at),
    );

    // When
    const refused = attempt(
      journalWrites(
        'ledger',
        journalOf(
          'more',
          `DR 2040/com_huge USD ${huge}\nDR 2040/com_huge USD 0.01\nCR 1020 USD 900000000000000000.00`,
        ),
        at,
      ),
    );

    // Then
    expect(await shown('2040', 'com_huge')).toEqual([huge, '0.00']);
    expect(await refused).toBe('ledger.insufficient_funds');
  });

  it('pages through the history of a platform account over its partitions, in order', async () => {
    // Given: 25 fees, a second apart
    for (let index = 0; index < 25; index += 1) {
      const journal = journalOf(`fee_${index}`, 'DR 1020 KWD 0.001\nCR 4010 KWD 0.001');
      await commit(journalWrites('ledger', journal, { ...at, now: addDuration(now, { seconds: index }) }));
    }

    // When
    const kinds: string[] = [];
    let after: string | undefined;
    do {
      const page = await ledger.history('4010:ENT:KWD', { limit: 10, after });
      kinds.push(...page.lines.map(({ kind }) => kind));
      after = page.next;
    } while (after !== undefined);

    // Then
    expect(kinds).toEqual(Array.from({ length: 25 }, (_, index) => `fee_${index}`));
    expect((await ledger.balanceOf('4010:ENT:KWD')).available).toEqual({ currency: 'KWD', amountMinor: 25n });
    const middle = { from: addDuration(now, { seconds: 5 }), before: addDuration(now, { seconds: 8 }) };
    expect((await ledger.history('4010:ENT:KWD', middle)).lines.map(({ kind }) => kind)).toEqual([
      'fee_5',
      'fee_6',
      'fee_7',
    ]);
    expect((await ledger.sumOf('4010:ENT:KWD', middle)).amountMinor).toBe(3n);
  });

  it('finds journals by what they are about and by who may see them, newest first', async () => {
    // Given
    const make = (name: string, order: string) => {
      const journal = journalOf(name, 'DR 1010 EUR 1.00\nCR 2040/com_v EUR 1.00');
      const postings = journal.postings.map((posting) => ({ ...posting, visibleTo: ['com_v'] }));
      return { ...journal, references: { orderId: order }, postings };
    };
    for (const [index, order] of ['ord_x', 'ord_y', 'ord_x'].entries()) {
      const when = { ...at, now: addDuration(now, { seconds: index }) };
      await commit(journalWrites('ledger', make(`j${index}`, order), when));
    }

    // When
    const ofOrder = await ledger.journalsByReference('ord_x');
    const ofCompany = await ledger.journalsByReference('com_v', { limit: 2 });
    const rest = await ledger.journalsByReference('com_v', { limit: 2, from: ofCompany.next });

    // Then
    expect(ofOrder.journals.map(({ kind }) => kind)).toEqual(['j2', 'j0']);
    expect(ofCompany.journals.map(({ kind }) => kind)).toEqual(['j2', 'j1']);
    expect(rest.journals.map(({ kind }) => kind)).toEqual(['j0']);
    expect((await ledger.accountsOf('com_v')).map(({ accountId }) => accountId)).toEqual([
      '2040:ENT:EUR:com_v',
    ]);
  });

  it('proves that nothing was made or lost by all of the above', async () => {
    // When
    const sums = await ledger.trialBalance(addDuration(now, { days: 40 }));
    const none = await ledger.trialBalance(addDuration(now, { seconds: -1 }));

    // Then
    expect(proveConservation(sums).map(({ currency, isBalanced }) => [currency, isBalanced])).toEqual([
      ['EUR', true],
      ['KWD', true],
      ['USD', true],
    ]);
    expect(none.journals).toBe(0);
  });
});
